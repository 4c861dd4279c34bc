import { onPage } from "../text/controls";
import { sentence } from "../text/format";
import { Text } from "../ui/Text";

/** A message or an advice: what is between backticks is code. */
export const Words = ({ text }: { text: string }) => (
	<>
		{sentence(onPage(text))
			.split(/(`[^`]+`)/)
			.map((part) =>
				part.startsWith("`") && part.length > 2 ? (
					<code key={part}>
						<Text text={part.slice(1, -1)} />
					</code>
				) : (
					<Text key={part} text={part} />
				),
			)}
	</>
);
