// The tracks that can be found, and the search in them.

/** A track, wire names. */
export interface CatalogueTrack {
  readonly id: string;
  readonly title: string;
  readonly artist: string;
  readonly genre: string | null;
  /** Seconds. */
  readonly duration: number | null;
  readonly url: string;
  /** Not on the wire: what `sort=popularity` sorts by. */
  readonly plays: number;
}

/** What to look for. */
export interface TrackQuery {
  readonly text: string;
  readonly genre: string | undefined;
  readonly byPopularity: boolean;
}

const artists = ["Mila Voss", "Okari", "Nora Field", "Tomas Reed", "The Late Shift"];
const nouns = ["Lights", "Tide", "Signal", "Garden", "Window", "Orbit", "Paper"];

/** How many tracks of each genre there are. */
const genres: Readonly<Record<string, number>> = {
  "Deep House": 23,
  Techno: 7,
  Ambient: 12,
  "Drum and Bass": 4,
};

/** The same tracks each time. Among them are one without a genre and one of unknown length. */
export function createCatalogue(): CatalogueTrack[] {
  const tracks = Object.entries(genres).flatMap(([genre, count]) =>
    Array.from({ length: count }, (_, index) => track(genre, index)),
  );
  const bare = { id: "track_nameless", title: "Field Recording", artist: "Café ☕", plays: 1 };
  const url = "https://music.example/t/nameless";
  return [...tracks, { ...bare, genre: null, duration: null, url }];
}

function track(genre: string, index: number): CatalogueTrack {
  const id = `${genre.toLowerCase().replaceAll(" ", "_")}_${index + 1}`;
  return {
    id: `track_${id}`,
    title: `${genre} ${nouns[index % nouns.length]} ${index + 1}`,
    artist: artists[index % artists.length] ?? "",
    genre,
    duration: 180 + index * 12,
    url: `https://music.example/t/${id}`,
    plays: (index * 37) % 101,
  };
}

/** Tracks that have every word of the text somewhere in title, artist or genre. */
export function findTracks(
  tracks: readonly CatalogueTrack[],
  { text, genre, byPopularity }: TrackQuery,
): CatalogueTrack[] {
  const words = text.toLowerCase().split(/\s+/);
  const found = tracks.filter((candidate) => {
    const { title, artist } = candidate;
    const haystack = `${title} ${artist} ${candidate.genre ?? ""}`.toLowerCase();
    const isGenre = !genre || candidate.genre?.toLowerCase() === genre.toLowerCase();
    return isGenre && words.every((word) => haystack.includes(word));
  });
  return byPopularity ? found.toSorted((a, b) => b.plays - a.plays) : found;
}

/** `Track`. */
export function trackBody({ plays: _, ...track }: CatalogueTrack): Omit<CatalogueTrack, "plays"> {
  return track;
}
