import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instance } from './instance';
import type { Workplace } from './workplace';

/** The example that people see first. */
const FIRST = 'first-image';

export interface Furnished {
	/** How many examples were added; the others were there. */
	added: number;
	/** Where the first example is in n8n's editor, else its start page. */
	path: string;
}

/**
 * Adds the credentials and examples that an instance lacks, by their names. What is there stays as people
 * have changed it; an archived example counts as there.
 */
export async function furnish(workplace: Workplace, { rest }: Instance): Promise<Furnished> {
	const credentialIds = await furnishCredentials(workplace, rest);
	const present = await rest.get<Listed[]>('/workflows');
	let added = 0;
	let path = '/';
	// n8n lists the newest first: so the first example is added last.
	for (const { slug, workflow } of workplace.examples(credentialIds).reverse()) {
		const { id: _, ...content } = workflow;
		let found = present.find(({ name }) => name === workflow.name);
		if (!found) {
			found = await rest.post<Listed>('/workflows', { active: false, ...content });
			added++;
		}
		if (slug === FIRST && !found.isArchived) path = `/workflow/${found.id}`;
	}
	return { added, path };
}

interface Listed {
	id: string;
	name: string;
	type: string;
	isArchived?: boolean;
}

/** @returns the credentials' ids by type. */
async function furnishCredentials(
	{ credentials, server, userFolder }: Workplace,
	rest: Instance['rest'],
): Promise<Record<string, string>> {
	const noted = join(userFolder, 'image-server.txt');
	const last = existsSync(noted) ? readFileSync(noted, 'utf8') : server.url;
	const present = await rest.get<Listed[]>('/credentials');
	const ids: Record<string, string> = {};
	for (const [type, { name, data }] of Object.entries(credentials)) {
		const found = present.find((one) => one.name === name && one.type === type);
		const { id } = found ?? (await rest.post<Listed>('/credentials', { name, type, data }));
		if (found && last !== server.url) await moveServer(rest, found, last, server.url);
		ids[type] = id;
	}
	writeFileSync(noted, server.url);
	return ids;
}

/** Puts the image server's new address where its last one stands. n8n puts in the secrets that it hides. */
async function moveServer(
	rest: Instance['rest'],
	{ id, name, type }: Listed,
	last: string,
	now: string,
): Promise<void> {
	const { data } = await rest.get<{ data: Record<string, unknown> }>(
		`/credentials/${id}?includeData=true`,
	);
	const field = Object.keys(data).find((key) => data[key] === last);
	if (field === undefined) return;
	await rest.patch(`/credentials/${id}`, { name, type, data: { ...data, [field]: now } });
}
