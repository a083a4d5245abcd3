import type { INodeProperties } from 'n8n-workflow';
import { inputImageProperties } from '../shared/parameters/description/inputImages';
import { modelProperty } from '../shared/parameters/description/model';
import { optionsProperty } from '../shared/parameters/description/optionsCollection';
import { countProperty, promptProperty } from '../shared/parameters/description/prompt';
import { qualityProperties } from '../shared/parameters/description/quality';
import { simplifyProperties } from '../shared/parameters/description/simplify';
import { runProperty } from '../shared/parameters/description/run';
import { sizeProperties } from '../shared/parameters/description/size';

/** The parameters of GPT Image Edit, in the order of the editor. */
export const editProperties: INodeProperties[] = [
	modelProperty,
	promptProperty({
		placeholder: 'e.g. Replace the background with a sunlit kitchen, keep the bottle as it is',
		description: 'What to change and what to keep, up to 32,000 characters',
	}),
	...inputImageProperties,
	...sizeProperties('edit'),
	...qualityProperties,
	countProperty,
	...simplifyProperties,
	optionsProperty('edit'),
	runProperty,
];
