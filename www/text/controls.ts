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
	[/`tuneset models`/g, "the list of models"],
	[
		/drop one \(--dedupe (normalized|near)\)/g,
		"drop one in the Duplicates tab",
	],
	[
		/--dedupe( near)? keeps (both|all|them)/g,
		"dropping near-duplicates keeps $2",
	],
	[
		/ \(--map [^\s)]+\); or add a header/g,
		": choose them under Next steps, or add a header",
	],
	[
		/\bchoose (which .*?), such as --map ("[^"]*"|[^\s;]+)/g,
		"choose under Next steps $1",
	],
	[/, such as --map ("[^"]*"|[^\s;]+)/g, " under Next steps"],
	[/ with `?--map\b`?/g, " under Next steps"],
	[
		/--convert with --unsafe-fixes applies a suggested fix/g,
		"a suggested fix and the conversion together repair that",
	],
	[/--unsafe-fixes writes/g, "the suggested fix writes"],
	[/or --unsafe-fixes here/g, "or apply the suggested fix"],
	[/Suggested fixes \(`--unsafe-fixes`\)/g, "Suggested fixes"],
	[/`--unsafe-fixes` is needed/g, "A suggested fix is needed"],
	[/`--unsafe-fixes`/g, "a suggested fix"],
	[/--convert renames/g, "the conversion renames"],
	[/such as --model ([a-z\d-]+)/g, "such as $1"],
	[
		/ \(`?--(against|validation-file|convert|fix|media-groups off|unsafe-fixes)`?\)/g,
		"",
	],
	[/\(--(against|model) ([^\s)]+?)( --convert)?(, [^)]*)?\)/g, "($2$4)"],
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
