import type { PageData } from '../../nodes/ReviewImages/protocol/page';

type Of = Pick<PageData, 'address' | 'round'>;

/** @param image its index, or `logo`. */
export const imageAddress = (
	{ address, round }: Of,
	image: number | 'logo',
	kind: 'preview' | 'full' | 'before' = 'preview',
): string => `${address}&image=${image}&kind=${kind}&round=${round}`;

export const downloadAddress = (of: Of, image: number): string =>
	`${imageAddress(of, image, 'full')}&download=1`;
