/** Names of the files that a pulled document refers to. They come from addresses, so nothing of them is trusted. */
import { hashOf } from "../cache.js";
import { shownAddress } from "./address.js";

/** Longest name, so that no file system minds. */
const longest = 100;

/** Letters, digits, dots and dashes of a text; none of it leads to another folder or hides the file. */
const plain = (text: string): string =>
  text.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[.-]+/, "");

const nameOf = (url: URL, home: string): string => {
  const host = url.origin === home ? "" : `${url.host}-`;
  const name = plain(`${host}${url.pathname.slice(1)}`) || "part";
  const [, stem = name, extension = ""] = /^(.*?)(\.[A-Za-z0-9]+)?$/.exec(name) ?? [];
  // A query, or what was left out or cut off, may be all that tells two addresses apart.
  const isWhole = url.search === "" && name.length <= longest && /^[/\w.-]*$/.test(url.pathname);
  const hash = isWhole ? "" : `-${hashOf(shownAddress(url)).slice(0, 8)}`;
  return `${stem.slice(0, longest)}${hash}${extension}`;
};

/** Gives each address a name of its own, the same one whenever it is asked for. */
export const createPartNames = (home: string): ((url: URL) => string) => {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  return (url) => {
    const known = names.get(url.href);
    if (known !== undefined) return known;
    let name = nameOf(url, home);
    // Some file systems take names that differ in case for one.
    if (taken.has(name.toLowerCase())) name = `${hashOf(url.href).slice(0, 8)}-${name}`;
    taken.add(name.toLowerCase());
    names.set(url.href, name);
    return name;
  };
};
