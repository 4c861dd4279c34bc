import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Diagnostic } from "../../js/types";
import type { Issue } from "../state/issues";
import { Marked, Text } from "../ui/Text";
import { Edit } from "./Edit";
import { Exclude } from "./Exclude";
import { FixPreview } from "./FixPreview";
import { RawRecord } from "./Raw";
import { Record } from "./Record";
import { RuleFixes } from "./RuleFix";
import { textOf, useConverted, useSource } from "./source";
import { Words } from "./Words";

/** One place: what is wrong, what to do about it, and the record. */
export function Finding({
	issue,
	finding,
}: {
	issue: Issue;
	finding: Diagnostic;
}) {
	const source = useSource(finding);
	const editing = useSignal(false);
	const edit = useRef<HTMLButtonElement>(null);
	const { record, message, pointer, excerpt, highlight, help } = finding;
	const close = () => {
		editing.value = false;
		requestAnimationFrame(() =>
			(edit.current ?? document.getElementById("issue"))?.focus(),
		);
	};
	return (
		<>
			<p class="finding-message">
				<Words text={message} />
			</p>
			{help && (
				<p class="finding-help">
					<Words text={help} />
				</p>
			)}
			{pointer && (
				<p class="pointer break">
					<Text text={pointer} />
				</p>
			)}
			{finding.fix?.edits ? (
				<FixPreview finding={finding} />
			) : (
				<>
					{excerpt && (
						<pre class="excerpt">
							<Marked text={excerpt} mark={highlight} />
						</pre>
					)}
					<FixPreview finding={finding} />
				</>
			)}
			{editing.value && source ? (
				<Edit finding={finding} source={source} close={close} />
			) : (
				<div class="finding-actions">
					<RuleFixes name={issue.name} rule={issue.rule} />
					{source && (
						<>
							<button
								type="button"
								ref={edit}
								onClick={() => {
									editing.value = true;
								}}
							>
								Edit
							</button>
							<Exclude finding={finding} source={source} />
						</>
					)}
				</div>
			)}
			{record && source !== undefined && (
				<FoundRecord
					finding={finding}
					text={source ? textOf(finding, source) : undefined}
				/>
			)}
		</>
	);
}

/** The record of a finding; a row of a table shows as the conversation that a conversion makes of it. */
function FoundRecord({
	finding,
	text,
}: {
	finding: Diagnostic;
	text: string | undefined;
}) {
	const { rule, file, line, pointer, record } = finding;
	const isRow =
		rule !== "invalid-json" && text !== undefined && !/^\s*[{[]/.test(text);
	const converted = useConverted(isRow && record && { file, ...record });
	return (
		<Record text={converted ?? text} line={line} pointer={pointer}>
			<RawRecord finding={finding} />
		</Record>
	);
}
