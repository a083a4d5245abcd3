/** What is told of a batch's images that are not there, by their line or by the batch as a whole. */
export const WINDOW_OVER = 'The 24 hours of the batch were over before this image was made';

export const SUBMIT_AGAIN = 'It was not billed. Submit its item again.';

/** Of a line that was read, and does not tell whether its request ran. */
export const MAYBE_BILLED =
	'Whether it was billed is not known. Check the usage page before you submit its item again.';

export const COLLECT_AGAIN =
	'The image may have been made and billed. Collect the batch once more by its ID: its files are kept for 30 days.';
