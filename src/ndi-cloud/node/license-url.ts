/** The address of a license, by the names that datasets give it. Pure. */

const creative = "https://creativecommons.org";

/** Undefined for names that nobody knows. */
export function licenseUrl(name: string): string | undefined {
  const text = name.trim();
  if (/^https?:\/\/\S+$/i.test(text)) return text;
  if (/^cc0(-1\.0)?$/i.test(text)) return `${creative}/publicdomain/zero/1.0/`;
  // `CC-BY-NC-4.0`, and `ccByNcSa4_0`.
  const known = /^cc-?(by(?:-?nc)?(?:-?sa)?)-?4[._]0$/i.exec(text)?.[1];
  const parts = known?.toLowerCase().match(/by|nc|sa/g);
  if (parts) return `${creative}/licenses/${parts.join("-")}/4.0/`;
  return text.includes("Attribution 4.0") ? `${creative}/licenses/by/4.0/` : undefined;
}
