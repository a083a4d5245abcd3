/** Colours of the report by use. Text on any of the grounds has a contrast of at least 4.5. */
export const PALETTES = {
	light: {
		ground: '#ffffff',
		panel: '#f5f6f7',
		line: '#dcdfe3',
		ink: '#1a1d21',
		muted: '#555d66',
		accent: '#0b6458',
		band: '#b9c0c8',
		notice: '#8f3a12',
	},
	dark: {
		ground: '#131517',
		panel: '#1c1f22',
		line: '#33383d',
		ink: '#eceef0',
		muted: '#a7afb8',
		accent: '#6fcdbd',
		band: '#4a525a',
		notice: '#f2aa80',
	},
} as const;

const variables = (palette: Record<string, string>): string =>
	Object.entries(palette)
		.map(([name, color]) => `--${name}:${color}`)
		.join(';');

/** The whole style of the report. Paper always gets the light colours. */
export const STYLE = `
:root{color-scheme:light;${variables(PALETTES.light)}}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;${variables(PALETTES.dark)}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
.page{max-width:70rem;margin:0 auto;padding:3rem 2rem 4rem}
h1,h2,h3,p,dl,dd,figure,ul{margin:0}
h1{font-size:2rem;line-height:1.2;letter-spacing:-.02em;overflow-wrap:anywhere;text-wrap:balance}
h2{font-size:1.25rem;line-height:1.3;letter-spacing:-.01em;margin-bottom:1rem}
h3{font-size:.875rem;line-height:1.4}
section{margin-top:3rem}
.muted,.facts,figcaption,.note{color:var(--muted)}
.facts{margin-top:.5rem}
.note{font-size:.875rem;max-width:46rem}
.notice{color:var(--notice)}
.panel{background:var(--panel);border-radius:.5rem;padding:1rem 1.25rem}
.panel+.scroll{margin-top:1.25rem}
.muted+.panel{margin-top:1.25rem}
.panel ul{padding-left:1.1rem}
.badge{display:inline-block;min-width:1.5rem;padding:0 .35rem;border-radius:.25rem;background:var(--ink);color:var(--ground);font-size:.8125rem;font-weight:600;line-height:1.5rem;text-align:center}
.leaders{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:1rem;margin-bottom:1.5rem}
.leaders dt{font-size:.875rem;color:var(--muted)}
.leaders dd{font-weight:600;overflow-wrap:anywhere}
.leaders .figure{margin-top:.35rem;font-size:1.5rem;line-height:1.2;letter-spacing:-.01em;color:var(--accent)}
.leaders .note{font-weight:400}
.scroll{overflow-x:auto}
.scroll:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
th,td{padding:.55rem .75rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
th{font-weight:400;color:var(--muted)}
th[scope=row]{position:sticky;left:0;width:12rem;padding-left:0;background:var(--ground)}
thead td{padding-left:0;position:sticky;left:0;background:var(--ground)}
thead th{min-width:8.5rem;color:var(--ink);font-weight:600}
thead th .name{display:block;margin-top:.3rem}
td,.name{overflow-wrap:anywhere}
td small{display:block;color:var(--muted);font-size:.8125rem}
.best{font-weight:600;color:var(--accent)}
.best small{font-weight:400}
.verdict+.verdict{margin-top:1rem}
.verdict .lead{font-weight:600;max-width:52rem;text-wrap:pretty}
.verdict ul{list-style:none;margin:.75rem 0 0;padding:0}
.verdict li{display:grid;grid-template-columns:9rem 1fr;gap:.25rem 1rem;padding:.3rem 0;font-size:.9375rem}
.word{font-size:.8125rem;line-height:1.5rem;font-weight:600}
.word.open{color:var(--muted);font-weight:400}
.word.better{color:var(--accent)}
.word.worse{color:var(--notice)}
td .word{line-height:inherit}
.answer{font-size:1.25rem;line-height:1.45;max-width:52rem;text-wrap:pretty;margin-bottom:1.25rem}
.answer+article{border-top:0;padding-top:0}
.first img{width:auto;max-width:100%;max-height:22rem}
.first .images{max-width:none}
.first .columns-2{grid-template-columns:repeat(2,minmax(0,max-content))}
.note+article{margin-top:1rem}
.scroll+.note{margin-top:.75rem}
.regressions{color:var(--notice);font-size:.875rem;margin:-.6rem 0 1rem}
.many{font-size:.8125rem}
.many th,.many td{padding:.5rem .4rem}
.many th[scope=row],.many thead td{padding-left:0}
.many td small{font-size:.75rem}
.many .word{font-size:inherit}
.between{margin-top:2rem}
.more{margin-top:1rem}
.note+.scroll,.note+table{margin-top:.75rem}
.first .charts{grid-template-columns:minmax(0,46rem)}
.compact thead th{min-width:5rem}
.compact thead th:first-child{padding-left:0}
.matrix thead th,.matrix td{min-width:4.5rem}
.matrix th[scope=row]{width:3rem}
.matrix .self{background:var(--panel)}
.top{grid-row:1}
.facts-list{font-size:.875rem}
.facts-list>div{display:grid;grid-template-columns:10rem 1fr;gap:.25rem 1rem;padding:.35rem 0;border-bottom:1px solid var(--line)}
.facts-list dt{color:var(--muted)}
.facts-list dd{overflow-wrap:anywhere}
.facts-list ul{list-style:none;padding:0}
.chart.wide{grid-column:1/-1;max-width:46rem}
.plot{display:block;width:100%;overflow:visible}
.plot text{fill:var(--muted);font-size:12px}
.plot .spot{fill:var(--ink)}
.plot .letter{fill:var(--ground);font-weight:600}
.judge-note{margin-bottom:1rem}
.not-judged{margin-top:1rem;font-size:.875rem}
.worst{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,15rem),1fr));gap:1.5rem 1.25rem;align-items:start}
.worst img{display:block;width:100%;height:auto;border-radius:.375rem;background:var(--panel)}
.diff{color:var(--ink);font-size:.875rem}
del{color:var(--notice);text-decoration-thickness:.1em}
ins{color:var(--notice);font-weight:600;text-decoration:underline}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:2rem 3rem}
.chart h3{margin-bottom:.75rem;font-size:1rem;font-weight:600}
.bar{display:grid;grid-template-columns:1fr auto;gap:.15rem .75rem;align-items:center;margin-bottom:.6rem}
.bar .who{display:flex;gap:.5rem;align-items:center;min-width:0;font-size:.875rem}
.bar .who span:last-child{min-width:0;overflow-wrap:anywhere}
.bar .value{font-size:.875rem;font-weight:600;text-align:right}
.bar svg{grid-column:1/-1}
.bar svg,.scale svg{display:block;width:100%;overflow:visible}
.chart .note{margin-top:.5rem}
.track,.tick{stroke:var(--line);stroke-width:1}
.range{stroke:var(--muted);stroke-width:2}
.band{fill:var(--band)}
.dot,.fill{fill:var(--muted)}
.ring{fill:var(--ink);stroke:var(--ground);stroke-width:2}
.scale text{fill:var(--muted);font-size:12px}
article{padding:1.75rem 0;border-top:1px solid var(--line)}
article h3{color:var(--muted);font-weight:400}
.prompt{margin:.15rem 0 1.1rem;max-width:46rem;white-space:pre-wrap;overflow-wrap:anywhere;text-wrap:pretty}
.images{display:grid;gap:1.25rem 1rem;grid-template-columns:repeat(auto-fill,minmax(12rem,1fr));align-items:start}
.columns-2{grid-template-columns:repeat(2,1fr);max-width:46rem}
.columns-3{grid-template-columns:repeat(3,1fr)}
.columns-4{grid-template-columns:repeat(4,1fr)}
.columns-5{grid-template-columns:repeat(5,1fr)}
${[1, 2, 3, 4, 5].map((column) => `.column-${column}{grid-column:${column}}`).join('')}
.zoom{display:block;cursor:zoom-in}
.zoom input{position:absolute;opacity:0;pointer-events:none}
.zoom input:focus-visible+img{outline:3px solid var(--accent);outline-offset:2px}
.zoom:has(input:checked){cursor:zoom-out}
.sheet .caption{color:var(--ink);font-size:.875rem;white-space:pre-line}
.images img{display:block;width:100%;height:auto;border-radius:.375rem;background:var(--panel)}
.nothing{display:flex;flex-direction:column;justify-content:center;gap:.25rem;aspect-ratio:1;padding:1rem;border:1px dashed var(--line);border-radius:.375rem;background:var(--panel);font-size:.875rem;overflow-wrap:anywhere}
.nothing.wide{aspect-ratio:3/2}
.nothing.tall{aspect-ratio:2/3}
.nothing strong{font-weight:600}
figcaption{margin-top:.5rem;font-size:.8125rem;line-height:1.45;overflow-wrap:anywhere}
figcaption .title{display:flex;gap:.5rem;align-items:baseline;color:var(--ink);font-size:.875rem;font-weight:600}
.terms{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1.25rem 3rem}
.terms dt{font-weight:600;font-size:.9375rem}
.terms dd{color:var(--muted);font-size:.875rem}
@media screen{.zoom input:checked+img{position:fixed;inset:0;z-index:9;width:100vw;height:100vh;height:100dvh;max-width:none;padding:1rem;object-fit:contain;border-radius:0;background:var(--ground)}}
footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--line);font-size:.8125rem;color:var(--muted)}
@media (min-width:60rem){table{table-layout:fixed}}
@media (max-width:40rem){
.page{padding:1.75rem 1rem 2.5rem}
h1{font-size:1.5rem}
section{margin-top:2.25rem}
th,td{padding:.5rem .4rem}
th[scope=row]{width:6.75rem}
thead th{min-width:7rem}
table{font-size:.875rem}
.leaders{grid-template-columns:1fr;gap:.75rem}
.verdict li,.facts-list>div{grid-template-columns:1fr;gap:0;padding:.4rem 0}
.answer{font-size:1.0625rem}
.top{grid-row:auto}
.worst{grid-template-columns:repeat(2,1fr);gap:1.1rem .75rem}
.images{grid-template-columns:repeat(2,1fr);gap:1.1rem .75rem;max-width:none}
.images>figure{grid-column:auto}
.images>.baseline{grid-column:1/-1}
.images>.baseline img{max-width:calc(50% - .375rem)}
.nothing{padding:.6rem;font-size:.8125rem}
}
@media print{
.page{max-width:none;padding:0}
body{font-size:11pt}
article,figure,.leaders>div,.bar,tr{break-inside:avoid}
h2,h3,.prompt{break-after:avoid}
.scroll{overflow:visible}
table{table-layout:fixed}
th[scope=row],thead td{position:static}
h2+.note{break-after:avoid}
.images:not([class*=columns-],.sheet){grid-template-columns:repeat(5,1fr)}
thead th,.matrix thead th,.matrix td{min-width:0}
.many,.matrix{font-size:7.5pt}
.many td small,.matrix td small{font-size:7pt}
.many th,.many td{padding:.35rem .2rem}
.badge,.panel,.nothing,.images img,.worst img{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;
