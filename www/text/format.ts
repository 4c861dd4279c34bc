/** Numbers, sizes and times as people read them. */

export {
	about,
	bytes,
	count,
	counted,
	percent,
	share,
	tenths,
} from "../../js/text/numbers";

const compact = new Intl.NumberFormat("en", {
	notation: "compact",
	maximumFractionDigits: 1,
});

/** 152300 → "150k" */
export const aboutShort = (n: number): string =>
	compact.format(Number(n.toPrecision(2))).replace("K", "k");

/** "blank line" → "Blank line"; text that begins with a name or a number is unchanged. */
export const sentence = (text: string): string =>
	/^[a-z]+(?:-[a-z]+)*(?:[ ,]|: )/.test(text)
		? text[0]?.toUpperCase() + text.slice(1)
		: text;

/** 0.312 → "0.31 s", 75 → "1 min 15 s" */
export function duration(seconds: number): string {
	if (seconds < 0.01) return "< 0.01 s";
	if (seconds < 10) return `${seconds.toFixed(seconds < 1 ? 2 : 1)} s`;
	if (seconds < 60) return `${Math.round(seconds)} s`;
	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) return `${minutes} min ${Math.round(seconds % 60)} s`;
	return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** 0.016695 → "0.0167": three significant digits. */
export const loss = (n: number | undefined): string =>
	n === undefined ? "–" : String(Number(n.toPrecision(3)));

/** 19.46 → "+19.5", -0.04 → "0.0" */
export const signed = (n: number): string => {
	const text = n.toFixed(1);
	if (/^-?0\.0$/.test(text)) return "0.0";
	return n > 0 ? `+${text}` : text.replace("-", "−");
};
