/** An answer that is not an image: OpenAI's status and body. Thrown wherever a request is turned down. */
export class Refusal extends Error {
	override readonly name = 'Refusal';

	constructor(
		readonly status: number,
		readonly body: unknown,
		readonly headers: Readonly<Record<string, string>> = {},
	) {
		super(`${status} ${JSON.stringify(body)}`);
	}
}

interface RefusalDetails {
	status?: number;
	param?: string | null;
	code?: string | null;
	type?: string;
	headers?: Record<string, string>;
	/** Further members of `error`. */
	more?: Record<string, unknown>;
}

/** OpenAI's error body. Defaults: 400, `invalid_request_error`, no param, no code. */
export function refusal(message: string, details: RefusalDetails = {}): Refusal {
	const { status = 400, type = 'invalid_request_error', param = null, code = null } = details;
	return new Refusal(
		status,
		{ error: { message, type, param, code, ...details.more } },
		details.headers,
	);
}

/** A request that the image model's own rules turn down (size, quality, background, input images). */
export function userRefusal(
	message: string,
	param: string | null,
	code = 'invalid_value',
): Refusal {
	return refusal(message, { type: 'image_generation_user_error', param, code });
}

/** The safety system's answer. Without `categories` the older form that has no `moderation_details`. */
export function safetyRefusal(
	requestId: string,
	categories: readonly string[] | null = ['sexual'],
	stage: 'input' | 'output' = 'output',
): Refusal {
	const violations = categories ? ` safety_violations=[${categories.join(', ')}].` : '';
	return refusal(
		'Your request was rejected by the safety system. If you believe this is an error, contact us at ' +
			`help.openai.com and include the request ID ${requestId}.${violations}`,
		{
			type: 'image_generation_user_error',
			code: 'moderation_blocked',
			more: categories ? { moderation_details: { moderation_stage: stage, categories } } : {},
		},
	);
}

export function modelNotFound(id: string): Refusal {
	return refusal(`The model \`${id}\` does not exist or you do not have access to it.`, {
		status: 404,
		code: 'model_not_found',
	});
}

export function unknownParameter(name: string): Refusal {
	return refusal(`Unknown parameter: '${name}'.`, { param: name, code: 'unknown_parameter' });
}

export function serverRefusal(requestId: string, status = 500): Refusal {
	return refusal(
		'The server had an error processing your request. Sorry about that! You can retry your request, or ' +
			`contact us through our help center at help.openai.com if you keep seeing this. (Request ID: ${requestId})`,
		{ status, type: 'server_error', code: 'server_error' },
	);
}
