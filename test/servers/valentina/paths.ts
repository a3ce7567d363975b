// Where things lie.

export const api = "/api/v1";
export const company = `${api}/companies/{company_id}`;
export const user = `${company}/users/{user_id}`;
export const campaign = `${user}/campaigns/{campaign_id}`;
export const book = `${campaign}/books/{book_id}`;
export const chapter = `${book}/chapters/{chapter_id}`;
export const character = `${campaign}/characters/{character_id}`;
