/** One survey as a whole: its questions, who answered, who did not, its weights and its files. */

import gammainc from '@stdlib/math-base-special-gammainc';
import { z } from 'zod';
import { wilson } from '#numerics/stats/intervals.ts';
import type { Store } from '#store/open-store.ts';
import { askedOf } from './answers.ts';
import { type KeptSurvey, keptSurvey, summaryOf } from './kept-surveys.ts';
import { responseRates } from './measures/response-rate.ts';
import { completeAnswers, weigh } from './results.ts';
import { type Answers, answerSchema, importReportSchema, type NonResponse, type Survey } from './schema.ts';

export async function survey(store: Store, surveyId: string): Promise<Survey> {
  const kept = await keptSurvey(store, surveyId);
  const files = await store.state.db
    .selectFrom('survey_import')
    .selectAll()
    .where('survey_id', '=', surveyId)
    .orderBy('imported_at')
    .execute();
  return {
    ...(await summaryOf(store, kept)),
    definition: kept.definition,
    openPath: kept.openLink === null ? null : `/s/${kept.openLink}`,
    weighting: kept.weighting,
    nonResponse: await nonResponse(store, kept),
    weights: weigh(kept, await completeAnswers(store, kept)).told,
    imports: files.map((f) => {
      const { layout, read, kept: keptRows, rejected } = importReportSchema.parse(JSON.parse(f.report));
      return {
        importId: f.import_id,
        fileName: f.file_name,
        layout,
        read,
        kept: keptRows,
        rejected,
        importedAt: f.imported_at,
      };
    }),
  };
}

async function nonResponse(store: Store, kept: KeptSurvey): Promise<NonResponse> {
  const { db } = store.state;
  const links = await db
    .selectFrom('survey_link')
    .leftJoin('survey_response', 'survey_response.token_digest', 'survey_link.token_digest')
    .select(['survey_link.cell as cell', 'survey_response.state as state'])
    .where('survey_link.survey_id', '=', kept.surveyId)
    .execute();
  const others = await db
    .selectFrom('survey_response')
    .select('state')
    .where('survey_id', '=', kept.surveyId)
    .where('token_digest', 'is', null)
    .execute();
  const tally = (rows: readonly { state: string | null }[], state: string | null) =>
    rows.filter((r) => r.state === state).length;
  const cells = [...Map.groupBy(links, (l) => l.cell)]
    .filter(([cell]) => cell !== '')
    .map(([cell, of]) => {
      const complete = tally(of, 'complete');
      return { cell, asked: of.length, complete, rr1: wilson(complete, of.length) };
    })
    .sort((a, b) => b.asked - a.asked || (a.cell < b.cell ? -1 : 1));
  return {
    personal:
      links.length === 0
        ? null
        : responseRates({
            complete: tally(links, 'complete'),
            partial: tally(links, 'agreed'),
            refused: tally(links, 'declined'),
            noAnswer: tally(links, null),
          }),
    open: {
      complete: tally(others, 'complete'),
      partial: tally(others, 'agreed'),
      declined: tally(others, 'declined'),
    },
    cells,
    alike: alike(cells),
    stoppedAt: await stoppedAt(store, kept),
  };
}

/** Pearson's test that all cells answer at one rate. */
function alike(cells: readonly { asked: number; complete: number }[]): NonResponse['alike'] {
  const asked = cells.reduce((n, c) => n + c.asked, 0);
  const complete = cells.reduce((n, c) => n + c.complete, 0);
  if (cells.length < 2 || complete === 0 || complete === asked) return null;
  const rate = complete / asked;
  const chi2 = cells.reduce(
    (sum, c) => sum + (c.complete - c.asked * rate) ** 2 / (c.asked * rate * (1 - rate)),
    0,
  );
  const df = cells.length - 1;
  return { chi2, df, p: gammainc(chi2 / 2, df / 2, true, true) };
}

/** Of answers that were begun and not ended: the first question without an answer. */
async function stoppedAt(store: Store, kept: KeptSurvey): Promise<NonResponse['stoppedAt']> {
  const rows = await store.state.db
    .selectFrom('survey_response')
    .leftJoin('survey_answer', 'survey_answer.response_id', 'survey_response.response_id')
    .select([
      'survey_response.response_id as id',
      'survey_answer.question_id as question',
      'survey_answer.value as value',
    ])
    .where('survey_response.survey_id', '=', kept.surveyId)
    .where('survey_response.state', '=', 'agreed')
    .execute();
  const found = new Map<string, Answers>();
  const row = z.object({ question: z.string(), value: z.string() });
  for (const r of rows) {
    const answers = found.get(r.id) ?? {};
    const read = row.safeParse(r);
    if (read.success) answers[read.data.question] = answerSchema.parse(JSON.parse(read.data.value));
    found.set(r.id, answers);
  }
  const counts = new Map<string, number>();
  for (const answers of found.values()) {
    const first = askedOf(kept.definition, answers).find((q) => answers[q.id] === undefined);
    if (first) counts.set(first.id, (counts.get(first.id) ?? 0) + 1);
  }
  return [...counts].map(([question, people]) => ({ question, people })).sort((a, b) => b.people - a.people);
}
