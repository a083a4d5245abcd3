/** What servers and gateways write when they decline: status and body. Wordings of their own, the rest made up. */
export type Said = [who: string, status: number, body: unknown];

const error = (message: string, more: object = {}) => ({ error: { message, ...more } });

export const REFUSALS: Said[] = [
	[
		'LiteLLM before Azure',
		400,
		error(
			"litellm.BadRequestError: litellm.ContentPolicyViolationError: AzureException - The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry.",
			{
				type: null,
				code: '400',
				provider_specific_fields: {
					innererror: {
						code: 'ResponsibleAIPolicyViolation',
						content_filter_result: { hate: { filtered: true, severity: 'high' } },
					},
				},
			},
		),
	],
	[
		'LiteLLM before Azure, in the text alone',
		400,
		error(
			"AzureException - {'error': {'code': 'content_filter', 'innererror': {'content_filter_result': {'hate': {'filtered': True, 'severity': 'medium'}, 'violence': {'filtered': False}}}}}",
			{ code: '400' },
		),
	],
	[
		'Azure, list of results',
		400,
		error('Filtered.', {
			code: 'contentFilter',
			content_filter_results: [{ hate: { filtered: true } }, { sexual: { filtered: false } }],
		}),
	],
	[
		'Azure, in short',
		400,
		error('Your task failed as a result of our safety system.', { code: 'x' }),
	],
	[
		'Azure of old',
		400,
		error('This request has been blocked by our content filters.', { code: '400' }),
	],
	[
		'OpenRouter',
		403,
		error('Your chosen model requires moderation and your input was flagged', {
			code: 403,
			metadata: { reasons: ['hate'], provider_name: 'OpenAI' },
		}),
	],
	[
		'OpenRouter, in the text of the service behind it',
		403,
		error('Provider returned error', {
			code: 403,
			metadata: {
				raw: '{"error":{"code":"moderation_blocked","message":"Your request was rejected"}}',
			},
		}),
	],
	[
		'Vertex AI',
		400,
		error(
			"The prompt could not be submitted. It contains sensitive words that violate Google's Responsible AI practices.",
			{ code: 400 },
		),
	],
	[
		'OpenRouter in a 200',
		200,
		error('Your chosen model requires moderation and your input was flagged', {
			code: 403,
			metadata: { reasons: ['hate'] },
		}),
	],
	['fal', 422, { detail: [{ loc: ['body'], msg: 'Flagged.', type: 'content_policy_violation' }] }],
	['xAI', 400, { code: 'x', error: 'Generated image rejected by content moderation.' }],
	['Stability', 403, { name: 'content_moderation', errors: ['Your request was flagged.'] }],
	[
		'Cloudflare AI Gateway',
		424,
		{ errors: [{ code: 2016, message: 'Prompt blocked due to security configurations' }] },
	],
	['LiteLLM guardrails', 400, error('Violated guardrail policy', { code: '400' })],
	['new-api', 400, error('user sensitive words detected', { code: 'sensitive_words_detected' })],
	['an upstream in a 500', 500, error('upstream: moderation_blocked', { type: 'server_error' })],
	['Azure API Management', 400, { statusCode: 400, message: 'Rejected by our safety system.' }],
	[
		'Alibaba',
		400,
		{ code: 'DataInspectionFailed', message: 'Input data may contain inappropriate content.' },
	],
	['Volcengine', 400, error('x', { code: 'OutputImageSensitiveContentDetected' })],
	['Gemini in a 200', 200, { promptFeedback: { blockReason: 'SAFETY' } }],
	['Gemini, the image', 200, { candidates: [{ finishReason: 'IMAGE_SAFETY' }] }],
	['a chat model in a 200', 200, { choices: [{ finish_reason: 'content_filter' }] }],
	['Black Forest Labs', 200, { id: 'x', status: 'Request Moderated' }],
	['Replicate', 422, { detail: 'NSFW content detected in image' }],
	['a filter in few words', 400, error('Content flagged')],
	['guardrails', 400, error('This content may violate our guardrails')],
	['the safety system', 400, error('Text that is not allowed by our safety system.')],
	['a reason', 400, error('The prompt was blocked: SAFETY')],
	['copyright', 400, error('The request was rejected: it may contain copyrighted material')],
	['a kind of content', 400, error('Sexual content is not allowed')],
	['Chinese', 400, error('内容违规')],
	['Chinese words', 400, error('提示词包含敏感词')],
];

export const MONEY: Said[] = [
	[
		'LiteLLM, 429',
		429,
		error('Budget has been exceeded! Current cost: 26.07, Max budget: 25.0', {
			type: 'budget_exceeded',
			code: '429',
		}),
	],
	[
		'LiteLLM, 400',
		400,
		error('Budget has been exceeded! Current cost: 26.07, Max budget: 25.0', { code: '400' }),
	],
	['LiteLLM of old', 400, error('ExceededBudget: User=a over budget. Spend=26.1, Budget=25.0')],
	[
		'LiteLLM, token',
		401,
		error('ExceededTokenBudget: Current spend for token: 1; Max Budget for Token: 0.5'),
	],
	['LiteLLM, team', 400, error('Crossed budget for team: t. Spend 3, budget 2')],
	[
		'OpenRouter',
		402,
		error('Insufficient credits. Add more using the settings page', { code: 402 }),
	],
	['OpenRouter in a 200', 200, error('Provider returned an answer', { code: 402 })],
	['OpenRouter, key', 403, error('Key limit exceeded (total limit).', { code: 403 })],
	['OpenRouter, more', 402, error('This request requires more credits, or fewer images')],
	[
		'Portkey',
		412,
		{ status: 'failure', message: 'You have exceeded the budget limit of the API key' },
	],
	[
		'Azure API Management',
		403,
		{
			statusCode: 403,
			message: 'Out of call volume quota. Quota will be replenished in 1.00:00:00.',
		},
	],
	['Azure API Management, tokens', 403, { statusCode: 403, message: 'Token quota is exceeded.' }],
	['new-api', 403, error('user quota is not enough', { code: 'insufficient_user_quota' })],
	['one-api', 403, error('该令牌额度已用尽', { type: 'one_api_error' })],
	[
		'SiliconFlow',
		403,
		{ code: 30001, message: 'Sorry, your account balance is insufficient', data: null },
	],
	['a 200 with a message', 200, { success: false, message: 'Insufficient balance' }],
	[
		'xAI',
		429,
		{
			error:
				'Your team has either used all available credits or reached its monthly spending limit.',
		},
	],
	['Anthropic', 400, error('Your credit balance is too low to access the API.')],
	['fal', 403, { detail: 'User is locked. Reason: Exhausted balance. Top up your balance.' }],
	[
		'Replicate',
		402,
		{ title: 'Insufficient credit', detail: 'You have insufficient credit to run this model.' },
	],
	['Vercel', 402, error('Insufficient funds.', { type: 'insufficient_funds' })],
	['Groq', 400, error('You have reached your spend limit.')],
	['Google', 429, error('Your prepayment credits are depleted.', { code: 429 })],
	[
		'OpenAI, account',
		429,
		error('Your account is not active, please check your billing details on our website.'),
	],
	['a bare 402', 402, 'Payment Required'],
	['Alibaba', 400, { code: 'Arrearage', message: 'Access denied, your account is overdue.' }],
	['Google, billing', 403, error('This API method requires billing to be enabled.')],
	[
		'Cloudflare',
		429,
		{ errors: [{ message: 'you have used up your daily free allocation of 10,000 neurons' }] },
	],
	['no more', 429, error('No credits left')],
	['a wallet', 400, error('wallet balance low')],
	['a plea', 400, error('Please top up your account')],
	['a way to pay', 403, error('Please add a payment method to continue')],
	['a trial', 403, error('Your trial has ended')],
	['a subscription', 403, error('Subscription expired')],
	['an invoice', 403, error('Account suspended due to unpaid invoice')],
	['an account', 403, error('Your account is past due')],
	['a cap', 429, error('usage cap exceeded')],
	['a 200 with errmsg', 200, { success: false, errmsg: '余额不足' }],
	['Chinese', 403, error('账号欠费，请充值')],
	['Japanese', 403, error('残高が不足しています')],
	['Korean', 403, error('잔액이 부족합니다')],
	['Russian', 403, error('Недостаточно средств на балансе')],
	['Spanish', 403, error('Saldo insuficiente')],
	['French', 403, error('Crédit insuffisant')],
	['German', 403, error('Guthaben aufgebraucht')],
	['an upstream in the text', 500, error('upstream said {"code":"insufficient_quota"}')],
];

/** Limits that time lifts, though they speak of quotas and budgets of tokens. */
export const RATE_LIMITS: Said[] = [
	[
		'OpenAI',
		429,
		error('Rate limit reached on input-images per min: Limit 5, Used 5, Requested 1.'),
	],
	[
		'Azure',
		429,
		error('Requests have exceeded call rate limit of your current OpenAI S0 pricing tier.'),
	],
	[
		'Azure API Management',
		429,
		{ statusCode: 429, message: 'Rate limit is exceeded. Try again in 5 seconds.' },
	],
	[
		'Azure API Management, tokens',
		429,
		{ message: 'Token limit is exceeded. Try again in 5 seconds.' },
	],
	[
		'Google',
		429,
		error("Quota exceeded for quota metric 'Requests' and limit 'Requests per minute'"),
	],
	['Kong', 429, { message: 'API rate limit exceeded' }],
	[
		'LiteLLM',
		429,
		error('Max parallel request limit reached. Limit type: requests', { code: '429' }),
	],
	['a page', 429, '<html><title>Too Many Requests</title></html>'],
	['OpenRouter in a 200', 200, error('Provider returned an answer', { code: 429 })],
];

/** Limits that the request alone exceeds. */
export const TOO_LARGE: Said[] = [
	[
		'OpenAI',
		429,
		error('Request too large for gpt-image-2 on input-images per min: Limit 5, Requested 8.'),
	],
	[
		'OpenAI, used up',
		429,
		error('Rate limit reached: Limit 5, Used 0, Requested 8. Please try again in 12s.'),
	],
	['with thousands', 429, error('Limit: 30,000 tokens. Requested: 54,000 tokens.')],
	['in words', 429, error('The request is too large for your tier')],
];

/** What must be taken for none of these. */
/** A gateway lost its server, which may have drawn and billed: not to be repeated. */
export const LOST: Said[] = [
	[
		'LiteLLM, a time-out',
		500,
		error('litellm.Timeout: APITimeoutError - Request timed out. Error_str: Request timed out.', {
			type: null,
			code: '500',
		}),
	],
	['Envoy in JSON', 503, error('upstream connect error or disconnect/reset before headers')],
	['Kong', 502, error('An invalid response was received: upstream prematurely closed connection')],
	['a service mesh', 504, error('upstream request timeout', { code: 504 })],
	['gRPC', 500, error('rpc error: code = DeadlineExceeded desc = context deadline exceeded')],
	['httpx', 500, error('Server disconnected without sending a response.')],
	['httpx, while it read', 500, error('peer closed connection (incomplete chunked read)')],
	[
		'new-api',
		500,
		error('read tcp 10.0.0.2:443: connection reset by peer', { type: 'new_api_error' }),
	],
	['Node.js', 500, error('socket hang up', { code: 'ECONNRESET' })],
];

/** The API itself, which has not drawn. */
export const REPEATED: Said[] = [
	[
		'OpenAI',
		500,
		error('The server had an error while processing your request. Sorry about that!', {
			type: 'server_error',
		}),
	],
	['OpenAI, overloaded', 503, error('The engine is currently overloaded, please try again later')],
	[
		'OpenAI, slow down',
		503,
		error('Slow Down: reduce your request rate', { type: 'server_error' }),
	],
	['no word', 500, error('')],
];

export const OTHERS: Said[] = [
	['a policy of the network', 403, error('Blocked by network policy')],
	['a content type', 415, error('Blocked: the content type is not supported')],
	['a prompt about money', 400, error('Invalid value for size')],
	['a balanced word', 400, error('Give a more balanced aspect ratio')],
	['a low word', 400, error('The white balance is too high for quality low')],
	['an input flag', 400, error('The flag --safe is unknown')],
	['a plan', 403, error('Your plan does not include this model')],
	['a sensitive word', 400, error('The field name is case sensitive')],
	['too many references', 400, error('Too many images: at most 16')],
];
