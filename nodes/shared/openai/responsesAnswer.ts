import * as z from 'zod/v4-mini';
import type { JudgeUsage } from '../models/judgeModels';
import { parsedJson } from '../values';

/** What an answer of `POST /responses` says. */
export type ReadResponse = (
	| { kind: 'text'; text: string }
	/** The model or the safety system declined. */
	| { kind: 'declined'; why: string }
	/** Cut off, empty, or not in the API's form. */
	| { kind: 'broken'; why: string }
) & {
	/** Null if the server does not tell. */
	usage: JudgeUsage | null;
};

/** Who reports as many does not know. */
const MOST_TOKENS = 1e9;
const tokens = z.int().check(z.nonnegative(), z.lt(MOST_TOKENS));
const cached = z.catch(z.nullish(tokens), 0);
const responseSchema = z.object({
	status: z.catch(z.nullish(z.string()), null),
	incomplete_details: z.catch(z.nullish(z.object({ reason: z.nullish(z.string()) })), null),
	error: z.catch(z.nullish(z.object({ message: z.nullish(z.string()) })), null),
	output: z.array(z.unknown()),
	usage: z.catch(
		z.nullish(
			z.object({
				input_tokens: tokens,
				output_tokens: tokens,
				input_tokens_details: z.catch(
					z.nullish(z.object({ cached_tokens: cached, cache_write_tokens: cached })),
					null,
				),
			}),
		),
		null,
	),
});
const messageSchema = z.object({ type: z.literal('message'), content: z.array(z.unknown()) });
const textSchema = z.object({ type: z.literal('output_text'), text: z.string() });
const refusalSchema = z.object({ type: z.literal('refusal'), refusal: z.string() });

const LONGEST_QUOTE = 300;

/** Reads a successful HTTP answer's body. Never throws: what is not an answer is reported as broken. */
export function readResponse(text: string, redact: (text: string) => string): ReadResponse {
	const parsed = responseSchema.safeParse(parsedJson(text));
	if (!parsed.success) {
		const beginning = redact(text.slice(0, LONGEST_QUOTE)).trim().replace(/\s+/g, ' ');
		return { kind: 'broken', why: `the server answered with "${beginning}"`, usage: null };
	}
	const { status, incomplete_details, error, output } = parsed.data;
	const usage = usageOf(parsed.data.usage);
	const reason = incomplete_details?.reason;
	if (reason === 'content_filter') {
		return { kind: 'declined', why: 'the safety system stopped the answer', usage };
	}
	if (status === 'incomplete') {
		return {
			kind: 'broken',
			why: `the answer ended early (${redact(reason ?? 'no reason')})`,
			usage,
		};
	}
	if (error?.message) return { kind: 'broken', why: quote(redact(error.message)), usage };
	const parts = output.flatMap((item) => messageSchema.safeParse(item).data?.content ?? []);
	const refusal = parts.flatMap((part) => refusalSchema.safeParse(part).data?.refusal ?? [])[0];
	if (refusal !== undefined) {
		return { kind: 'declined', why: `the model declined: ${quote(redact(refusal))}`, usage };
	}
	const texts = parts.flatMap((part) => textSchema.safeParse(part).data?.text ?? []);
	if (texts.length === 0) return { kind: 'broken', why: 'the answer has no text', usage };
	return { kind: 'text', text: texts.join(''), usage };
}

function usageOf(usage: z.infer<typeof responseSchema>['usage']): JudgeUsage | null {
	if (!usage) return null;
	return {
		inputTokens: usage.input_tokens,
		cachedTokens: usage.input_tokens_details?.cached_tokens ?? 0,
		cacheWriteTokens: usage.input_tokens_details?.cache_write_tokens ?? 0,
		outputTokens: usage.output_tokens,
	};
}

function quote(text: string): string {
	return `"${text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text}"`;
}
