import {
	busy,
	failure,
	files,
	phase,
	progress,
	report,
	shareDone,
	shareText,
	stale,
} from "../state/page";
import { cancel, check } from "../state/run";
import { summary, title } from "../state/summary";
import { exporting } from "../state/view";
import { bytes, counted, duration } from "../text/format";
import { Icon, type IconName } from "../ui/Icon";

const ICONS = {
	ready: "ready",
	"ready-with-warnings": "warning",
	"not-ready": "error",
} as const;

/** The line that stays in sight: the verdict for the target model, and the way to the files. */
export const Verdict = () => (
	<div class="verdict" data-phase={phase.value} tabIndex={-1}>
		<div class="verdict-line">
			{phase.value === "failed" ? (
				<Failed />
			) : busy.value || !report.value?.complete ? (
				<Running />
			) : (
				<Known />
			)}
			<div class="verdict-actions">
				<Actions />
			</div>
		</div>
		<ProgressBar />
	</div>
);

/** The button goes with the work: the focus must not. */
function stop(): void {
	cancel();
	requestAnimationFrame(() =>
		document
			.querySelector<HTMLElement>(".verdict, .drop-zone")
			?.focus({ preventScroll: true }),
	);
}

function Actions() {
	if (busy.value || (phase.value === "running" && !report.value?.complete))
		return (
			<button type="button" onClick={stop}>
				Cancel
			</button>
		);
	const known = report.value;
	if (phase.value === "cancelled")
		return (
			<button type="button" class="primary" onClick={() => check(files.peek())}>
				Check again
			</button>
		);
	if (!known?.split || phase.value === "failed") return null;
	const canTrain =
		known.model &&
		known.split.train.records > 0 &&
		known.readiness.verdict !== "not-ready";
	return (
		<button
			type="button"
			class={canTrain ? "primary" : undefined}
			onClick={() => {
				exporting.value = true;
			}}
		>
			Export
		</button>
	);
}

const Words = ({
	icon,
	title,
	text,
}: {
	icon: IconName | "wait";
	title: string;
	text: string;
}) => (
	<div class={`verdict-words is-${icon}`}>
		<span class="verdict-sign">{icon !== "wait" && <Icon name={icon} />}</span>
		<h1>{title}</h1>
		<p>{text}</p>
	</div>
);

function Known() {
	const known = report.value;
	if (!known) return null;
	const { verdict } = known.readiness;
	// Without a model it is only known what is wrong.
	const icon = known.model || verdict === "not-ready" ? ICONS[verdict] : "info";
	return <Words icon={icon} title={title(known)} text={summary(known)} />;
}

const Failed = () => (
	<Words icon="error" title="Stopped" text={failure.value} />
);

function Running() {
	const now = progress.value;
	if (phase.value === "cancelled")
		return (
			<Words
				icon="warning"
				title={`Canceled after ${counted(report.value?.counts.records ?? 0, "record")}`}
				text="Results below are partial."
			/>
		);
	// As many as the issues below have, once there are any.
	const shown = stale.value ? null : report.value;
	const errors = (shown?.counts ?? now)?.errors ?? 0;
	// Then nothing is read any more.
	const relates = now?.phase === "relating";
	const done = [
		now && counted(now.records, "record"),
		errors > 0 && counted(errors, "error"),
		now &&
			now.bytesPerSecond > 0 &&
			!relates &&
			`${bytes(now.bytesPerSecond)}/s`,
		now?.secondsLeft !== undefined &&
			now.secondsLeft >= 1 &&
			`${duration(Math.ceil(now.secondsLeft))} left`,
	].filter(Boolean);
	const doing = relates ? "Finding near-duplicates" : "Checking";
	return (
		<Words
			icon="wait"
			title={now?.totalBytes ? `${doing} ${shareText.value}` : doing}
			text={done.join(" · ")}
		/>
	);
}

const ProgressBar = () =>
	busy.value ? (
		<progress
			class="progress"
			aria-label="Checked"
			max={1}
			value={shareDone.value}
		/>
	) : null;
