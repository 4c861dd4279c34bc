import { useSignal } from "@preact/signals";
import type { Diagnostic } from "../../js/types";
import { count, sentence } from "../text/format";
import { Marked, Text } from "../ui/Text";
import { FixPreview } from "./FixPreview";
import { FoundRecord } from "./Record";

/** One finding: where, what, and the record around it on demand. */
export function Finding({
	finding,
	advice,
	manyFiles,
}: {
	finding: Diagnostic;
	advice: boolean;
	manyFiles: boolean;
}) {
	const open = useSignal(false);
	return (
		<li class="finding">
			<p class="finding-where">
				{finding.record || finding.line > 0 ? (
					<span class="place">
						{manyFiles && <span class="break">{finding.file}: </span>}
						line {count(finding.line)}, column {count(finding.column)}
					</span>
				) : (
					<span class="place break">{finding.file}</span>
				)}
				{finding.pointer && (
					<span class="pointer break">
						<Text text={finding.pointer} />
					</span>
				)}
			</p>
			<p class="finding-message">
				<Text text={sentence(finding.message)} />
			</p>
			{finding.excerpt && (
				<pre class="excerpt">
					<Marked text={finding.excerpt} mark={finding.highlight} />
				</pre>
			)}
			<FixPreview finding={finding} />
			{advice && finding.help && (
				<p class="finding-help">
					<Text text={sentence(finding.help)} />
				</p>
			)}
			{finding.record && (
				<button
					type="button"
					class="link"
					aria-expanded={open.value}
					onClick={() => {
						open.value = !open.value;
					}}
				>
					{open.value ? "Hide the record" : "Show the record"}
				</button>
			)}
			{open.value && finding.record && <FoundRecord finding={finding} />}
		</li>
	);
}
