const { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { basename, dirname, join, relative } = require('node:path');
const esbuild = require('esbuild');
const { dest, parallel, series, src } = require('gulp');

// Node 20 has no fs.globSync; `npm run` puts the Node of the `node` package first, a bare `gulp` may not.
if (!globSync) throw new Error('Run this through npm (npm run build), which uses Node 24.');

const shipped = {
	bundle: true,
	platform: 'node',
	format: 'cjs',
	target: 'node20',
	// zod's locales and JSON schema parts are dropped, names stay for readable stack traces.
	treeShaking: true,
	keepNames: false,
	minifySyntax: true,
	legalComments: 'none',
	external: ['n8n-workflow'],
	logLevel: 'warning',
};

const clean = async () => {
	rmSync('dist', { recursive: true, force: true });
	rmSync('.build', { recursive: true, force: true });
};

/** All nodes and credentials in one CommonJS file, with everything they import and the licences of that. */
const ALL = 'dist/all.js';

/** The page of GPT Image Review, which the node carries as text: it runs in the reviewers' browsers. */
const reviewPage = async () => {
	const { outputFiles } = await esbuild.build({
		entryPoints: ['page/review/main.ts', 'page/review/style.css'],
		bundle: true,
		minify: true,
		write: false,
		format: 'iife',
		target: ['es2022', 'chrome109', 'firefox115', 'safari16.4'],
		// Nothing in it may end the element that it stands in.
		charset: 'ascii',
		legalComments: 'none',
		outdir: 'page',
		logLevel: 'warning',
	});
	const textOf = (ending) => outputFiles.find(({ path }) => path.endsWith(ending)).text.trim();
	return { script: textOf('.js').replaceAll('</', '<\\/'), style: textOf('.css') };
};

/**
 * What the nodes share is loaded once, not once a node. n8n finds each class in the file that package.json
 * names for it, which takes it out of the one file.
 */
const bundles = async () => {
	const page = await reviewPage();
	const sources = [...globSync('nodes/*/*.node.ts'), ...globSync('credentials/*.credentials.ts')];
	const { metafile } = await esbuild.build({
		...shipped,
		define: {
			REVIEW_PAGE_SCRIPT: JSON.stringify(page.script),
			REVIEW_PAGE_STYLE: JSON.stringify(page.style),
		},
		metafile: true,
		stdin: {
			contents: sources.map((source) => `export * from './${source}';`).join('\n'),
			loader: 'ts',
			resolveDir: __dirname,
		},
		outfile: ALL,
	});
	for (const source of sources) {
		const file = join('dist', source.replace(/\.ts$/, '.js'));
		const [className] = basename(source).split('.');
		const all = relative(dirname(file), ALL);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, `exports.${className} = require('${all}').${className};\n`);
	}
	writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licencesOf(Object.keys(metafile.inputs)));
};

/** The licence texts of the packages that are in the bundles, of the letter shapes and of the WebP decoder. */
function licencesOf(inputs) {
	const packageOf = (input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? [];
	const packages = [...new Set(inputs.flatMap(packageOf))].sort().map((name) => {
		const folder = join('node_modules', name);
		const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
		return `${name} ${version} (${license})\n\n${readFileSync(join(folder, 'LICENSE'), 'utf8').trim()}`;
	});
	const others = globSync('nodes/**/LICENSE-*.txt')
		.sort()
		.map((file) => readFileSync(file, 'utf8').trim());
	return `${[...packages, ...others].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** The package's own entry point only names those files. */
const index = () =>
	esbuild.build({
		...shipped,
		bundle: false,
		external: [],
		entryPoints: ['index.ts'],
		outdir: 'dist',
	});

/** What n8n reads beside the code: icons, codex, output schemas. `encoding: false` keeps bytes as they are. */
const assets = () =>
	src(['icons/*.svg', 'nodes/*/*.node.json', 'nodes/*/__schema__/**/*.json'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));

/** The commands of dev/, for this machine only: packages stay outside. */
const commands = () =>
	esbuild.build({
		entryPoints: globSync('dev/commands/*.ts'),
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node24',
		packages: 'external',
		outdir: '.build/commands',
		outExtension: { '.js': '.cjs' },
		sourcemap: 'inline',
		logLevel: 'warning',
	});

exports.build = series(clean, parallel(bundles, index, assets, commands));
