import type { ComponentChildren } from "preact";

/** The Markdown that rule docs are written in: headings, paragraphs, lists, fences, `code` and **bold**. */
export function Markdown({ text }: { text: string }) {
	const blocks: ComponentChildren[] = [];
	const lines = text.trim().split("\n");
	for (let at = 0; at < lines.length; ) {
		const line = lines[at] ?? "";
		const take = (belongs: (line: string) => boolean) => {
			const from = at;
			while (at < lines.length && belongs(lines[at] ?? "")) at++;
			return lines.slice(from, at);
		};
		if (line.startsWith("```")) {
			at++;
			const code = take((one) => !one.startsWith("```"));
			at++;
			blocks.push(<pre>{code.join("\n")}</pre>);
		} else if (line.startsWith("#")) {
			at++;
			blocks.push(
				<h3>
					<Inline text={line.replace(/^#+\s*/, "")} />
				</h3>,
			);
		} else if (/^[-*] /.test(line)) {
			const items = take((one) => /^([-*] |\s+\S)/.test(one))
				.join("\n")
				.split(/\n(?=[-*] )/);
			blocks.push(
				<ul>
					{items.map((item) => (
						<li key={item}>
							<Inline text={item.slice(2)} />
						</li>
					))}
				</ul>,
			);
		} else if (line.trim() === "") {
			at++;
		} else {
			const paragraph = take(
				(one) => one.trim() !== "" && !/^(#|```|[-*] )/.test(one),
			);
			blocks.push(
				<p>
					<Inline text={paragraph.join(" ")} />
				</p>,
			);
		}
	}
	return <>{blocks}</>;
}

/** A line of it. */
export const Inline = ({ text }: { text: string }) => (
	<>
		{text
			.split(/(`[^`]+`|\*\*[^*]+\*\*)/)
			.map((part) =>
				part.startsWith("`") ? (
					<code key={part}>{part.slice(1, -1)}</code>
				) : part.startsWith("**") ? (
					<strong key={part}>{part.slice(2, -2)}</strong>
				) : (
					part
				),
			)}
	</>
);
