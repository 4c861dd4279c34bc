/** The values of flags, and the options of the npm package that they become. */

import type { CommandOption, FlagNames } from "../text/command.ts";
import type {
	EvaluationOptions,
	PlanOptions,
	PrepareOptions,
	RuleSetting,
} from "../types/index.ts";
import { type CommandName, type Flag, keyOf, type PlanPart } from "./flag.ts";
import { flagsOf, type KnownFlag } from "./flags.ts";

type CamelCase<Name extends string> =
	Name extends `${infer First}-${infer Rest}`
		? `${First}${Capitalize<CamelCase<Rest>>}`
		: Name;

type KeyOf<F extends Flag> = F extends { key: infer Key extends string }
	? Key
	: CamelCase<F["name"]>;

type Choice<F extends Flag> = F extends { choices: readonly (infer C)[] }
	? C
	: string;

type ValueOf<F extends Flag> = {
	switch: boolean;
	"switch-or-choice": boolean | Choice<F>;
	text: string;
	choice: Choice<F>;
	count: number;
	"count-or-all": number;
	list: string[];
	files: string[];
	limits: Record<string, number | string>;
	map: Record<string, string>;
	pairs: Record<
		string,
		F extends { choices: readonly string[] } ? Choice<F> : number | string
	>;
}[F["kind"]];

/** Names of flags that commands to be pasted (js/text/command.ts) spell in another way. */
type Misspelled<F extends KnownFlag = KnownFlag> = F extends {
	option: infer O extends CommandOption;
}
	? Exclude<F["name"], O extends keyof FlagNames ? FlagNames[O] : Kebab<O>>
	: never;

type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
	? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Kebab<Rest>}`
	: Name;

type None<Names extends never> = Names;

/** Does not compile if a flag is misspelled. */
type SpelledFlag = KnownFlag | None<Misspelled>;

/** Values of flags by key; absent if not given. */
export type Values = {
	[F in SpelledFlag as KeyOf<F>]?: ValueOf<F>;
} & {
	/** Severities by rule, in a config file only. */
	rules?: Record<string, RuleSetting>;
};

/** Options that no flag passes on unchanged: the command line reads a file for them, or only programs can give them. */
type OtherOptions =
	| "rules"
	| "against"
	| "validationFile"
	| "decisions"
	| "signal"
	| "onProgress"
	| "onPartialReport";

type RunOptions = Omit<PrepareOptions & EvaluationOptions, OtherOptions>;

/** Does not compile if an option of the package has no flag, or a flag has values of another type. */
type Complete<Options, Given extends Required<Options>> = Partial<Given>;

/** Options of `check`, `prepare` and `evaluate` as flags give them. */
type FlagOptions = Complete<
	RunOptions,
	{
		[F in Extract<KnownFlag, { option: string }> as F["option"]]: ValueOf<F>;
	}
>;

/** One part of the options of `plan` as flags give it. */
type PlanValues<Part extends PlanPart> = {
	[F in Extract<KnownFlag, { plan: Part }> as KeyOf<F>]: ValueOf<F>;
};

type PlanFlagOptions = Complete<
	Omit<PlanOptions, "answers" | "job">,
	PlanValues<"options">
>;

/** Returns the options of `check`, `prepare` or `evaluate` that are given by the flags of a command. */
export function optionsOf(command: CommandName, values: Values): FlagOptions {
	return valuesByName(values, flagsOf(command), ({ option }) => option);
}

/** Returns the options of `plan` that are given by its flags. */
export function planOptions(values: Values): PlanOptions {
	const part = (wanted: PlanPart) =>
		valuesByName(values, flagsOf("plan"), (flag) =>
			flag.plan === wanted ? keyOf(flag) : undefined,
		);
	const own: PlanFlagOptions = part("options");
	const answers: Partial<PlanValues<"answers">> = part("answers");
	const job: Partial<PlanValues<"job">> = part("job");
	return { ...own, answers, job };
}

/** Returns the values of `flags` by the names that `nameOf` has for them, without those that are not given. */
function valuesByName(
	values: Values,
	flags: readonly Flag[],
	nameOf: (flag: Flag) => string | undefined,
): object {
	const given = values as Record<string, unknown>;
	return Object.fromEntries(
		flags.flatMap((flag) => {
			const name = nameOf(flag);
			const value = given[keyOf(flag)];
			return name === undefined || value === undefined ? [] : [[name, value]];
		}),
	);
}
