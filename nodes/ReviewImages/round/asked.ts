import type { PageData } from '../protocol/page';
import type { Round } from './types';

/** What a reviewer must fill in. A name, if several people answer. */
export function askedOf({
	settings,
	groups,
}: Pick<Round, 'settings' | 'groups'>): Pick<
	PageData,
	'ballot' | 'comments' | 'nameRequired' | 'groups'
> {
	const { ballot, comments, reviewers, answersNeeded } = settings;
	return { ballot, comments, groups, nameRequired: reviewers.length > 0 || answersNeeded > 1 };
}
