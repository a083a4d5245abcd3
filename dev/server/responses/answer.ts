import { setTimeout as wait } from 'node:timers/promises';
import { now } from '../behaviour/log';
import type { Exchange } from '../exchange';
import { sendJson } from '../send';
import type { ServerState } from '../behaviour/state';
import { strikesInstead } from '../behaviour/insteadOfAnswer';
import { usageFrom } from '../tokens';
import type { ApiUsage } from '../types';
import type { Fault } from '../behaviour/faults';
import { answerIn, readIn } from './see';
import { validateResponse, type ResponseJob } from './validate';

/** POST /v1/responses */
export async function answerResponse(
	{ request, response, entry, signal }: Exchange,
	state: ServerState,
): Promise<void> {
	const fault = state.faults.take(request);
	entry.fault = fault?.kind ?? null;
	if (fault && (await strikesInstead(fault, request, response, signal))) return;
	const job = await validateResponse(request);
	const waitMs = state.latencyOf(request, job.modelId) - (now() - entry.startedAt);
	if (waitMs > 0) await wait(waitMs, undefined, { signal });
	const pictures = job.images.map(({ file }) => state.pictures.recall(file.bytes));
	const { judge } = state.settings;
	const text = job.schema
		? JSON.stringify(answerIn(job.schema, pictures, judge))
		: pictures.flatMap((picture) => readIn(picture, judge)).join('\n') || 'I see no picture.';
	const answer = spoilt(text, fault);
	entry.usage = usageOf(job, answer);
	sendJson(response, 200, responseOf(job, request.id, answer, fault, entry.usage));
}

/** What a fault makes of the text. */
function spoilt(text: string, fault: Fault | undefined): string {
	if (fault?.kind === 'brokenAnswerText') return text.slice(0, Math.floor(text.length / 2));
	if (fault?.kind === 'incompleteAnswer') return text.slice(0, Math.floor(text.length / 2));
	if (fault?.kind !== 'wrongAnswerForm') return text;
	return JSON.stringify({ texts: 'none', gates: [], grades: { q1: { grade: '5' } }, better: 1 });
}

/** With them an answer about an image is as long as the nodes expect of a true judge. */
const REASONING_TOKENS = 256;

const reasoningOf = ({ effort }: ResponseJob) =>
	effort === null || effort === 'none' ? 0 : REASONING_TOKENS;

function usageOf(job: ResponseJob, text: string): ApiUsage {
	const textTokens = Math.ceil(job.text.length / 4);
	const imageTokens = job.images.reduce(patches, 0);
	const outputTokens = Math.ceil(text.length / 4) + reasoningOf(job);
	return usageFrom(
		{ image_tokens: imageTokens, text_tokens: textTokens },
		{ image_tokens: 0, text_tokens: outputTokens },
	);
}

function responseOf(
	job: ResponseJob,
	id: string,
	text: string,
	fault: Fault | undefined,
	usage: ApiUsage,
) {
	const incomplete = fault?.kind === 'incompleteAnswer';
	const declined = fault?.kind === 'modelRefusal';
	return {
		id: `resp_${id}`,
		object: 'response',
		created_at: Math.floor(Date.now() / 1000),
		status: incomplete ? 'incomplete' : 'completed',
		error: null,
		incomplete_details: incomplete ? { reason: 'max_output_tokens' } : null,
		instructions: null,
		max_output_tokens: job.maxOutputTokens,
		model: job.modelId,
		output: [
			{ id: `rs_${id}`, type: 'reasoning', summary: [] },
			{
				id: `msg_${id}`,
				type: 'message',
				role: 'assistant',
				status: incomplete ? 'incomplete' : 'completed',
				content: [
					declined
						? { type: 'refusal', refusal: "I'm sorry, I can't help with that." }
						: { type: 'output_text', text, annotations: [], logprobs: [] },
				],
			},
		],
		parallel_tool_calls: true,
		previous_response_id: null,
		reasoning: { effort: job.effort, summary: null },
		store: false,
		temperature: 1,
		text: { format: job.format },
		tool_choice: 'auto',
		tools: [],
		top_p: 1,
		truncation: 'disabled',
		metadata: {},
		...(fault?.kind !== 'noUsage' && {
			usage:
				fault?.kind === 'wrongUsage'
					? fault.usage
					: {
							input_tokens: usage.input_tokens,
							input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
							output_tokens: usage.output_tokens,
							output_tokens_details: { reasoning_tokens: reasoningOf(job) },
							total_tokens: usage.total_tokens,
						},
		}),
	};
}

/** Patches of 32 pixels, at most 1,536 an image (OpenAI's guide for its small models of 2025). */
function patches(sum: number, { width, height }: { width: number; height: number }): number {
	return sum + Math.min(1536, Math.ceil(width / 32) * Math.ceil(height / 32));
}
