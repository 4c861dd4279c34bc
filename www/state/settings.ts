/** Settings of the user. They survive a reload and travel in a link's `#…`; data never does. */

import { batch, computed, signal } from "@preact/signals";
import type { Dedupe } from "../engine/engine";

export type Theme = "system" | "light" | "dark";

/** A model id, or '' to recognise the format only. */
export const model = signal("");
/** The user's own quotas of that model: 'max-records=50000', several with a comma between. */
export const limits = signal("");
/** As on the command line: '20%', '0.2', '500' or '0'. */
export const validation = signal("20%");
export const seed = signal("42");
/** A JSON Pointer, or '' for no groups. */
export const groupBy = signal("");
/** 'on' or 'off': if records with the same media stay on one side. */
export const mediaGroups = signal("on");
/** 'auto', 'off' or a JSON Pointer. */
export const stratifyBy = signal("auto");
/** 'canonical' keeps near-duplicates on one side of the split, 'near' keeps the first of them. */
export const dedupe = signal<Dedupe>("canonical");
/** The similarity from which records are near-duplicates. */
export const near = signal("0.8");
export const theme = signal<Theme>("system");

export const DEFAULTS = {
	model: "",
	limits: "",
	validation: "20%",
	seed: "42",
	groupBy: "",
	mediaGroups: "on",
	stratifyBy: "auto",
	dedupe: "canonical",
	near: "0.8",
	theme: "system",
};

/** Only what looks like a setting is taken from a link or from storage: neither is under our control. */
const PATTERNS: Record<keyof typeof DEFAULTS, RegExp> = {
	model: /^[a-z0-9-]{0,64}$/,
	limits: /^([a-z-]{1,40}=[1-9]\d{0,14}(,(?=.)|$)){0,8}$/,
	validation: /^\d{1,12}(\.\d{1,6})?%?$/,
	seed: /^\d{1,16}$/,
	groupBy: /^(\/([^~\p{Cc}]|~[01]){0,200})?$/u,
	mediaGroups: /^(on|off)$/,
	stratifyBy: /^(auto|off|\/([^~\p{Cc}]|~[01]){0,200})$/u,
	dedupe: /^(canonical|near)$/,
	near: /^(0\.[7-9]\d?|1)$/,
	theme: /^(system|light|dark)$/,
};

const signals: Record<keyof typeof DEFAULTS, { value: string }> = {
	model,
	limits,
	validation,
	seed,
	groupBy,
	mediaGroups,
	stratifyBy,
	dedupe: dedupe as { value: string },
	near,
	theme: theme as { value: string },
};

/** A share below the whole, or a number of records. */
function isAmount(text: string): boolean {
	const number = Number.parseFloat(text);
	if (text.endsWith("%")) return number < 100;
	return number < 1 || Number.isInteger(number);
}

/** True if a text is allowed as that setting. */
export const allowed = (name: keyof typeof DEFAULTS, text: string): boolean =>
	PATTERNS[name].test(text) &&
	(name !== "seed" || Number.isSafeInteger(Number(text))) &&
	(name !== "validation" || isAmount(text));

/** Takes what is allowed as a setting, and returns the rest. */
export function takeSettings(
	source: Iterable<[string, unknown]>,
): [string, string][] {
	const given = new Map(source);
	const refused: [string, string][] = [];
	batch(() => {
		// In the order of the defaults: the model first, which limits are of.
		for (const name of Object.keys(DEFAULTS)) {
			const key = name as keyof typeof DEFAULTS;
			const value = given.get(key);
			given.delete(key);
			if (typeof value !== "string") continue;
			if (!allowed(key, value)) refused.push([key, value]);
			else if (key === "model") chooseModel(value);
			else signals[key].value = value;
		}
	});
	for (const [name, value] of given) refused.push([name, String(value)]);
	return refused;
}

/** Another model has other quotas. */
export function chooseModel(id: string): void {
	batch(() => {
		if (model.value !== id) limits.value = "";
		model.value = id;
	});
}

/** By name. */
export const limitsByName = computed<Record<string, string>>(() =>
	Object.fromEntries(
		limits.value.split(",").flatMap((one) => {
			const [name, number] = one.split("=");
			return name && number ? [[name, number]] : [];
		}),
	),
);

/** Sets a quota, or with '' leaves it at the catalogue's number. */
export function setQuota(name: string, number: string): void {
	const { [name]: _, ...others } = limitsByName.value;
	const all = number ? { ...others, [name]: number } : others;
	limits.value = Object.entries(all)
		.map((pair) => pair.join("="))
		.join(",");
}

/** Settings that differ from the defaults. */
export function changedSettings(): [string, string][] {
	return Object.entries(DEFAULTS).flatMap(([name, value]) => {
		const now = signals[name as keyof typeof DEFAULTS].value;
		return now === value ? [] : [[name, now] as [string, string]];
	});
}
