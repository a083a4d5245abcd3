import type { Decision, PageData } from '../../nodes/ReviewImages/protocol/page';
import { h, icon, type IconName } from './dom';

const LOOKS: Readonly<Record<Decision, { name: IconName; key: string }>> = {
	approve: { name: 'check', key: 'A' },
	change: { name: 'change', key: 'C' },
	reject: { name: 'cross', key: 'R' },
};

/** What a decision is called, on its button and in the summary. */
export function wordFor(decision: Decision, { texts, isVote }: PageData): string {
	const words: Record<Decision, string> = {
		approve: isVote ? texts.accept : texts.approve,
		change: texts.requestChanges,
		reject: texts.reject,
	};
	return words[decision];
}

/** A button for each decision on an image. @param name the image's. */
export function decisionButtons(
	data: PageData,
	name: string,
	decide: (decision: Decision) => void,
): HTMLElement {
	return h(
		'div',
		{ class: 'choices', role: 'group', 'aria-label': name },
		...data.decisions.map((decision) =>
			h(
				'button',
				{
					type: 'button',
					class: `choice ${decision}`,
					'data-decision': decision,
					onclick: () => decide(decision),
				},
				icon(LOOKS[decision].name),
				h('span', {}, wordFor(decision, data)),
				h('kbd', { 'aria-hidden': 'true' }, LOOKS[decision].key),
			),
		),
	);
}

/** The button that picks an image of its group. @param place the image's in the group, from 1. */
export function pickButton(
	{ texts }: PageData,
	name: string,
	place: number,
	pick: () => void,
): HTMLElement {
	return h(
		'div',
		{ class: 'choices' },
		h(
			'button',
			{
				type: 'button',
				class: 'choice approve',
				'aria-label': `${texts.pick}: ${name}`,
				onclick: pick,
			},
			icon('check'),
			h('span', {}, texts.pick),
			place <= 9 && h('kbd', { 'aria-hidden': 'true' }, String(place)),
		),
	);
}
