/** Signs, tables, the work list, facts, the clock, the diff. */
export const parts = `
/* severity, state: always icon and word */
.sev, .st { display: inline-block; white-space: nowrap; font-weight: 600; font-size: var(--t0); line-height: 1.3; }
.sev .i, .st .i { margin-right: .35em; }
.sev { padding: .1rem .45rem .1rem .35rem; border-radius: var(--r1); }
.critical { color: var(--critical); } .sev.critical { background: var(--critical-wash); }
.high { color: var(--high); } .sev.high { background: var(--high-wash); }
.medium { color: var(--medium); } .sev.medium { background: var(--medium-wash); }
.low { color: var(--low); } .sev.low { background: var(--low-wash); }
.info { color: var(--ink-2); } .sev.info { background: var(--sunken); }
.good { color: var(--good); } .sev.good { background: var(--good-wash); }
.st { font-weight: 550; line-height: inherit; }
.none { color: var(--ink-3); }

/* lists of tabs and saved views */
.tabs { display: flex; flex-wrap: wrap; gap: 0 var(--s5); border-bottom: 1px solid var(--line); margin-bottom: var(--s4); }
.tabs a { padding: var(--s2) 0; color: var(--ink-2); text-decoration: none; border-bottom: 3px solid transparent; white-space: nowrap; }
.tabs a:hover { border-color: var(--line); color: var(--ink); }
.tabs a[aria-current] { border-color: var(--accent); color: var(--ink); font-weight: 600; }
.tabs .n { color: var(--ink-3); font-weight: 400; }
.chips { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s2); align-items: center; font-size: var(--t0); }
.chips > a { padding: .15rem .55rem; border: 1px solid var(--line); border-radius: 1rem; color: var(--ink-2); text-decoration: none; }
.chips > a:hover { border-color: var(--edge); color: var(--ink); }
.chips > a[aria-current] { background: var(--accent-wash); border-color: var(--accent); color: var(--ink); font-weight: 600; }

/* tables */
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--ink-2); font-size: var(--t0); padding-bottom: var(--s2); }
th, td { text-align: left; vertical-align: top; padding: .5rem var(--s3) .5rem 0; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { font-size: var(--t0); font-weight: 550; color: var(--ink-2); vertical-align: bottom; border-bottom-color: var(--edge); white-space: nowrap; }
thead a { color: inherit; text-decoration: none; }
thead a:hover { text-decoration: underline; }
tbody th { font-weight: 400; }
tbody tr:hover > * { background: color-mix(in srgb, var(--sunken) 45%, transparent); }
.main td strong, .main th strong, .main th a { font-weight: 600; }
th.num, td.num { text-align: right; }
.main td .btn:not(.link), td > .mono { white-space: nowrap; }
.sub { display: block; color: var(--ink-2); font-size: var(--t0); margin-top: .1rem; }
.pager { display: flex; flex-wrap: wrap; gap: var(--s2) var(--s4); justify-content: space-between; align-items: center; padding-top: var(--s3); color: var(--ink-2); font-size: var(--t0); }
tr.on > * { background: var(--accent-wash); }
tr.grp th { font-size: var(--t0); font-weight: 650; padding-top: var(--s4); background: none; border-bottom-color: var(--edge); }

/* what needs me */
.work > li { display: grid; grid-template-columns: 6.25rem minmax(0, 1fr) minmax(7.25rem, max-content); gap: var(--s1) var(--s4); padding: var(--s3) 0; border-bottom: 1px solid var(--line); align-items: start; }
.work > li:first-child { border-top: 1px solid var(--edge); }
.work .left { font-weight: 650; }
.work .btn { justify-self: end; white-space: nowrap; }
.work .left .sub { font-weight: 400; }
.work h3 a { color: var(--ink); text-decoration: none; }
.work h3 a:hover { text-decoration: underline; }
.work h3 + p { color: var(--ink-2); max-width: 46rem; }
.work .row { margin-top: .3rem; gap: var(--s1) var(--s3); font-size: var(--t0); color: var(--ink-2); }
.work > li.on { box-shadow: -.75rem 0 0 var(--paper), inset 3px 0 0 var(--accent); padding-left: var(--s3); margin-left: calc(-1 * var(--s3)); }
.count { font-size: var(--t0); color: var(--ink-2); margin: var(--s5) 0 var(--s2); font-weight: 650; }

/* the one-minute strip */
.facts { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); border-block: 1px solid var(--edge); }
.facts + .sec { border-top: 0; padding-top: 0; }
.facts > div { padding: var(--s3) var(--s4); border-left: 1px solid var(--line); }
.facts > div:first-child { padding-left: 0; border-left: 0; }
.facts dt { font-size: var(--t0); color: var(--ink-2); }
.facts dd { font-size: var(--t0); color: var(--ink-2); }
.facts dd:first-of-type { font-size: var(--t2); line-height: 1.3; font-weight: 650; color: var(--ink); margin: .1rem 0 .2rem; text-wrap: balance; }
.facts.big dd:first-of-type { font-size: var(--t4); }
.facts dd.critical:first-of-type { color: var(--critical); }

/* the clock */
.clock { margin: var(--s4) 0 var(--s5); }
.clock svg { width: 100%; height: auto; overflow: visible; }
.clock ol { display: none; }
.clock text, .pic text { font-family: var(--sans); font-size: 12px; fill: var(--ink-2); }
.clock .b, .pic .b { fill: var(--ink); font-weight: 650; }
.clock .tick { stroke: var(--edge); } .clock .axis { stroke: var(--edge); }
.clock .mark { stroke: var(--ink); stroke-width: 1.5; }
.clock .win { fill: var(--sunken); stroke: var(--edge); stroke-dasharray: 2 2; }
.clock .left { fill: var(--accent-wash); }
.clock .short { fill: var(--critical-wash); } .clock text.critical { fill: var(--critical); font-weight: 600; }
.clock .dot { fill: var(--ink); } .clock .dot.due { fill: var(--critical); }

/* evidence: before and after */
.diff { border: 1px solid var(--line); border-radius: var(--r2); overflow: hidden; }
.diff > header { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s4); justify-content: space-between; padding: var(--s2) var(--s4); border-bottom: 1px solid var(--line); font-size: var(--t0); color: var(--ink-2); background: var(--ground); }
.diff .pair { display: grid; grid-template-columns: 1fr 1fr; }
.diff .pair > div { padding: var(--s3) var(--s4) var(--s4); min-width: 0; }
.diff .pair > div + div { border-left: 1px solid var(--line); }
.diff h3 { font-size: var(--t0); font-weight: 550; color: var(--ink-2); margin-bottom: var(--s2); }
.diff h3 b { color: var(--ink); }
.diff footer, .fold { padding: var(--s2) var(--s4); font-size: var(--t0); color: var(--ink-2); }
.diff footer { border-top: 1px solid var(--line); }
.fold { border-top: 1px dashed var(--line); }
blockquote, .words { font-family: var(--serif); font-size: 1.0625rem; line-height: 1.5; hanging-punctuation: first; }
blockquote p + p { margin-top: var(--s2); }
blockquote.small, .small .words { font-size: .9375rem; }
del, ins { padding: 0 .1em; border-radius: 2px; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
del { color: var(--gone); background: var(--gone-wash); text-decoration: line-through; text-decoration-thickness: 1.5px; }
ins { color: var(--came); background: var(--came-wash); text-decoration: underline; text-decoration-thickness: 1.5px; text-underline-offset: .18em; }
.called { margin-top: var(--s4); }
.called td, .called th { padding-block: .35rem; }
`
