import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { FileFindings, MetricsVerdict } from "../../js/types";
import { close, seen } from "../state/measure";
import { count } from "../text/format";
import { Inline } from "../ui/Docs";
import { Icon, type IconName } from "../ui/Icon";

/** A panel beside the data set's: it takes the focus when it has something new to show, wherever on the page that is. */
export function MeasuredPanel({
	id,
	name,
	note,
	news,
	children,
}: {
	id: "metrics" | "evaluation";
	name: string;
	note?: string;
	/** Another one, another look. */
	news: unknown;
	children: ComponentChildren;
}) {
	const panel = useRef<HTMLElement>(null);
	useEffect(() => {
		if (news && news !== seen[id]) panel.current?.focus();
		seen[id] = news;
	}, [news]);
	return (
		<section
			class="panel measured"
			id={id}
			aria-labelledby={`${id}-name`}
			tabIndex={-1}
			ref={panel}
		>
			<header class="panel-head">
				<h2 id={`${id}-name`}>{name}</h2>
				<div class="panel-note">
					{note && (
						<>
							{note}
							<br />
						</>
					)}
					<button
						type="button"
						class="link"
						aria-label={`Close ${name}`}
						onClick={() => close(id)}
					>
						Close
					</button>
				</div>
			</header>
			<div class="panel-body">{children}</div>
		</section>
	);
}

/** A table that may be wider than the screen scrolls by itself, so that it must be reachable by keyboard. */
export const Wide = ({
	label,
	children,
}: {
	label: string;
	children: ComponentChildren;
}) => (
	<section
		class="wide"
		aria-label={label}
		// biome-ignore lint/a11y/noNoninteractiveTabindex: Safari does not let the keyboard scroll it otherwise
		tabIndex={0}
	>
		{children}
	</section>
);

/** A verdict with the sentences that led to it, and what to do. */
export const Judgement = ({
	title,
	icon,
	verdict,
}: {
	title: string;
	icon: IconName;
	verdict: Pick<MetricsVerdict, "summary" | "reasons" | "advice">;
}) => (
	<div class="judgement">
		<div class={`verdict-words is-${icon}`}>
			<span class="verdict-sign">
				<Icon name={icon} />
			</span>
			<h3>{title}</h3>
			<p>{verdict.summary}</p>
		</div>
		{verdict.reasons.length > 0 && (
			<ul class="judgement-reasons">
				{verdict.reasons.map((reason) => (
					<li key={reason}>{reason}</li>
				))}
			</ul>
		)}
		{verdict.advice.length > 0 && (
			<>
				<h4>What to do</h4>
				<ol class="judgement-advice">
					{verdict.advice.map((sentence) => (
						<li key={sentence}>
							<Inline text={sentence} />
						</li>
					))}
				</ol>
			</>
		)}
	</div>
);

/** What is wrong with files that are no training data. */
export function FileRemarks({
	findings,
}: {
	findings: Record<string, FileFindings>;
}) {
	const kinds = Object.entries(findings);
	if (kinds.length === 0) return null;
	return (
		<div class="remarks">
			<h3>Findings in the files</h3>
			{kinds.map(([name, { severity, count: all, help, examples }]) => (
				<details key={name} class={`is-${severity}`}>
					<summary>
						<span class="severity">
							<Icon name={severity} />
						</span>{" "}
						<span class="sr">{severity} </span>
						<span class="rule-name">{name}</span> {count(all)}
					</summary>
					<ul>
						{examples.map(({ file, line, column, message }) => (
							<li key={`${file}:${line}:${column}`} class="break">
								<span class="place">
									{file}:{line}:{column}
								</span>{" "}
								{message}
							</li>
						))}
					</ul>
					<p class="finding-help">
						{all > examples.length &&
							`And ${count(all - examples.length)} more. `}
						{help}
					</p>
				</details>
			))}
		</div>
	);
}
