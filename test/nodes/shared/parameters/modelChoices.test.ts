import {
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
} from 'n8n-workflow';
import { compareProperties } from '../../../../nodes/CompareModels/description';
import { editProperties } from '../../../../nodes/EditImage/description';
import { generateProperties } from '../../../../nodes/GenerateImage/description';
import { MODELS } from '../../../../nodes/shared/models/catalog';
import { checkSize, parseSize } from '../../../../nodes/shared/models/sizes';
import {
	type Capabilities,
	OUTPUT_FORMATS,
	QUALITIES,
} from '../../../../nodes/shared/models/types';

const EXPRESSION = '={{ $json.model }}';

const ALL = {
	quality: ['auto', ...QUALITIES],
	background: ['auto', 'opaque', 'transparent'],
	outputFormat: [...OUTPUT_FORMATS].sort(),
	complexity: ['low', 'medium', 'high'],
	inputFidelity: ['high', 'low'],
};
type Name = keyof typeof ALL | 'size';

/** What the catalog says of a parameter; undefined: the model does not take it at all. */
function choicesOf(name: Name, capabilities: Capabilities | null, all: string[]) {
	if (capabilities === null) return all;
	const taken: Record<Name, (value: string) => boolean> = {
		quality: (value) => capabilities.qualities.some((one) => one === value),
		background: (value) => capabilities.backgrounds.some((one) => one === value),
		outputFormat: (value) => capabilities.outputFormats.some((one) => one === value),
		complexity: (value) => capabilities.complexities.some((one) => one === value),
		inputFidelity: (value) => capabilities.inputFidelities.some((one) => one === value),
		size: (value) =>
			parseSize(value) === undefined || checkSize(capabilities.sizeRule, parseSize(value)!).ok,
	};
	const choices = all.filter((value) => value === 'auto' || taken[name](value));
	return choices.length > 0 ? choices : undefined;
}

/** The model as a list entry, as an ID, and as plain text. */
const CASES: Array<[string, unknown, Capabilities | null]> = [
	...MODELS.flatMap(({ id, snapshots, capabilities }) =>
		[id, ...snapshots].map((one): [string, unknown, Capabilities | null] => [
			one,
			{ __rl: true, mode: 'list', value: one },
			capabilities,
		]),
	),
	['an unknown ID', { __rl: true, mode: 'id', value: 'my-deployment' }, null],
	['an ID with more behind it', { __rl: true, mode: 'id', value: 'gpt-image-2x' }, null],
	['an ID like a pattern', { __rl: true, mode: 'id', value: 'gpt-image-1x5' }, null],
	['no ID', { __rl: true, mode: 'id', value: '' }, null],
	['an expression', { __rl: true, mode: 'id', value: EXPRESSION }, null],
	['an expression as the whole', EXPRESSION, null],
];

const valuesOf = ({ options = [] }: INodeProperties) =>
	options.map((option) => ('value' in option ? String(option.value) : ''));

const longest = (properties: INodeProperties[], name: string) =>
	properties
		.filter((property) => property.name === name)
		.map(valuesOf)
		.reduce((a, b) => (a.length >= b.length ? a : b), []);

/** The properties that n8n shows, by name. */
function shown(
	properties: INodeProperties[],
	parameters: INodeParameters,
	path: string,
): Map<string, INodeProperties[]> {
	const byName = new Map<string, INodeProperties[]>();
	for (const property of properties) {
		if (!NodeHelpers.displayParameterPath({ parameters }, property, path, null, null)) continue;
		byName.set(property.name, [...(byName.get(property.name) ?? []), property]);
	}
	return byName;
}

const optionsOf = (properties: INodeProperties[]) =>
	properties.find(({ name }) => name === 'options')!.options as INodeProperties[];
const variantOf = (properties: INodeProperties[]) =>
	(properties.find(({ name }) => name === 'variants')!.options as INodePropertyCollection[])[0]!
		.values;

describe.each(CASES)('with the model %s', (_name, model, capabilities) => {
	const top = { model, mask: 'none', options: {} } as INodeParameters;
	const compared = {
		operation: 'compare',
		variants: { values: [{ model: 'gpt-image-2' }, { model }] },
	} as INodeParameters;

	it.each<[string, INodeProperties[], INodeParameters, string, Name[]]>([
		['Generate', generateProperties, top, 'parameters', ['size', 'quality']],
		['Edit', editProperties, top, 'parameters', ['size', 'quality']],
		[
			"Generate's Options",
			optionsOf(generateProperties),
			top,
			'parameters.options',
			['background', 'outputFormat', 'complexity'],
		],
		[
			"Edit's Options",
			optionsOf(editProperties),
			top,
			'parameters.options',
			['background', 'outputFormat', 'complexity', 'inputFidelity'],
		],
		[
			"Compare's second variant",
			variantOf(compareProperties),
			compared,
			'parameters.variants.values[1]',
			['size', 'quality', 'background'],
		],
	])(
		'%s shows each parameter once, with what the catalog says',
		(_, own, parameters, path, names) => {
			const byName = shown(own, parameters, path);

			for (const [name, properties] of byName) expect([name, properties.length]).toEqual([name, 1]);
			for (const name of names) {
				const all = name === 'size' ? longest(own, name) : ALL[name];
				const property = byName.get(name)?.[0];
				expect([name, property && valuesOf(property)]).toEqual([
					name,
					choicesOf(name, capabilities, all),
				]);
				if (property) expect(valuesOf(property)).toContain(property.default);
			}
		},
	);

	it('n8n keeps what was set, once', () => {
		const set = { model, size: '1024x1024', quality: 'high', prompt: 'A fox' } as INodeParameters;
		const kept = NodeHelpers.getNodeParameters(generateProperties, set, true, false, null, null);
		expect(kept).toMatchObject(set);
		const variants = {
			values: [{ model, label: '', quality: 'high', size: '1536x1024', background: 'opaque' }],
		} as unknown as INodeParameters;
		const both = { operation: 'compare', prompt: 'A fox', variants };
		expect(
			NodeHelpers.getNodeParameters(compareProperties, both, true, false, null, null),
		).toMatchObject(both);
	});
});

it('Compare asks of its Options nothing that would need one model', () => {
	const byName = shown(optionsOf(compareProperties), { options: {} }, 'parameters.options');
	expect([...byName.values()].filter(({ length }) => length !== 1)).toEqual([]);
	expect(byName.get('outputFormat')!.map(valuesOf)).toEqual([['jpeg', 'png']]);
});

it('Background names the models that paint a transparent one, where the chosen one does not', () => {
	const parameters = { model: 'gpt-image-2' };
	const [background] = shown(optionsOf(generateProperties), parameters, 'parameters.options').get(
		'background',
	)!;
	const named = background!.description!.split(': ')[1]!.replace(/\.$/, '').split(', ');
	expect(named).toEqual(
		MODELS.filter(
			({ capabilities, shutdownDate }) =>
				capabilities?.backgrounds.includes('transparent') && shutdownDate === null,
		).map(({ displayName }) => displayName),
	);
});
