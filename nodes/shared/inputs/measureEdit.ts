import { differenceImage, measureChange, type ImageChange } from '../images/difference';
import { identifyImage } from '../images/identify';
import { ImageDecodeError } from '../images/imageDecodeError';
import { openStripes, type ProfileUse } from '../images/open';
import { uprightSize } from '../images/orientation';
import type { ImageFacts } from '../images/types';
import type { Session } from '../execution/session';
import type { Inspection } from '../items/imageCall';
import type { EditMask } from './editMask';
import type { InputImage } from './storedImage';

/** Above this the shapes differ so much that pixels cannot be laid over each other. */
const SHAPE_TOLERANCE = 0.01;
/** Larger images would hold n8n up for seconds and take gigabytes when they are decoded. */
const LIMITS = { maxPixels: 25_000_000 };

/** What an edit is measured against. */
export interface MeasuredEdit {
	first: InputImage;
	mask: EditMask | undefined;
	/** Whether an image of what changed is wanted. */
	difference: boolean;
}

/**
 * Measures on the delivered image how much of it changed, inside and outside the mask. What cannot be
 * measured is said in a warning: the image itself is never held back.
 */
export async function measureEdit(
	{ openings, signal }: Session,
	delivered: Uint8Array,
	edit: MeasuredEdit,
): Promise<Inspection> {
	const { first } = edit;
	const unmeasured = (reason: string): Inspection => ({
		json: { warnings: [{ setting: 'mask', message: `What changed was not measured: ${reason}` }] },
		files: {},
	});
	const facts = identifyImage(delivered);
	if (facts === undefined) return unmeasured('the delivered file cannot be read');
	const shapeOf = (size: { width: number; height: number }) => size.width / size.height;
	if (
		Math.abs(shapeOf(uprightSize(facts)) / shapeOf(uprightSize(first.facts)) - 1) > SHAPE_TOLERANCE
	) {
		return unmeasured(
			`the image has another shape (${facts.width} × ${facts.height}) than its input (${first.facts.width} × ${first.facts.height})`,
		);
	}
	const compare = async () => await comparison(delivered, facts, edit, signal);
	return await openings.run(compare, signal).catch((thrown: unknown) => {
		if (!(thrown instanceof ImageDecodeError)) throw thrown;
		return unmeasured(thrown.message.replace(/\.$/, ''));
	});
}

/** @throws {ImageDecodeError} */
async function comparison(
	delivered: Uint8Array,
	facts: ImageFacts,
	{ first, mask, difference: wantsDifference }: MeasuredEdit,
	signal: AbortSignal | undefined,
): Promise<Inspection> {
	const before = await openStripes(await first.load(), first.facts, LIMITS, signal);
	const after = await openStripes(delivered, facts, LIMITS, signal);
	const alpha = await mask?.alpha();
	const warnings = profileWarnings(before.profile, after.profile);
	if (wantsDifference) {
		const { png, change } = await differenceImage(before, after, alpha, signal);
		const difference = { bytes: png, mimeType: 'image/png', extension: 'png' };
		return { json: { ...(change && editOf(change)), ...warnings }, files: { difference } };
	}
	if (alpha === undefined) return { json: {}, files: {} };
	const change = await measureChange(before, after, alpha, signal);
	return { json: { ...editOf(change), ...warnings }, files: {} };
}

const editOf = ({ inside, outside }: ImageChange): Inspection['json'] => ({
	edit: {
		changedInside: rounded(inside.changed, 4),
		changedOutside: rounded(outside.changed, 4),
		meanDeltaEOutside: rounded(outside.meanDeltaE, 2),
	},
});

/** Colours that are compared as they are stored may differ although they look alike. */
function profileWarnings(before: ProfileUse, after: ProfileUse): Inspection['json'] {
	if (before !== 'unconverted' && after !== 'unconverted') return {};
	const whose = before === 'unconverted' ? 'input' : 'new';
	const message = `The ${whose} image has a color profile that cannot be converted to sRGB here. What changed was measured on its stored colors, so the figures may be too high. For exact figures, convert the image to sRGB before this step.`;
	return { warnings: [{ setting: 'mask', message }] };
}

const rounded = (value: number, digits: number) => Number(value.toFixed(digits));
