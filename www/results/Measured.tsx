import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { FileFindings } from "../../js/types";
import { close, seen } from "../state/measure";
import { onPage } from "../text/controls";
import { count } from "../text/format";
import { Icon } from "../ui/Icon";

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
				<div class="panel-note break">
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

/** Findings in files other than training data. */
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
						{onPage(help)}
					</p>
				</details>
			))}
		</div>
	);
}
