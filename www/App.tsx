import { useEffect } from "preact/hooks";
import { Duplicates } from "./duplicates/Duplicates";
import { warmUp } from "./engine/engine";
import { collect, pasted } from "./engine/input";
import { Export } from "./export/Export";
import { Findings } from "./findings/Findings";
import { Drop } from "./head/Drop";
import { ExampleFinding } from "./head/ExampleFinding";
import { Header } from "./head/Header";
import { ModelPage } from "./head/ModelPage";
import { ModelSelect } from "./head/ModelSelect";
import { Verdict } from "./head/Verdict";
import { Plan } from "./plan/Plan";
import { Evaluation } from "./results/Evaluation";
import { Metrics } from "./results/Metrics";
import { Shape } from "./shape/Shape";
import { SplitPanel } from "./split/SplitPanel";
import { announcement } from "./state/announce";
import { changes } from "./state/changes";
import { compareWith } from "./state/comparison";
import {
	choose,
	evaluation,
	measuring,
	openEvaluation,
	type Side,
	take,
} from "./state/measure";
import { busy, phase, report } from "./state/page";
import { undo } from "./state/run";
import { isUnsaved } from "./state/saving";

const PROMISES = [
	[
		"Findings",
		"Every record against the rules of your model, to the line and column",
	],
	["Shape", "Tokens and messages a record, and the model's limit"],
	[
		"Duplicates",
		"Copies side by side: the one that stays and the ones that go",
	],
	[
		"Split",
		"Train and validation by share and seed, the same on every machine",
	],
	["Plan", "Model, hyperparameters, costs and the job's request"],
	["Export", "Files ready to upload, each with its SHA-256"],
] as const;

export function App() {
	useWholePage();
	// A quick run goes from the empty page to its verdict without a flash of something between.
	const empty =
		phase.value === "empty" ||
		(phase.value === "running" && !busy.value && !report.value);
	return (
		<>
			<Header />
			<main data-measuring={measuring.value || undefined}>
				{empty && <Measured />}
				{empty ? <Start /> : <Run />}
				{!empty && <Measured />}
				<AfterTraining />
			</main>
			<footer class="foot">
				<p>
					Tuneset works offline: save this page to disk and open the file. An
					independent project, not affiliated with AWS.
				</p>
			</footer>
			<div class="sr" role="status" aria-live="polite">
				{announcement.value}
			</div>
		</>
	);
}

/** Moves a lost focus to where things go on; not on the first page, where nothing was visited yet. */
function useKeptFocus(selector: string): void {
	useEffect(() => {
		if (visited && document.activeElement === document.body)
			document
				.querySelector<HTMLElement>(selector)
				?.focus({ preventScroll: true });
		visited = true;
	}, [selector]);
}

let visited = false;

function Start() {
	useKeptFocus(".drop-zone");
	return <Empty />;
}

function Run() {
	useKeptFocus(".verdict");
	return <Panels />;
}

const Measured = () => (
	<>
		<Metrics />
		<Evaluation />
	</>
);

/** Out of the way of those who have not trained yet. */
const AfterTraining = () => (
	<p class="after fine">
		After training: drop the metrics files of a finished job anywhere on this
		page
		{!evaluation.value && (
			<>
				, or{" "}
				<button type="button" class="link" onClick={openEvaluation}>
					compare the model's answers
				</button>
			</>
		)}
		.
	</p>
);

const Empty = () => (
	<div class="start">
		<div class="hero">
			<div>
				<h1>Is your fine-tuning data ready for Amazon Bedrock?</h1>
				<p class="start-lead">
					Drop it here and know in seconds: what would be rejected and why, what
					repeats, and how it splits. Take home files that pass.
				</p>
			</div>
			<ExampleFinding />
		</div>
		<Drop />
		<div class="start-model">
			<ModelSelect id="model" />
			<p class="hint">Without a model, the common rules of the format apply.</p>
			<ModelPage />
		</div>
		<ol class="promises">
			{PROMISES.map(([name, text]) => (
				<li key={name}>
					<strong>{name}</strong> {text}
				</li>
			))}
		</ol>
	</div>
);

const Panels = () => (
	<>
		<Verdict />
		<Findings />
		<Shape />
		<Duplicates />
		<SplitPanel />
		<Plan />
		<Export />
	</>
);

/** Files may be dropped or pasted anywhere on the page. */
function useWholePage(): void {
	useEffect(() => {
		let depth = 0;
		const mark = () => {
			document.documentElement.toggleAttribute("data-dropping", depth > 0);
		};
		const handlers = {
			dragenter(event: DragEvent) {
				if (!carriesFiles(event.dataTransfer)) return;
				depth++;
				mark();
				warmUp();
			},
			dragleave() {
				depth = Math.max(0, depth - 1);
				mark();
			},
			dragover(event: DragEvent) {
				if (!carriesFiles(event.dataTransfer)) return;
				event.preventDefault();
				if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
			},
			drop(event: DragEvent) {
				depth = 0;
				mark();
				if (!event.dataTransfer || !carriesFiles(event.dataTransfer)) return;
				event.preventDefault();
				const side = sideOf(event.target);
				const isCompared = (event.target as Element).closest(".compare-zone");
				collect(event.dataTransfer).then((files) => {
					if (isCompared) compareWith(files);
					else if (side && files.length === 1) choose(side, files[0]);
					else take(files);
				});
			},
			keydown(event: KeyboardEvent) {
				const isUndo = (event.ctrlKey || event.metaKey) && event.key === "z";
				const isTyping = (event.target as Element).closest?.("input, textarea");
				if (!isUndo || isTyping || changes.value.length === 0) return;
				event.preventDefault();
				undo();
			},
			beforeunload(event: BeforeUnloadEvent) {
				if (isUnsaved()) event.preventDefault();
			},
			paste(event: ClipboardEvent) {
				const target = event.target as HTMLElement;
				if (!event.clipboardData || target.closest("input, textarea")) return;
				const text = event.clipboardData.getData("text/plain");
				event.preventDefault();
				if (event.clipboardData.files.length === 0 && text)
					take([pasted(text)]);
				else collect(event.clipboardData).then(take);
			},
		};
		for (const [name, handler] of Object.entries(handlers))
			addEventListener(name, handler as EventListener);
		return () => {
			for (const [name, handler] of Object.entries(handlers))
				removeEventListener(name, handler as EventListener);
		};
	}, []);
}

/** The side of an evaluation that something was dropped on. */
const sideOf = (target: EventTarget | null) =>
	(target as HTMLElement | null)?.closest<HTMLElement>("[data-side]")?.dataset
		.side as Side | undefined;

/** Ignores text dragged within the page. */
const carriesFiles = (transfer: DataTransfer | null) =>
	transfer?.types.includes("Files") ?? false;
