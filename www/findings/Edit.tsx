import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { JudgedText, SourceRecord } from "../../js/run/run";
import { editOf, withChange, without } from "../state/changes";
import { change, currentRun } from "../state/run";
import { count, counted, sentence } from "../text/format";
import { Icon } from "../ui/Icon";

/** Milliseconds without a keystroke after which a text is checked. */
const PAUSE = 250;

/** Edits a record: checked on input, exported once the edit is saved. The file does not change. */
export function Edit({
	file,
	line,
	at,
}: {
	file: string;
	line: number;
	/** A byte of the record, where several begin on the line. */
	at: number;
}) {
	const stands = useSignal<SourceRecord | null>(null);
	const text = useSignal("");
	const judged = useSignal<{ of: string; found: JudgedText } | null>(null);
	const area = useRef<HTMLTextAreaElement>(null);
	const button = useRef<HTMLButtonElement>(null);
	const is = stands.value;
	const typed = text.value;
	useEffect(() => {
		if (!is) return;
		area.current?.focus();
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
	}, [is, typed]);
	const open = async () => {
		try {
			const found = (await currentRun()?.recordAt(file, line, at)) ?? null;
			const mine = editOf(file, line);
			stands.value = found;
			text.value =
				(mine?.digest === found?.digest && mine?.record) || found?.text || "";
		} catch {
			// The file is gone; the record's view reports that.
		}
	};
	const close = () => {
		stands.value = null;
		requestAnimationFrame(() => button.current?.focus());
	};
	if (!is)
		return (
			<button type="button" class="link" ref={button} onClick={open}>
				Edit line {count(line)}
			</button>
		);
	// The result of an older text is ignored.
	const found = judged.value?.of === typed ? judged.value.found : null;
	const rules = Object.values(found?.report.rules ?? {});
	const findings = rules.flatMap(({ examples }) => examples);
	const isOneLine = found && !/[\n\r]/.test(found.text);
	const keep = () => {
		if (!found) return;
		const of = { file, line, digest: is.digest, record: found.text };
		const edit = { does: "replace", of } as const;
		close();
		change(found.text === is.text ? without(edit) : withChange(edit));
	};
	return (
		<div class="edit">
			<label>
				Line {count(line)}, as it is to be exported
				<textarea
					ref={area}
					rows={8}
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
					<p class={findings.length > 0 ? "fine" : "all-clear"}>
						{findings.length === 0 && <Icon name="ready" />}{" "}
						{counted(findings.length, "finding")}
					</p>
				)}
				<ul>
					{findings.map((one) => (
						<li key={`${one.rule}${one.byteOffset}`}>
							<Icon name={one.severity} />
							<span class="sr">{one.severity}</span> {one.line}:{one.column}{" "}
							{sentence(one.message)}
						</li>
					))}
				</ul>
				{found && !isOneLine && (
					<p class="notice">
						A line break stands within a text: write it as \n.
					</p>
				)}
			</div>
			<button
				type="button"
				class="primary"
				disabled={!isOneLine || !typed.trim()}
				onClick={keep}
			>
				Keep this edit
			</button>{" "}
			<button type="button" onClick={close}>
				Cancel
			</button>
		</div>
	);
}
