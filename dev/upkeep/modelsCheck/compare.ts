import {
	CATALOG_CHECKED_ON,
	findModel,
	IMAGE_MODEL_ID,
	MODELS,
} from '../../../nodes/shared/models/catalog';
import { DECIDED_FIELDS, KNOWN_WORDS, SENT_FIELDS } from './options';
import type { SdkFacts } from './readSdk';

/** A model as `GET /models` lists it. */
export interface ListedModel {
	id: string;
	/** YYYY-MM-DD; null: none announced; undefined: the server does not say. */
	shutdown_date?: string | null;
}

const CATALOG = 'nodes/shared/models/catalog.ts';

/** What the catalog lacks beside the package's types; a line each, saying what to add. Empty: nothing. */
export function compareWithSdk(sdk: SdkFacts): string[] {
	const catalogIds = MODELS.flatMap(({ id, snapshots }) => [id, ...snapshots]);
	return [
		...sdk.models
			.filter((id) => findModel(id) === undefined)
			.map((id) => `New model ${id}: add an entry to MODELS (or a snapshot to one) in ${CATALOG}`),
		...catalogIds
			.filter((id) => !sdk.models.includes(id))
			.map(
				(id) => `Model ${id} is gone from the package: look up its shutdown date for ${CATALOG}`,
			),
		...fieldFindings('generate', sdk.generate),
		...fieldFindings('edit', sdk.edit),
	];
}

function fieldFindings(operation: 'generate' | 'edit', fields: Map<string, string[]>): string[] {
	const findings: string[] = [];
	for (const [field, words] of fields) {
		if (!DECIDED_FIELDS[operation].has(field)) {
			findings.push(
				`New option ${field} of ${operation}: send it (a row in nodes/shared/request/options.ts) or give the reason not to (dev/upkeep/modelsCheck/options.ts)`,
			);
		}
		const known = KNOWN_WORDS[field];
		if (!known) continue;
		const news = words.filter((word) => ![...known.words, ...known.old].includes(word));
		const gone = known.words.filter((word) => !words.includes(word));
		for (const word of news) {
			findings.push(`New ${field} "${word}" of ${operation}: add it to ${known.addTo}`);
		}
		for (const word of gone) {
			findings.push(`The ${field} "${word}" of ${operation} is gone: look at ${known.addTo}`);
		}
	}
	for (const field of SENT_FIELDS[operation].filter((name) => !fields.has(name))) {
		findings.push(
			`The option ${field} of ${operation} is gone: see nodes/shared/request/options.ts`,
		);
	}
	return findings;
}

/** What the catalog lacks beside an account's own list, shutdown dates included; a line each. */
export function compareWithAccount(listed: readonly ListedModel[]): string[] {
	return listed.flatMap(({ id, shutdown_date: date }) => {
		const known = findModel(id);
		if (!known) {
			return IMAGE_MODEL_ID.test(id)
				? [`New model ${id}: add an entry to MODELS (or a snapshot to one) in ${CATALOG}`]
				: [];
		}
		if (date === undefined || date === known.shutdownDate) return [];
		return [
			`${id}: the account says ${date === null ? 'no shutdown' : `shutdown on ${date}`}, the catalog ${known.shutdownDate ?? 'none'}: set shutdownDate and replacements in ${CATALOG}`,
		];
	});
}

/** When the catalog was compared with OpenAI's pages by a person, for what no list tells: prices and limits. */
export function reminder(today: string): string {
	const days = Math.round((Date.parse(today) - Date.parse(CATALOG_CHECKED_ON)) / 86_400_000);
	return `Prices and limits are in no list: they were compared with OpenAI's pages on ${CATALOG_CHECKED_ON}, ${days} days ago.`;
}
