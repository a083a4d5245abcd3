import { changedFraction, differenceImage } from '../images/difference';
import { decodeImage } from '../images/exactPixels';
import { identifyImage } from '../images/identify';
import { ImageDecodeError } from '../images/imageDecodeError';
import { encodePng } from '../images/png';
import type { ImageFacts } from '../images/types';
import type { Inspection } from '../items/imageCall';
import type { EditMask } from './editMask';
import type { InputImage } from './inputs';

/** Above this the shapes differ so much that pixels cannot be laid over each other. */
const SHAPE_TOLERANCE = 0.01;
/** Larger pictures would hold n8n up for seconds and take gigabytes when they are decoded. */
const LIMITS = { maxPixels: 25_000_000 };

/**
 * Measures on the delivered image how much of it changed, inside and outside the mask. What cannot be
 * measured is said in a warning: the image itself is never held back.
 */
export async function measureEdit(
	delivered: Uint8Array,
	first: InputImage,
	mask: EditMask | undefined,
	wantsDifference: boolean,
): Promise<Inspection> {
	const unmeasured = (reason: string): Inspection => ({
		json: { warnings: [{ setting: 'mask', message: `What changed was not measured: ${reason}` }] },
		files: {},
	});
	const facts = identifyImage(delivered);
	if (facts === undefined) return unmeasured('the delivered file cannot be read');
	const shapeOf = (size: { width: number; height: number }) => size.width / size.height;
	if (Math.abs(shapeOf(facts) / shapeOf(first.facts) - 1) > SHAPE_TOLERANCE) {
		return unmeasured(
			`the image has another shape (${facts.width} × ${facts.height}) than its input (${first.facts.width} × ${first.facts.height})`,
		);
	}
	return await comparison(delivered, facts, first, mask, wantsDifference).catch(
		(thrown: unknown) => {
			if (!(thrown instanceof ImageDecodeError)) throw thrown;
			return unmeasured(thrown.message.replace(/\.$/, ''));
		},
	);
}

/** @throws {ImageDecodeError} */
async function comparison(
	delivered: Uint8Array,
	facts: ImageFacts,
	first: InputImage,
	mask: EditMask | undefined,
	wantsDifference: boolean,
): Promise<Inspection> {
	const before = await decodeImage(await first.load(), first.facts, LIMITS);
	const after = await decodeImage(delivered, facts, LIMITS);
	const files: Inspection['files'] = {};
	if (wantsDifference) {
		const bytes = await encodePng(differenceImage(before, after));
		files.difference = { bytes, mimeType: 'image/png', extension: 'png' };
	}
	if (mask === undefined) return { json: {}, files };
	const { inside, outside } = changedFraction(before, after, await mask.alpha());
	return {
		json: { edit: { changedInside: rounded(inside), changedOutside: rounded(outside) } },
		files,
	};
}

const rounded = (fraction: number) => Math.round(fraction * 10_000) / 10_000;
