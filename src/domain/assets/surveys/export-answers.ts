/** Answers as one CSV: a row an answer, a column a question (one for each choice of a multiple question), with weights. */
import type { Store } from '#store/open-store.ts';
import { keptSurvey } from './kept-surveys.ts';
import { responses } from './results.ts';

const cell = (value: string | number | null): string => {
  const text = value === null ? '' : String(value);
  // A spreadsheet would run a text that begins like a formula.
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export async function answersCsv(store: Store, surveyId: string): Promise<string> {
  const { definition } = await keptSurvey(store, surveyId);
  const { items } = await responses(store, surveyId, { limit: 1_000_000, offset: 0 });
  const columns = definition.questions.flatMap(
    (q): { name: string; question: string; choice: string | null }[] =>
      q.kind === 'multiple'
        ? q.choices.map((c) => ({ name: `${q.id}[${c.id}]`, question: q.id, choice: c.id }))
        : [{ name: q.id, question: q.id, choice: null }],
  );
  const head = [
    'response_id',
    'actor_key',
    'source',
    'state',
    'language',
    'started_at',
    'finished_at',
    'weight',
  ];
  const lines = items.map((r) =>
    [
      r.responseId,
      r.actorKey,
      r.source,
      r.state,
      r.language,
      r.startedAt,
      r.finishedAt,
      r.weight,
      ...columns.map(({ question, choice }) => {
        const answer = r.answers[question];
        if (answer === undefined) return null;
        if (Array.isArray(answer)) return choice !== null && answer.includes(choice) ? 1 : 0;
        return answer;
      }),
    ]
      .map(cell)
      .join(','),
  );
  return `\uFEFF${[[...head, ...columns.map((c) => c.name)].map(cell).join(','), ...lines].join('\r\n')}\r\n`;
}
