import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { createRedactor, type Redactor } from '../openai/redact';
import type { Transport } from '../openai/transport';
import type { RequestDeps } from '../openai/withRetries';
import type { Service } from '../models/batch';
import type { RequestPolicy } from '../request/policy';
import { SettingError } from '../request/settings';
import { createBudget, type Budget } from '../pace/budget';
import type { Clock } from '../openai/clock';
import { Queue } from '../pace/queue';
import { readCredential, type ApiCredential } from './credential';
import { expected, seconds } from '../words';
import type { ImageCall } from '../items/imageCall';
import { resourcesOf, type Resources } from '../items/resources';
import { Kept } from './kept';
import { runSettingError } from '../items/failures/nodeError';
import { readRunSettings, type RunSettings } from '../parameters/readRun';
import { TurnLedger } from './ledger';
import { createTransport } from './transport';
import { hasTriesLeft } from './triesLeft';

/** Everything that one execution of a node shares among its calls. */
export interface Session extends Resources {
	credential: ApiCredential;
	settings: RunSettings;
	transport: Transport;
	redact: Redactor;
	queue: Queue;
	budget: Budget;
	/** Where the budget counts, where there is one. */
	ledger: TurnLedger;
	/** What earlier tries brought. */
	kept: Kept;
	/** Input images by their address: each is downloaded once. */
	downloads: Map<string, Promise<IBinaryData>>;
}

/**
 * Opens a session for one execution of a node.
 * @throws NodeOperationError for Run Settings that cannot be kept, and what n8n throws without a credential.
 */
export async function openSession(context: IExecuteFunctions): Promise<Session> {
	const settings = runSettingsOf(context);
	const credential = await readCredential(context);
	const resources = resourcesOf(context);
	const { clock, signal } = resources;
	const ledger = new TurnLedger(context);
	return {
		...resources,
		credential,
		settings,
		transport: createTransport(context, credential),
		redact: createRedactor(credential.secrets),
		queue: new Queue({
			maxConcurrency: settings.maxConcurrency,
			imagesPerMinute: settings.imagesPerMinute,
			maxRateLimitWaitMs: settings.maxRateLimitWaitMs,
			onRateLimit: (waitMs) => tellRateLimit(context, waitMs),
			clock,
			signal,
		}),
		budget: createBudget(
			settings.maxSpendUsd,
			settings.maxSpendUsd === undefined ? undefined : ledger,
		),
		ledger,
		kept: new Kept(context),
		downloads: new Map(),
	};
}

/**
 * Forgets what was kept for another try, unless n8n will make one: the images are in the output now.
 * @param items of the node's first output.
 */
export async function closeSession(
	{ context, kept, ledger }: Session,
	items: INodeExecutionData[],
	calls: ImageCall[],
): Promise<void> {
	if (hasTriesLeft(context, items)) return;
	await kept.clear(calls);
	ledger.close();
}

/** What requests outside of the run's queue need. */
export function requestDeps({
	transport,
	clock,
	signal,
	redact,
	settings: { maxRetries, timeoutMs },
}: Session): RequestDeps {
	return { transport, clock, signal, redact, maxRetries, timeoutMs };
}

/** While it waits, n8n's log and the browser's console say why; the node itself shows nothing before it ends. */
function tellRateLimit(context: IExecuteFunctions, waitMs: number): void {
	const message = `The rate limit of the account was reached: no request is sent for ${seconds(waitMs)}`;
	context.logger.info(message);
	context.sendMessageToUI(message);
}

function runSettingsOf(context: IExecuteFunctions): RunSettings {
	try {
		return readRunSettings(context);
	} catch (thrown) {
		throw runSettingError(context, expected(thrown, SettingError));
	}
}

/** What the request rules need to know of the run. */
export function requestPolicy(
	{ settings, credential, clock }: Session,
	service: Service = 'live',
): RequestPolicy {
	return {
		unsupportedSettings: settings.unsupportedSettings,
		retiredModel: settings.retiredModel,
		servedByOpenAi: credential.servedByOpenAi,
		today: today(clock),
		service,
	};
}

/** Today in UTC (YYYY-MM-DD), as OpenAI dates its shutdowns. */
export function today(clock: Clock): string {
	return new Date(clock.now()).toISOString().slice(0, 10);
}
