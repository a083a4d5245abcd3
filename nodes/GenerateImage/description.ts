import { NodeConnectionTypes, type INodeTypeDescription } from 'n8n-workflow';
import { CREDENTIAL_TYPE } from '../shared/n8n/credential';
import { modelProperty } from '../shared/n8n/description/model';
import { optionsProperty } from '../shared/n8n/description/options';
import { countProperty, promptProperty } from '../shared/n8n/description/prompt';
import { qualityProperties } from '../shared/n8n/description/quality';
import { runProperty } from '../shared/n8n/description/run';
import { sizeProperties } from '../shared/n8n/description/size';

/** What n8n shows of GPT Image Generate. */
export const generateDescription: INodeTypeDescription = {
	displayName: 'GPT Image Generate',
	name: 'generateImage',
	icon: {
		light: 'file:../../icons/generateImage.svg',
		dark: 'file:../../icons/generateImage.dark.svg',
	},
	group: ['transform'],
	version: 1,
	subtitle: '={{ $parameter["model"].value + ", " + $parameter["size"] }}',
	description: "Generate images from a text prompt with OpenAI's GPT Image models",
	defaults: { name: 'GPT Image Generate' },
	usableAsTool: true,
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
	credentials: [{ name: CREDENTIAL_TYPE, required: true }],
	properties: [
		modelProperty,
		promptProperty({
			placeholder: 'e.g. A red fox in fresh snow, soft morning light, photo',
			description:
				'What the image shows, up to 32,000 characters. Text that it should hold goes in quotation marks.',
		}),
		...sizeProperties,
		...qualityProperties,
		countProperty,
		optionsProperty('generate'),
		runProperty,
	],
};
