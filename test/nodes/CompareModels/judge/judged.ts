import { createHash } from 'node:crypto';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { CellJudgement } from '../../../../nodes/CompareModels/judge/types';
import { model } from '../../../support/workbench';

export const JUDGE = 'gpt-6.1-terra';
export const on = (settings: INodeParameters = {}): INodeParameters => ({
	judge: { judgeModel: model(JUDGE), rubricSet: 'none', ...settings },
});
export const GERMAN = 'Ein Plakat mit der Schrift „Größer denken, schöner wohnen“';
export const ENGLISH = 'A poster that says "Summer sale starts Friday"';
export const POLISH = 'Plakat z napisem „Zażółć gęślą jaźń”';
export const GREEK = 'Αφίσα με τον τίτλο «Καλημέρα κόσμε»';

export const judgements = (ran: { items: Array<{ json: IDataObject }> }) =>
	ran.items.map(({ json }) => (json.compare as IDataObject).judge as unknown as CellJudgement);

export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

export const isJudge = ({ path }: { path: string }) => path.endsWith('/responses');
