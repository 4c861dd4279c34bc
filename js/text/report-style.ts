/** The style of the report for people, on screen and on paper. */

export const REPORT_STYLE = `
:root,:host{color-scheme:light dark;--ink:light-dark(#16181b,#ecebe7);--soft:light-dark(#565a60,#a4a7ad);--rule:light-dark(#e3e0d9,#2a2c30);
--train:light-dark(#2b4acb,#93a9ff);--validation:light-dark(#8ea1ee,#5468bd);--excluded:light-dark(#a5a7ab,#5c6067);
--error:light-dark(#b42318,#ff8d80);--warning:light-dark(#855300,#efbd58);--ready:light-dark(#1b6b40,#74cf9c)}
body{margin:0;background:light-dark(#fff,#121315)}
main{max-width:46rem;margin:0 auto;padding:1.5rem 1rem;color:var(--ink);font:15px/1.45 system-ui,sans-serif;overflow-wrap:anywhere}
h1{margin:0 0 .8rem;font-size:1.6rem;line-height:1.2}
h2{margin:1.4rem 0 .4rem;font-size:1.05rem;break-after:avoid}
p,ul,ol{margin:.3rem 0}
ul,ol{padding-left:1.3rem}
.reasons{padding:0;list-style:none}
.quiet{color:var(--soft);font-size:.85rem}
.not-ready,.error{color:var(--error)}
.ready-with-warnings,.warning{color:var(--warning)}
.ready{color:var(--ready)}
.info{color:var(--soft)}
li.error,li.warning,li.info{color:inherit}
li.error b{color:var(--error)}
li.warning b{color:var(--warning)}
svg{display:block;width:100%;break-inside:avoid}
svg text{font:10px system-ui,sans-serif;fill:var(--soft)}
.train{fill:var(--train)}
.validation{fill:var(--validation)}
rect.excluded{fill:var(--excluded)}
.grid{stroke:var(--rule)}
.mark{stroke:var(--warning);stroke-dasharray:3 2}
.key i{display:inline-block;width:.7em;height:.7em;margin-right:.3em;border-radius:2px}
i.train{background:var(--train)}
i.validation{background:var(--validation)}
i.excluded{background:var(--excluded)}
dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:.5rem 1rem;margin:0}
dt{color:var(--soft);font-size:.85rem}
dd{margin:0;font-weight:600;font-variant-numeric:tabular-nums}
table{width:100%;border-collapse:collapse}
th,td{padding:.25rem .6rem .25rem 0;border-bottom:1px solid var(--rule);text-align:left;font-weight:400;vertical-align:top}
thead th{white-space:nowrap;color:var(--soft);font-size:.85rem}
tr{break-inside:avoid}
td.short{white-space:nowrap}
.classes th{width:40%}
.classes td.bar{width:45%;vertical-align:middle}
.classes svg{height:8px}
code{font:.85em ui-monospace,monospace;color:var(--soft)}
@media print{@page{margin:14mm}:root,:host{color-scheme:light}main{max-width:none;padding:0;font-size:9.5pt}svg,i{print-color-adjust:exact}}
`;
