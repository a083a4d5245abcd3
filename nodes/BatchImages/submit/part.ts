import { randomUUID } from 'crypto';
import { requestDeps, type Session } from '../../shared/execution/session';
import { writtenFor } from '../../shared/execution/askedAsWritten';
import { isTool } from '../../shared/items/turn';
import type { ApiBatch, NewBatch } from '../../shared/openai/batches';
import { ApiError } from '../../shared/openai/errors/apiError';
import { expected } from '../../shared/words';
import { retrieveFile, uploadFile } from '../../shared/openai/files';
import type { EditFile } from '../../shared/openai/storedFile';
import type { OwnBatches } from '../batches/account';
import { batchJsonOf } from '../batches/batchJson';
import { asLacking } from '../batches/lacking';
import { readManifest } from '../batches/manifest';
import { metadataPairs } from '../batches/metadata';
import { wasQueueFull } from '../batches/status';
import { QUEUED, type BatchJson, type BatchRow } from '../batches/types';
import { jsonlFile, requestLine } from '../lines/jsonl';
import { contentOf, type BatchLine } from '../lines/lines';
import { createOnce } from '../batches/create';
import { deleteAll, isFinal } from './leftovers';
import type { References } from './references';

/** What is kept of a part for another try. */
interface KeptPart {
	identity: string;
	content: string;
	/** Milliseconds since the epoch. */
	since: number;
	inputFileId?: string;
	manifestFileId?: string;
}

/** What a part became, and where it came from. */
export interface SubmittedPart {
	json: BatchJson;
	from: 'new' | 'earlierTry' | 'sameContent';
}

/** The lines of one batch, and what earlier tries made of them. */
export class Part {
	private constructor(
		private readonly session: Session,
		readonly lines: readonly BatchLine[],
		private readonly label: string,
		readonly content: string,
		private readonly place: string,
		private readonly written: string,
		private kept: KeptPart | undefined,
	) {}

	static async open(
		session: Session,
		lines: readonly BatchLine[],
		number: number,
		label: string,
	): Promise<Part> {
		const content = await contentOf(lines);
		const place = `batch:${number}${isTool(session.context) ? `:${content}` : ''}`;
		const itemIndexes = [...new Set(lines.flatMap(({ call }) => call.itemIndexes))];
		const written = await writtenFor(session.context, itemIndexes);
		const found = session.kept.find(place, written);
		const kept = found?.answer as KeptPart | undefined;
		return new Part(session, lines, label, content, place, written, kept);
	}

	/** When an earlier try began with it, in milliseconds since the epoch. */
	get since(): number | undefined {
		return this.kept?.since;
	}

	/** USD at batch prices, most likely. */
	get estimatedCostUsd(): number | null {
		return this.lines.reduce<number | null>((sum, { call }) => {
			const { costUsd } = call.request.estimate;
			return sum === null || costUsd === null ? null : sum + costUsd;
		}, 0);
	}

	/** Tokens in the queue, estimated. */
	get tokens(): number {
		return this.lines.reduce((sum, { tokens }) => sum + tokens, 0);
	}

	get model(): string {
		return this.lines[0]!.call.request.body.model;
	}

	/** Forgets what is kept of it: it is in the output now. */
	forget(): void {
		this.session.kept.forget(this.place);
	}

	/** What was submitted before: by an earlier try, or with the same content and not ended. */
	async before(batches: OwnBatches): Promise<SubmittedPart | undefined> {
		const own = this.kept && batches.of(this.kept.identity);
		if (own) return { json: await this.jsonOf(own), from: 'earlierTry' };
		if (this.kept) return undefined;
		const same = batches.unfinished({ content: this.content, ...this.origin }, this.now);
		return same && { json: await this.jsonOf(same), from: 'sameContent' };
	}

	/**
	 * Uploads the lines and creates the batch.
	 * @param hasRoom whether the queue is thought to have room for it.
	 * @throws {ApiError} What a batch that was turned down left is deleted.
	 */
	async submit(references: References, hasRoom: boolean): Promise<SubmittedPart> {
		const batch = await this.uploaded(references);
		const created = hasRoom ? await this.create(batch) : null;
		return { json: created ? await this.jsonOf(created) : await this.queued(batch), from: 'new' };
	}

	private get now(): number {
		return this.session.clock.now();
	}

	private get origin() {
		const { context } = this.session;
		return { workflow: String(context.getWorkflow().id), node: context.getNode().id };
	}

	private keep(changes: Partial<KeptPart>): KeptPart {
		const { content, now: since } = this;
		this.kept = { identity: randomUUID(), content, since, ...this.kept, ...changes };
		this.session.kept.keep(this.place, this.written, { answer: this.kept });
		return this.kept;
	}

	/** What to create the batch from; what an earlier try uploaded is taken where it is still there. */
	private async uploaded(references: References): Promise<NewBatch> {
		const { session, lines } = this;
		const deps = requestDeps(session);
		const { identity, ...kept } = this.keep({});
		let { content, inputFileId, manifestFileId } = kept;
		const isThere = async (id: string) =>
			await retrieveFile(deps, id).then(
				() => true,
				() => false,
			);
		if (
			!inputFileId ||
			!manifestFileId ||
			!(await isThere(inputFileId)) ||
			!(await isThere(manifestFileId))
		) {
			await references.upload(lines);
			const input = jsonlFile(`${identity}.jsonl`, lines, (line) =>
				requestLine(line, references.of(line)),
			);
			const manifest = jsonlFile(`${identity}-rows.jsonl`, lines, ({ row }) => row);
			inputFileId = await this.upload(input);
			manifestFileId = await this.upload(manifest, inputFileId);
			({ content } = this.keep({ content: this.content, inputFileId, manifestFileId }));
		}
		const { model, label, origin } = this;
		const metadata = { identity, content, ...origin, model, label, manifest: manifestFileId };
		return { inputFileId, endpoint: lines[0]!.endpoint, metadata: metadataPairs(metadata) };
	}

	private async create(batch: NewBatch): Promise<ApiBatch | null> {
		const { since } = this.keep({});
		try {
			return await createOnce(this.session, batch, since);
		} catch (thrown) {
			const error = expected(thrown, ApiError);
			const { inputFileId, metadata } = batch;
			if (isFinal(error)) await this.deleteFiles(inputFileId, metadata.manifest!);
			throw error;
		}
	}

	/** @param before ID of a file that is of no use without this one. */
	private async upload(file: EditFile, before?: string): Promise<string> {
		const { session } = this;
		try {
			return (await uploadFile(requestDeps(session), 'batch', file)).id;
		} catch (thrown) {
			if (before !== undefined && isFinal(thrown)) await this.deleteFiles(before);
			throw asLacking(session, 'upload', thrown);
		}
	}

	private async deleteFiles(...ids: string[]): Promise<void> {
		await deleteAll(this.session, ids);
		this.keep({ inputFileId: undefined, manifestFileId: undefined });
	}

	private async jsonOf(batch: ApiBatch): Promise<BatchJson> {
		const json = await this.completed(batchJsonOf(batch));
		return wasQueueFull(batch) ? { ...json, id: null, status: QUEUED } : json;
	}

	private async queued({ inputFileId, endpoint, metadata }: NewBatch): Promise<BatchJson> {
		return await this.completed({
			id: null,
			status: QUEUED,
			model: this.model,
			endpoint,
			images: null,
			submittedAt: null,
			expiresAt: null,
			...(this.label && { label: this.label }),
			inputFileId,
			manifestFileId: metadata.manifest ?? null,
			metadata,
		});
	}

	/** With its rows: where an earlier try sent other prompts, those it sent. */
	private async completed(json: BatchJson): Promise<BatchJson> {
		const { estimatedCostUsd } = this;
		const rows = await this.rowsOf(json);
		return { ...json, images: rows.length, estimatedCostUsd, rows };
	}

	private async rowsOf({ metadata, manifestFileId }: BatchJson): Promise<BatchRow[]> {
		const own = this.lines.map(({ row }) => row);
		if (metadata.content === this.content || manifestFileId === null) return own;
		return await readManifest(requestDeps(this.session), manifestFileId);
	}
}
