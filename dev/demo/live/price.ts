import { NodeHelpers, type INode } from 'n8n-workflow';
import type { Engine } from '../../engine/engine';
import type { Example } from '../examples/workflow';
import type { CostEstimate } from '../../../nodes/shared/models/prices';
import { buildEditRequest, buildGenerateRequest } from '../../../nodes/shared/request/buildRequest';
import { askedSize } from '../../../nodes/shared/request/sizing';
import type { ImageSettings } from '../../../nodes/shared/request/settings';

/** What running some examples against OpenAI costs. */
export interface LivePrice {
	pictures: number;
	/** USD, as it will most likely come. */
	likelyUsd: number;
	/** USD, never less than it can cost. */
	mostUsd: number;
}

interface ImageParameters {
	model: { value: string };
	prompt: string;
	size: string;
	quality: ImageSettings['quality'];
	n: number;
	mask?: string;
}

/**
 * Adds up the nodes' own estimates.
 * @param today YYYY-MM-DD
 * @throws where an example's prompt or size is only known while it runs, or has no known price.
 */
export function priceOf(engine: Engine, examples: readonly Example[], today: string): LivePrice {
	const price: LivePrice = { pictures: 0, likelyUsd: 0, mostUsd: 0 };
	for (const node of examples.flatMap(({ ourNodes }) => ourNodes)) {
		const parameters = parametersOf(engine, node);
		const { costUsd, budgetUsd } = estimateOf(node, parameters, today);
		if (costUsd === null || budgetUsd === null) {
			throw new Error(`The price of "${node.name}" is not known beforehand.`);
		}
		price.pictures += parameters.n;
		price.likelyUsd += costUsd;
		price.mostUsd += budgetUsd;
	}
	return price;
}

function estimateOf(node: INode, parameters: ImageParameters, today: string): CostEstimate {
	const { model, prompt, size, quality, n, mask } = parameters;
	if (prompt.startsWith('=') || size === 'preset' || size === 'custom') {
		throw new Error(`"${node.name}" takes its prompt or size from elsewhere.`);
	}
	const settings: ImageSettings = {
		...{ model: model.value, prompt, quality, n },
		size: askedSize(size),
	};
	const policy = {
		unsupportedSettings: 'fail',
		retiredModel: 'fail',
		servedByOpenAi: true,
		today,
	} as const;
	if (!node.type.endsWith('.editImage')) return buildGenerateRequest(settings, policy).estimate;
	const hasMask = mask !== undefined && mask !== 'none';
	const inputs = { imageCount: 1, hasMask, hasMarkup: false };
	return buildEditRequest(settings, policy, inputs).estimate;
}

/** The node's parameters with the defaults of its description. */
function parametersOf(engine: Engine, node: INode): ImageParameters {
	const { description } = engine.nodeType(node.type);
	const { properties } = description;
	const { parameters } = node;
	const full = NodeHelpers.getNodeParameters(
		properties,
		parameters,
		true,
		false,
		node,
		description,
	);
	return full as unknown as ImageParameters;
}
