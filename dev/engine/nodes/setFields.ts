import type {
	FieldType,
	GenericValue,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
} from 'n8n-workflow';
import { jsonParse, NodeOperationError, validateFieldType } from 'n8n-workflow';

interface Assignment {
	name: string;
	value: GenericValue;
	type: FieldType;
}

/** Stand-in for Edit Fields (Set) 3.4: Manual Mapping and JSON, with or without the other fields. */
export class SetFields implements INodeType {
	description = {
		displayName: 'Edit Fields (Set)',
		name: 'set',
		group: ['input' as const],
		version: [3, 3.1, 3.2, 3.3, 3.4],
		description: 'Modify, add, or remove item fields',
		defaults: { name: 'Edit Fields' },
		inputs: ['main' as const],
		outputs: ['main' as const],
		properties: [
			{
				displayName: 'Mode',
				name: 'mode',
				type: 'options' as const,
				options: [
					{ name: 'Manual Mapping', value: 'manual' },
					{ name: 'JSON', value: 'raw' },
				],
				default: 'manual',
			},
			{ displayName: 'JSON', name: 'jsonOutput', type: 'json' as const, default: '{}' },
			{
				displayName: 'Fields to Set',
				name: 'assignments',
				type: 'assignmentCollection' as const,
				default: {},
			},
			{
				displayName: 'Include Other Input Fields',
				name: 'includeOtherFields',
				type: 'boolean' as const,
				default: false,
			},
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData().map(({ json, binary }, item): INodeExecutionData => {
			const raw = this.getNodeParameter('mode', item) === 'raw';
			const fields = raw
				? objectOf(this.getNodeParameter('jsonOutput', item))
				: assigned(this, item);
			const keepOthers = this.getNodeParameter('includeOtherFields', item) === true;
			return {
				json: keepOthers ? { ...json, ...fields } : fields,
				...(keepOthers && binary && { binary }),
				pairedItem: { item },
			};
		});
		return [items];
	}
}

function objectOf(json: unknown): IDataObject {
	return typeof json === 'string' ? jsonParse<IDataObject>(json) : (json as IDataObject);
}

function assigned(context: IExecuteFunctions, item: number): IDataObject {
	const list = context.getNodeParameter('assignments.assignments', item, []) as Assignment[];
	const fields: IDataObject = {};
	for (const { name, value, type } of list) {
		if (name.includes('.')) throw new Error(`${name}: this stand-in sets flat fields only.`);
		const checked = validateFieldType(name, value, type, { strict: false, parseStrings: true });
		if (!checked.valid) {
			const message = checked.errorMessage ?? `${name} is not of type ${type}`;
			throw new NodeOperationError(context.getNode(), message, { itemIndex: item });
		}
		fields[name] = checked.newValue as GenericValue;
	}
	return fields;
}
