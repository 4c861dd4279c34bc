/** What the user chose. It survives a reload and travels in a link's `#…`; data never does. */

import { effect, signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark";

/** A model id, or '' to recognise the format only. */
export const model = signal("");
/** As on the command line: '20%', '0.2', '500' or '0'. */
export const validation = signal("20%");
export const seed = signal("42");
export const theme = signal<Theme>("system");

export const DEFAULTS = {
	model: "",
	validation: "20%",
	seed: "42",
	theme: "system",
};
const KEY = "tuneset";

/** Only what looks like a setting is taken from a link or from storage: neither is under our control. */
const PATTERNS: Record<keyof typeof DEFAULTS, RegExp> = {
	model: /^[a-z0-9-]{0,64}$/,
	validation: /^\d{1,12}(\.\d{1,6})?%?$/,
	seed: /^\d{1,16}$/,
	theme: /^(system|light|dark)$/,
};

const signals = { model, validation, seed, theme } as Record<
	keyof typeof DEFAULTS,
	{ value: string }
>;

/** Whether a text may stand as a setting. */
export const allowed = (name: keyof typeof DEFAULTS, text: string): boolean =>
	PATTERNS[name].test(text);

function take(source: Iterable<[string, unknown]>): void {
	for (const [name, value] of source) {
		const key = name as keyof typeof DEFAULTS;
		if (key in DEFAULTS && typeof value === "string" && allowed(key, value))
			signals[key].value = value;
	}
}

/** What differs from the defaults. */
function chosen(): [string, string][] {
	return Object.entries(DEFAULTS).flatMap(([name, value]) => {
		const now = signals[name as keyof typeof DEFAULTS].value;
		return now === value ? [] : [[name, now] as [string, string]];
	});
}

const fragment = (): string => new URLSearchParams(chosen()).toString();

/** Reads storage, then the link (which wins), and keeps both up to date from then on. */
export function keepSettings(): void {
	try {
		take(Object.entries(JSON.parse(localStorage.getItem(KEY) ?? "{}")));
	} catch {
		// storage is switched off or holds something else: the defaults stand
	}
	const fromLink = () => take(new URLSearchParams(location.hash.slice(1)));
	fromLink();
	addEventListener("hashchange", fromLink);
	effect(() => {
		const settings = Object.fromEntries(chosen());
		document.documentElement.dataset.theme = theme.value;
		try {
			localStorage.setItem(KEY, JSON.stringify(settings));
			history.replaceState(
				null,
				"",
				fragment() ? `#${fragment()}` : location.pathname + location.search,
			);
		} catch {
			// a sandboxed frame refuses both: the settings last as long as the page
		}
	});
}
