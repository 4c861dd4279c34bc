/** The part of the page in view: mode, tab, drawer. It travels in the link, and Back returns to the one before. */

import { signal } from "@preact/signals";

export const TABS = {
	overview: "Overview",
	issues: "Issues",
	duplicates: "Duplicates",
	data: "Data",
	split: "Split",
	train: "Train",
} as const;

export type Tab = keyof typeof TABS;
/** Preparing data, or looking at what a finished job has made of it. */
export type Mode = "data" | "after";

export const mode = signal<Mode>("data");
export const tab = signal<Tab>("overview");
/** True while the drawer of the export is open. */
export const exporting = signal(false);

const isTab = (name: string): name is Tab => Object.hasOwn(TABS, name);

/** Goes to a tab of the data, from wherever the page is. */
export function show(to: Tab): void {
	mode.value = "data";
	tab.value = to;
	exporting.value = false;
}

/** The view as a link has it; the overview needs no word. */
export function viewInLink(): [string, string][] {
	if (mode.value === "after") return [["mode", "after"]];
	return tab.value === "overview" ? [] : [["tab", tab.value]];
}

/** Takes the view from a link, where it says one that there is. */
export function viewFromLink(link: URLSearchParams): void {
	const wanted = link.get("tab") ?? "overview";
	mode.value = link.get("mode") === "after" ? "after" : "data";
	tab.value = isTab(wanted) ? wanted : "overview";
}
