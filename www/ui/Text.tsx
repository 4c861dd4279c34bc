/** Text and bytes with everything invisible made visible. */

import { type Piece, visibleBytes, visibleText } from "../text/visible";

const Pieces = ({ pieces }: { pieces: Piece[] }) => (
	<>
		{pieces.map((piece, index) =>
			typeof piece === "string" ? (
				piece
			) : (
				// The pieces of a text never move: their place is their identity.
				<span
					key={String(index)}
					class={`invisible ${piece.kind}`}
					title={piece.title}
				>
					{piece.label}
				</span>
			),
		)}
	</>
);

export const Text = ({ text }: { text: string }) => (
	<Pieces pieces={visibleText(text)} />
);

export const Bytes = ({ bytes }: { bytes: Uint8Array }) => (
	<Pieces pieces={visibleBytes(bytes)} />
);

/** A text with [start, end) marked; an empty range shows as a caret between two characters. */
export const Marked = ({
	text,
	mark: [start, end],
}: {
	text: string;
	mark: [number, number];
}) => (
	<>
		<Text text={text.slice(0, start)} />
		<mark class={start === end ? "caret" : undefined}>
			<Text text={text.slice(start, end)} />
		</mark>
		<Text text={text.slice(end)} />
	</>
);
