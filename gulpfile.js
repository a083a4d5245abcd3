const {
	cpSync,
	existsSync,
	globSync,
	mkdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} = require('node:fs');
const { basename, dirname, join } = require('node:path');
const esbuild = require('esbuild');
const { dest, parallel, series, src } = require('gulp');

// Node 20 has no fs.globSync; `npm run` puts the Node of the `node` package first, a bare `gulp` may not.
if (!globSync) throw new Error('Run this through npm (npm run build), which uses Node 24.');

const shipped = {
	bundle: true,
	platform: 'node',
	format: 'cjs',
	target: 'node20',
	// zod's locales and JSON schema parts are dropped.
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

/** What esbuild appends for those who `import` a CommonJS module: n8n requires it. */
const NAMES_FOR_IMPORT = /0&&\(module\.exports=\{[^}]*\}\);?\s*$/;

/** Helpers, the list of what a file gives, and the helpers' call that gives it. */
const EXPORTS =
	/^(var __[^]*?)var (\w+)=\{\};__export\(\2,\{([^}]*)\}\);module\.exports=__toCommonJS\(\2\);/;
const HELPER = /\b__(?:create|defProp|getOwn\w+|getProtoOf|hasOwnProp|export|copyProps|toESM)\b/;

/** Gives what a file gives without the helpers that esbuild repeats in each: they were 1 % of the package. */
function withPlainExports(code) {
	const [head, helpers, , list] = EXPORTS.exec(code) ?? [];
	if (head === undefined) return code;
	const rest = code.slice(head.length);
	const getters = list.split(',').map((entry) => {
		const [name, value] = entry.split(':()=>');
		return `get ${name}(){return ${value}}`;
	});
	const given = `module.exports={__esModule:true,${getters.join(',')}};`;
	return (HELPER.test(rest) ? helpers : '') + given + rest;
}

/** a to z, then aa to zz. */
const lettersOf = (number) =>
	(number < 26 ? '' : lettersOf(Math.floor(number / 26) - 1)) +
	String.fromCharCode(97 + (number % 26));

/**
 * Chunks by letters instead of by hash, in the order of what they are made of. Each use of what a chunk holds names
 * the chunk, and the package keeps them by name: hashes took 8 kB, and made packages of almost the same code differ
 * by 1.
 */
function shortNames(files, { outputs }) {
	const sources = (output) => Object.keys(outputs[output].inputs).join();
	const chunks = Object.keys(outputs)
		.filter((output) => basename(dirname(output)) === 'chunks')
		.sort((one, other) => (sources(one) < sources(other) ? -1 : 1));
	const names = new Map(chunks.map((output, at) => [basename(output, '.js'), lettersOf(at)]));
	const renamed = (text) =>
		text.replace(/(chunks|\.)\/([0-9A-Z]{8})\.js/g, (whole, folder, hash) =>
			names.has(hash) ? `${folder}/${names.get(hash)}.js` : whole,
		);
	return files.map(({ path, text }) => ({ path: renamed(path), text: renamed(text) }));
}

/**
 * The files that package.json names, with everything they import beside them in chunks: what several of them
 * need is there once, and what a file imports with `import()` is read when it is needed, not when n8n starts.
 * esbuild splits ES modules only, so each of its files becomes a CommonJS module afterwards
 * without comments and white space.
 */
const bundles = async () => {
	const page = await reviewPage();
	const { metafile, outputFiles } = await esbuild.build({
		...shipped,
		format: 'esm',
		splitting: true,
		chunkNames: 'chunks/[hash]',
		entryPoints: [...globSync('nodes/*/*.node.ts'), ...globSync('credentials/*.credentials.ts')],
		define: {
			REVIEW_PAGE_SCRIPT: JSON.stringify(page.script),
			REVIEW_PAGE_STYLE: JSON.stringify(page.style),
		},
		metafile: true,
		write: false,
		outbase: '.',
		outdir: 'dist',
	});
	const named = shortNames(outputFiles, metafile);
	await Promise.all(
		named.map(async ({ path, text }) => {
			const { code } = await esbuild.transform(text, {
				format: 'cjs',
				platform: 'node',
				target: shipped.target,
				supported: { 'dynamic-import': false },
				// Names stay, for stack traces that say where.
				minifyWhitespace: true,
			});
			mkdirSync(dirname(path), { recursive: true });
			writeFileSync(path, withPlainExports(code.replace(NAMES_FOR_IMPORT, '')));
		}),
	);
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

/** n8n looks for a schema in the folder of the node's version only: an operation that has not changed has its older one. */
const olderSchemas = async () => {
	for (const older of globSync('nodes/*/__schema__/v1.0.0/*.json')) {
		const newer = older.replace('/v1.0.0/', '/v1.1.0/');
		if (existsSync(dirname(newer)) && !existsSync(newer)) cpSync(older, join('dist', newer));
	}
};

/** Nobody reads the shipped copies: without white space they take 1 kB less of the package. */
const compactJson = async () => {
	for (const file of globSync('dist/**/*.json')) {
		writeFileSync(file, JSON.stringify(JSON.parse(readFileSync(file, 'utf8'))));
	}
};

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

exports.build = series(
	clean,
	parallel(bundles, index, series(assets, olderSchemas, compactJson), commands),
);
