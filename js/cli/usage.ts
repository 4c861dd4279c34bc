/** A name that is not known where it was written, and those that are. */
export interface UnknownName {
	readonly given: string;
	readonly known: readonly string[];
	/** End of the sentence where none of these is near; a full stop by default. */
	readonly otherwise?: string;
}

/** A command line that cannot be carried out: its message is one sentence, the exit code 2. */
export class UsageError extends Error {
	/** The unknown name: the caller completes the message with the closest name from the engine. */
	readonly unknown: UnknownName | undefined;

	constructor(message: string, unknown?: UnknownName) {
		super(message);
		this.unknown = unknown;
	}
}
