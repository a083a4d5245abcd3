import type { INodeParameters } from 'n8n-workflow';
import type OpenAI from 'openai';
import { maskWithHole, photo } from '../dev/server/requests';
import { model } from '../support/workbench';

/** Parameters of our nodes, each beside those of the `openai` package that mean the same. */

type Sdk = Partial<OpenAI.ImageGenerateParamsNonStreaming>;

export const PROMPT = 'A "quoted" fox — Füchse, 狐, 🦊\nsecond line & <tags>';

/** The node's parameters, and those of the package that mean the same. */
export const GENERATE: Array<[string, INodeParameters, Sdk]> = [
	['nothing but a prompt', {}, {}],
	['a size', { size: '1536x1024' }, { size: '1536x1024' }],
	['the largest size', { size: '3840x2160' }, { size: '3840x2160' }],
	['quality low', { quality: 'low' }, { quality: 'low' }],
	['quality medium', { quality: 'medium' }, { quality: 'medium' }],
	['quality high', { quality: 'high' }, { quality: 'high' }],
	[
		'quality xhigh',
		{ model: model('gpt-image-2.5-flare'), quality: 'xhigh' },
		{ model: 'gpt-image-2.5-flare', quality: 'xhigh' },
	],
	[
		'quality max',
		{ model: model('gpt-image-2.5-sunburst'), quality: 'max' },
		{ model: 'gpt-image-2.5-sunburst', quality: 'max' },
	],
	['several images', { n: 3 }, { n: 3 }],
	['an opaque background', { options: { background: 'opaque' } }, { background: 'opaque' }],
	[
		'a transparent background',
		{
			model: model('gpt-image-2.5-flare'),
			options: { background: 'transparent', outputFormat: 'webp' },
		},
		{ model: 'gpt-image-2.5-flare', background: 'transparent', output_format: 'webp' },
	],
	['png', { options: { outputFormat: 'png' } }, { output_format: 'png' }],
	[
		'jpeg, compressed',
		{ options: { outputFormat: 'jpeg', outputCompression: 40 } },
		{ output_format: 'jpeg', output_compression: 40 },
	],
	[
		'the smallest compression value',
		{ options: { outputFormat: 'jpeg', outputCompression: 0 } },
		{ output_format: 'jpeg', output_compression: 0 },
	],
	['low moderation', { options: { moderation: 'low' } }, { moderation: 'low' }],
	[
		'complexity',
		{ model: model('gpt-image-2.6-flare'), options: { complexity: 'high' } },
		{ model: 'gpt-image-2.6-flare', complexity: 'high' } as Sdk,
	],
	[
		'an animated GIF',
		{
			model: model('gpt-image-2.6-flare'),
			options: { outputFormat: 'gif', frameCount: 3, frameDuration: 120 },
		},
		{
			model: 'gpt-image-2.6-flare',
			output_format: 'gif',
			frame_count: 3,
			frame_duration_ms: 120,
		} as Sdk,
	],
	[
		'SVG',
		{ model: model('gpt-image-2.6-sunburst'), options: { outputFormat: 'svg' } },
		{ model: 'gpt-image-2.6-sunburst', output_format: 'svg' } as Sdk,
	],
	[
		'a safety identifier',
		{ options: { safetyIdentifier: 'hash-1' } },
		{ safety_identifier: 'hash-1' } as Sdk,
	],
	[
		'a preset, in the nearest legal size',
		{ size: 'preset', presets: ['instagramPortrait'] },
		{ size: '1088x1360' },
	],
	[
		'a custom size, in the nearest legal size',
		{ size: 'custom', width: 1500, height: 500 },
		{ size: '1504x512' },
	],
	['an older model', { model: model('gpt-image-1.5') }, { model: 'gpt-image-1.5' }],
	['a model that nobody knows', { model: model('house-model') }, { model: 'house-model' }],
];

type SdkEdit = Partial<Omit<OpenAI.ImageEditParamsNonStreaming, 'image' | 'mask'>>;

export interface WireFile {
	bytes: Buffer;
	fileName: string;
	mimeType: string;
}

const file = (fileName: string, bytes: Buffer, mimeType = 'image/png'): WireFile => ({
	...{ fileName, bytes, mimeType },
});

const [WIDTH, HEIGHT] = [640, 480];
const PHOTO = file('Foto-für-狐.png', photo(WIDTH, HEIGHT));
const LOGO = file('logo.jpg', photo(300, 200, 'jpeg'), 'image/jpeg');
const SHOT = file('shot.webp', photo(400, 300, 'webp'), 'image/webp');
const MASK = file('mask.png', maskWithHole(WIDTH, HEIGHT, { x: 0, y: 0, width: 320, height: 240 }));
const MARKUP = file(
	'arrows.png',
	maskWithHole(WIDTH, HEIGHT, { x: 9, y: 9, width: 600, height: 400 }),
);

interface EditCase {
	/** Binary fields in this order; `mask` and `markup` are what they are called. */
	files: Record<string, WireFile>;
	parameters?: INodeParameters;
	sdk?: SdkEdit;
}

export const EDIT: Array<[string, EditCase]> = [
	['one image', { files: { photo: PHOTO } }],
	['three images in three formats', { files: { photo: PHOTO, logo: LOGO, shot: SHOT } }],
	[
		'sixteen images',
		{
			files: Object.fromEntries(
				Array.from({ length: 16 }, (_, at) => [
					`image${at}`,
					file(`p${at}.png`, photo(32 + at, 40)),
				]),
			),
		},
	],
	['a mask', { files: { photo: PHOTO, mask: MASK }, parameters: { mask: 'binaryField' } }],
	[
		'a mask over the first of two',
		{ files: { photo: PHOTO, logo: LOGO, mask: MASK }, parameters: { mask: 'binaryField' } },
	],
	[
		'markup',
		{
			files: { photo: PHOTO, markup: MARKUP },
			parameters: { model: model('gpt-image-2.5-flare'), markupField: 'markup' },
			sdk: { model: 'gpt-image-2.5-flare' },
		},
	],
	[
		'high input fidelity',
		{
			files: { photo: PHOTO },
			parameters: { model: model('gpt-image-1.5'), options: { inputFidelity: 'high' } },
			sdk: { model: 'gpt-image-1.5', input_fidelity: 'high' },
		},
	],
	[
		'low input fidelity',
		{
			files: { photo: PHOTO },
			parameters: { model: model('gpt-image-1-mini'), options: { inputFidelity: 'low' } },
			sdk: { model: 'gpt-image-1-mini', input_fidelity: 'low' },
		},
	],
	[
		'every plain option at once',
		{
			files: { photo: PHOTO },
			parameters: {
				size: '1024x1536',
				quality: 'medium',
				n: 2,
				options: {
					background: 'opaque',
					outputFormat: 'jpeg',
					outputCompression: 55,
					moderation: 'low',
					safetyIdentifier: 'hash-2',
				},
			},
			sdk: {
				...{ size: '1024x1536', quality: 'medium', n: 2, background: 'opaque' },
				...{ output_format: 'jpeg', output_compression: 55, moderation: 'low' },
				safety_identifier: 'hash-2',
			} as SdkEdit,
		},
	],
	[
		'complexity and frames',
		{
			files: { photo: PHOTO },
			parameters: {
				model: model('gpt-image-2.6-flare'),
				options: { complexity: 'low', outputFormat: 'gif', frameCount: 2, frameDuration: 90 },
			},
			sdk: {
				...{ model: 'gpt-image-2.6-flare', complexity: 'low', output_format: 'gif' },
				...{ frame_count: 2, frame_duration_ms: 90 },
			} as SdkEdit,
		},
	],
	[
		'a preset',
		{
			files: { photo: PHOTO },
			parameters: { size: 'preset', presets: ['instagramPortrait'] },
			sdk: { size: '1088x1360' },
		},
	],
	[
		'a custom size',
		{
			files: { photo: PHOTO },
			parameters: { size: 'custom', width: 1500, height: 500 },
			sdk: { size: '1504x512' },
		},
	],
];
