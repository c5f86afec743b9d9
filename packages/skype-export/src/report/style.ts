/** Of the report; light and dark, on paper black on white. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --quiet: #59636e; --line: #d1d9e0; --paper: #ffffff; --raised: #f6f8fa; --link: #0b57b0; --good: #1a7f37; --bad: #b3261e; --care: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --quiet: #a3abb5; --line: #3a4149; --paper: #15181c; --raised: #1e2227; --link: #8ab8f5; --good: #57c278; --bad: #ff8f86; --care: #e3b34f; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 70rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, "Segoe UI", sans-serif; overflow-wrap: anywhere; }
header { display: flex; flex-wrap: wrap; gap: 0 1.5rem; justify-content: space-between; align-items: baseline; }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1.15rem; margin: 2.25rem 0 .5rem; }
a { color: var(--link); }
p { margin: .35rem 0; }
.quiet { color: var(--quiet); }
.verdict { margin: 1rem 0; padding: .75rem 1rem; border: 1px solid var(--line); border-inline-start: .3rem solid var(--care); background: var(--raised); font-weight: 600; }
.verdict.good { border-inline-start-color: var(--good); }
.verdict.stopped { border-inline-start-color: var(--bad); }
.totals { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: .75rem; margin: .75rem 0; padding: 0; list-style: none; }
.totals li { border: 1px solid var(--line); padding: .6rem .9rem; }
.totals b { display: block; font-size: 1.6rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; }
th, td { text-align: start; vertical-align: top; padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); }
td.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; width: 8rem; }
td.part { padding-inline-start: 1.25rem; color: var(--quiet); }
.scroll { overflow-x: auto; }
.tag { font-weight: 600; }
.tag.conflict, .tag.blocked, h3.stop { color: var(--bad); }
ul.findings { margin: .25rem 0 1rem; padding-inline-start: 1.1rem; }
ul.findings li { margin: .3rem 0; }
code { font: .875em ui-monospace, Consolas, monospace; background: var(--raised); padding: .05em .3em; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .75rem; }
@media (max-width: 40rem) { .people thead { position: absolute; clip-path: inset(50%); } .people tr, .people td { display: block; border: 0; padding-inline-end: 0; } .people tr { border-bottom: 1px solid var(--line); padding: .5rem 0; } .people td { padding-block: .1rem; } }
@media print { :root { color-scheme: light; --ink: #000; --quiet: #333; --line: #999; --paper: #fff; --raised: #fff; --link: #000; } body { max-width: none; padding: 0; font-size: 10pt; } tr, li { break-inside: avoid; } .other { display: none; } }
`;
