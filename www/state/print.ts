/** Printing: while data are prepared, what goes to paper is the report for people. */

import { reportBody } from "../../js/text/report-page";
import { REPORT_STYLE } from "../../js/text/report-style";
import { catalogue, report } from "./page";
import { mode } from "./view";

/** Puts the report in the place of the page for as long as the browser prints. */
export function keepPrinting(): void {
	let sheet: HTMLElement | undefined;
	addEventListener("beforeprint", () => {
		sheet?.remove();
		if (mode.value !== "data" || !report.value) return;
		sheet = document.createElement("div");
		sheet.className = "printed";
		const root = sheet.attachShadow({ mode: "open" });
		// A style element would be refused by the page's policy; a sheet made here is not.
		const style = new CSSStyleSheet();
		style.replaceSync(REPORT_STYLE);
		root.adoptedStyleSheets = [style];
		const { text } = reportBody(report.value, catalogue.value?.rules ?? []);
		root.append(
			...new DOMParser().parseFromString(text, "text/html").body.childNodes,
		);
		document.body.append(sheet);
	});
	addEventListener("afterprint", () => {
		sheet?.remove();
		sheet = undefined;
	});
}
