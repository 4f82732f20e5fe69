/** Colours, type and space: one fact a line, light first, dark second. */
export const tokens = `
:root {
  color-scheme: light dark;
  /* surfaces */
  --ground: light-dark(#f3f5f3, #0e1211);
  --paper: light-dark(#ffffff, #151a18);
  --sunken: light-dark(#eceeeb, #1d2421);
  --line: light-dark(#dbe0dc, #2b3430);
  --edge: light-dark(#7d8882, #74817a);
  /* text */
  --ink: light-dark(#15201b, #e6ece8);
  --ink-2: light-dark(#45514b, #b4bfb9);
  --ink-3: light-dark(#5a665f, #98a49d);
  /* one accent */
  --accent: light-dark(#0a5a62, #74ccd0);
  --accent-ink: light-dark(#ffffff, #04201f);
  --accent-wash: light-dark(#e0efef, #143031);
  /* severity: text on its wash */
  --critical: light-dark(#9f1418, #ff9f96);
  --critical-wash: light-dark(#fbe6e4, #3b1715);
  --high: light-dark(#8a3f00, #f4b06c);
  --high-wash: light-dark(#fcebdb, #36210f);
  --medium: light-dark(#665000, #e2c769);
  --medium-wash: light-dark(#f7efcd, #2e2709);
  --low: light-dark(#2b5170, #9ec8e9);
  --low-wash: light-dark(#e5eff6, #152837);
  --good: light-dark(#1b5c32, #86d09b);
  --good-wash: light-dark(#e1f1e6, #12301d);
  /* vendor text that went, and that came */
  --gone: light-dark(#7c1913, #ffb3aa);
  --gone-wash: light-dark(#f9dcd8, #4a1f1b);
  --came: light-dark(#0d4d2b, #a4e3b6);
  --came-wash: light-dark(#d3edda, #163d24);
  /* type: ours is sans, the vendor's words are serif, hashes are mono */
  --sans: -apple-system, "Segoe UI", Roboto, Cantarell, Ubuntu, "Noto Sans", "Liberation Sans", Arial, sans-serif;
  --serif: Charter, "Bitstream Charter", "Iowan Old Style", Cambria, Georgia, "Liberation Serif", serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace;
  --t-1: .75rem;
  --t0: .8125rem;
  --t1: .875rem;
  --t2: 1rem;
  --t3: 1.1875rem;
  --t4: 1.5rem;
  --t5: 2rem;
  /* space: a 4 px step */
  --s1: .25rem;
  --s2: .5rem;
  --s3: .75rem;
  --s4: 1rem;
  --s5: 1.5rem;
  --s6: 2rem;
  --s7: 3rem;
  /* shape */
  --r1: 3px;
  --r2: 6px;
  --bar: 13.5rem;
  --aside: 20rem;
  --read: 44rem;
  --lift: 0 6px 24px light-dark(#15201b29, #000000b3);
}
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }
@media (max-width: 40rem) {
  :root { --t0: .875rem; --t1: .9375rem; --t4: 1.375rem; }
}
@media print {
  :root, :root[data-theme] { color-scheme: light; --ground: #ffffff; --sunken: #ffffff; }
}
`
