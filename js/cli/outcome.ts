/** What a command has come to by now, for the words that end it when it is interrupted. */
export const outcome: {
	/** The folder or file that holds whole results of this run. */
	written?: string;
} = {};
