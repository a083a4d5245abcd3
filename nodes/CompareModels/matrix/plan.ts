import { createHash } from 'crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { PlannedCell } from './cell';
import { breathe } from '../../shared/images/breathe';
import { isDecodable } from '../../shared/images/decodableFormats';
import { imageCalls, type WantedCall } from '../../shared/items/imageCall';
import { prepareEdit, type PreparedEdit } from '../../shared/inputs/prepareEdit';
import { checkOutputSettings, readOutputSettings } from '../../shared/parameters/readOutput';
import { readPrompt, readRequestOptions } from '../../shared/parameters/readWanted';
import { checkNoPlainExpression } from '../../shared/parameters/plainExpression';
import { expected } from '../../shared/words';
import { checkBudgetIsKnown } from '../../shared/execution/planItems';
import { requestPolicy, type Session } from '../../shared/execution/session';
import { buildEditRequest, buildGenerateRequest } from '../../shared/request/buildRequest';
import { askedSize } from '../../shared/request/sizing';
import { SettingError, worded, type ImageSettings } from '../../shared/request/settings';
import type { MatrixSettings } from './settings';
import type { Variant } from './settings';
import { letterOf } from '../../shared/letterOf';
import { rejectionOf } from './rejected';
import { shownOrder } from './shownOrder';

/**
 * Every prompt on every variant, as often as asked. The order is that of the calls: prompt by prompt,
 * and within a prompt the variants take turns in coming first, so that no model gets all the early or
 * all the late places of a run.
 * @throws n8n's error for the first item that cannot be asked for, before anything is paid for.
 */
export async function planCells(
	session: Session,
	settings: MatrixSettings,
): Promise<PlannedCell[]> {
	const cells: PlannedCell[] = [];
	const orders = settings.blind
		? blindOrders(session.context, session.credential.secrets, settings.variants)
		: undefined;
	for (const promptIndex of session.context.getInputData().keys()) {
		await breathe(session.signal);
		try {
			cells.push(...(await planPrompt(session, settings, promptIndex, orders?.[promptIndex])));
		} catch (thrown) {
			throw rejectionOf(session.context, thrown, promptIndex, session.redact.text);
		}
	}
	return cells;
}

/**
 * The same in all tries of one comparison, so that images that an earlier try brought keep their letters. Made from
 * what reviewers do not have: with it, a blind order could be read back.
 */
export function blindOrders(
	context: IExecuteFunctions,
	secrets: readonly string[],
	variants: readonly Variant[],
): number[][] {
	const { id: workflow } = context.getWorkflow();
	const items = context.getInputData().map(({ json }) => json);
	const secret = [context.getInstanceId(), workflow, context.getNode().id, secrets];
	const what = JSON.stringify([secret, variants, items]);
	const key = createHash('sha256').update(what).digest('hex');
	return shownOrder(items.length, variants.length, key);
}

async function planPrompt(
	session: Session,
	settings: MatrixSettings,
	promptIndex: number,
	order: readonly number[] | undefined,
): Promise<PlannedCell[]> {
	checkOutputSettings(readOutputSettings(session.context, promptIndex));
	const base = readBase(session, promptIndex);
	const edit = settings.source === 'edit' ? await prepareEdit(session, [promptIndex]) : undefined;
	const byVariant = settings.variants.map((variant, variantIndex) => {
		const column = order ? order.indexOf(variantIndex) : variantIndex;
		const shown = order && { shownAs: letterOf(column) };
		const row = writtenRow(session, variantIndex);
		const wanted = { ...wantedCall(session, base, variant, edit), ...shown, row };
		checkBudgetIsKnown(session, wanted);
		const asked = { ...variant, model: wanted.request.body.model };
		const repeated = Array.from({ length: settings.repetitions }, () => wanted);
		return imageCalls([promptIndex], repeated).map((call, repetition): PlannedCell => {
			const place = { promptIndex, variantIndex, repetition, column };
			return { ...place, variant: asked, ...shown, call };
		});
	});
	return Array.from({ length: settings.repetitions }, (_, repetition) =>
		turnsOf(settings.variants.length, promptIndex + repetition).map(
			(variantIndex) => byVariant[variantIndex]![repetition]!,
		),
	).flat();
}

/** A variant's parameters as a person wrote them, without its name. */
function writtenRow({ context }: Session, variantIndex: number): unknown {
	const variants = context.getNode().parameters.variants as { values?: unknown[] } | undefined;
	const row = variants?.values?.[variantIndex];
	if (typeof row !== 'object' || row === null) return variants;
	return { ...row, label: undefined };
}

/** The indexes 0 to `count` − 1, beginning with another one each time. */
export function turnsOf(count: number, by: number): number[] {
	return Array.from({ length: count }, (_, index) => (index + by) % count);
}

function readBase(session: Session, promptIndex: number): ImageSettings {
	checkNoPlainExpression(session.context);
	const base = {
		...readRequestOptions(session.context, promptIndex),
		model: '',
		prompt: readPrompt(session.context, promptIndex),
		size: 'auto' as const,
		quality: 'auto' as const,
		n: 1,
	};
	if (base.outputFormat !== undefined && !isDecodable(base.outputFormat)) {
		throw new SettingError(
			'outputFormat',
			`Images in ${base.outputFormat} cannot be shown side by side: the node can only open PNG, JPEG and WebP`,
			'Choose PNG, JPEG or WebP as the Output Format.',
		);
	}
	return base;
}

function requestOf(variant: Variant, base: ImageSettings): Partial<ImageSettings> {
	const { model, quality, size, background } = variant;
	return {
		model,
		quality,
		size: askedSize(size),
		background: background === 'auto' ? base.background : background,
	};
}

function wantedCall(
	session: Session,
	base: ImageSettings,
	variant: Variant,
	edit: PreparedEdit | undefined,
): WantedCall {
	const policy = requestPolicy(session);
	try {
		const settings = { ...base, ...requestOf(variant, base) };
		if (edit === undefined) {
			const request = buildGenerateRequest(settings, policy);
			return { prompt: settings.prompt, letter: variant.letter, request };
		}
		return {
			prompt: settings.prompt,
			letter: variant.letter,
			...edit.callWith(buildEditRequest(settings, policy, edit.inputs)),
		};
	} catch (thrown) {
		throw ofVariant(variant, expected(thrown, SettingError));
	}
}

function ofVariant({ letter, model }: Variant, rejected: SettingError): SettingError {
	const { setting, wording, howToFix, reason } = rejected;
	return new SettingError(
		setting,
		(name, quote) => `Variant ${letter} (${model}): ${worded(wording, name, quote)}`,
		howToFix,
		reason,
	);
}
