import type { Instance, StoredExecution } from '../../../dev/n8n/instance';
import { until } from './until';

/** A form as somebody sees it who is not logged in. */
export interface SeenForm {
	html: string;
	/** The files that its `<img` elements show. */
	pictures: Buffer[];
}

/** Opens the form that an execution waits at, and all its pictures, without a cookie. */
export async function openForm({ formUrl }: StoredExecution): Promise<SeenForm> {
	const html = (await opened(formUrl)).toString();
	const images = html.match(/<img\b[^>]*>/g) ?? [];
	const pictures = images.map(async (image) => {
		const [, source = ''] = /\bsrc="([^"]*)"/.exec(image) ?? [];
		return await opened(source.replaceAll('&amp;', '&'));
	});
	return { html, pictures: await Promise.all(pictures) };
}

/**
 * Answers the form that an execution waits at.
 * @param fields by their place in the form.
 * @returns the execution when it has ended or waits at a form again.
 */
export async function answer(
	instance: Instance,
	run: StoredExecution,
	fields: readonly string[],
): Promise<StoredExecution> {
	const asked = timesAsked(run);
	await instance.answerForm(run, fields);
	let next = run;
	await until(
		async () => {
			next = await instance.finished(run.id);
			return next.status !== 'waiting' || timesAsked(next) > asked;
		},
		60_000,
		`execution ${run.id} to go on with ${fields.join(', ')}`,
	);
	return next;
}

/** How often the node has run that an execution stands at. */
function timesAsked({ data: { resultData } }: StoredExecution): number {
	return resultData.runData[resultData.lastNodeExecuted ?? '']?.length ?? 0;
}

async function opened(url: string): Promise<Buffer> {
	const response = await fetch(url);
	if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
	return Buffer.from(await response.arrayBuffer());
}
