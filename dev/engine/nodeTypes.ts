import type { PackageDirectoryLoader } from 'n8n-core';
import type { INodeType, INodeTypes, IVersionedNodeType } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { ConvertToFile } from './nodes/convertToFile';
import { Limit } from './nodes/limit';
import { LoopOverItems } from './nodes/loopOverItems';
import { ManualTrigger } from './nodes/manualTrigger';
import { NoOp } from './nodes/noOp';
import { ReadWriteFile } from './nodes/readWriteFile';
import { SetFields } from './nodes/setFields';
import { SplitOut } from './nodes/splitOut';
import { Wait } from './nodes/wait';

const STAND_INS = 'n8n-nodes-base';

/**
 * The nodes of one package as n8n's own loader read them, and stand-ins for the few core nodes that
 * our examples and tests use, under the names those have in a real n8n.
 */
export class NodeTypes implements INodeTypes {
	private readonly standIns = new Map<string, INodeType>(
		[
			new ManualTrigger(),
			new SetFields(),
			new NoOp(),
			new SplitOut(),
			new Limit(),
			new LoopOverItems(),
			new Wait(),
			new ConvertToFile(),
			new ReadWriteFile(),
		].map((node) => [node.description.name, node]),
	);

	constructor(private readonly loader: PackageDirectoryLoader) {}

	getByName(type: string): INodeType | IVersionedNodeType {
		const dot = type.lastIndexOf('.');
		const [packageName, name] = [type.slice(0, dot), type.slice(dot + 1)];
		if (packageName === this.loader.packageName) return this.loader.getNode(name).type;
		const standIn = packageName === STAND_INS ? this.standIns.get(name) : undefined;
		if (standIn) return standIn;
		throw new Error(`There is no stand-in for the node type ${type}; see dev/engine/nodes.`);
	}

	getByNameAndVersion(type: string, version?: number): INodeType {
		return NodeHelpers.getVersionedNodeType(this.getByName(type), version);
	}

	getKnownTypes() {
		return {};
	}
}
