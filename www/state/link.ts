/** The page's address and its storage: both hold the settings, the address also the view. Neither ever holds data. */

import { effect, signal } from "@preact/signals";
import { type Change, convert, levelOf } from "./changes";
import { changedSettings, DEFAULTS, takeSettings, theme } from "./settings";
import { mode, tab, viewFromLink, viewInLink } from "./view";

const KEY = "tuneset";

/** Settings of the user that a link has replaced for now; null if there are none. */
export const replaced = signal<[string, unknown][] | null>(null);
/** Values of a link that are no settings, as `name=value`. */
export const notUnderstood = signal<string[]>([]);

/** Conversion and fixes that a link asks for: of the data that comes first, as any other data begins without. */
export const asked = { changes: [] as Change[] };

/** Parts of an address that are no settings. */
const NO_SETTINGS = new Set(["tab", "mode", "convert", "fix"]);

/** What is done to the data at hand, as a link has it. */
function done(): [string, string][] {
	const fix = asked.changes.find((change) => change.does === "fix");
	const level = fix ? fix.level : levelOf();
	const parts: [string, string][] = [];
	if (convert.value || asked.changes.some(({ does }) => does === "convert"))
		parts.push(["convert", "on"]);
	if (level !== "off") parts.push(["fix", level]);
	return parts;
}

function storedSettings(): [string, unknown][] {
	try {
		return Object.entries(JSON.parse(localStorage.getItem(KEY) ?? "{}"));
	} catch {
		return []; // storage is switched off or holds something else
	}
}

/** Reads storage, then the link, which wins until the user decides; from then on both are up to date. */
export function keepSettings(): void {
	const own = storedSettings();
	takeSettings(own);
	takeLink(own);
	addEventListener("popstate", ({ state }) => {
		// Back changes the view alone; a link that was pasted into the address has no state of ours.
		if (state === null) takeLink(changedSettings());
		else viewFromLink(linkNow());
	});
	effect(() => {
		const settings = changedSettings();
		document.documentElement.dataset.theme = theme.value;
		try {
			if (!replaced.value)
				localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(settings)));
		} catch {
			// storage is switched off: the settings last as long as the page
		}
	});
	let last = `${mode.peek()} ${tab.peek()}`;
	effect(() => {
		const now = `${mode.value} ${tab.value}`;
		const parts = [...changedSettings(), ...done(), ...viewInLink()];
		const fragment = new URLSearchParams(parts).toString();
		const path = location.pathname + location.search;
		const address = fragment ? `#${fragment}` : path;
		if (fragment === location.hash.slice(1) && history.state !== null) {
			last = now;
			return;
		}
		try {
			if (now === last) history.replaceState("tuneset", "", address);
			else history.pushState("tuneset", "", address);
		} catch {
			// a sandboxed frame refuses: the settings last as long as the page
		}
		last = now;
	});
}

const linkNow = () => new URLSearchParams(location.hash.slice(1));

function takeLink(own: [string, unknown][]): void {
	const link = linkNow();
	const given = [...link].filter(([name]) => !NO_SETTINGS.has(name));
	viewFromLink(link);
	const level = link.get("fix");
	asked.changes = [];
	if (link.get("convert") === "on")
		asked.changes.push({ does: "convert", map: {} });
	if (level === "safe" || level === "unsafe")
		asked.changes.push({ does: "fix", level });
	if (given.length === 0) return;
	const before = new Map(own);
	// A link says all settings that are no defaults.
	takeSettings(Object.entries(DEFAULTS).filter(([name]) => name !== "theme"));
	notUnderstood.value = takeSettings(given).map((pair) => pair.join("="));
	const now = new Map<string, unknown>(changedSettings());
	const mine = own.filter(([name]) => name !== "theme");
	const differs = mine.some(([name]) => now.get(name) !== before.get(name));
	replaced.value = differs ? own : null;
}

/** Ends the question about the link: keeps its settings, or returns to the user's own. */
export function settleLink(keep: "link" | "own"): void {
	const own = replaced.peek();
	replaced.value = null;
	notUnderstood.value = [];
	if (keep === "link" || !own) return;
	takeSettings(Object.entries(DEFAULTS));
	takeSettings(own);
}
