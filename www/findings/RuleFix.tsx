import { computed } from "@preact/signals";
import type { FixSetting, RuleReport } from "../../js/types";
import { changes, levelOf, withChange, without } from "../state/changes";
import { fixes, look } from "../state/issues";
import { phase, report } from "../state/page";
import { change, setConvert } from "../state/run";
import { count, counted } from "../text/format";
import { Button } from "../ui/Button";
import { open } from "./open";

const conversion = computed(() =>
	report.value?.nextSteps.find(({ action }) => action === "convert"),
);

type Of = { name: string; rule: RuleReport };

/** In the row of a rule: fixes what leaves no doubt, takes that back, or leads to what is to be reviewed. */
export function FixButton({ name, rule }: Of) {
	const { safe, unsafe } = rule.fixable;
	const off = phase.value !== "done";
	const id = `fix-${name}`;
	if (safe > 0)
		return (
			<Button
				class="fix"
				id={id}
				off={off}
				aria-label={`Fix ${count(safe)} ${name}`}
				onClick={() => setLevel(name, "safe", id)}
			>
				Fix {count(safe)}
			</Button>
		);
	if (unsafe > 0)
		return (
			<Button
				class="fix is-suggested"
				id={id}
				off={off}
				aria-label={`Review ${count(unsafe)} ${name}`}
				onClick={() => {
					fixes.value = "suggested";
					look(name);
					open();
				}}
			>
				Review {count(unsafe)}
			</Button>
		);
	if (rule.fixed > 0 && levelOf(name) !== "off")
		return (
			<Button
				class="fix"
				id={id}
				off={off}
				aria-label={`Undo ${count(rule.fixed)} ${name}`}
				onClick={() => setLevel(name, "off", id)}
			>
				Undo
			</Button>
		);
	const step = conversion.value;
	if (name === "wrong-format" && step)
		return (
			<Button
				class="fix"
				id={id}
				off={off}
				aria-label={step.text}
				onClick={() => setConvert(true)}
			>
				Convert {count(step.count)}
			</Button>
		);
	return rule.severity === "error" ? (
		<span class="rule-needs">needs you</span>
	) : null;
}

/** At a finding: the fixes of its rule. */
export function RuleFixes({ name, rule }: Of) {
	const { safe, unsafe } = rule.fixable;
	const off = phase.value !== "done";
	return (
		<>
			{safe > 0 && (
				<Button
					class="primary"
					off={off}
					onClick={() => setLevel(name, "safe")}
				>
					{safe === 1 ? "Apply fix" : `Apply ${count(safe)} fixes`}
				</Button>
			)}
			{unsafe > 0 && (
				<Button off={off} onClick={() => setLevel(name, "unsafe")}>
					Apply {unsafe === 1 ? "" : `${count(unsafe)} `}suggested{" "}
					{unsafe === 1 ? "fix" : "fixes"}
				</Button>
			)}
			{rule.fixed > 0 && levelOf(name) !== "off" && (
				<Button off={off} onClick={() => setLevel(name, "off")}>
					Undo {counted(rule.fixed, "fix", "fixes")}
				</Button>
			)}
		</>
	);
}

/** The focus stays on the element `id`, or goes there. */
function setLevel(rule: string, level: FixSetting, id = "issue"): void {
	const own = { does: "fix", rule, level } as const;
	const others = without(own);
	const made = changes.peek().some((one) => one.does === "fix" && !one.rule);
	// Without a word on all rules, none on this one is none at all.
	const to = level === "off" && !made ? others : withChange(own);
	change(to, level === "off" ? "Undone. " : "Applied. ", id);
}
