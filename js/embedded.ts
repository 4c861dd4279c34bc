/** Placeholder that scripts/package.mjs replaces: the gzipped wasm in base64, and the worker as a classic script. */

export const embeddedWasm: string = "";
export const embeddedWorker: string = "";
