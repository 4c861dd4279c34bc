/** Groups of duplicates: a page of them from the engine, of a kind and in an order. */

import { batch, effect, signal } from "@preact/signals";
import type { GroupPage, GroupQuery } from "../../js/run/run.ts";
import type { ClusterRecord } from "../../js/types";
import { count, counted } from "../text/format";
import { announce } from "./announce";
import { type Change, changes, keyOf, withChange, without } from "./changes";
import { files, phase, report } from "./page";
import { change, currentRun, settled } from "./run";
import { mode, tab } from "./view";

export type Kind = GroupQuery["kind"];
export type Order = GroupQuery["sort"];

/** Groups on a page. */
export const SIZE = 10;
/** Records listed of each group, until the user wants more. */
const MEMBERS = 20;
const ALL = 1e9;

export const kind = signal<Kind>("all");
export const order = signal<Order>("file");
/** Groups before the page. */
export const from = signal(0);
const members = signal(MEMBERS);
/** The page; null until the engine has given the first one. */
export const groups = signal<GroupPage | null>(null);
/** True while a newer page is on its way. */
export const groupsStale = signal(false);

/** Keeps the page up to date with the report and the choices, while it is seen. */
export function keepGroups(): void {
	let data = files.peek();
	effect(() => {
		const isDone = phase.value === "done";
		const has = (report.value?.duplicates.clusterCount ?? 0) > 0;
		if (files.value !== data) {
			data = files.value;
			forget();
		}
		const query = {
			kind: kind.value,
			sort: order.value,
			from: from.value,
			size: SIZE,
			members: members.value,
		};
		const isSeen = mode.value === "data" && tab.value === "duplicates";
		if (isDone && has) {
			if (isSeen) loading = load(query);
		} else if (phase.value !== "running") groups.value = null;
	});
}

function forget(): void {
	batch(() => {
		kind.value = "all";
		from.value = 0;
		members.value = MEMBERS;
		groups.value = null;
	});
}

let latest: GroupQuery | null = null;
/** The page that is on its way, or the last one. */
let loading: Promise<GroupPage | null> = Promise.resolve(null);

async function load(query: GroupQuery): Promise<GroupPage | null> {
	const run = currentRun();
	if (!run) return null;
	latest = query;
	groupsStale.value = true;
	const page = await run.duplicateGroups(query).catch(() => null);
	if (latest !== query || run !== currentRun()) return null;
	batch(() => {
		groupsStale.value = false;
		if (page) groups.value = page;
	});
	return page;
}

export function chooseKind(wanted: Kind): void {
	batch(() => {
		kind.value = wanted;
		from.value = 0;
	});
}

export function chooseOrder(wanted: Order): void {
	batch(() => {
		order.value = wanted;
		from.value = 0;
	});
}

/** Lists more records of each group. */
export function listMembers(): void {
	members.value *= 10;
}

/** Drops all of each group on the page but the first that is kept, save what the user has decided. */
export async function dropOthers(): Promise<void> {
	const run = currentRun();
	const page =
		latest && (await run?.duplicateGroups({ ...latest, members: ALL }));
	if (!page || run !== currentRun()) return;
	const decided = new Set(changes.peek().map(keyOf));
	const drops = page.clusters.flatMap(({ representative, members }) =>
		[representative, ...members]
			.filter(({ dropped }) => !dropped)
			.slice(1)
			.map(({ file, line, digest }): Change => {
				return { does: "drop", of: { file, line, digest } };
			}),
	);
	const wanted = drops.filter((one) => !decided.has(keyOf(one)));
	change(
		withChange(...wanted),
		`Dropped ${counted(wanted.length, "record")}. `,
	);
}

/** Keeps a record or drops it, whatever it repeats. A record that is in that state already is no change. */
export async function decideFate(
	record: ClusterRecord,
	does: "keep" | "drop",
): Promise<void> {
	const { file, line, digest } = record;
	const isDropped = record.dropped ?? false;
	if (isDropped === (does === "drop")) {
		announce(
			`Line ${count(line)} is ${isDropped ? "dropped" : "kept"} already.`,
		);
		return;
	}
	const wanted = { does, of: { file, line, digest } };
	const before = changes.peek().find((one) => keyOf(one) === keyOf(wanted));
	if (!before) return change(withChange(wanted));
	// Without the opposite decision the record may be where it is wanted.
	change(without(before));
	await settled();
	const page = await loading;
	const records = page?.clusters.flatMap((cluster) => [
		cluster.representative,
		...cluster.members,
	]);
	const found = records?.find((one) => one.file === file && one.line === line);
	if (found && (found.dropped ?? false) !== (does === "drop"))
		change(withChange(wanted));
}
