/** What Vite makes of imports that TypeScript does not know. */

declare module "*.css";

declare module "*?worker&inline" {
	const InlineWorker: new () => Worker;
	export default InlineWorker;
}

declare module "*/lzma1/lib/decoder.js" {
	export class Decoder {
		/** Throws where `from` is not whole. */
		decompress(
			from: import("*/lzma1/lib/streams.js").InputBuffer,
			to: import("*/lzma1/lib/streams.js").OutputBuffer,
		): void;
	}
}

declare module "*/lzma1/lib/streams.js" {
	export class InputBuffer {
		constructor(data: Uint8Array);
	}
	export class OutputBuffer {
		toArray(): Uint8Array;
	}
}
