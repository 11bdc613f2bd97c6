"""The style sheet of a report in HTML, for the screen and for A4."""

from __future__ import annotations

from cadrage.exchange.report import Report
from cadrage.exchange.report_coded import LANES
from cadrage.exchange.report_html_words import css_string

_STYLE = """\
:root { --text: #1D1F22; --quiet: #54575C; --faint: #66696E; --rule: #D2D2CD; --soft: #E4E4E0;
  --serif: "Source Serif 4", "Source Serif Pro", Charter, "Bitstream Charter", Cambria, Georgia, serif;
  --sans: Inter, system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 4rem 1.5rem 6rem; max-width: 64rem; background: #fff; color: var(--text);
  font: 1.0625rem/1.55 var(--serif); overflow-wrap: break-word; }
h1, h2, h3, h4, h5, h6, nav, dt, table, .quiet, .label, .note, .about, figcaption, .coded ul {
  font-family: var(--sans); }
h1 { margin: 0; max-width: 24em; font-size: 2.125rem; font-weight: 650; line-height: 1.2; letter-spacing: -.015em; }
h2 { margin: 0 0 1.25rem; padding-top: .9rem; border-top: 2px solid var(--text); font-size: 1.5rem; font-weight: 650;
  line-height: 1.25; letter-spacing: -.01em; }
h3 { margin: 2.5rem 0 .25rem; font-size: 1.1875rem; font-weight: 650; line-height: 1.3; }
h4 { margin: 2rem 0 .25rem; font-size: 1.0625rem; font-weight: 600; }
h5, h6 { margin: 1.75rem 0 .25rem; font-size: 1rem; font-weight: 600; }
h3 small, h4 small, h5 small, h6 small { margin-left: .35em; color: var(--faint); font-size: .8125rem;
  font-weight: 500; }
header { margin-bottom: 3rem; }
section { margin-top: 4.5rem; }
p { margin: 0 0 .8rem; max-width: 40rem; white-space: pre-line; }
.about { margin-top: .6rem; color: var(--quiet); font-size: 1rem; }
.quiet { color: var(--faint); font-size: .8125rem; line-height: 1.5; }
.label { margin: 1.1rem 0 .4rem; color: var(--quiet); font-size: .8125rem; font-weight: 600; }
.note { margin: .5rem 0 1.5rem; max-width: 46rem; color: var(--quiet); font-size: .8125rem; line-height: 1.5; }
p small { color: var(--faint); font-family: var(--sans); font-size: .8125rem; }
a { color: inherit; text-decoration-color: var(--rule); text-underline-offset: .2em; }
a:hover { text-decoration-color: currentColor; }
nav { font-size: .9375rem; line-height: 1.6; }
nav h2 { padding: 0; border: 0; font-size: .8125rem; color: var(--quiet); margin-bottom: .5rem; letter-spacing: 0; }
nav ol { margin: 0; padding: 0; list-style: none; }
nav li { margin-top: .2rem; font-weight: 550; }
nav li ol { margin: .1rem 0 .7rem; columns: 2 18rem; column-gap: 2rem; }
nav li li { margin: 0; padding-left: 1em; font-weight: 400; font-size: .875rem; break-inside: avoid; }
nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }
dl { display: grid; grid-template-columns: 9rem minmax(0, 40rem); gap: .45rem 1.5rem; margin: .8rem 0 1.2rem; }
dt { color: var(--quiet); font-size: .8125rem; font-weight: 600; line-height: 1.65rem; }
dd { margin: 0; white-space: pre-line; }
.swatch { display: inline-block; width: .7em; height: .7em; margin-inline-end: .5em; border-radius: .16em;
  background: var(--c); }
figure.quotation { margin: 0 0 1rem; padding-inline-start: 1rem; max-width: 41rem;
  border-inline-start: 3px solid var(--c); }
figure.chart { margin: 1.5rem 0 .5rem; }
figure.chart img { max-width: 100%; height: auto; }
figure.chart figcaption { color: var(--text); font-size: .9375rem; }
figure.chart figcaption i { display: block; }
blockquote { margin: 0; white-space: pre-line; }
q { quotes: none; }
figcaption { margin-top: .2rem; color: var(--faint); font-size: .8125rem; line-height: 1.5; }
.table { margin: 1.5rem 0 .25rem; overflow-x: auto; }
table { border-collapse: collapse; font-size: .875rem; line-height: 1.4; font-variant-numeric: tabular-nums;
  border-bottom: 1.5px solid var(--text); }
caption { padding-bottom: .6rem; text-align: start; font-size: .9375rem; }
caption i { display: block; margin-top: .1rem; }
th, td { padding: .3rem 0 .3rem 1.5rem; text-align: start; vertical-align: baseline; font-weight: 400; }
thead th { border-top: 1.5px solid var(--text); border-bottom: 1px solid var(--text); vertical-align: bottom;
  font-weight: 550; max-width: 12em; }
th:first-child { padding-left: calc(var(--d, 0) * 1.2rem); min-width: 13em; max-width: 26em; }
.right { text-align: end; }
td.right { white-space: nowrap; }
tbody tr + tr > * { border-top: 1px solid var(--soft); }
tbody tr.total > * { border-top: 1px solid var(--text); font-weight: 600; }
.gap { padding: 0 .15em; background: #FFF3C4; color: inherit; }
.coded { margin-top: 1rem; }
.line { display: grid; grid-template-columns: minmax(0, 38rem) minmax(11rem, 1fr); column-gap: 2.25rem;
  margin-bottom: .7rem; }
.line p { margin: 0; max-width: none; line-height: 1.85; white-space: pre-wrap; }
.line p:dir(rtl) { text-align: right; }
.coded ul { margin: .35rem 0 0; padding: 0; list-style: none; font-size: .75rem; line-height: 1.4; }
.coded li { margin-bottom: .25rem; padding-left: .5rem; border-left: 2.5px solid var(--c, var(--rule)); }
.coded li.dashed { border-left-style: dashed; }
.coded li.dotted { border-left-style: dotted; }
.coded li b { font-weight: 600; font-variant-numeric: tabular-nums; }
.coded li strong { font-weight: 600; }
.coded li small { color: var(--faint); font-size: inherit; white-space: normal; }
.coded li.on, .coded li.reason { color: var(--faint); }
.coded mark { background: color-mix(in srgb, var(--c) 13%, transparent); background-clip: content-box; color: inherit;
  border-bottom: 2px solid var(--c); -webkit-box-decoration-break: clone; box-decoration-break: clone; }
.coded mark.dashed { border-bottom-style: dashed; }
.coded mark.dotted { border-bottom-style: dotted; }
.coded sup { margin: 0 .08em 0 .22em; font: 600 .625rem/0 var(--sans); vertical-align: .55em; user-select: none;
  -webkit-user-select: none; }
.outside { color: #74777B; }
.gap-mark { color: var(--faint); user-select: none; }
@media (max-width: 46rem) {
  body { padding: 2rem 1rem 4rem; }
  .line { grid-template-columns: minmax(0, 1fr); }
  dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
  dd { margin-bottom: .6rem; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; line-height: 1.45; }
  h1 { font-size: 22pt; } h2 { font-size: 15pt; } h3 { font-size: 12pt; } h4 { font-size: 10.5pt; }
  h5, h6 { font-size: 10pt; }
  section { margin-top: 0; break-before: page; }
  section.part-title { break-before: auto; margin-top: 2.5rem; }
  h1, h2, h3, h4, h5, h6, caption, dt, .label { break-after: avoid; }
  .part-codebook .quiet, .part-exemplars .quiet { break-after: avoid; }
  figure, tr, .coded li { break-inside: avoid; }
  dl { break-before: avoid; }
  p, blockquote { orphans: 2; widows: 2; }
  p, dd, figure.quotation { max-width: 130mm; }
  dl { grid-template-columns: 32mm minmax(0, 130mm); }
  thead { display: table-header-group; }
  .table { overflow: visible; }
  table { font-size: 8.5pt; }
  th, td { padding-left: .75rem; }
  th:first-child { min-width: 17em; }
  .line { display: grid; grid-template-columns: minmax(0, 112mm) minmax(0, 1fr); column-gap: 6mm; }
  .line p { line-height: 1.75; }
  .coded ul { font-size: 7pt; margin-top: 1mm; }
  .coded sup { font-size: 6pt; }
  .quiet, .note, .label, dt, figcaption, p small, h3 small, h4 small, h5 small, h6 small { font-size: 8pt; }
  dt { line-height: 14.5pt; }
  a { text-decoration: none; }
  .swatch, mark, li { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
"""


def style(report: Report) -> str:
    """The whole sheet; on paper the title runs along the top and the pages are numbered."""
    lanes = "".join(f".coded mark.l{lane} {{ padding-bottom: {3 * lane}px; }}\n" for lane in range(1, LANES))
    head = css_string(report.title[:90])
    page = (
        "@page { size: A4; margin: 22mm 20mm 22mm;\n"
        f"  @top-left {{ content: {head}; font: 8pt Inter, Arial, sans-serif; color: #66696E; }}\n"
        '  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt Inter, Arial, sans-serif;'
        " color: #66696E; } }\n"
        "@page :first { @top-left { content: none; } }\n"
    )
    return _STYLE + lanes + page
