import { encodePng } from '../../../nodes/shared/images/png';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
	IDataObject,
	INodeExecutionData,
	INodeParameters,
	IRunExecutionData,
} from 'n8n-workflow';
import type { WorkflowJson } from '../../../dev/engine/engine';
import type { Instance, StoredExecution } from '../../../dev/n8n/instance';
import type { AnswerBody, ImageDecision } from '../../../nodes/ReviewImages/protocol/answer';
import type { PageData } from '../../../nodes/ReviewImages/protocol/page';
import { look, lookAgainAfter, nextAfter, type Next } from '../../../page/review/follow';
import { model } from '../../support/workbench';
import { until } from './until';

interface ReviewWorkflow {
	name: string;
	review: INodeParameters;
	/** How many images are made. */
	images?: number;
	prompt?: string;
	/** Of the images; the node's own where it is left out. */
	fileName?: string;
	credential: string;
	/** Sends requested changes through GPT Image Edit and back to the review. */
	loops?: boolean;
	/** In place of the manual trigger. */
	webhook?: boolean;
	/** A file in place of the images that are made. */
	file?: { bytes: Buffer; name: string; mimeType: string };
	/** Put beside what is in the images' items. */
	json?: IDataObject;
}

/** Images, a review, and a node behind each of its outputs; with Edit between two rounds where it loops. */
export function reviewWorkflow({
	name,
	review,
	images = 1,
	prompt = 'A glass of tea. Headline: "Slow down"',
	fileName = '',
	credential,
	loops = false,
	webhook = false,
	file,
	json,
}: ReviewWorkflow): WorkflowJson {
	const credentials = { gptImageApi: { id: credential, name: 'GPT Image API' } };
	const node = (title: string, type: string, parameters: INodeParameters, more = {}) => ({
		id: title,
		name: title,
		type,
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters,
		...more,
	});
	const start = webhook
		? node(
				'Start',
				'n8n-nodes-base.webhook',
				{ httpMethod: 'POST', path: name, responseMode: 'onReceived', options: {} },
				{ typeVersion: 2.1, webhookId: name },
			)
		: node('Start', 'n8n-nodes-base.manualTrigger', {});
	const small = { model: model('gpt-image-2.6-flare'), size: '1024x1024', quality: 'low' };
	const outputs = ['Output 0', 'Output 1', 'Output 2', 'Output 3', 'Output 4'];
	const to = (target: string) => [{ node: target, type: 'main' as const, index: 0 }];
	return {
		name,
		settings: { executionOrder: 'v1' },
		nodes: [
			start,
			node(
				'Text of the file',
				'n8n-nodes-base.set',
				{ mode: 'raw', jsonOutput: JSON.stringify({ file: file?.bytes.toString('base64') ?? '' }) },
				{ typeVersion: 3.4 },
			),
			file
				? node(
						'Draw',
						'n8n-nodes-base.convertToFile',
						{
							operation: 'toBinary',
							sourceProperty: 'file',
							options: { fileName: file.name, mimeType: file.mimeType },
						},
						{ typeVersion: 1.1 },
					)
				: node(
						'Draw',
						'n8n-nodes-gpt-image.generateImage',
						{ ...small, prompt, n: images, options: { ...(fileName && { fileName }) } },
						{ credentials },
					),
			node(
				'More',
				'n8n-nodes-base.set',
				{
					mode: 'raw',
					jsonOutput: JSON.stringify(json ?? {}),
					includeOtherFields: true,
					options: { stripBinary: false },
				},
				{ typeVersion: 3.4 },
			),
			node('Review', 'n8n-nodes-gpt-image.reviewImages', review, { webhookId: randomUUID() }),
			...outputs.map((title) => node(title, 'n8n-nodes-base.noOp', {})),
			node(
				'Edit',
				'n8n-nodes-gpt-image.editImage',
				{
					...small,
					prompt: '={{ $json.review.instruction }}',
					mask: "={{ $binary.mask ? 'binaryField' : 'none' }}",
					markupField: "={{ $binary.markup ? 'markup' : '' }}",
					options: { includeInputFiles: true },
				},
				{ credentials },
			),
		],
		connections: {
			Start: { main: [to(file ? 'Text of the file' : 'Draw')] },
			'Text of the file': { main: [to('Draw')] },
			Draw: { main: [to(json ? 'More' : 'Review')] },
			More: { main: [to('Review')] },
			Review: {
				main: outputs.map((title, output) => to(loops && output === 2 ? 'Edit' : title)),
			},
			Edit: { main: [to('Review')] },
		},
	};
}

let opened = 0;

/** Runs a workflow to its page. */
export async function openReview(
	instance: Instance,
	workflow: Omit<ReviewWorkflow, 'name'>,
): Promise<ReviewPage> {
	const name = `review ${++opened}`;
	const id = await instance.saveWorkflow(reviewWorkflow({ name, ...workflow }));
	const run = await instance.runWorkflow(id);
	expect([run.status, run.data.resultData.error?.message]).toEqual(['waiting', undefined]);
	return new ReviewPage(instance, run);
}

/** The page's addresses of a waiting execution, spoken to without a login. */
export class ReviewPage {
	constructor(
		private readonly instance: Instance,
		readonly run: StoredExecution,
		/** The review's name in its workflow. */
		private readonly node = 'Review',
	) {}

	/** What the link in the mail opens. */
	get link(): string {
		return this.run.formUrl;
	}

	/** Where images are and answers go. */
	get address(): string {
		return this.run.formUrl.replace('/form-waiting/', '/webhook-waiting/');
	}

	async data(): Promise<PageData> {
		const response = await fetch(`${this.address}&want=data`);
		if (!response.ok) throw new Error(`The page's data: ${response.status}`);
		return (await response.json()) as PageData;
	}

	async image(index: number | string, kind = 'preview', round?: string): Promise<Response> {
		const of = round ?? (await this.data()).round;
		return await fetch(`${this.address}&image=${index}&kind=${kind}&round=${of}`);
	}

	/** Sends a body as it is. */
	async post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
		return await fetch(this.address, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...headers },
			body: typeof body === 'string' ? body : JSON.stringify(body),
		});
	}

	/** Answers as the page does: tries again while n8n is at another answer. */
	async answer(body: AnswerBody): Promise<number> {
		for (let tries = 0; ; tries++) {
			const { status } = await this.post(body);
			const isBusy = status === 500 || status === 409;
			if (!isBusy || tries === 5) return status;
			await new Promise((resolve) => setTimeout(resolve, 400 * 2 ** tries));
		}
	}

	/**
	 * Answers and looks after it as the page does: of two answers in the same moment n8n may keep one, and have taken
	 * both. @returns the status of the last sending.
	 */
	async answerUntilKept(data: PageData, body: AnswerBody): Promise<number> {
		const absolute = (address: string) => new URL(address, this.link).href;
		const places = {
			address: absolute(data.address),
			statusAddress: absolute(data.statusAddress),
		};
		for (let looks = 0; ;) {
			const status = await this.answer(body);
			let next: Next = { kind: 'keepWaiting' };
			while (status === 200 && next.kind === 'keepWaiting') {
				await sleep(lookAgainAfter(looks++));
				next = nextAfter(await look(places), body);
			}
			if (next.kind !== 'sendAgain') return status;
		}
	}

	/** Waits until the execution has ended, or waits in a round or for an answer that was not there before. */
	async next(before: Pick<PageData, 'round' | 'answerIds'>): Promise<StoredExecution> {
		let run = this.run;
		const isNext = async () => {
			run = await this.instance.finished(this.run.id);
			if (run.status !== 'waiting') return true;
			const round = openRound(run.data, this.node);
			return round?.id !== before.round || round.answers.length !== before.answerIds.length;
		};
		await until(isNext, 60_000, `execution ${this.run.id} to go on`);
		return run;
	}
}

/** The round that waits, in what n8n has stored. */
export function openRound(
	data: IRunExecutionData,
	node = 'Review',
): { id: string; answers: Array<{ id: string; reviewer: string }> } | undefined {
	const context = data.executionData?.contextData[`node:${node}`] as
		{ review?: { open?: { id: string; answers: [] } } } | undefined;
	return context?.review?.open;
}

/** The same decision on each image, unless `own` says otherwise. */
export function answerTo(
	data: PageData,
	decision: ImageDecision['decision'],
	own: { reviewer?: string; decisions?: Record<number, Partial<ImageDecision>> } = {},
): AnswerBody {
	return {
		round: data.round,
		id: randomUUID(),
		reviewer: own.reviewer ?? '',
		decisions: data.images.map(({ index }) => ({
			image: index,
			decision,
			comment: '',
			pins: [],
			...own.decisions?.[index],
		})),
		picks: [],
	};
}

/** What came out of an output of the review. */
export const outputOf = (run: StoredExecution, output: number): INodeExecutionData[] =>
	run.output(`Output ${output}`)[0] ?? [];

/** A drawing of the size of the local server's images. */
export async function drawing(kind: 'region' | 'markup', size = 1024): Promise<string> {
	const data = new Uint8Array(size * size * 4);
	for (let at = 3; at < data.length; at += 4) {
		const isInside = (at >> 2) % size < size / 2;
		data[at] = isInside === (kind === 'region') ? 0 : 255;
	}
	return Buffer.from(await encodePng({ width: size, height: size, data })).toString('base64');
}

/** Whether an n8n is older than a series, e.g. `2.39`. */
export function isOlderThan(version: string, series: string): boolean {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	const [ofMajor = 0, ofMinor = 0] = series.split('.').map(Number);
	return major < ofMajor || (major === ofMajor && minor < ofMinor);
}
