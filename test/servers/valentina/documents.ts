// Collections of documents: what the database of the real server would keep.

/** What every document has. */
export interface Stamped {
  id: string;
  /** Whole seconds. */
  date_created: string;
  date_modified: string;
}

/** What a document is made from. */
export type Content<T extends Stamped> = Omit<T, keyof Stamped>;

/** Documents of one kind, oldest first. Each lies under a parent. */
export interface Collection<T extends Stamped> {
  readonly byId: ReadonlyMap<string, T>;
  /** A document that is not stored yet. `id` is for tests that want a certain one. */
  draft(content: Content<T>, id?: string): T;
  store(parentId: string, document: T): T;
  /** Drafts and stores. */
  create(parentId: string, content: Content<T>, id?: string): T;
  find(parentId: string, id: string): T | undefined;
  of(parentId: string): T[];
  /** Changes the document in place. */
  change(document: T, changes: Partial<Content<T>>): T;
  remove(document: Pick<T, "id">): void;
}

/** Where new ids and the time come from. */
export interface Stamps {
  nextId(): string;
  now(): string;
}

/** Ids count up, and look like those of the real database. */
export function createStamps(now: () => string): Stamps {
  let count = 0;
  return {
    now,
    nextId() {
      count += 1;
      return `68c1f7152cae37${count.toString(16).padStart(10, "0")}`;
    },
  };
}

/** An empty collection. */
export function createCollection<T extends Stamped>(stamps: Stamps): Collection<T> {
  const byId = new Map<string, T>();
  const parents = new Map<string, string>();

  function draft(content: Content<T>, id = stamps.nextId()): T {
    const at = stamps.now();
    // A document is its stamps and its content: nothing of T is missing.
    return { ...content, id, date_created: at, date_modified: at } as unknown as T;
  }

  function store(parentId: string, document: T): T {
    byId.set(document.id, document);
    parents.set(document.id, parentId);
    return document;
  }

  return {
    byId,
    draft,
    store,
    create: (parentId, content, id) => store(parentId, draft(content, id)),
    find(parentId, id) {
      return parents.get(id) === parentId ? byId.get(id) : undefined;
    },
    of: (parentId) => [...byId.values()].filter(({ id }) => parents.get(id) === parentId),
    change: (document, changes) =>
      Object.assign(document, changes, { date_modified: stamps.now() }),
    remove({ id }) {
      byId.delete(id);
      parents.delete(id);
    },
  };
}

/** Takes an id out of a list in place. */
export function withdraw(ids: string[], id: string): void {
  const index = ids.indexOf(id);
  if (index >= 0) ids.splice(index, 1);
}

/** A copy in order of that member. */
export function sortedBy<T>(documents: readonly T[], key: (document: T) => string | number): T[] {
  return documents.toSorted((a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b))));
}
