import { useEffect, useRef } from "preact/hooks";
import { inRecord } from "../../js/text/place";
import { notShown, unshown } from "../../js/text/unshown";
import type { Diagnostic } from "../../js/types";
import {
	type Issue,
	issues,
	linesOf,
	look,
	opened,
	problemOf,
	step,
} from "../state/issues";
import { allFiles } from "../state/page";
import { listMore } from "../state/run";
import { onPage } from "../text/controls";
import { count, counted, sentence } from "../text/format";
import { Button } from "../ui/Button";
import { Markdown } from "../ui/Markdown";
import { Paged } from "../ui/Pager";
import { Finding } from "./Finding";
import { Words } from "./Words";

/** What one rule found: its places, and the one that is looked at. */
export function Detail({
	issue,
	index,
	finding,
}: {
	issue: Issue;
	index: number;
	finding: Diagnostic;
}) {
	const { name, rule, info, places, isPartial } = issue;
	const top = useRef<HTMLElement>(null);
	useEffect(() => {
		top.current?.parentElement?.scrollTo(0, 0);
	}, [finding]);
	const list = issues.value;
	return (
		<article
			ref={top}
			class={`finding is-${finding.fixed ? "ready" : finding.severity}`}
			aria-labelledby="issue"
		>
			<header class="finding-head">
				<Back />
				<h3 class="finding-where break" id="issue" tabIndex={-1}>
					{placeOf(finding)}
				</h3>
				<nav class="finding-steps" aria-label="Places">
					<Button
						off={index === 0 && list[0] === issue}
						aria-keyshortcuts="k"
						title="Key: k"
						onClick={() => step(-1)}
					>
						Previous
					</Button>
					<span>
						{count(index + 1)} of {count(places.length)}
					</span>
					<Button
						off={index === places.length - 1 && list.at(-1) === issue}
						aria-keyshortcuts="j"
						title="Key: j"
						onClick={() => step(1)}
					>
						Next
					</Button>
				</nav>
			</header>
			<Groups issue={issue} finding={finding} />
			<Finding
				key={`${name}:${finding.file}:${finding.byteOffset}:${finding.pointer}:${finding.edited}`}
				issue={issue}
				finding={finding}
			/>
			{isPartial && (
				<p class="quiet-text">
					Showing {count(rule.examples.length)} of {count(rule.count)}:{" "}
					{notShown(unshown(rule, rule.examples))}.{" "}
					<button type="button" class="link" onClick={listMore}>
						Show more
					</button>
				</p>
			)}
			<details class="docs">
				<summary>Rule id and source</summary>
				<div class="docs-body">
					<p class="mono">{name}</p>
					{info && <Markdown text={onPage(info.docs)} />}
				</div>
			</details>
		</article>
	);
}

/** From an issue to the list, on a narrow screen. */
export const Back = () => (
	<button
		type="button"
		class="link back"
		onClick={() => {
			opened.value = false;
			requestAnimationFrame(() =>
				document
					.querySelector<HTMLElement>(".rule-toggle[aria-current=true]")
					?.focus(),
			);
		}}
	>
		‹ All issues
	</button>
);

function placeOf(finding: Diagnostic): string {
	const { file, line, column, record, records } = finding;
	if (!record && line === 0) return file;
	const within = inRecord(finding);
	const where = within
		? sentence(within)
		: `Line ${count(line)}, column ${count(column)}`;
	const many = records ? `, the first of ${counted(records, "record")}` : "";
	return `${where}${many}${allFiles.value.length > 1 ? ` of ${file}` : ""}`;
}

/** Places with the same message are one problem; each is a line in a list, if there are several. */
function Groups({ issue, finding }: { issue: Issue; finding: Diagnostic }) {
	const { groups } = issue;
	const [first = []] = groups;
	if (groups.length === 1)
		return first.length > 1 ? (
			<p class="group-one fine">
				{said(first)}: {linesOf(first)}
			</p>
		) : null;
	return (
		<div class="groups">
			<Paged items={groups} name="problems">
				{(places: Diagnostic[]) => {
					const [one] = places as [Diagnostic];
					return (
						<button
							key={problemOf(one)}
							type="button"
							class="group"
							aria-current={places.includes(finding)}
							onClick={() => look(issue.name, issue.places.indexOf(one))}
						>
							<span class="group-message">
								{one.fixed && "Fixed: "}
								<Words text={one.message} />
							</span>
							<span class="group-lines">
								{places.length > 1 && `${said(places)}: `}
								{linesOf(places)}
							</span>
						</button>
					);
				}}
			</Paged>
		</div>
	);
}

/** "11 records, same problem" */
function said(places: readonly Diagnostic[]): string {
	const records = new Set(
		places.map((one) => `${one.record?.byteOffset} ${one.file}`),
	).size;
	return records === places.length
		? `${counted(records, "record")}, same problem`
		: `${counted(places.length, "place")} in ${counted(records, "record")}, same problem`;
}
