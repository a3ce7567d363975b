/** The certificate that tests of every client use. */
export { selfSigned } from "../../support/self-signed.js";
