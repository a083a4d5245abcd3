import type { ResponseCreateParamsNonStreaming } from 'openai/resources/responses/responses';
import * as z from 'zod/v4-mini';
import type { Check, FitsSdk } from './fitsSdk';

const textPart = z.strictObject({ type: z.literal('input_text'), text: z.string() });
const imagePart = z.strictObject({
	type: z.literal('input_image'),
	/** A data URL. */
	image_url: z.string(),
	detail: z.enum(['low', 'high', 'auto']),
});

/** The JSON body of `POST /responses`, as far as a question about images needs it. */
export const responsesBodySchema = z.strictObject({
	model: z.string().check(z.minLength(1)),
	input: z.array(
		z.strictObject({
			role: z.enum(['developer', 'user']),
			content: z.array(z.union([textPart, imagePart])),
		}),
	),
	text: z.strictObject({
		format: z.strictObject({
			type: z.literal('json_schema'),
			name: z.string().check(z.regex(/^[\w-]{1,64}$/)),
			strict: z.literal(true),
			schema: z.record(z.string(), z.unknown()),
		}),
	}),
	reasoning: z.optional(z.strictObject({ effort: z.enum(['low']) })),
	store: z.literal(false),
	max_output_tokens: z.int().check(z.gte(16)),
});

export type ResponsesBody = z.output<typeof responsesBodySchema>;

/** Compiles only where the fields fit the types of the `openai` package. */
export type ResponsesBodyFitsTheSdk = Check<
	FitsSdk<ResponsesBody, ResponseCreateParamsNonStreaming>
>;

export interface ImageQuestion {
	model: string;
	/** What the model is to do: the only words that are instructions. */
	instructions: string;
	/** What it is to do it with. */
	material: string;
	/** Data URLs, in order. */
	images: readonly string[];
	/** Of the answer's form: letters, digits, `_` and `-`. */
	name: string;
	/** JSON schema of the answer, in the part that OpenAI's strict mode takes. */
	schema: Record<string, unknown>;
	maxOutputTokens: number;
	reasoningEffort: 'low' | null;
}

/** A question about images in the API's words. Nothing of it is stored at OpenAI. */
export function responsesBodyOf(question: ImageQuestion): ResponsesBody {
	return responsesBodySchema.parse({
		model: question.model,
		input: [
			{ role: 'developer', content: [{ type: 'input_text', text: question.instructions }] },
			{
				role: 'user',
				content: [
					...(question.material === '' ? [] : [{ type: 'input_text', text: question.material }]),
					...question.images.map((url) => ({
						type: 'input_image',
						image_url: url,
						detail: 'high',
					})),
				],
			},
		],
		text: {
			format: {
				type: 'json_schema',
				name: question.name,
				strict: true,
				schema: question.schema,
			},
		},
		...(question.reasoningEffort && { reasoning: { effort: question.reasoningEffort } }),
		store: false,
		max_output_tokens: question.maxOutputTokens,
	});
}
