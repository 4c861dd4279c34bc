/** Stands for what scripts/package.mjs puts in its place: the gzipped wasm in base64, and the worker as a classic script. */

export const embeddedWasm: string = "";
export const embeddedWorker: string = "";
