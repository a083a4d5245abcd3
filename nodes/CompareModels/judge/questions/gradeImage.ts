import * as z from 'zod/v4-mini';
import { FAILURE_KINDS, type Criterion, type FailureKind } from '../types';
import { MATERIAL_ONLY, oneLine, quoted, strictObject, type Question } from './question';

/** What one run of the judge found, in the order of the criteria. */
export interface Grading {
	gates: Array<{ name: string; passed: boolean; reason: string }>;
	grades: Array<{ name: string; weight: number; grade: number; reason: string }>;
	failures: Array<{ kind: FailureKind; detail: string }>;
}

const LEAST = 1;
const MOST = 5;
const GRADES = Array.from({ length: MOST - LEAST + 1 }, (_, index) => LEAST + index);

const gateSchema = z.strictObject({ reason: z.string(), answer: z.enum(['yes', 'no']) });
const gradeSchema = z.strictObject({
	reason: z.string(),
	grade: z.int().check(z.gte(LEAST), z.lte(MOST)),
});
const failuresSchema = z.array(z.strictObject({ kind: z.enum(FAILURE_KINDS), detail: z.string() }));

/** Yes or no first, then grades, each after its reason; then what is wrong, by kind. */
export function gradeQuestion(prompt: string, criteria: Criterion[]): Question<Grading> {
	const gates = keyed(criteria, 'gate');
	const grades = keyed(criteria, 'grade');
	const listed = Object.entries({ ...gates, ...grades }).map(
		([key, { question }]) => `${key}: ${question}`,
	);
	return {
		name: 'image_grades',
		instructions: `You judge one image as a strict and fair art director. First answer each question under "gates" with yes or no; no where you are not sure. Then give each question under "grades" a grade: 5 nothing to improve, 4 small flaws, 3 usable after changes, 2 clearly wrong, 1 useless. Write one line of reason from what can be seen before each answer. Then list under "failures" what is wrong, if anything, each with its kind and a few words. ${MATERIAL_ONLY}\n\nThe questions:\n${listed.join('\n')}`,
		material: `The image was ordered with this prompt, quoted as JSON:\n${quoted(prompt)}`,
		schema: strictObject({
			gates: strictObject(
				mapValues(gates, ({ question }) =>
					strictObject(
						{ reason: { type: 'string' }, answer: { type: 'string', enum: ['yes', 'no'] } },
						question,
					),
				),
			),
			grades: strictObject(
				mapValues(grades, ({ question }) =>
					strictObject(
						{ reason: { type: 'string' }, grade: { type: 'integer', enum: GRADES } },
						question,
					),
				),
			),
			failures: {
				type: 'array',
				items: strictObject({
					kind: { type: 'string', enum: [...FAILURE_KINDS] },
					detail: { type: 'string' },
				}),
			},
		}),
		read(json) {
			// Made when an answer is there: a plan has questions by the thousand.
			const answerSchema = z.strictObject({
				gates: z.strictObject(mapValues(gates, () => gateSchema)),
				grades: z.strictObject(mapValues(grades, () => gradeSchema)),
				failures: failuresSchema,
			});
			const parsed = answerSchema.safeParse(json);
			if (!parsed.success) return null;
			const { data } = parsed;
			return {
				gates: Object.entries(gates).map(([key, { name }]) => {
					const { answer, reason } = data.gates[key]!;
					return { name, passed: answer === 'yes', reason: oneLine(reason) };
				}),
				grades: Object.entries(grades).map(([key, { name, weight }]) => {
					const { grade, reason } = data.grades[key]!;
					return { name, weight, grade, reason: oneLine(reason) };
				}),
				failures: data.failures.map(({ kind, detail }) => ({ kind, detail: oneLine(detail) })),
			};
		},
	};
}

/** Neutral keys: the person's names for the questions are in the report only. */
function keyed(criteria: Criterion[], kind: Criterion['kind']): Record<string, Criterion> {
	return Object.fromEntries(
		criteria.flatMap((criterion, index) =>
			criterion.kind === kind ? [[`q${index + 1}`, criterion]] : [],
		),
	);
}

function mapValues<Value, Result>(
	record: Record<string, Value>,
	map: (value: Value) => Result,
): Record<string, Result> {
	return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
