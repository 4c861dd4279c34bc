/** What comes after training: metrics files and answers, beside the data set and independent of it. */

import { batch, signal } from "@preact/signals";
import type { MetricsReport } from "../js/metrics";
import { isMetrics, measure } from "./engine";
import { counted } from "./format";
import type { NamedFile } from "./input";
import { announce } from "./live";
import { arrive } from "./state";

export interface Metrics {
	files: NamedFile[];
	/** Absent while it is being made. */
	report?: MetricsReport;
	/** Why there is none, as a sentence. */
	failure?: string;
}

export const metrics = signal<Metrics | null>(null);

/** How much of a file is looked at to tell what it is. */
const HEAD = 4096;

/** Takes whatever was dropped, chosen or pasted: metrics to their panel, all else as a data set. */
export async function take(files: NamedFile[]): Promise<void> {
	const heads = await Promise.all(
		files.map(async ({ data }) =>
			isMetrics(new Uint8Array(await data.slice(0, HEAD).arrayBuffer())),
		),
	).catch(() => []); // what cannot be read is for `check` to say
	const mine = files.filter((_, index) => heads[index]);
	if (mine.length > 0) showMetrics(mine);
	if (mine.length < files.length || files.length === 0)
		await arrive(files.filter((_, index) => !heads[index]));
}

/** Files of other names join those that are there: a job's two files may come one after the other. */
async function showMetrics(added: NamedFile[]): Promise<void> {
	const names = new Set(added.map(({ name }) => name));
	const before = metrics.peek()?.files ?? [];
	const joined = before.some(({ name }) => names.has(name))
		? added
		: [...before, ...added];
	const mine: Metrics = { files: joined };
	metrics.value = { ...metrics.peek(), ...mine };
	const shown = metrics.peek();
	announce(`Reading ${counted(joined.length, "metrics file")}.`);
	const settle = (result: Pick<Metrics, "report" | "failure">) => {
		if (metrics.peek() !== shown) return;
		metrics.value = { ...mine, ...result };
		announce(
			`Training metrics. ${result.report?.verdict.summary ?? result.failure}`,
		);
	};
	try {
		settle({ report: await measure.metrics(joined) });
	} catch (error) {
		settle({ failure: (error as Error).message });
	}
}

export function closeMetrics(): void {
	batch(() => {
		metrics.value = null;
	});
	announce("Training metrics closed.");
}
