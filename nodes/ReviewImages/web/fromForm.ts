import { randomUUID } from 'crypto';

/** What the plain form sends, in the shape of an answer. What is wrong with it is found by the same checks. */
export function fromForm(fields: Record<string, unknown>): unknown {
	const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '');
	const decisions: unknown[] = [];
	const picks: unknown[] = [];
	for (const [name, value] of Object.entries(fields)) {
		const [, kind, number] = /^(decision|pick)-(\d{1,4})$/.exec(name) ?? [];
		if (kind === 'decision') {
			const image = Number(number);
			decisions.push({ image, decision: value, comment: text(`comment-${number}`), pins: [] });
		} else if (kind === 'pick') {
			const image = value === 'none' ? null : Number(value);
			picks.push({ group: Number(number), image, comment: text(`pick-comment-${number}`) });
		}
	}
	return {
		round: text('round'),
		id: randomUUID(),
		reviewer: text('reviewer'),
		decisions,
		picks,
	};
}
