import type { ComponentChildren } from "preact";
import type { NextStep, NextStepAction } from "../../js/types";
import { convert, levelOf, withChange, without } from "../state/changes";
import { fixes, severity } from "../state/issues";
import { phase, report } from "../state/page";
import { showJob } from "../state/plan";
import { change, setConvert } from "../state/run";
import { saved } from "../state/saving";
import { chooseModel } from "../state/settings";
import { startOver } from "../state/start-over";
import { hasNoText } from "../state/summary";
import { leaveOut } from "../state/validation-file";
import { exporting, show } from "../state/view";
import { list } from "../text/converted";
import { counted } from "../text/format";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { ConvertedFirst, MappingOffer } from "./Conversion";

/** Ordered list of what to do: what is done stays, ticked and with its undo. */
export function NextSteps() {
	const known = report.value;
	if (!known) return null;
	return (
		<section class="next-steps" aria-labelledby="next-steps-name">
			<h2 id="next-steps-name">Next steps</h2>
			<ol>
				<Done />
				{known.nextSteps.map((step) => (
					<Step key={step.action} step={step} />
				))}
			</ol>
			{saved.value && (
				<p class="all-clear">
					<Icon name="ready" /> {saved.value}{" "}
					<button type="button" class="link" onClick={showJob}>
						Upload and start the job
					</button>
				</p>
			)}
		</section>
	);
}

/** Button of each action: its label, and what it does. */
const ACTS: Record<
	NextStepAction,
	[label: string, act: (step: NextStep) => void]
> = {
	"replace-file": ["Leave out", ({ files = [] }) => leaveOut(files)],
	"choose-model": [
		"Choose",
		({ model }) => {
			if (model) chooseModel(model);
			document.getElementById("model")?.focus();
		},
	],
	convert: ["Convert", () => setConvert(true)],
	map: ["Map", () => document.getElementById("map-prompt")?.focus()],
	fix: [
		"Fix",
		() =>
			change(withChange({ does: "fix", level: "safe" }), "Fixed. ", "fixes"),
	],
	"fix-suggested": [
		"Review",
		() => {
			fixes.value = "suggested";
			show("issues");
		},
	],
	review: [
		"Review",
		() => {
			severity.value = "error";
			show("issues");
		},
	],
	conflicts: ["Review", () => show("issues")],
	duplicates: ["Decide", () => show("duplicates")],
	leakage: ["Open", () => show("split")],
	export: [
		"Export",
		() => {
			exporting.value = true;
		},
	],
};

const NEW_FILE = ["New file…", startOver] as const;

function Step({ step }: { step: NextStep }) {
	const known = report.value;
	// Without any other file there is nothing to go on with.
	const isAll = step.action === "replace-file" && known && hasNoText(known);
	const [label, act] = isAll ? NEW_FILE : ACTS[step.action];
	return (
		<li class="step" data-action={step.action}>
			<div class="step-line">
				<span class="step-text">{step.text}</span>
				<Button
					id={`step-${step.action}`}
					off={phase.value !== "done"}
					aria-label={`${label}: ${step.text}`}
					onClick={() => act(step)}
				>
					{label}
				</Button>
			</div>
			<p class="fine">{step.effect}.</p>
			{step.action === "convert" && <ConvertedFirst />}
			{step.action === "map" && known?.mappable && (
				<MappingOffer key={known.mappable.keys.join()} {...known.mappable} />
			)}
		</li>
	);
}

/** Steps that are done, each with its undo. */
function Done() {
	const known = report.value;
	const fixed = Object.values(known?.rules ?? {}).reduce(
		(sum, rule) => sum + rule.fixed,
		0,
	);
	const conversion = convert.value && known?.conversion;
	const converted = Object.values(conversion ? conversion.from : {}).reduce(
		(sum, records) => sum + records,
		0,
	);
	return (
		<>
			{conversion && (
				<DoneStep
					id="convert"
					undo="Undo the conversion"
					onUndo={() => setConvert(false)}
				>
					{converted === 0
						? `Nothing was converted to ${conversion.to}`
						: `Converted ${counted(converted, "record")} to ${conversion.to}`}
					{conversion.notConverted > 0 &&
						`; ${counted(conversion.notConverted, "record")} could not be: the issues say why`}
					{Object.keys(conversion.lost).length > 0 &&
						`. Left behind: ${list(conversion.lost)}`}
				</DoneStep>
			)}
			{levelOf() !== "off" && (
				<DoneStep
					id="fixes"
					undo="Undo the fixes"
					onUndo={() =>
						change(
							without({ does: "fix", level: "off" }),
							"Undone. ",
							"step-fix",
						)
					}
				>
					Fixed {counted(fixed, "problem")}
					{levelOf() === "unsafe" && ", suggested fixes included"}
				</DoneStep>
			)}
		</>
	);
}

const DoneStep = ({
	id,
	undo,
	onUndo,
	children,
}: {
	id: string;
	undo: string;
	onUndo(): void;
	children: ComponentChildren;
}) => (
	<li class="step step-done">
		<div class="step-line">
			<span class="step-text">
				<Icon name="ready" /> <span class="sr">Done: </span>
				{children}
			</span>
			<Button
				id={id}
				class="link"
				off={phase.value !== "done"}
				aria-label={undo}
				onClick={onUndo}
			>
				Undo
			</Button>
		</div>
	</li>
);
