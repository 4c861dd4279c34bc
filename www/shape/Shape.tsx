import type { Report } from "../../js/types";
import { report } from "../state/page";
import { count, counted, short } from "../text/format";
import { Panel } from "../ui/Panel";
import { Classes } from "./Classes";
import { Histogram } from "./Histogram";

/** Lengths of the records. */
export function Shape() {
	const known = report.value;
	if (!known || known.counts.valid === 0) return null;
	const { tokens, turns, systemPrompt, labels } = known.stats;
	return (
		<Panel name="Data" note={counted(known.counts.valid, "valid record")}>
			<dl class="figures">
				<Figure
					name="Tokens, estimated"
					value={count(tokens.likely)}
					note={`between ${short(tokens.low)} and ${short(tokens.high)}`}
				/>
				<Figure
					name="A record, on average"
					value={count(Math.round(tokens.likely / known.counts.valid))}
				/>
				{tokens.longest && (
					<Figure
						name="Longest record"
						value={count(tokens.longest.tokens)}
						note={longestNote(known)}
					/>
				)}
				{systemPrompt && systemPrompt.records > 0 && (
					<Figure
						name="System prompts"
						value={count(systemPrompt.distinct)}
						note={`in ${counted(systemPrompt.records, "record")}, longest ${counted(systemPrompt.longestTokens, "token")}`}
					/>
				)}
			</dl>
			<div class="charts">
				<Histogram
					title="Tokens a record, estimated"
					unit="tokens"
					bars={tokens.histogram}
					limit={tokens.limit}
				/>
				<Histogram
					title="Messages a record"
					unit="messages"
					bars={turns.histogram}
				/>
			</div>
			{labels && <Classes labels={labels} />}
		</Panel>
	);
}

function longestNote({ stats, files }: Report) {
	const longest = stats.tokens.longest;
	if (!longest) return "";
	const where = files.length > 1 ? `${longest.file}, ` : "";
	return `${where}line ${count(longest.line)}`;
}

const Figure = ({
	name,
	value,
	note,
}: {
	name: string;
	value: string;
	note?: string;
}) => (
	<div class="figure">
		<dt>{name}</dt>
		<dd>
			<span class="figure-value">{value}</span>
			{note && <span class="figure-note break">{note}</span>}
		</dd>
	</div>
);
