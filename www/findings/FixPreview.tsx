import { type Piece, preview, side } from "../../js/text/preview";
import type { Diagnostic } from "../../js/types";
import { counted, sentence } from "../text/format";
import { Bytes } from "../ui/Text";

/** Text around a finding before and after its fix, with the changed places marked. */
export function FixPreview({ finding }: { finding: Diagnostic }) {
	const { fix, fixed, excerpt, highlight, byteOffset } = finding;
	if (!fix) return null;
	const encoder = new TextEncoder();
	const start =
		byteOffset - encoder.encode(excerpt.slice(0, highlight[0])).length;
	const { pieces, elsewhere } = preview(
		encoder.encode(excerpt),
		start,
		fix.edits ?? [],
	);
	return (
		<div class={`fix-preview is-${fix.safe ? "ready" : "warning"}`}>
			<p class="fix-title">
				<strong>
					{fix.safe ? "Safe fix" : "Suggested fix"}
					{fixed && ", applied"}:
				</strong>{" "}
				{sentence(fix.title)}
				{!fix.edits &&
					fix.places !== undefined &&
					` (${counted(fix.places, "place")}, too many to show)`}
			</p>
			{fix.edits && (
				<pre class="change">
					<Changed pieces={pieces} of="before" />
					<Changed pieces={pieces} of="after" />
				</pre>
			)}
			{elsewhere > 0 && (
				<p class="fine">
					and {counted(elsewhere, "more place", "more places")} in this record
				</p>
			)}
		</div>
	);
}

/** One side of a change, labelled for screen readers. */
export const Changed = ({
	pieces,
	of,
}: {
	pieces: readonly Piece[];
	of: "before" | "after";
}) => (
	<span class={`change-${of}`}>
		<span class="sr">{of}: </span>
		{side(pieces, of).map(({ kind, bytes }, index) => {
			const text = <Bytes bytes={bytes} />;
			const key = String(index);
			if (kind === "gone") return <del key={key}>{text}</del>;
			if (kind === "new") return <ins key={key}>{text}</ins>;
			return <span key={key}>{text}</span>;
		})}
	</span>
);
