import { createReadStream } from "node:fs";

/** A file that is named, not read yet. To everybody but Tuneset it is its bytes, in order. */
export class PathSource implements AsyncIterable<Uint8Array> {
	readonly name: string;
	readonly path: string;

	constructor(path: string, name = path) {
		this.path = path;
		this.name = name;
	}

	[Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
		return createReadStream(this.path)[Symbol.asyncIterator]();
	}
}
