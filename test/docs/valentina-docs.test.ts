/** The pages about Valentina Noir: their code compiles, runs, and prints what it promises; they leave no method out. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describePages } from "./describe-pages.js";
import { givenDocumentedValentina } from "./documented-valentina.js";
import { root } from "./code-blocks.js";

const folder = "docs/valentina";
const pages = readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);

describePages({ pages, givenServer: givenDocumentedValentina, commands: {} });
