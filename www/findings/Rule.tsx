import { useSignal } from "@preact/signals";
import { affectedRecords } from "../../js/text/affected";
import type { Diagnostic, FixSetting, RuleReport } from "../../js/types";
import { changes, levelOf, withChange, without } from "../state/changes";
import { classFilter } from "../state/class-filter";
import { allFiles, catalogue, phase } from "../state/page";
import { change, listMore } from "../state/run";
import { count, counted, sentence } from "../text/format";
import { Button } from "../ui/Button";
import { Docs, Inline } from "../ui/Docs";
import { Icon } from "../ui/Icon";
import { Paged } from "../ui/Pager";
import { Finding } from "./Finding";
import { type Found, mentions, openCount } from "./found";

/** One rule: a line that opens to its findings. */
export function Rule({ name, rule, wanted }: Found & { wanted: string }) {
	const open = useSignal(false);
	const info = catalogue.value?.rules.find((one) => one.name === name);
	const first = rule.examples[0];
	const repaired = openCount(rule) === 0;
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
						{classFilter.value
							? count(rule.examples.length)
							: repaired
								? `${count(rule.fixed)} fixed`
								: count(openCount(rule))}
					</span>
				</button>
				<FixButton name={name} rule={rule} />
			</div>
			{open.value && (
				<div class="rule-body" id={id}>
					{info && <Docs info={info} />}
					<Guesses name={name} rule={rule} />
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
					{affectedRecords(rule) < rule.count &&
						wanted === "" &&
						!classFilter.value && (
							<p class="quiet-text">
								The first {count(rule.examples.length)} of {count(rule.count)}{" "}
								are listed; all are counted.{" "}
								<button type="button" class="link" onClick={listMore}>
									List more
								</button>
							</p>
						)}
				</div>
			)}
		</li>
	);
}

/** "Reports a key that appears twice." → "A key that appears twice." */
const matter = (summary: string) => sentence(summary.replace(/^Reports /, ""));

/** Applies what leaves no doubt to all findings of the rule, and takes it back. */
function FixButton({ name, rule }: { name: string; rule: RuleReport }) {
	const isOn = levelOf(name) !== "off";
	const number = count(isOn ? rule.fixed : rule.fixable.safe);
	if (number === "0") return null;
	const id = `fix-${name}`;
	return (
		<Button
			class="fix"
			id={id}
			off={phase.value !== "done"}
			aria-label={`${isOn ? "Undo" : "Apply to all"} ${number} ${name}`}
			onClick={() => setLevel(name, isOn ? "off" : "safe")}
		>
			{isOn ? "Undo" : `Apply to all ${number}`}
		</Button>
	);
}

/** Apart from the others, and only if they can be previewed: a person must judge a guess. */
function Guesses({ name, rule }: { name: string; rule: RuleReport }) {
	const number = rule.fixable.unsafe;
	if (number === 0 || levelOf(name) === "unsafe") return null;
	return (
		<p class="guesses">
			<Button
				off={phase.value !== "done"}
				onClick={() => setLevel(name, "unsafe")}
			>
				Apply {counted(number, "guess", "guesses")}
			</Button>{" "}
			Look at each below first.
		</p>
	);
}

function setLevel(rule: string, level: FixSetting): void {
	const own = { does: "fix", rule, level } as const;
	const others = without(own);
	const made = changes.peek().some((one) => one.does === "fix" && !one.rule);
	// Without a word on all rules, none on this one is none at all.
	const to = level === "off" && !made ? others : withChange(own);
	change(to, level === "off" ? "Undone. " : "Applied. ", `fix-${rule}`);
}
