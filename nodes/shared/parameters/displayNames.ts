import type { INodeProperties } from 'n8n-workflow';
import { type Quote, worded, type Wording } from '../request/settings';
import { baselineProperty } from './description/baseline';
import { inputImageProperties } from './description/inputImages';
import { modelProperty } from './description/model';
import { optionsProperty } from './description/optionsCollection';
import { countProperty } from './description/prompt';
import { qualityProperties } from './description/quality';
import { runProperty } from './description/run';
import { sizeProperties } from './description/size';

/** Fields of the credential, whose class stands apart from the nodes. */
const CREDENTIAL_FIELDS: Readonly<Record<string, string>> = {
	apiKey: 'API Key',
	baseUrl: 'Base URL',
	customHeaders: 'Custom Headers',
	// Of GPT Image Batch.
	batchId: 'Batch ID',
};

/** What the editor calls a parameter, so that a message can use the same words; the name itself if unknown. */
export function displayNameOf(parameterName: string): string {
	const top: INodeProperties[] = [
		modelProperty,
		...inputImageProperties,
		baselineProperty,
		...sizeProperties('edit'),
		...qualityProperties,
		countProperty,
		optionsProperty('edit'),
		runProperty,
	];
	const nested = top.flatMap(({ options }) => (options ?? []) as INodeProperties[]);
	const found = [...top, ...nested].find(({ name }) => name === parameterName);
	const name = found?.displayName ?? CREDENTIAL_FIELDS[parameterName];
	if (name !== undefined) return name;
	const spaced = parameterName.replace(/([A-Z])/g, ' $1');
	return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** What is said of a parameter, in the editor's words. */
export function inEditorWords(parameterName: string, wording: Wording, quote?: Quote): string {
	return worded(wording, displayNameOf(parameterName), quote);
}
