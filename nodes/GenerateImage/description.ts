import type { INodeProperties } from 'n8n-workflow';
import { modelProperty } from '../shared/parameters/description/model';
import { optionsProperty } from '../shared/parameters/description/optionsCollection';
import { countProperty, promptProperty } from '../shared/parameters/description/prompt';
import { qualityProperties } from '../shared/parameters/description/quality';
import { simplifyProperties } from '../shared/parameters/description/simplify';
import { runProperty } from '../shared/parameters/description/run';
import { sizeProperties } from '../shared/parameters/description/size';

/** The parameters of GPT Image Generate, in the order of the editor. */
export const generateProperties: INodeProperties[] = [
	modelProperty,
	promptProperty({
		placeholder: 'e.g. A red fox in fresh snow, soft morning light, photo',
		description:
			'What the image shows, up to 32,000 characters. Put text that should appear in it in quotation marks.',
	}),
	...sizeProperties('generate'),
	...qualityProperties,
	countProperty,
	...simplifyProperties,
	optionsProperty('generate'),
	runProperty,
];
