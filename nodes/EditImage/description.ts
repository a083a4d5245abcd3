import { NodeConnectionTypes, type INodeTypeDescription } from 'n8n-workflow';
import { CREDENTIAL_TYPE } from '../shared/n8n/credential';
import { inputImageProperties } from '../shared/n8n/description/inputImages';
import { modelProperty } from '../shared/n8n/description/model';
import { optionsProperty } from '../shared/n8n/description/options';
import { countProperty, promptProperty } from '../shared/n8n/description/prompt';
import { qualityProperties } from '../shared/n8n/description/quality';
import { runProperty } from '../shared/n8n/description/run';
import { sizeProperties } from '../shared/n8n/description/size';

/** What n8n shows of GPT Image Edit. */
export const editDescription: INodeTypeDescription = {
	displayName: 'GPT Image Edit',
	name: 'editImage',
	icon: { light: 'file:../../icons/editImage.svg', dark: 'file:../../icons/editImage.dark.svg' },
	group: ['transform'],
	version: 1,
	subtitle: '={{ $parameter["model"].value + ", " + $parameter["size"] }}',
	description: "Edit and combine images with OpenAI's GPT Image models",
	defaults: { name: 'GPT Image Edit' },
	usableAsTool: true,
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
	credentials: [{ name: CREDENTIAL_TYPE, required: true }],
	properties: [
		modelProperty,
		promptProperty({
			placeholder: 'e.g. Replace the background with a sunlit kitchen, keep the bottle as it is',
			description: 'What to change and what to keep, up to 32,000 characters',
		}),
		...inputImageProperties,
		...sizeProperties,
		...qualityProperties,
		countProperty,
		optionsProperty('edit'),
		runProperty,
	],
};
