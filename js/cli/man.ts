/** `tuneset man`: the manual page, from the same texts as the help. */

import { version } from "../types/registry.ts";
import { COMMANDS, described } from "./flag.ts";
import { flagsOf } from "./flags.ts";
import { PAGES, spelling } from "./help.ts";
import { output } from "./output.ts";

export function man(): number {
	output.write(`${page().join("\n")}\n`);
	return 0;
}

function page(): string[] {
	return [
		`.TH TUNESET 1 "" "tuneset ${version}" "User Commands"`,
		".SH NAME",
		"tuneset \\- check, deduplicate and split fine\\-tuning data for Amazon Bedrock",
		".SH SYNOPSIS",
		...COMMANDS.flatMap((command) => [
			".nf",
			roff(PAGES[command].usage),
			".fi",
		]),
		".SH DESCRIPTION",
		"Everything happens on this machine; nothing is sent anywhere.",
		".SH COMMANDS",
		...COMMANDS.flatMap((command) => {
			const { usage, says, examples } = PAGES[command];
			return [
				".SS",
				roff(usage),
				".nf",
				...says.split("\n").map(roff),
				".fi",
				...flagsOf(command).flatMap((flag) => [
					".TP",
					`.B ${roff(spelling(flag))}`,
					roff(described(flag)),
				]),
				".PP",
				"Examples:",
				...examples.flatMap(([line, why]) => [
					".TP",
					`.B ${roff(line)}`,
					roff(why),
				]),
			];
		}),
		".SH EXIT STATUS",
		...EXIT_CODES.flatMap(([code, says]) => [".TP", `.B ${code}`, says]),
		".SH ENVIRONMENT",
		".TP",
		".B NO_COLOR",
		"no colours, whatever its value.",
		".TP",
		".B FORCE_COLOR",
		"colours even where the output is no terminal; 0 for none.",
	];
}

const EXIT_CODES: [number, string][] = [
	[0, "fine."],
	[1, "findings at or above \\-\\-fail\\-on."],
	[2, "wrong usage, or a file that cannot be read or written."],
	[130, "interrupted."],
	[143, "terminated."],
];

/** A line of text as roff takes it: nothing in it is a request or an escape. */
function roff(text: string): string {
	const escaped = text
		.replaceAll("\\", "\\e")
		.replaceAll("-", "\\-")
		// Some roffs still read bytes.
		.replace(/[^\0-\x7f]/gu, (character) => {
			const code = character.codePointAt(0) ?? 0;
			return `\\[u${code.toString(16).toUpperCase().padStart(4, "0")}]`;
		});
	return /^[.']/.test(escaped) ? `\\&${escaped}` : escaped;
}
