/**
 * Takes characters that cannot be seen out of the nodes of schema.ts: openapi-typescript passes on what a document
 * says in comments and literals, and text that runs backwards shows other code than there is.
 */
import type TypeScript from "typescript";
import { controls, escapeControls } from "./literals.js";

/** Whether a text has such characters. */
export const hasControls = (text: string): boolean => text.search(controls) >= 0;

/** Changes nodes where it must; whether it must shows in their text. */
export const makeHarmless = (nodes: readonly object[], ts: typeof TypeScript): void => {
  const visit = (node: TypeScript.Node): void => {
    const comments = ts.getSyntheticLeadingComments(node);
    if (comments?.some(({ text }) => hasControls(text)) === true) {
      const clean = comments.map((one) => ({ ...one, text: one.text.replace(controls, "") }));
      ts.setSyntheticLeadingComments(node, clean);
    }
    // It writes a string literal as an identifier that has quotes.
    if (ts.isIdentifier(node) && node.text.startsWith('"') && hasControls(node.text))
      Object.assign(node, { escapedText: escapeControls(node.text) });
    ts.forEachChild(node, visit);
  };
  // Statements of the tree, as `transformSchema` answers them.
  for (const node of nodes) visit(node as TypeScript.Node);
};
