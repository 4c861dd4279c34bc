import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

/** Measures the width of a chart's box: text in a chart must not scale with the screen. */
export function useWidth() {
	const box = useRef<HTMLDivElement>(null);
	const width = useSignal(640);
	useEffect(() => {
		const seen = new ResizeObserver(([entry]) => {
			if (entry) width.value = Math.max(220, entry.contentRect.width);
		});
		if (box.current) seen.observe(box.current);
		return () => seen.disconnect();
	}, []);
	return [box, width.value] as const;
}
