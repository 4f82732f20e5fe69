/** The page itself: text, sidebar, head, buttons and fields. */
export const shell = `
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: var(--s5); }
body { margin: 0; background: var(--ground); color: var(--ink); font: var(--t1)/1.45 var(--sans); font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
h1, h2, h3, h4, p, ul, ol, dl, dd, figure, blockquote, fieldset { margin: 0; padding: 0; }
ul, ol { list-style: none; }
fieldset { border: 0; min-width: 0; }
legend { padding: 0; }
h1 { font-size: var(--t4); line-height: 1.2; font-weight: 650; letter-spacing: -.012em; text-wrap: balance; }
h2 { font-size: var(--t2); line-height: 1.3; font-weight: 650; }
h3 { font-size: var(--t1); line-height: 1.35; font-weight: 650; text-wrap: pretty; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .18em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: var(--r1); }
svg { display: block; }
.i { width: 1em; height: 1em; flex: none; display: inline-block; vertical-align: -.125em; }
.vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -99rem; z-index: 9; background: var(--paper); padding: var(--s2) var(--s4); }
.skip:focus { left: var(--s2); top: var(--s2); }
.soft { color: var(--ink-2); }
.faint { color: var(--ink-3); }
.small { font-size: var(--t0); }
.num { text-align: right; white-space: nowrap; }
.nb { white-space: nowrap; }
.mono { font-family: var(--mono); font-size: .92em; }
time[title], abbr[title] { text-decoration: none; cursor: help; }
abbr[title] { border-bottom: 1px dotted var(--edge); }

/* shell */
.app { display: grid; grid-template-columns: var(--bar) minmax(0, 1fr); min-height: 100vh; }
.bar { display: none; }
.logo { display: flex; align-items: center; gap: var(--s2); color: var(--ink); font-weight: 700; font-size: var(--t2); text-decoration: none; letter-spacing: -.01em; }
.logo svg { width: 1.5rem; height: 1.5rem; color: var(--accent); }
.side, .side[popover] { display: flex; flex-direction: column; gap: var(--s4); position: sticky; inset: 0 auto auto 0; margin: 0; width: auto; height: 100vh; max-height: none; overflow: auto; padding: var(--s4) var(--s3); background: none; color: inherit; border: 0; }
.side .logo { padding: 0 var(--s2); }
.side input { width: 100%; }
.nav a { display: flex; align-items: center; gap: var(--s2); padding: .3rem var(--s2); border-radius: var(--r2); color: var(--ink-2); text-decoration: none; }
.nav a:hover { background: var(--sunken); color: var(--ink); }
.nav a[aria-current] { background: var(--accent-wash); color: var(--ink); font-weight: 600; }
.nav a span:last-child:not(:first-child) { margin-left: auto; }
.nav .n { font-size: var(--t-1); color: var(--ink-2); }
.nav li + .gap { margin-top: var(--s3); }
.watch { margin-top: auto; padding: var(--s3) var(--s2) 0; border-top: 1px solid var(--line); font-size: var(--t-1); color: var(--ink-2); line-height: 1.5; }
.watch p + p { margin-top: var(--s2); }
.watch strong { color: var(--ink); font-weight: 600; }
.main { background: var(--paper); border-left: 1px solid var(--line); padding: var(--s5) var(--s6) var(--s7); min-width: 0; }
.main > * { max-width: 76rem; }

/* page head */
.crumbs { font-size: var(--t0); color: var(--ink-3); margin-bottom: var(--s2); }
.crumbs ol, .row { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s2); align-items: baseline; }
.crumbs li + li::before { content: "/"; margin-right: var(--s2); color: var(--ink-3); }
.crumbs a { color: var(--ink-2); }
.head { display: flex; flex-wrap: wrap; gap: var(--s3) var(--s5); align-items: flex-start; justify-content: space-between; margin-bottom: var(--s5); }
.head > :first-child { flex: 1 1 24rem; min-width: 0; }
.head h1 + p { margin-top: var(--s1); color: var(--ink-2); max-width: var(--read); }
.head .row { margin-top: var(--s2); gap: var(--s1) var(--s3); }
.head .acts { margin: 0; gap: var(--s2); align-items: center; }
.cols { display: grid; grid-template-columns: minmax(0, 1fr) var(--aside); gap: var(--s6); align-items: start; }
.aside { display: grid; gap: var(--s5); min-width: 0; }
.aside > section + section, .sec { border-top: 1px solid var(--line); padding-top: var(--s4); }
.sec, .mt { margin-top: var(--s5); }
.sec > h2, .aside h2, .sec > .sh { margin-bottom: var(--s3); }
.sh { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s4); align-items: baseline; justify-content: space-between; }
.sh p, .sec > h2 + p { color: var(--ink-2); }
.sec > h2 + p { margin: calc(-1 * var(--s2)) 0 var(--s3); max-width: var(--read); }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); gap: var(--s5) var(--s6); }

/* buttons and fields */
.btn, button { display: inline-flex; align-items: center; justify-content: center; gap: var(--s2); min-height: 2.125rem; padding: .3rem .75rem; border: 1px solid var(--edge); border-radius: var(--r2); background: var(--paper); color: var(--ink); font: inherit; font-weight: 550; line-height: 1.3; text-decoration: none; cursor: pointer; }
.btn:hover, button:hover { background: var(--sunken); }
.btn.go { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
.btn.go:hover { filter: brightness(1.08); }
.btn.link { border: 0; background: none; padding: 0; min-height: 1.5rem; color: var(--accent); text-decoration: underline; text-underline-offset: .18em; font-weight: 400; }
.btn.wide { width: 100%; }
button[disabled] { color: var(--ink-3); border-style: dashed; background: none; cursor: not-allowed; }
kbd { font: 600 var(--t-1)/1 var(--sans); border: 1px solid currentColor; border-radius: var(--r1); padding: .1rem .25rem; }
.keys { margin-top: var(--s4); font-size: var(--t0); color: var(--ink-2); display: flex; flex-wrap: wrap; gap: var(--s1) var(--s4); }
label, .label { font-weight: 550; font-size: var(--t0); }
.hint { font-size: var(--t0); color: var(--ink-3); font-weight: 400; }
input, select, textarea { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--edge); border-radius: var(--r2); padding: .3rem .5rem; min-height: 2.125rem; max-width: 100%; accent-color: var(--accent); }
input[type=checkbox], input[type=radio] { min-height: 0; width: 1.0625rem; height: 1.0625rem; margin: 0; padding: 0; flex: none; }
.duo { display: flex; gap: var(--s4); padding: .2rem; }
textarea { width: 100%; min-height: 4.5rem; line-height: 1.45; }
.field { display: grid; gap: var(--s1); }
.pick { display: flex; gap: var(--s2); align-items: flex-start; font-weight: 400; font-size: var(--t1); padding: .2rem 0; overflow-wrap: anywhere; }
.pick input { margin-top: .15rem; }
.filters { display: flex; flex-wrap: wrap; gap: var(--s2) var(--s3); align-items: end; padding: var(--s3) 0; }
.filters .grow { flex: 1 1 14rem; }
.filters .grow input { width: 100%; }
.filters .link { min-height: 2.125rem; }
.menu li a { display: block; padding: .3rem 0; }
details > summary { cursor: pointer; color: var(--accent); width: fit-content; }
details > summary::marker { color: var(--ink-3); }
details[open] > summary { margin-bottom: var(--s2); }
details.menu { position: relative; }
details.menu > summary { list-style: none; margin: 0; color: inherit; }
details.menu > div { position: absolute; z-index: 5; right: 0; min-width: 16rem; margin-top: var(--s1); padding: var(--s3); background: var(--paper); border: 1px solid var(--line); border-radius: var(--r2); box-shadow: var(--lift); }
`
