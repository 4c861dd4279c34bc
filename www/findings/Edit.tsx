import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { JudgedText, SourceRecord } from "../../js/run/run";
import type { Diagnostic } from "../../js/types";
import { withChange, without } from "../state/changes";
import { change, currentRun } from "../state/run";
import { count, counted } from "../text/format";
import { pretty } from "../text/pretty";
import { Icon } from "../ui/Icon";
import { textOf } from "./source";
import { Words } from "./Words";

/** Milliseconds without a keystroke after which a text is checked. */
const PAUSE = 250;

/** Edits a record: checked on input, exported once the edit is saved. The file does not change. */
export function Edit({
	finding: { file, line },
	source,
	close,
}: {
	finding: Diagnostic;
	source: SourceRecord;
	close(): void;
}) {
	const given = useRef(overLines(textOf({ file, line }, source))).current;
	const text = useSignal(given);
	const judged = useSignal<{ of: string; found: JudgedText } | null>(null);
	const area = useRef<HTMLTextAreaElement>(null);
	const typed = text.value;
	useEffect(() => area.current?.focus(), []);
	useEffect(() => {
		const timer = setTimeout(() => {
			currentRun()
				?.judge(file, typed)
				.then(
					(found) => {
						if (text.peek() === typed) judged.value = { of: typed, found };
					},
					() => {}, // the run has ended: another one is on its way
				);
		}, PAUSE);
		return () => clearTimeout(timer);
	}, [typed]);
	// The result of an older text is ignored.
	const found = judged.value?.of === typed ? judged.value.found : null;
	const rules = found?.report.rules ?? {};
	const findings = Object.values(rules).flatMap(({ examples }) => examples);
	const errors = findings.filter((one) => one.severity === "error").length;
	const isBroken = "invalid-json" in rules;
	const isOneLine = found && !/[\n\r]/.test(found.text);
	const save = () => {
		if (!found) return;
		close();
		if (typed === given) return;
		const of = { file, line, digest: source.digest, record: found.text };
		const edit = { does: "replace", of } as const;
		change(
			found.text === source.text ? without(edit) : withChange(edit),
			"Saved. ",
			"issue",
		);
	};
	return (
		<div class="edit">
			<label>
				Line {count(line)} (exported version)
				<textarea
					ref={area}
					rows={Math.min(24, Math.max(8, given.split("\n").length))}
					spellcheck={false}
					value={typed}
					onInput={(event) => {
						text.value = event.currentTarget.value;
					}}
					onKeyDown={(event) => {
						if (event.key === "Escape") close();
					}}
				/>
			</label>
			<div role="status">
				{found && (
					<p class={errors > 0 ? "notice" : "all-clear"}>
						{errors === 0 && <Icon name="ready" />}{" "}
						{isBroken && "Invalid JSON. "}
						{errors > 0
							? `The record would still be rejected: ${counted(errors, "error")}.`
							: `No errors, ${counted(findings.length, "other issue")}.`}
					</p>
				)}
				<ul>
					{findings.map((one) => (
						<li key={`${one.rule}${one.byteOffset}`}>
							<Icon name={one.severity} />
							<span class="sr">{one.severity}</span>{" "}
							{typed.includes("\n") && `row ${count(one.line)}, `}
							column {count(one.column)}: <Words text={one.message} />
						</li>
					))}
				</ul>
				{found && !isOneLine && (
					<p class="notice">Line break in a string: escape it as \n.</p>
				)}
			</div>
			<button
				type="button"
				class="primary"
				disabled={!isOneLine || !typed.trim()}
				onClick={save}
			>
				{errors > 0 ? "Save anyway" : "Save edit"}
			</button>{" "}
			<button type="button" onClick={close}>
				Cancel
			</button>
		</div>
	);
}

/** Sound JSON is easier to edit over lines; on one line it is exported all the same. */
function overLines(text: string): string {
	try {
		JSON.parse(text);
		return pretty(text);
	} catch {
		return text;
	}
}
