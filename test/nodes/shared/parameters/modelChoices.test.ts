import { GptImageApi } from '../../../../credentials/GptImageApi.credentials';
import { BatchImages } from '../../../../nodes/BatchImages/BatchImages.node';
import { BatchImagesTrigger } from '../../../../nodes/BatchImages/BatchImagesTrigger.node';
import { CompareModels } from '../../../../nodes/CompareModels/CompareModels.node';
import { EditImage } from '../../../../nodes/EditImage/EditImage.node';
import { GenerateImage } from '../../../../nodes/GenerateImage/GenerateImage.node';
import { ReviewImages } from '../../../../nodes/ReviewImages/ReviewImages.node';
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
import { estimateCost } from '../../../../nodes/shared/models/estimate';
import { otherThan } from '../../../../nodes/shared/parameters/description/byModel';
import { usd } from '../../../../nodes/shared/words';
import { checkSize, parseSize } from '../../../../nodes/shared/models/sizes';
import {
	type Capabilities,
	OUTPUT_FORMATS,
	QUALITIES,
	type Quality,
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
	expect(byName.get('outputFormat')!.map(valuesOf)).toEqual([['jpeg', 'png', 'webp']]);
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

describe('the conditions that stand for every text but some ids', () => {
	const ids = MODELS.flatMap(({ id, snapshots }) => [id, ...snapshots]);
	const texts = [
		...ids.flatMap((id) => [
			...[id, `${id}0`, `${id}-`, `${id}\0`, `${id} `, `${id}\uffff`, ` ${id}`, id.toUpperCase()],
			...[id.slice(0, -1), id.slice(1), `${id.slice(0, -1)}~`, `openai/${id}`, `=${id}`],
		]),
		...['', 'a', 'zebra', '=', EXPRESSION, 'größe', '模型', '\uffff', '0', 'gpt-image-'],
	];
	const subsets = [
		ids,
		...ids.map((id) => [id]),
		ids.filter((_, place) => place % 2 === 0),
		ids.filter((_, place) => place % 3 === 1),
		[...ids].reverse().slice(0, 5),
	];

	it('hold for exactly those texts, whichever ids they are', () => {
		for (const some of subsets) {
			const conditions = otherThan(some);
			const wrong = texts.filter(
				(text) => NodeHelpers.checkConditions(conditions, [text]) === some.includes(text),
			);
			expect([some, wrong]).toEqual([some, []]);
		}
	});

	it.each([[undefined], [null], [5]])('do not hold for %p, which is not text', (value) => {
		expect(NodeHelpers.checkConditions(otherThan(ids), [value as never])).toBe(false);
	});
});

it('No rule and no validation of the nodes makes n8n run a regular expression', () => {
	const types = [
		GenerateImage,
		EditImage,
		CompareModels,
		ReviewImages,
		BatchImages,
		BatchImagesTrigger,
	];
	const nodes = types.map((Node) => new Node().description);
	const described = JSON.stringify([...nodes, new GptImageApi().properties]);
	expect(described).toContain('_cnd');
	expect(described).not.toMatch(/regex/i);
});

describe('The choices of Quality name the price of one square image, or the most that it can be', () => {
	const described = (id: string) => {
		const [quality] = shown(generateProperties, { model: id }, 'parameters').get('quality')!;
		return (quality!.options as Array<{ value: string; description?: string }>).map(
			({ value, description }) => [value, /\$[\d.]+/.exec(description ?? '')?.[0]],
		);
	};

	it.each(MODELS.filter(({ capabilities }) => capabilities).map(({ id }) => id))(
		'the choices of Quality name the price of %s, as the catalog has it',
		(id) => {
			const prices = described(id).map(([value, price]) => [
				value,
				value === 'auto' ? undefined : price,
			]);
			const expected = prices.map(([value]) => {
				if (value === 'auto') return [value, undefined];
				const call = { quality: value as Quality, size: { width: 1024, height: 1024 } };
				const { costUsd, budgetUsd } = estimateCost({ model: id, n: 1, promptBytes: 0, ...call });
				return [value, usd(costUsd ?? budgetUsd!)];
			});
			expect(prices).toEqual(expected);
		},
	);

	it('of Auto from the cheapest to the most expensive, or the most that it can be', () => {
		const auto = (id: string) => {
			const [quality] = shown(generateProperties, { model: id }, 'parameters').get('quality')!;
			return (quality!.options as Array<{ value: string; description: string }>).find(
				({ value }) => value === 'auto',
			)!.description;
		};
		expect(auto('gpt-image-2')).toMatch(
			/^From \$0\.00\d+ to \$0\.2\d+ for 1024 × 1024\. The model/,
		);
		expect(auto('gpt-image-2.6-flare')).toMatch(/^At most \$0\.8\d+, no price is published, for/);
	});

	it('is left out for models that the catalog does not know', () => {
		for (const [, price] of described('my-deployment')) expect(price).toBeUndefined();
	});
});
