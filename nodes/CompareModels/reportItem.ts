import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { addHints, type AlsoSpent } from '../shared/execution/tellRun';
import { breathe } from '../shared/images/breathe';
import type { Resources } from '../shared/items/resources';
import { judgeSpent, tellJudge } from './judge/tellJudge';
import { renderCsv } from './report/csv';
import { renderHtmlReport } from './report/comparisonReport';
import type { Comparison } from './comparison/types';
import { ReportFiles } from './reportFiles';
import { summarize } from './statistics/summarize';
import type { ComparisonReport } from './statistics/types';

/**
 * The second output: one item with `json.report` and the files for people: the contact sheet (one field per
 * page), the report as one HTML file, the table as CSV.
 * @param sheetPages PNG files.
 * @param tell is told first what the judge cost; undefined where none was asked.
 */
export async function reportItem(
	resources: Resources,
	comparison: Comparison,
	sheetPages: Uint8Array[],
	tell: (judge: AlsoSpent | undefined) => void,
): Promise<INodeExecutionData> {
	const report = summarize(comparison);
	await breathe(resources.signal);
	tell(report.judge && judgeSpent(report.judge));
	if (report.judge) tellJudge(resources.context, report.judge);
	tellWhatIsMissing(resources.context, report);
	const files = new ReportFiles(resources, comparison.title ?? 'model-comparison');
	await files.addSheet(sheetPages, '_');
	await files.add('report', renderHtmlReport(comparison, report), '-report.html', 'text/html');
	await breathe(resources.signal);
	await files.add('table', renderCsv(comparison), '-table.csv', 'text/csv');
	return {
		json: { report: report as unknown as IDataObject },
		binary: files.binary,
		pairedItem: { item: 0 },
	};
}

/** What the report leaves out, for the person who runs the workflow and not for the report's readers. */
function tellWhatIsMissing(context: IExecuteFunctions, { verdicts }: ComparisonReport): void {
	const texts = verdicts.flatMap(({ lines }) =>
		lines.flatMap(({ word, text }) => (word === 'not measured' ? [text] : [])),
	);
	if (texts.length > 0)
		addHints(context, [
			`The report leaves out what has no figures. ${[...new Set(texts)].join(' ')}`,
		]);
}
