import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Duplicates } from "./duplicates/Duplicates";
import { warmUp } from "./engine/engine";
import { collect, pasted } from "./engine/input";
import { Drawer } from "./export/Drawer";
import { Findings } from "./findings/Findings";
import { Accounting } from "./head/Accounting";
import { Changes } from "./head/Changes";
import { DataSet } from "./head/DataSet";
import { Drop } from "./head/Drop";
import { ExampleFinding } from "./head/ExampleFinding";
import { Header } from "./head/Header";
import { LinkNotice } from "./head/LinkNotice";
import { ModelPage } from "./head/ModelPage";
import { ModelSelect } from "./head/ModelSelect";
import { openByDigit, Tabs } from "./head/Tabs";
import { Verdict } from "./head/Verdict";
import { Waiting } from "./head/Waiting";
import { Overview } from "./overview/Overview";
import { Plan } from "./plan/Plan";
import { AfterTraining } from "./results/AfterTraining";
import { Shape } from "./shape/Shape";
import { SplitPanel } from "./split/SplitPanel";
import { announcement } from "./state/announce";
import { changes } from "./state/changes";
import { compareWith } from "./state/comparison";
import { choose, type Side, take } from "./state/measure";
import { busy, phase, report } from "./state/page";
import { undo } from "./state/run";
import { isUnsaved } from "./state/saving";
import { chooseValidation } from "./state/validation-file";
import { exporting, mode, type Tab, tab } from "./state/view";

export function App() {
	useWholePage();
	useCompactHead();
	// A quick run goes from the empty page to its verdict without a flash of something between.
	const empty =
		phase.value === "empty" ||
		(phase.value === "running" && !busy.value && !report.value);
	return (
		<>
			<Header />
			<main>
				<LinkNotice />
				{mode.value === "after" ? (
					<AfterTraining />
				) : empty ? (
					<Start />
				) : (
					<Run />
				)}
			</main>
			<footer class="foot">
				<p>
					Works offline: save this page and open it from disk. An independent
					project, not affiliated with AWS.
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

const Empty = () => (
	<div class="start">
		<div class="hero">
			<div>
				<h1>Is your fine-tuning data ready for Amazon Bedrock?</h1>
				<p class="start-lead">
					Drop a file to see what Bedrock would reject and why, find duplicates,
					and split it. Download files that are ready to upload.
				</p>
				<div class="start-model">
					<ModelSelect id="model" />
				</div>
			</div>
			<ExampleFinding />
		</div>
		<Drop />
		<ModelPage />
	</div>
);

const PARTS: Record<Tab, () => ComponentChildren> = {
	overview: () => <Overview />,
	issues: () => <Findings />,
	duplicates: () => <Duplicates />,
	data: () => <Shape />,
	split: () => <SplitPanel />,
	train: () => <Plan />,
};

/** Content of the tab in view. What was pressed to get here may be gone with its tab: then the focus goes on here. */
function TabPanel() {
	const now = tab.value;
	const last = useRef(now);
	useEffect(() => {
		if (last.current !== now && document.activeElement === document.body)
			document.getElementById("tab-panel")?.focus({ preventScroll: true });
		last.current = now;
	}, [now]);
	return (
		<div
			class="tab-panel"
			role="tabpanel"
			id="tab-panel"
			aria-labelledby={`tab-${now}`}
			tabIndex={-1}
			data-tab={now}
		>
			{PARTS[now]()}
		</div>
	);
}

const Panels = () => (
	<>
		<DataSet />
		<Verdict />
		<div class="under-verdict">
			<Waiting />
			<Accounting />
			<Changes />
		</div>
		<Tabs />
		<TabPanel />
		<Drawer />
	</>
);

/** Beyond its place the head is one line; it opens again only at the very top, so that it cannot flicker between the two. */
function useCompactHead(): void {
	useEffect(() => {
		const root = document.documentElement;
		const mark = () => {
			if (scrollY > 160) root.dataset.scrolled = "";
			else if (scrollY < 60) delete root.dataset.scrolled;
		};
		addEventListener("scroll", mark, { passive: true });
		return () => removeEventListener("scroll", mark);
	}, []);
}

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
				const zone = (event.target as Element).closest(".compare-zone");
				const isValidation = zone?.classList.contains("validation-zone");
				collect(event.dataTransfer).then((files) => {
					if (isValidation) chooseValidation(files);
					else if (zone) compareWith(files);
					else if (side && files.length === 1) choose(side, files[0]);
					else take(files);
				});
			},
			keydown(event: KeyboardEvent) {
				const isCommand = event.ctrlKey || event.metaKey;
				const isTyping = (event.target as Element).closest?.(
					"input:not([type=radio], [type=checkbox]), textarea, select",
				);
				if (isTyping || exporting.value) return;
				if (isCommand && event.key === "z" && changes.value.length > 0) undo();
				else if (
					isCommand ||
					event.altKey ||
					phase.value === "empty" ||
					mode.value !== "data" ||
					!openByDigit(event.key)
				)
					return;
				event.preventDefault();
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
