import { useSignal } from "@preact/signals";
import { told } from "../js/told";
import type { Diagnostic, RuleReport } from "../js/types";
import { chosen } from "./chosen";
import { Docs, Inline } from "./Docs";
import { Finding } from "./Finding";
import { type Found, mentions, standing } from "./Findings";
import { count, counted, sentence } from "./format";
import { Icon } from "./Icon";
import { Paged } from "./Pager";
import { allFiles, catalogue, fix, phase, setFixes } from "./state";

/** One rule: a line that opens to its findings. */
export function Rule({ name, rule, wanted }: Found & { wanted: string }) {
	const open = useSignal(false);
	const info = catalogue.value?.rules.find((one) => one.name === name);
	const first = rule.examples[0];
	const repaired = standing(rule) === 0;
	const shown =
		wanted === "" || name.includes(wanted)
			? rule.examples
			: rule.examples.filter((example) => mentions(example, wanted));
	const id = `rule-${name}`;
	return (
		<li class={`rule is-${repaired ? "ready" : rule.severity}`}>
			<div class="rule-line">
				<button
					type="button"
					class="rule-toggle"
					aria-expanded={open.value}
					aria-controls={id}
					onClick={() => {
						open.value = !open.value;
					}}
				>
					<Icon name="chevron" />
					<span class="severity">
						<Icon name={repaired ? "ready" : rule.severity} />
						<span class="sr">{repaired ? "repaired" : rule.severity}</span>
					</span>
					<span class="rule-name">{name}</span>
					<span class="rule-summary">
						{info ? <Inline text={matter(info.summary)} /> : first?.message}
					</span>
					<span class="rule-count">
						{chosen.value
							? count(rule.examples.length)
							: repaired
								? `${count(rule.fixed)} fixed`
								: count(standing(rule))}
					</span>
				</button>
				<FixButton name={name} rule={rule} />
			</div>
			{open.value && (
				<div class="rule-body" id={id}>
					{info && <Docs info={info} />}
					{rule.fixed > 0 && !repaired && (
						<p class="quiet-text">
							{counted(rule.fixed, "more was", "more were")} repaired.
						</p>
					)}
					<ol class="examples">
						<Paged items={shown} name={name}>
							{(example: Diagnostic, index: number) => (
								<Finding
									key={`${example.file}:${example.byteOffset}:${example.pointer}:${index}`}
									finding={example}
									// The same advice again and again would bury the findings.
									advice={!repaired && example.help !== shown[index - 1]?.help}
									manyFiles={allFiles.value.length > 1}
								/>
							)}
						</Paged>
					</ol>
					{told(rule) < rule.count && wanted === "" && !chosen.value && (
						<p class="quiet-text">
							The first {count(rule.examples.length)} of {count(rule.count)} are
							listed; all are counted.
						</p>
					)}
				</div>
			)}
		</li>
	);
}

/** "Reports a key that stands twice." → "A key that stands twice." */
const matter = (summary: string) => sentence(summary.replace(/^Reports /, ""));

/** Offered where a safe fix exists: it leaves what a record means as it was. */
function FixButton({ name, rule }: { name: string; rule: RuleReport }) {
	const first = rule.examples.find((example) => example.fix?.safe);
	const number = count(rule.fixable.safe);
	if (rule.fixable.safe === 0 || fix.value || phase.value !== "done")
		return null;
	return (
		<button
			type="button"
			class="fix"
			title={`${sentence(first?.fix?.title ?? "repair it")}. Every safe fix is applied to a copy: your file stays as it is.`}
			aria-label={`Fix ${number} ${name}`}
			onClick={() => setFixes(true, false)}
		>
			Fix {number}
		</button>
	);
}
