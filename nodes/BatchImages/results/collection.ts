import { requestDeps, type Session } from '../../shared/execution/session';
import { deliverAnswer } from '../../shared/items/deliver';
import { FileNames } from '../../shared/items/fileName';
import type { CallImage } from '../../shared/items/imageCall';
import { answerBytes } from '../../shared/openai/answerBytes';
import { ApiError } from '../../shared/openai/errors/apiError';
import { fileContent, retrieveFile } from '../../shared/openai/files';
import { jsonLines, type JsonLine } from '../../shared/openai/jsonLines';
import { retryDelay } from '../../shared/openai/retry';
import { fromTransportError } from '../../shared/openai/errors/toApiError';
import { TransportError } from '../../shared/openai/transport';
import type { BatchJson, BatchRow } from '../batches/types';
import { callOfRow, outputOf, unknownRow } from './callOfRow';
import { asNotMade, missingRow } from './missingRow';
import { resultOf } from './resultLine';

/** A result file that ended before its last byte, after all tries. */
export interface CutOff {
	/** Bytes. */
	received: number;
	bytes: number | null;
}

/** The images of one batch, as they are read from its files: each is stored before the next one is read. */
export class Collection {
	/** By custom ID. */
	readonly images = new Map<string, CallImage>();
	/** Those of lines that no row is known for. */
	readonly strangers = new Map<string, BatchRow>();
	/** Lines that name no row. */
	nameless = 0;
	/** Custom IDs of lines that hold an image or may have held one. */
	readonly made = new Set<string>();
	private readonly rows: ReadonlyMap<string, BatchRow>;
	private readonly fileNames = new Map<string, FileNames>();

	/** @param takenNames of the run's files, in lower case. */
	constructor(
		private readonly session: Session,
		private readonly batch: BatchJson,
		rows: readonly BatchRow[],
		private readonly takenNames: Set<string>,
	) {
		this.rows = new Map(rows.map((row) => [row.customId, row]));
	}

	/**
	 * Reads one file, again from its beginning where the connection breaks off; what has arrived is not stored twice.
	 * @returns undefined, or where it remained cut off.
	 * @throws {ApiError} with status 404 where the file is gone.
	 */
	async read(fileId: string): Promise<CutOff | undefined> {
		const { session } = this;
		const deps = requestDeps(session);
		const { bytes } = await retrieveFile(deps, fileId);
		for (let tries = 0; ; tries++) {
			const progress = { received: 0 };
			try {
				const chunks = counted(fileContent(deps, fileId), progress);
				for await (const line of jsonLines(chunks, answerBytes)) await this.take(line);
				if (bytes === null || progress.received >= bytes) return undefined;
			} catch (thrown) {
				session.signal?.throwIfAborted();
				const error = thrown instanceof TransportError ? fromTransportError(thrown) : thrown;
				if (!(error instanceof ApiError) || error.status === 404) throw error;
				if (!error.retryable && !error.maybeBilled) throw error;
			}
			if (tries >= session.settings.maxRetries) return { received: progress.received, bytes };
			const pause = retryDelay({ retryAfterMs: null }, tries, Math.random);
			await session.clock.sleep(pause, session.signal);
		}
	}

	/** Takes over what an earlier try stored. */
	keep(customId: string, image: CallImage): void {
		this.made.add(customId);
		this.images.set(customId, image);
		if (image.binary !== undefined) this.takenNames.add(image.json.fileName.toLowerCase());
	}

	private async take(line: JsonLine): Promise<void> {
		const { session, batch } = this;
		const { customId, answer, notRun, final } = resultOf(line, session.redact);
		if (customId === undefined) {
			this.nameless++;
			return;
		}
		if (this.images.get(customId)?.binary !== undefined) return;
		if (!final) this.made.add(customId);
		const row = this.rowOf(customId);
		const call = callOfRow(batch, row);
		if (answer instanceof ApiError) {
			const status = notRun === 'batch_expired' ? 'expired' : undefined;
			this.images.set(customId, missingRow(call, answer, session.redact, status));
			return;
		}
		const delivery = { ...session, fileNames: this.namesFor(outputOf(row).fileName) };
		const [image] = await deliverAnswer(delivery, call, answer);
		if (image) this.images.set(customId, asNotMade(image));
	}

	private rowOf(customId: string): BatchRow {
		const known = this.rows.get(customId) ?? this.strangers.get(customId);
		if (known) return known;
		const row = unknownRow(customId);
		this.strangers.set(customId, row);
		return row;
	}

	private namesFor(pattern: string): FileNames {
		const names = this.fileNames.get(pattern) ?? new FileNames(pattern, this.takenNames);
		this.fileNames.set(pattern, names);
		return names;
	}
}

async function* counted(
	chunks: AsyncIterable<Uint8Array>,
	progress: { received: number },
): AsyncGenerator<Uint8Array, void> {
	for await (const chunk of chunks) {
		progress.received += chunk.length;
		yield chunk;
	}
}
