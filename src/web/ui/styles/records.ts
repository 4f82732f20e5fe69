/** Obligations, triage, pictures, timelines, questions, signing, empty pages. */
export const records = `
/* checks, obligations, paths */
.checks li { display: grid; grid-template-columns: 1.25rem minmax(0, 1fr); gap: var(--s1); padding: .3rem 0; }
.checks .i { margin-top: .2em; }
.checks .sub { margin-top: 0; }
.obl > li { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr) auto; gap: var(--s1) var(--s4); padding: .55rem 0; border-bottom: 1px solid var(--line); }
.obl .ref { font-weight: 600; }
.obl .ref .sub { font-weight: 400; }
.obl .act { text-align: right; font-weight: 550; font-size: var(--t0); }
.path { display: flex; flex-wrap: wrap; gap: 0 var(--s2); font-size: var(--t0); color: var(--ink-2); }
.path > * + *::before { content: "→"; margin-right: var(--s2); color: var(--ink-3); }
.hits > li { padding: var(--s2) 0; border-bottom: 1px solid var(--line); }
.hits > li:last-child { border: 0; }
.kv { display: grid; grid-template-columns: minmax(7rem, auto) minmax(0, 1fr); gap: .3rem var(--s4); }
.kv + p { margin-top: var(--s3); }
.kv + .kv, .kv + form, .pic + .scroll { margin-top: var(--s4); }
.kv + .kv { border-top: 1px solid var(--line); padding-top: var(--s3); }
.kv dt { color: var(--ink-2); font-size: var(--t0); padding-top: .06rem; }

/* triage */
.box { border: 1px solid var(--edge); border-radius: var(--r2); padding: var(--s4); display: grid; gap: var(--s3); background: var(--paper); }
.box h2 { margin: 0; }
.box .hint { line-height: 1.45; }
.cols.decide { grid-template-rows: auto 1fr; }
.cols.decide > :first-child { grid-row: 1 / 3; }
.flash { display: flex; flex-wrap: wrap; gap: var(--s2) var(--s4); align-items: center; justify-content: space-between; padding: var(--s2) var(--s4); border-radius: var(--r2); background: var(--accent-wash); color: var(--ink); margin-bottom: var(--s4); }

/* meter, bars, pictures */
.meter { display: inline-flex; align-items: center; gap: var(--s2); white-space: nowrap; }
.meter svg { width: 3.5rem; height: .5rem; }
.meter .bg, .pic .bg { fill: var(--sunken); stroke: var(--edge); stroke-width: .5; }
.meter .fg { fill: var(--accent); }
.pic { margin: 0; }
.pic .fit { max-width: 100%; min-width: 40rem; height: auto; }
.pic svg:not([width]) { width: 100%; height: auto; }
.pic figcaption { font-size: var(--t0); color: var(--ink-2); margin-top: var(--s2); }
.pic details { font-size: var(--t0); margin-top: var(--s2); }
.newest { direction: rtl; }
.newest svg { direction: ltr; }
.pic .grid { stroke: var(--line); }
.pic .a { fill: var(--accent); } .pic .c { fill: var(--critical); } .pic .h { fill: var(--high); } .pic .m { fill: var(--edge); }
.pic .silent { fill: var(--paper); stroke: var(--critical); stroke-width: 1.5; }
.pic .node { fill: var(--paper); stroke: var(--edge); }
.pic .node.hit { fill: var(--critical-wash); stroke: var(--critical); stroke-width: 2; }
.pic .node.ours { fill: var(--accent-wash); stroke: var(--accent); }
.pic .edge { fill: none; stroke: var(--edge); stroke-width: 1.25; }
.pic .edge.hit { stroke: var(--critical); stroke-width: 2; }
.pic .head2 { fill: var(--critical); } .pic .head1 { fill: var(--edge); }
.pic text.r { text-anchor: end; } .pic text.mid { text-anchor: middle; }
.ends { display: flex; justify-content: space-between; font-size: var(--t-1); color: var(--ink-2); }
.pic svg.strip { height: 2.25rem; }
.poll .ok { fill: var(--good); opacity: .55; } .poll .chg { fill: var(--critical); } .poll .noise { fill: var(--edge); } .poll .bad { fill: none; stroke: var(--high); stroke-width: 1.5; }

/* timeline */
.tl { position: relative; }
.tl > li { display: grid; grid-template-columns: 6.25rem 1.25rem minmax(0, 1fr); gap: 0 var(--s3); padding-bottom: var(--s4); position: relative; }
.tl > li::before { content: ""; position: absolute; left: calc(6.25rem + var(--s3) + .625rem - .5px); top: 1.4rem; bottom: -.1rem; width: 1px; background: var(--line); }
.tl > li:last-child::before { display: none; }
.tl .when { color: var(--ink-2); font-size: var(--t0); text-align: right; padding-top: .1rem; }
.tl > li > span > .i { font-size: 1.125rem; margin: .1rem auto 0; }
.tl .mon { display: block; font-weight: 650; font-size: var(--t0); padding-bottom: var(--s3); }
.tl .mon::before { display: none; }

/* coverage */
.matrix { border-collapse: separate; border-spacing: 0; }
.matrix th, .matrix td { padding: 0; }
.matrix thead th { padding: 0 var(--s2) var(--s2); white-space: normal; min-width: 6.25rem; font-size: var(--t0); }
.matrix tbody th { padding: .45rem var(--s3) .45rem 0; min-width: 14rem; position: sticky; left: 0; background: var(--paper); z-index: 1; }
.matrix thead th:first-child { position: sticky; left: 0; background: var(--paper); z-index: 2; padding-left: 0; }
.matrix td { border-left: 1px solid var(--line); height: 1px; }
.matrix td a { display: flex; height: 100%; min-height: 2.5rem; padding: .45rem var(--s2); text-decoration: none; gap: .35em; align-items: flex-start; font-size: var(--t0); line-height: 1.3; font-weight: 550; }
.matrix td a .i { margin-top: .1em; }
.matrix td a.none { font-weight: 400; }
.matrix td a:hover { text-decoration: underline; background: var(--sunken); }
.matrix td a:focus-visible { outline-offset: -3px; }
.matrix td.late { background: var(--critical-wash); } .matrix td.due { background: var(--medium-wash); }
.matrix td.prov { background: repeating-linear-gradient(135deg, transparent 0 5px, var(--sunken) 5px 7px); }
.matrix td a[aria-current] { box-shadow: inset 0 0 0 2px var(--accent); }
.matrix tr.grp th { padding-top: var(--s4); }

/* questions and signing */
.q { border-top: 1px solid var(--edge); padding: var(--s4) 0 var(--s5); }
.q > .two { margin-top: var(--s3); gap: var(--s4) var(--s5); }
.q > .two > div > .mt { margin-top: var(--s3); }
.held { background: var(--ground); border-radius: var(--r2); padding: var(--s3) var(--s4); }
.held h4, .q h4 { font-size: var(--t0); font-weight: 600; color: var(--ink-2); margin-bottom: var(--s1); }
.sign { border: 2px solid var(--ink); border-radius: var(--r2); padding: var(--s4) var(--s5) var(--s5); margin-top: var(--s5); display: grid; gap: var(--s4); }
.sign .lines { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr)); gap: var(--s5); }
.sign .line { border-top: 1px solid var(--ink); padding-top: var(--s2); margin-top: var(--s5); }
.steps { counter-reset: s; }
.steps li { counter-increment: s; display: grid; grid-template-columns: 1.25rem minmax(0, 1fr); gap: var(--s2); padding: .3rem 0; }
.steps a { color: var(--ink-2); text-decoration: none; }
.steps a:hover { text-decoration: underline; }
.steps [aria-current] { font-weight: 650; color: var(--ink); }
.steps .i { margin-top: .2em; }

/* empty, sign in, raw, report */
.empty { max-width: 34rem; padding: var(--s4) 0 var(--s5); }
.empty h2 { font-size: var(--t3); margin: var(--s3) 0 var(--s1); }
.empty > .i { font-size: 2rem; }
.empty .row { margin-top: var(--s4); }
.gate { min-height: 100vh; display: grid; grid-template-rows: 1fr auto; justify-items: center; align-items: center; padding: var(--s5) var(--s4); gap: var(--s5); }
.gate main { width: min(100%, 22rem); display: grid; gap: var(--s5); }
.gate.wide { align-items: start; }
.gate.wide main { width: min(100%, var(--read)); }
.gate textarea { width: 100%; }
.gate form { display: grid; gap: var(--s4); }
.gate input:not([type=checkbox]) { width: 100%; }
.or { display: flex; align-items: center; gap: var(--s3); color: var(--ink-3); font-size: var(--t0); }
.or::before, .or::after { content: ""; height: 1px; background: var(--line); flex: 1; }
pre { margin: 0; padding: var(--s3) var(--s4); background: var(--ground); border: 1px solid var(--line); border-radius: var(--r2); font: .8125rem/1.55 var(--mono); overflow-x: auto; }
.report { max-width: 52rem; margin: 0 auto; background: var(--paper); padding: var(--s6) var(--s6) var(--s7); }
.report .sec h2 { font-size: var(--t3); }
.report h1 { font-size: var(--t5); }
.report .sec > h2 + p { margin-top: 0; }
`

/** What real records needed besides: the demonstration's mark, faults, forms of one column, plain dots in place of style attributes. */
export const additions = `
.demo { display: inline-block; padding: 0 .4rem; border: 1px dashed var(--edge); border-radius: var(--r1); color: var(--ink-2); font-size: var(--t-1); font-weight: 550; white-space: nowrap; }
.demobar { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s4); align-items: center; justify-content: space-between; padding: var(--s1) var(--s4); margin-bottom: var(--s4); border: 1px dashed var(--edge); border-radius: var(--r2); font-size: var(--t0); color: var(--ink-2); }
.faults { border: 1px solid var(--critical); border-left-width: 4px; border-radius: var(--r2); padding: var(--s3) var(--s4); margin-bottom: var(--s5); }
.faults h2 { color: var(--critical); margin-bottom: var(--s1); }
.faults li { padding: .15rem 0; }
.wrong { color: var(--critical); font-size: var(--t0); font-weight: 550; }
[aria-invalid=true] { border-color: var(--critical); border-width: 2px; }
.form { display: grid; gap: var(--s4); max-width: var(--read); }
.form fieldset { display: grid; gap: var(--s3); }
.form > fieldset { border-top: 1px solid var(--line); padding-top: var(--s4); }
.form > fieldset > legend { float: left; width: 100%; font-size: var(--t2); font-weight: 650; }
.form > fieldset > legend + * { clear: both; }
.form input:not([type=checkbox], [type=radio]), .form select { width: 100%; }
.box form, .stack form { display: grid; gap: var(--s2); }
.field { align-content: start; grid-template-columns: minmax(0, 1fr); min-width: 0; }
.box { grid-template-columns: minmax(0, 1fr); }
.box select, .box input:not([type=checkbox], [type=radio]) { width: 100%; }
.form > fieldset .pick, .form .two .pick { padding: 0; }
.form .two fieldset { gap: var(--s2); }
p + .kv, h2 + .kv { margin-top: var(--s3); }
.form:has(.stack) { max-width: 60rem; }
.form td select { min-width: 9.5rem; }
.form .four { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: var(--s4); }
.aside .kv { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
.mt > .held, .held.mt { margin-top: var(--s3); }
.inline { display: inline; }
.part { display: block; }
.words > .faint { font: var(--t0)/1.45 var(--sans); }
tbody th .mono { white-space: nowrap; }
.chain { gap: var(--s2) var(--s4); align-items: center; margin-bottom: var(--s4); }
.chips + .chips { margin-top: var(--s1); }
:is(th, td) > time, .work .sub time { white-space: nowrap; }
.said { white-space: pre-line; }
.long { max-height: 24rem; overflow: auto; }
.wrap { white-space: pre-wrap; overflow-wrap: anywhere; }
.diff + .diff, .diff + .called, .called + .diff { margin-top: var(--s4); }
.diff .only { grid-template-columns: 1fr; }
`
