import { setTimeout as wait } from 'node:timers/promises';
import { imagesAnswer } from './imagesAnswer';
import { inForm } from './answerForms';
import { sendEvents } from './events';
import type { FileGuard } from './behaviour/faults';
import { now } from './behaviour/log';
import { safetyRefusal } from './rules/errorAnswer';
import type { Exchange } from './exchange';
import { drawAll, isRefused, jobOf } from './jobs';
import { sendBody } from './send';
import type { ServerState } from './behaviour/state';
import { strikesInstead } from './behaviour/insteadOfAnswer';
import { usageOf } from './tokens';
import type { ImageJob } from './types';

/**
 * Milliseconds before drawing, where the latency leaves them. Drawing blocks this process for some 30 ms,
 * and clients often live in it: what arrives at the same time is let in first.
 */
const SETTLE_MS = 30;

/** POST /v1/images/generations and /v1/images/edits. */
export async function answerImages(
	operation: ImageJob['operation'],
	exchange: Exchange,
	state: ServerState,
): Promise<void> {
	const { request, response, entry, signal } = exchange;
	const { settings } = state;
	const fault = state.faults.take(request);
	entry.fault = fault?.kind ?? null;
	if (fault && (await strikesInstead(fault, request, response, signal))) return;
	const whole = await jobOf(request, operation, settings, state.findImage);
	const job = fault?.kind === 'fewerImages' ? { ...whole, n: fault.count } : whole;
	state.rateLimit.take(
		operation === 'edit' ? whole.inputs.length : whole.n,
		job.modelId,
		settings,
		now(),
	);
	const latencyMs = state.latencyOf(request, job.modelId);
	if (isRefused(job)) {
		await pause(entry.startedAt + latencyMs - now(), signal);
		throw safetyRefusal(request.id);
	}
	if (latencyMs > 2 * SETTLE_MS) await pause(SETTLE_MS, signal);
	const files = await drawAll(job, state, settings);
	const usage = usageOf(job);
	const spentMs = now() - entry.startedAt;
	response.setHeader('openai-processing-ms', String(Math.round(Math.max(latencyMs, spentMs))));
	entry.usage = usage;
	if (job.stream) {
		await sendEvents(response, job, files, usage, Math.max(0, latencyMs - spentMs), signal);
		return;
	}
	await pause(latencyMs - spentMs, signal);
	const guard: FileGuard =
		fault?.kind === 'guardedUrlAnswer' ? fault : { relative: fault?.kind === 'relativeUrlAnswer' };
	const urlOf = (file: Buffer) => state.keepFile(file, job.format, guard);
	if (fault?.kind === 'otherForm') {
		const { contentType, body } = inForm(fault.form, files, usage, `image/${job.format}`, urlOf);
		response.writeHead(200, { 'content-type': contentType });
		response.end(body);
		return;
	}
	await sendBody(response, imagesAnswer(job, files, usage, settings, fault, urlOf), fault, signal);
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
	if (ms > 0) await wait(ms, undefined, { signal });
}
