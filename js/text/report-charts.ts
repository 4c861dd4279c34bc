/** Charts of the report for people, as SVG that prints. */

import type { Report } from "../types/index.ts";
import { columnOf, range } from "./histogram.ts";
import { type Html, html } from "./html.ts";
import { count, counted } from "./numbers.ts";
import { roundTicks } from "./ticks.ts";

const WIDTH = 640;
const HEIGHT = 150;
const LEFT = 44;
const BOTTOM = HEIGHT - 30;
const TOP = 18;

/** The accounting of all lines as one bar: train, validation, and what is excluded. */
export function splitBar({ split, counts }: Report): Html | undefined {
	if (!split || counts.lines === 0) return undefined;
	const parts = [
		{ name: "train", size: split.train.records },
		{ name: "validation", size: split.validation?.records ?? 0 },
		{ name: "excluded", size: split.setAside.records },
	].filter(({ size }) => size > 0);
	const all = parts.reduce((sum, { size }) => sum + size, 0);
	let x = 0;
	const bars = parts.map(({ name, size }) => {
		const width = (size / all) * WIDTH;
		const bar = html`<rect class="${name}" x="${x.toFixed(1)}" width="${Math.max(width, 1).toFixed(1)}" height="16"/>`;
		x += width;
		return bar;
	});
	const said = parts.map(({ name, size }) => `${count(size)} ${name}`);
	return html`<svg viewBox="0 0 ${WIDTH} 16" role="img" aria-label="${said.join(", ")}">${bars}</svg>
<p class="key">${counted(counts.lines, "line")} = ${parts.map(
		({ name, size }, at) =>
			html`${at > 0 ? " + " : ""}<i class="${name}"></i>${count(size)} ${name}`,
	)}</p>`;
}

/** Records by their number of tokens, with marks for the median and the 95th percentile. */
export function tokensChart({ stats: { tokens } }: Report): Html | undefined {
	const bars = tokens.histogram;
	if (bars.length === 0) return undefined;
	const column = (WIDTH - LEFT) / Math.max(bars.length, 10);
	const highest = Math.max(...bars.map((bar) => bar.count), 1);
	const ticks = roundTicks(0, highest).filter(Number.isInteger);
	const top = ticks.at(-1) || 1;
	const y = (records: number) => BOTTOM - (records / top) * (BOTTOM - TOP);
	const every = Math.ceil(52 / column);
	const rows = ticks.map(
		(tick) =>
			html`<line class="grid" x1="${LEFT}" x2="${WIDTH}" y1="${y(tick)}" y2="${y(tick)}"/><text x="${LEFT - 6}" y="${y(tick) + 4}" text-anchor="end">${count(tick)}</text>`,
	);
	const columns = bars.map((bar, at) => {
		const x = LEFT + at * column;
		const label =
			at % every === 0
				? html`<text x="${(x + column / 2).toFixed(1)}" y="${BOTTOM + 13}" text-anchor="middle">${count(bar.from)}</text>`
				: undefined;
		const part = (side: "train" | "validation", records: number) =>
			html`<rect class="${side}" x="${(x + column * 0.06).toFixed(1)}" width="${(column * 0.88).toFixed(1)}" y="${y(records).toFixed(1)}" height="${(BOTTOM - y(records)).toFixed(1)}"><title>${range(bar)} tokens: ${counted(records, "record")}${side === "validation" ? " for validation" : ""}</title></rect>`;
		const { validation = 0 } = bar;
		return html`${part("train", bar.count)}${validation > 0 ? part("validation", validation) : undefined}${label}`;
	});
	const marks = [
		{ name: "median", value: tokens.median },
		{ name: "p95", value: tokens.p95 },
	].flatMap(({ name, value }, row) => {
		const place = columnOf(value, bars);
		if (place === undefined) return [];
		const x = LEFT + place * column;
		const isRight = x > WIDTH - 90;
		return [
			html`<line class="mark" x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="${row * 11}" y2="${BOTTOM}"/><text x="${(x + (isRight ? -4 : 4)).toFixed(1)}" y="${row * 11 + 9}" text-anchor="${isRight ? "end" : "start"}">${name} ${count(value)}</text>`,
		];
	});
	return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Records by tokens: median ${count(tokens.median)}, 95th percentile ${count(tokens.p95)}">${rows}${columns}${marks}<text x="${WIDTH}" y="${HEIGHT - 2}" text-anchor="end">tokens per record (estimated)</text></svg>`;
}

/** Classes drawn; the others are counted. */
const CLASSES = 12;

/** The largest classes of the answers, as bars. */
export function classesChart({ stats: { labels } }: Report): Html | undefined {
	if (!labels?.lookLikeClasses || !labels.classes?.length) return undefined;
	const all = labels.classes;
	const shown = all.slice(0, CLASSES);
	const largest = all[0]?.records ?? 1;
	const rows = shown.map(
		({ label, records }) =>
			html`<tr><th scope="row">${label}</th><td class="bar"><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="train" width="${((records / largest) * 100).toFixed(1)}" height="8"/></svg></td><td>${count(records)}</td></tr>`,
	);
	const distinct = labels.distinct ?? all.length;
	const smallest = all.at(-1);
	const rest =
		distinct > shown.length && smallest
			? html`<p class="quiet">${counted(distinct - shown.length, "more class", "more classes")}; the smallest listed one is ${smallest.label} with ${counted(smallest.records, "record")}.</p>`
			: undefined;
	return html`<h2>Classes${labels.field && labels.field !== "completion" ? ` of ${labels.field}` : ""}</h2><table class="classes">${rows}</table>${rest}`;
}
