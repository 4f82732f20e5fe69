/** Narrow screens, reduced motion, forced colours, print. */
export const narrow = `
@media (max-width: 68rem) {
  .cols { grid-template-columns: minmax(0, 1fr); gap: var(--s5); }
  .facts { grid-template-columns: 1fr 1fr; }
  .facts > div:nth-child(odd) { padding-left: 0; border-left: 0; }
  .facts > div:nth-child(n+3) { border-top: 1px solid var(--line); }
}
@media (max-width: 56rem) {
  .app { display: block; }
  .bar { display: flex; align-items: center; justify-content: space-between; padding: var(--s2) var(--s4); border-bottom: 1px solid var(--line); }
  .side[popover]:not(:popover-open) { display: none; }
  .side[popover] { position: fixed; inset: 0 0 0 auto; width: 17rem; height: 100dvh; background: var(--paper); border-left: 1px solid var(--line); box-shadow: var(--lift); }
  .side::backdrop { background: #00000073; }
  .nav a { padding-block: .55rem; }
  .main { border: 0; padding: var(--s4) var(--s4) var(--s7); }
}
@media (max-width: 40rem) {
  body { line-height: 1.5; }
  input, select, textarea { font-size: 1rem; min-height: 2.75rem; }
  .btn, button { min-height: 2.75rem; }
  .btn.link { min-height: 1.75rem; }
  .head { margin-bottom: var(--s4); }
  .head .btn { flex: 1 1 auto; }
  .clock svg { display: none; }
  .clock ol { display: grid; gap: var(--s1); }
  .clock li { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: var(--s3); }
  .diff .pair { grid-template-columns: 1fr; }
  .diff .pair > div + div { border-left: 0; border-top: 1px solid var(--line); }
  .facts > div { padding: var(--s3) var(--s3) var(--s3) 0; }
  .facts > div:nth-child(even) { padding-left: var(--s3); }
  .facts.big dd:first-of-type { font-size: var(--t3); }
  .cols.decide { display: contents; }
  .cols.decide > aside { margin-top: var(--s5); }
  .work > li { grid-template-columns: minmax(0, 1fr) auto; }
  .work > li > :nth-child(2) { grid-column: 1 / -1; grid-row: 2; }
  .work .left .sub { display: inline; margin-left: var(--s2); }
  .obl > li { grid-template-columns: minmax(0, 1fr) auto; gap: 0 var(--s3); }
  .obl > li > :nth-child(2) { grid-column: 1 / -1; grid-row: 2; }
  .tl > li { grid-template-columns: 1.25rem minmax(0, 1fr); }
  .tl .when { grid-column: 2; text-align: left; grid-row: 1; }
  .tl > li > .i { grid-row: 1 / span 2; grid-column: 1; }
  .tl > li > div { grid-column: 2; }
  .tl > li::before { left: .6rem; }
  .stack, .stack tbody, .stack tr, .stack td, .stack th { display: block; }
  .stack thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stack tr { padding: var(--s3) 0; border-bottom: 1px solid var(--line); }
  .stack td, .stack tbody th { border: 0; padding: .15rem 0; text-align: left; }
  .stack caption { display: block; }
  .stack tr { position: relative; }
  .stack .st { white-space: normal; }
  .stack .lo, .stack td:empty, kbd, .keys { display: none; }
  .tight :is(th, td) { padding: .35rem .4rem .35rem 0; font-size: var(--t-1); white-space: normal; }
  .tight .lo { display: none; }
  .tabs { flex-wrap: nowrap; overflow-x: auto; scrollbar-width: none; }
  .stack td.sel { position: absolute; right: 0; top: var(--s3); z-index: 1; padding: .3rem; }
  .stack td[data-l] { position: relative; padding-left: 8rem; min-height: 1.6rem; }
  .stack td[data-l]::before { content: attr(data-l); color: var(--ink-2); font-size: var(--t0); position: absolute; left: 0; top: .2rem; }
  .filters > * { flex: 1 1 9rem; }
  .filters select { width: 100%; }
  .matrix tbody th { min-width: 9.5rem; max-width: 9.5rem; }
  .stick { position: sticky; bottom: 0; margin: 0 calc(-1 * var(--s4)); padding: var(--s3) var(--s4); background: var(--paper); border-top: 1px solid var(--edge); z-index: 4; border-radius: 0; border-inline: 0; border-bottom: 0; grid-template-columns: 1fr 1fr; gap: var(--s2); max-height: 80vh; overflow: auto; }
  .stick h2, .stick .hint { display: none; }
  .stick details[open] { grid-column: 1 / -1; grid-row: 1; }
  .stick summary { width: 100%; margin: 0; }
  .report { padding: var(--s4) var(--s4) var(--s6); }
  .sign { padding: var(--s4); }
  .pic.wide { overflow-x: auto; } .pic.wide svg:not([width]) { width: 45rem; }
}
@media (prefers-reduced-motion: no-preference) {
  .flash { animation: in .18s ease-out; }
  @keyframes in { from { opacity: 0; transform: translateY(-4px); } }
}
@media (forced-colors: active) {
  .sev, .chips > a, .matrix td a { border: 1px solid; }
}
@media print {
  @page { size: A4; margin: 18mm 16mm 20mm; @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt sans-serif; } }
  .side, .side[popover], .bar, .skip, .noprint, .keys, .filters, .chips, .tabs, .pager, .head .acts, button { display: none !important; }
  .app { display: block; }
  .main, .report { border: 0; padding: 0; max-width: none; }
  body { font-size: 9.5pt; background: none; }
  .cols { display: block; }
  .sev, del, ins, .node, .meter *, .pic * , .matrix td { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  h1, h2, h3 { break-after: avoid; }
  tr, .q, .diff, .sign, figure, .work > li, .obl > li { break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
  .cite::after { content: " (" attr(href) ")"; color: var(--ink-2); font-size: .85em; }
  .box.stick, details.menu { display: none; }
  .st { white-space: normal; }
  details > summary { list-style: none; color: inherit; }
  .sheet { zoom: .8; }
  .sheet .facts { grid-template-columns: repeat(4, 1fr); }
  .sheet .facts > div:nth-child(n) { padding: 6px 10px; border-top: 0; }
  .sheet .sec, .sheet .mt { margin-top: 10px; padding-top: 8px; }
  .sheet :is(th, td, .hits > li) { padding-block: 3px; }
  .sheet .sign { padding-block: 8px; margin-top: 10px; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`
