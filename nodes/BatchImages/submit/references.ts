import { createHash } from 'crypto';
import { writtenFor } from '../../shared/execution/askedAsWritten';
import { requestDeps, type Session } from '../../shared/execution/session';
import { uploadFile } from '../../shared/openai/files';
import type { EditFile } from '../../shared/openai/storedFile';
import type { FileReferences } from '../../shared/request/wire';
import { asLacking } from '../batches/lacking';
import type { BatchLine } from '../lines/lines';
import { deleteAll } from './leftovers';

/** Where the IDs of uploaded files are kept for another try. */
const PLACE = 'batchReferences';

/** Uploads input images and masks, each content once. */
export class References {
	private readonly byFile = new Map<EditFile, string>();
	/** IDs of what this try uploaded. */
	private readonly fresh = new Set<string>();

	private constructor(
		private readonly session: Session,
		private readonly written: string,
		/** By the hash of their content. */
		private readonly byContent: Map<string, string>,
	) {}

	static async open(session: Session): Promise<References> {
		const written = await writtenFor(session.context, [0]);
		const kept = session.kept.find(PLACE, written);
		// Another execution may be days later: its files may be gone.
		const ids = kept?.sameExecution ? (kept.answer as Record<string, string>) : {};
		return new References(session, written, new Map(Object.entries(ids)));
	}

	/** Uploads what these lines send, several files at once. @throws {ApiError} and {SettingError} */
	async upload(lines: readonly BatchLine[]): Promise<void> {
		const files = new Set(lines.flatMap(({ call }) => (call.files ? filesOf(call.files) : [])));
		const open = [...files].filter((file) => !this.byFile.has(file));
		for (const line of lines) await line.call.files?.checkStored();
		const atOnce = this.session.settings.maxConcurrency;
		for (let start = 0; start < open.length; start += atOnce) {
			const some = open.slice(start, start + atOnce);
			const hashes = await Promise.all(some.map(async (file) => await hashOf(file)));
			const first = some.filter(
				(_, at) => hashes.indexOf(hashes[at]!) === at && !this.byContent.has(hashes[at]!),
			);
			const uploads = await Promise.allSettled(
				first.map(async (file) => {
					const { id } = await uploadFile(requestDeps(this.session), 'vision', file);
					this.fresh.add(id);
					this.byContent.set(hashes[some.indexOf(file)]!, id);
				}),
			);
			const failed = uploads.find((upload) => upload.status === 'rejected');
			if (failed) throw asLacking(this.session, 'upload', failed.reason as unknown);
			for (const [at, file] of some.entries())
				this.byFile.set(file, this.byContent.get(hashes[at]!)!);
			this.keep();
		}
	}

	/** Deletes what this try uploaded, except for what these lines send. */
	async discard(needed: readonly BatchLine[]): Promise<void> {
		const files = needed.flatMap(({ call }) => (call.files ? filesOf(call.files) : []));
		for (const file of files) this.fresh.delete(this.byFile.get(file) ?? '');
		if (this.fresh.size === 0) return;
		for (const map of [this.byFile, this.byContent] as Array<Map<unknown, string>>) {
			for (const [key, id] of map) if (this.fresh.has(id)) map.delete(key);
		}
		await deleteAll(this.session, [...this.fresh]);
		this.keep();
	}

	private keep(): void {
		this.session.kept.keep(PLACE, this.written, { answer: Object.fromEntries(this.byContent) });
	}

	/** The files of a line by their IDs; undefined for one that generates. */
	of({ call: { files } }: BatchLine): FileReferences | undefined {
		if (files === undefined) return undefined;
		const idOf = (file: EditFile) => this.byFile.get(file) ?? '';
		return {
			images: files.images.map(idOf),
			...(files.mask && { mask: idOf(files.mask) }),
		};
	}
}

const filesOf = ({ images, mask }: { images: readonly EditFile[]; mask?: EditFile }) =>
	mask ? [...images, mask] : [...images];

async function hashOf(file: EditFile): Promise<string> {
	return createHash('sha256')
		.update(await file.load())
		.digest('base64url');
}
