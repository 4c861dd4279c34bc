/** What an option of the command line is, and the commands that take some. */

export const COMMANDS = [
	"check",
	"prepare",
	"plan",
	"metrics",
	"evaluate",
	"rules",
	"models",
	"completions",
	"man",
] as const;
export type CommandName = (typeof COMMANDS)[number];

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

export interface Flag {
	/** As in `--name`. */
	name: string;
	short?: string;
	on: CommandName[];
	/** What it takes, as help shows it; a switch takes nothing. */
	takes?: string;
	/** How the value is read. */
	kind:
		| "switch"
		| "switch-or-choice"
		| "text"
		| "choice"
		| "count"
		| "count-or-all"
		| "list"
		| "files"
		| "limits"
		| "pairs";
	/** Its key in a config file and in `Values`, where that is not its name in camelCase. */
	key?: string;
	choices?: string[];
	says: string;
}

/** What a config file and `Values` call it. */
export function keyOf({ name, key }: Flag): string {
	return key ?? camelCase(name);
}

function camelCase(name: string): string {
	return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
