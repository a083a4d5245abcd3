import type { IBinaryData } from 'n8n-workflow';
import { ApiError } from '../../shared/openai/errors/apiError';
import { JsonWithImages, type InlineImage } from '../../shared/openai/jsonWithImages';
import { requestResponse, type ResponsesAnswer } from '../../shared/openai/responses';
import type { RunSlot } from '../../shared/openai/withRetries';
import { findJudgeModel, judgeCostUsd } from '../../shared/models/judgeModels';
import { couldTakeAsJudge } from '../../shared/models/plausibleJudgeUsage';
import { expected } from '../../shared/words';
import type { Session } from '../../shared/execution/session';
import { responsesBodyOf } from '../../shared/request/responsesBody';
import { notJudgedBecause } from './notJudged';
import type { Question } from './questions/question';
import { parsedJson } from '../../shared/values';
import { readBinary } from '../../shared/items/storedBinary';

/** Enough for the reasons to twenty questions and the model's own thoughts. */
export const MAX_OUTPUT_TOKENS = 4096;

/** A broken answer is asked for once more. */
export const MOST_REQUESTS = 2;

/** What a question brought. */
export interface Asked<Answer> {
	/** Undefined: not judged. */
	answer?: Answer;
	/** Why there is no answer, in words. */
	notJudged?: string;
	/** USD of all requests; null if a price or the tokens are unknown. */
	costUsd: number | null;
	inputTokens: number;
	outputTokens: number;
	/** How many answers came. */
	requests: number;
}

/**
 * Asks the judge. An answer that is not exactly of the form is asked for once more, then reported as not
 * judged: never guessed at. The images are read from n8n's storage for each request.
 * @throws {ApiError} if the first request brought no answer at all.
 */
export async function ask<Answer>(
	session: Session,
	model: string,
	question: Question<Answer>,
	images: IBinaryData[],
	slot: RunSlot,
): Promise<Asked<Answer>> {
	const asked: Asked<Answer> = { costUsd: 0, inputTokens: 0, outputTokens: 0, requests: 0 };
	while (asked.requests < MOST_REQUESTS) {
		let answer: ResponsesAnswer;
		try {
			answer = await send(session, model, question, images, slot);
		} catch (thrown) {
			return withoutAnswer(asked, thrown);
		}
		count(asked, model, believed(answer, question, images.length));
		if (answer.kind === 'declined') return { ...asked, notJudged: answer.why };
		const read = answer.kind === 'text' ? question.read(parsedJson(answer.text)) : null;
		if (read !== null) return { ...asked, notJudged: undefined, answer: read };
		asked.notJudged =
			answer.kind === 'broken' ? answer.why : 'the answer is not of the form that was asked for';
	}
	return { ...asked, notJudged: `${asked.notJudged}, twice` };
}

async function send(
	{ context, transport, clock, signal, redact, settings }: Session,
	model: string,
	question: Question<unknown>,
	images: IBinaryData[],
	slot: RunSlot,
): Promise<ResponsesAnswer> {
	const { maxRetries, timeoutMs } = settings;
	const { name, instructions, material, schema } = question;
	return await requestResponse(
		{ transport, clock, signal, redact, slot, maxRetries, timeoutMs },
		async () => {
			const inline: InlineImage[] = [];
			for (const image of images) {
				const bytes = await readBinary({ context, clock, signal }, 0, image);
				inline.push({ mimeType: image.mimeType, bytes });
			}
			return new JsonWithImages(inline, (urls) =>
				responsesBodyOf({
					...{ model, name, instructions, material, schema, images: urls },
					maxOutputTokens: MAX_OUTPUT_TOKENS,
					reasoningEffort: findJudgeModel(model)?.reasoningEffort ?? null,
				}),
			);
		},
	);
}

/** The answer, without tokens that are fewer than it can have taken. */
function believed(
	answer: ResponsesAnswer,
	{ instructions, material }: Question<unknown>,
	images: number,
): ResponsesAnswer {
	const textBytes = Buffer.byteLength(instructions + material);
	const answerBytes = answer.kind === 'text' ? Buffer.byteLength(answer.text) : 0;
	const asked = { textBytes, images, answerBytes };
	return answer.usage && couldTakeAsJudge(answer.usage, asked)
		? answer
		: { ...answer, usage: null };
}

function count(asked: Asked<unknown>, model: string, { usage }: ResponsesAnswer): void {
	const cost = usage && judgeCostUsd(model, usage);
	asked.requests++;
	asked.costUsd = cost === null || asked.costUsd === null ? null : asked.costUsd + cost;
	asked.inputTokens += usage?.inputTokens ?? 0;
	asked.outputTokens += usage?.outputTokens ?? 0;
}

/** The repetition brought nothing: what the first answer cost still counts. @throws what the first request did */
function withoutAnswer<Answer>(asked: Asked<Answer>, thrown: unknown): Asked<Answer> {
	const error = expected(thrown, ApiError);
	if (asked.requests === 0) throw error;
	const costUsd = error.maybeBilled ? null : asked.costUsd;
	return { ...asked, costUsd, notJudged: notJudgedBecause(error) };
}
