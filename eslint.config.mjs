import { buildScanConfig } from '@n8n/scan-community-package/scanner/scanner.mjs';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { oneDialect } from './eslint/oneDialect.mjs';
import { oneWayImports } from './eslint/oneWayImports.mjs';

const n8nRules = await buildScanConfig();

/** Rooms that know nothing of n8n; n8n's `sleep` is all they may take from it. */
const WITHOUT_N8N = ['models', 'images', 'request', 'openai', 'pace'].map(
	(room) => `nodes/shared/${room}/**/*.ts`,
);

export default defineConfig(
	globalIgnores(['dist/', '.build/', '.cache/', 'demo-output/', 'coverage/', 'test/fixtures/']),
	{ linterOptions: { noInlineConfig: true } },
	{
		// What n8n checks before it lists a package: both of its rule sets, as its scanner runs them.
		files: ['nodes/**/*.{ts,json}', 'credentials/**/*.{ts,json}', 'package.json'],
		extends: [n8nRules],
	},
	{
		files: ['**/*.ts'],
		extends: [tseslint.configs.recommended],
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
			],
		},
	},
	{
		// Names of one kind look alike everywhere. What the API names (`output_format`) is taken apart as it is.
		files: ['nodes/**/*.ts', 'credentials/**/*.ts', 'dev/**/*.ts', 'page/**/*.ts'],
		plugins: {
			dialect: { rules: { 'one-dialect': oneDialect } },
			'@typescript-eslint': tseslint.plugin,
		},
		rules: {
			'dialect/one-dialect': 'error',
			'@typescript-eslint/naming-convention': [
				'error',
				{ selector: 'typeLike', format: ['PascalCase'] },
				{ selector: 'function', format: ['camelCase'] },
				{ selector: 'variable', format: ['camelCase'], leadingUnderscore: 'allow' },
				{
					selector: 'variable',
					modifiers: ['const', 'global'],
					format: ['camelCase', 'UPPER_CASE'],
				},
				{ selector: ['variable', 'parameter'], modifiers: ['destructured'], format: null },
				{
					selector: ['parameter', 'classMethod', 'classProperty'],
					format: ['camelCase'],
					leadingUnderscore: 'allow',
				},
			],
		},
	},
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts', 'dev/**/*.ts', 'page/**/*.ts'],
		plugins: { rooms: { rules: { 'one-way-imports': oneWayImports } } },
		rules: { 'rooms/one-way-imports': 'error' },
	},
	{
		files: WITHOUT_N8N,
		rules: {
			'no-restricted-imports': [
				'error',
				{
					paths: [
						{
							name: 'n8n-workflow',
							allowImportNames: ['sleep'],
							message:
								"n8n's own types belong in node folders and in parameters, items, execution and inputs of nodes/shared.",
						},
					],
				},
			],
		},
	},
	{
		files: ['nodes/**/*.ts'],
		ignores: ['**/parameters.ts', 'nodes/shared/parameters/read*.ts'],
		rules: {
			'no-restricted-syntax': [
				'error',
				{
					selector: 'MemberExpression[property.name="getNodeParameter"]',
					message: 'Parameters are read in parameters.ts and nodes/shared/parameters only.',
				},
			],
		},
	},
);
