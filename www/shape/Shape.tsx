import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { HistogramBar, Report } from "../../js/types";
import { look, lookAtLine } from "../state/issues";
import { report } from "../state/page";
import { show } from "../state/view";
import { about, aboutShort, count, counted, share } from "../text/format";
import { Panel } from "../ui/Panel";
import { Classes } from "./Classes";
import { Histogram, type Mark } from "./Histogram";
import { OfLength } from "./OfLength";

/** Lengths of the records, and classes of their answers. */
export function Shape() {
	const known = report.value;
	const bar = useSignal<HistogramBar | null>(null);
	if (!known) return null;
	if (known.counts.valid === 0)
		return (
			<Panel name="Data">
				<p class="lead">
					Statistics are about valid records, and there is none yet: convert or
					fix the records first.
				</p>
			</Panel>
		);
	const { tokens, turns, labels } = known.stats;
	const { limit } = tokens;
	const marks: Mark[] = [
		{ name: "median", value: tokens.median },
		{ name: "p95", value: tokens.p95 },
		...(limit === undefined ? [] : [{ name: "limit" as const, value: limit }]),
	];
	const messages = turns.histogram.filter(({ count: records }) => records > 0);
	const [only] = messages;
	const areEqual = messages.length === 1 && only && only.to - only.from === 1;
	return (
		<Panel name="Data" note={counted(known.counts.valid, "valid record")}>
			<Figures known={known} />
			<div class="charts">
				<Histogram
					title="Tokens per record (estimated)"
					unit="tokens"
					bars={tokens.histogram}
					marks={marks}
					chosen={bar.value}
					choose={(one) => {
						bar.value = bar.value?.from === one.from ? null : one;
					}}
				/>
				{!areEqual && (
					<Histogram
						title="Messages per record"
						unit="messages"
						bars={turns.histogram}
					/>
				)}
			</div>
			{bar.value && (
				<OfLength
					bar={bar.value}
					close={() => {
						bar.value = null;
					}}
				/>
			)}
			{areEqual && (
				<p class="quiet-text shape-note">
					Every record has {counted(only.from, "message")}.
				</p>
			)}
			{labels && <Classes labels={labels} />}
		</Panel>
	);
}

const Figures = ({ known }: { known: Report }) => {
	const { tokens, systemPrompt } = known.stats;
	const { limit, aboveLimit = 0, longest } = tokens;
	return (
		<dl class="figures">
			<Figure
				name="Tokens (estimated)"
				value={`about ${about(tokens.likely)}`}
				note={`${aboutShort(tokens.low)}–${aboutShort(tokens.high)}`}
			/>
			<Figure
				name="Median per record"
				value={about(tokens.median)}
				note={`mean ${about(Math.round(tokens.likely / known.counts.valid))}`}
			/>
			<Figure name="95th percentile (p95)" value={about(tokens.p95)} />
			{longest && (
				<Figure
					name="Longest record"
					value={about(longest.tokens)}
					note={
						<button
							type="button"
							class="link"
							onClick={() => {
								lookAtLine(longest.file, longest.line);
								show("issues");
							}}
						>
							{known.files.length > 1 && `${longest.file}, `}line{" "}
							{count(longest.line)}
						</button>
					}
				/>
			)}
			{limit !== undefined && (
				<Figure
					name={`Over the limit of ${count(limit)}`}
					value={
						aboveLimit === 0 ? "none" : share(aboveLimit, known.counts.valid)
					}
					note={
						aboveLimit === 0 ? (
							`limit ${times(limit / Math.max(tokens.p95, 1))} the p95`
						) : (
							<button
								type="button"
								class="link"
								onClick={() => {
									look("record-too-long");
									show("issues");
								}}
							>
								{counted(aboveLimit, "record")}
							</button>
						)
					}
				/>
			)}
			{systemPrompt && systemPrompt.records > 0 && (
				<Figure
					name="Distinct system prompts"
					value={count(systemPrompt.distinct)}
					note={`${counted(systemPrompt.records, "record")}, longest ${counted(systemPrompt.longestTokens, "token")}`}
				/>
			)}
		</dl>
	);
};

/** 62.7 → "63×" */
const times = (ratio: number) =>
	`${ratio < 10 ? ratio.toFixed(1) : count(Math.round(ratio))}×`;

const Figure = ({
	name,
	value,
	note,
}: {
	name: string;
	value: string;
	note?: ComponentChildren;
}) => (
	<div class="figure">
		<dt>{name}</dt>
		<dd>
			<span class="figure-value">{value}</span>
			{note && <span class="figure-note break">{note}</span>}
		</dd>
	</div>
);
