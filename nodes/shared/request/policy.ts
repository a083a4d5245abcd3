import type { Service } from '../models/batch';

export interface RequestPolicy {
	/** What happens to a setting of degree (quality, compression …) that the model does not take. */
	unsupportedSettings: 'adapt' | 'fail';
	/** What happens when OpenAI has shut the model down. */
	retiredModel: 'fail' | 'replace';
	/** YYYY-MM-DD */
	today: string;
	/** Whether the base URL is OpenAI's own: only there a shutdown is certain, elsewhere it is a warning. */
	servedByOpenAi: boolean;
	/** `live` where it is left out. */
	service?: Service;
}

/** What an edit has in addition to its settings. */
export interface EditInputs {
	imageCount: number;
	hasMask: boolean;
	hasMarkup: boolean;
}
