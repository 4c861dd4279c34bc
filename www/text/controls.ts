/** Advice in the words of the page: sentences of the core name commands, in backticks. */

/** The first that matches is taken, so the longer ones come first. */
const CONTROLS: [command: RegExp, control: string][] = [
	[
		/`tuneset check TRAIN --against HELD-OUT`/g,
		"the leakage check of the Split tab",
	],
	[/`tuneset prepare`/g, "the Export drawer"],
	[/`tuneset metrics`/g, "After training, Metrics"],
	[/`tuneset evaluate`/g, "After training, Evaluate"],
	[/`tuneset check`/g, "the Issues tab"],
	[/`--base FILE`/g, "“Base model outputs”"],
	[/ \(--model [a-z\d-]+( --convert)?\)/g, ""],
	[/,? or match them by order \(`--match order`\)/g, ""],
	[/ \(`--(reference|answer)-key` names another\)/g, ""],
];

/** Returns the sentence with the page's controls in the place of commands. */
export const onPage = (sentence: string): string =>
	CONTROLS.reduce(
		(text, [command, control]) => text.replace(command, control),
		sentence,
	);
