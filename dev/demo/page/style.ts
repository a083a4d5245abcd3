/** The page's look, light and dark as the reader's system has it. */
export const STYLE = `
:root {
	color-scheme: light dark;
	--ground: light-dark(#f6f5f2, #141416);
	--card: light-dark(#ffffff, #1e1e22);
	--text: light-dark(#1c1b1a, #ecebe8);
	--quiet: light-dark(#65625d, #a3a09a);
	--line: light-dark(#e2dfd9, #33333a);
	--accent: light-dark(#b3421f, #ff9a73);
	--refused: light-dark(#fdf0ea, #2c211d);
	font: 16px/1.5 system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); }
main, header, footer { max-width: 1360px; margin: 0 auto; padding: 0 clamp(16px, 4vw, 48px); }
header { padding-top: clamp(32px, 6vw, 72px); }
h1 { font-size: clamp(1.9rem, 4.5vw, 3rem); line-height: 1.1; letter-spacing: -0.02em; margin: 0 0 12px; }
h2 { font-size: 1.4rem; line-height: 1.25; letter-spacing: -0.01em; margin: 0 0 6px; }
p { margin: 0; }
a { color: var(--accent); text-underline-offset: 3px; }
code { font: 0.9em ui-monospace, 'SF Mono', Menlo, Consolas, monospace; }
.lead { max-width: 68ch; color: var(--quiet); }
.totals { display: flex; flex-wrap: wrap; gap: 12px 40px; margin: 28px 0; padding: 0; list-style: none; }
.totals b { display: block; font-size: 1.7rem; line-height: 1.2; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.totals span { color: var(--quiet); font-size: 0.875rem; }
nav { display: flex; flex-wrap: wrap; gap: 8px; padding-bottom: 8px; }
nav a, .document { border: 1px solid var(--line); border-radius: 999px; padding: 5px 14px; background: var(--card); color: var(--text); text-decoration: none; font-size: 0.875rem; }
nav a:hover, .document:hover { border-color: var(--accent); }
section { padding: 44px 0 0; }
section > .lead code { color: var(--text); }
.flow { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; margin: 14px 0 4px; padding: 0; list-style: none; font-size: 0.8125rem; }
.flow li { display: flex; flex-wrap: wrap; align-items: center; gap: 4px; }
.flow li + li::before { content: '→'; color: var(--quiet); margin: 0 2px; }
.flow span { border: 1px solid var(--line); border-radius: 6px; padding: 2px 9px; background: var(--card); }
.flow span.ours { border-color: var(--accent); }
.outcome { color: var(--quiet); font-size: 0.875rem; margin-bottom: 18px; }
.pictures { --row: 320px; display: flex; flex-wrap: wrap; gap: 16px; }
.pictures.many { --row: 210px; }
.pictures::after { content: ''; flex: 1000 1 0; }
.matrix { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 16px; }
.matrix figure { min-width: 0; max-width: none; }
figure { margin: 0; flex: var(--ratio) 1 calc(var(--ratio) * var(--row)); min-width: min(100%, 170px); max-width: calc(var(--ratio) * var(--row) * 1.35); background: var(--card); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; display: flex; flex-direction: column; }
figure img { display: block; width: 100%; height: auto; aspect-ratio: var(--ratio); object-fit: cover; background: var(--line); }
figcaption { padding: 10px 12px 12px; font-size: 0.8125rem; display: grid; grid-template-columns: minmax(0, 1fr); gap: 4px; overflow-wrap: anywhere; }
.step { color: var(--accent); font-weight: 600; }
.prompt { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; line-clamp: 3; overflow: hidden; }
.facts { color: var(--quiet); font-variant-numeric: tabular-nums; }
.facts span { white-space: nowrap; }
.refused { background: var(--refused); border-style: dashed; border-color: var(--accent); }
.refused figcaption { padding: 16px; font-size: 0.875rem; gap: 8px; }
.refused strong { font-weight: 600; }
.sheet { display: block; max-width: 460px; max-height: 900px; margin-top: 20px; border: 1px solid var(--line); border-radius: 12px; overflow: hidden; background: var(--card); }
.sheet img { display: block; width: 100%; height: auto; }
.documents { display: flex; flex-wrap: wrap; gap: 8px; margin: 0 0 18px; }
.document { color: var(--accent); font-weight: 600; }
.tally { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 16px 20px; margin-bottom: 18px; overflow-x: auto; }
.tally p { max-width: 80ch; margin-bottom: 12px; }
table { border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: 6px 0 6px 28px; border-top: 1px solid var(--line); white-space: nowrap; }
th { font-weight: 600; color: var(--quiet); border-top: 0; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
@media (max-width: 600px) { .pictures { --row: 240px; } .pictures.many { --row: 150px; gap: 12px; } .matrix { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 12px; } figure { min-width: min(100%, 150px); } }
.stopped { border-left: 4px solid var(--accent); padding: 8px 16px; background: var(--refused); margin-bottom: 16px; }
footer { color: var(--quiet); font-size: 0.875rem; padding-top: 56px; padding-bottom: 48px; }
`;
