import type { ComponentChildren } from "preact";
import { Wide } from "../ui/Wide";

/** A table with a caption; the first cell of a row is its head. */
export const Table = ({
	caption,
	kind = "",
	heads,
	rows,
}: {
	caption: string;
	/** Another class of the table. */
	kind?: string;
	heads: string[];
	rows: ComponentChildren[][];
}) => (
	<Wide label={caption}>
		<table class={`plan-table ${kind}`}>
			<caption>{caption}</caption>
			<thead>
				<tr>
					{heads.map((head) => (
						<th key={head} scope="col">
							{head}
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{rows.map(([first, ...rest], index) => (
					<tr key={index}>
						<th scope="row">{first}</th>
						{rest.map((cell, column) => (
							<td key={column}>{cell}</td>
						))}
					</tr>
				))}
			</tbody>
		</table>
	</Wide>
);
