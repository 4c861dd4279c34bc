import type { FixSetting } from "../../js/types";
import { levelOf, withChange, without } from "../state/changes";
import { fixes, opened } from "../state/issues";
import { phase, report } from "../state/page";
import { change } from "../state/run";
import { counted } from "../text/format";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";

const suggested = (number: number) =>
	counted(number, "suggested fix", "suggested fixes");

/** Fixes of all rules at once: the safe ones, and those to be reviewed. Neither changes the user's file. */
export function Fixes() {
	const level = levelOf();
	const rules = Object.values(report.value?.rules ?? {});
	const sum = (of: "safe" | "unsafe") =>
		rules.reduce((all, { fixable }) => all + fixable[of], 0);
	const [safe, unsafe] = [sum("safe"), sum("unsafe")];
	const fixed = rules.reduce((all, rule) => all + rule.fixed, 0);
	if (level === "off" && safe + unsafe + fixed === 0) return null;
	const off = phase.value !== "done";
	const set = (to: FixSetting) => {
		const all = { does: "fix", level: to } as const;
		fixes.value = "all";
		change(to === "off" ? without(all) : withChange(all), "", "fixes");
	};
	const isReview = fixes.value === "suggested";
	return (
		<section class="fixes" id="fixes" tabIndex={-1} aria-label="Fixes">
			{safe > 0 && level !== "unsafe" && (
				<Button class="primary" off={off} onClick={() => set("safe")}>
					Fix {counted(safe, "problem")} safely
				</Button>
			)}
			{fixed > 0 && (
				<span class="fixed-note" role="status">
					<Icon name="ready" /> {counted(fixed, "issue")} fixed.
				</span>
			)}
			{level !== "off" && (
				<Button
					class="link"
					off={off}
					onClick={() => set(level === "safe" ? "off" : "safe")}
				>
					{level === "safe" ? "Undo safe fixes" : "Undo suggested fixes"}
				</Button>
			)}
			{unsafe > 0 && (
				<Button
					off={off}
					aria-pressed={isReview}
					onClick={() => {
						fixes.value = isReview ? "all" : "suggested";
						opened.value = false;
					}}
				>
					Review {suggested(unsafe)}
				</Button>
			)}
			{unsafe > 0 && isReview && (
				<Button class="primary" off={off} onClick={() => set("unsafe")}>
					Apply{" "}
					{unsafe === 1 ? "the suggested fix" : `all ${suggested(unsafe)}`}
				</Button>
			)}
			<span class="fine">In the exported files only.</span>
		</section>
	);
}
