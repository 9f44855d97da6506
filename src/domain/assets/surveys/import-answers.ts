/** Answers from files of other survey programs: every row kept or rejected with its reason. */
import { refused, TouchstoneError } from '#basis/error.ts';
import { actorKey, newId, sha256 } from '#basis/id.ts';
import { type Told, told } from '#basis/told.ts';
import { openFile } from '#connectors/format/open.ts';
import { notErased } from '#domain/facts/people/erased.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import { readAnswer, standingAnswers } from './answers.ts';
import { keptSurvey } from './kept-surveys.ts';
import {
  type AnswerImport,
  type AnswerImportOptions,
  type Answers,
  type ColumnTarget,
  type Definition,
  importReportSchema,
  type Question,
} from './schema.ts';

const REJECTIONS = 2000;
const yes = (text: string): boolean => /^(y|yes|true|1|是|已完成|完成|完整|finished|completed?)$/i.test(text);

/** Which program wrote the file, by columns that only it has. */
export function layoutOf(headers: readonly string[]): AnswerImport['layout'] {
  const has = (name: string) => headers.some((h) => h.trim().toLowerCase() === name);
  if (has('submitdate') && has('lastpage') && has('startlanguage')) return 'limesurvey';
  if (has('response id') && has('finished') && has('survey id')) return 'formbricks';
  return 'table';
}

const plainTitle = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^\s*\d+\s*[.、]\s*/, '')
    .replaceAll(/[\s?？。.!！:：*]/g, '');

/** What each column is, as far as its header says; the caller's own word comes first. */
export function columnsOf(
  headers: readonly string[],
  layout: AnswerImport['layout'],
  definition: Definition,
  given: Readonly<Record<string, ColumnTarget>>,
): Record<string, ColumnTarget> {
  const found: Record<string, ColumnTarget> = {};
  const taken = new Set<string>();
  for (const header of headers) {
    const target = given[header] ?? guess(header.trim(), layout, definition);
    // One question, one column: a later twin is left out, and seen in the report.
    const mark = JSON.stringify(target);
    found[header] = target.to !== 'ignored' && taken.has(mark) ? { to: 'ignored' } : target;
    taken.add(mark);
  }
  return found;
}

function guess(header: string, layout: AnswerImport['layout'], definition: Definition): ColumnTarget {
  const lower = header.toLowerCase();
  const fixed: Record<
    AnswerImport['layout'],
    Record<string, Exclude<ColumnTarget['to'], 'question' | 'choice'>>
  > = {
    limesurvey: { id: 'response', submitdate: 'submitted', startlanguage: 'language', token: 'person' },
    formbricks: {
      'response id': 'response',
      finished: 'finished',
      timestamp: 'submitted',
      'user id': 'person',
    },
    table: {
      id: 'response',
      response_id: 'response',
      'response id': 'response',
      答卷编号: 'response',
      序号: 'response',
      user_id: 'person',
      member_id: 'person',
      用户id: 'person',
      会员id: 'person',
      finished: 'finished',
      submitted_at: 'submitted',
      提交时间: 'submitted',
      提交答卷时间: 'submitted',
      language: 'language',
      consented: 'consented',
      同意: 'consented',
    },
  };
  const to = fixed[layout][lower];
  if (to !== undefined) return { to };
  // LimeSurvey: code[sub]; its “full” headings begin with the code and a dot.
  const coded = /^([A-Za-z][\w]*)(?:[[_.]([\w]+)\]?)?(?:\.\s.*)?$/.exec(header);
  const question = definition.questions.find(
    (q) =>
      q.id === lower ||
      q.id === coded?.[1]?.toLowerCase() ||
      [q.title.en, q.title.zh].some((t) => t !== '' && plainTitle(t) === plainTitle(header)),
  );
  if (!question) return { to: 'ignored' };
  const sub = coded?.[2]?.toLowerCase();
  if (question.kind === 'multiple' && sub !== undefined && question.id === coded?.[1]?.toLowerCase()) {
    const choice = question.choices.find((c) => c.id === sub);
    if (choice) return { to: 'choice', question: question.id, choice: choice.id };
  }
  return { to: 'question', question: question.id };
}

interface Row {
  row: number;
  externalId: string | null;
  person: string | null;
  consented: boolean;
  complete: boolean;
  submitted: string | null;
  language: 'en' | 'zh';
  answers: Answers;
}
interface Rejection {
  row: number;
  column: string;
  value: string;
  reason: Told;
}

/** One record; a cell that cannot be read rejects its row, so that no answer is half. */
function readRow(
  cells: Readonly<Record<string, unknown>>,
  row: number,
  columns: Readonly<Record<string, ColumnTarget>>,
  definition: Definition,
  layout: AnswerImport['layout'],
  allConsented: boolean,
): Row | Rejection {
  const out: Row = {
    row,
    externalId: null,
    person: null,
    consented: allConsented,
    complete: true,
    submitted: null,
    language: 'zh',
    answers: {},
  };
  const several = new Map<string, string[]>();
  const questionOf = (id: string): Question | undefined => definition.questions.find((q) => q.id === id);
  for (const [column, target] of Object.entries(columns)) {
    const cell = cells[column];
    const text =
      typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean'
        ? String(cell).trim()
        : '';
    switch (target.to) {
      case 'response':
        out.externalId = text === '' ? null : text;
        break;
      case 'person':
        out.person = text === '' ? null : text;
        break;
      case 'consented':
        out.consented = yes(text);
        break;
      case 'finished':
        out.complete = yes(text);
        break;
      case 'submitted': {
        // LimeSurvey leaves it empty, or 1980-01-01 where dates are off, for answers that were not ended.
        if (layout === 'limesurvey') out.complete = text !== '';
        const at = new Date(/^\d{4}-\d{2}-\d{2} \d/.test(text) ? `${text.replace(' ', 'T')}Z` : text);
        out.submitted = text === '' || Number.isNaN(at.getTime()) ? null : at.toISOString();
        break;
      }
      case 'language':
        out.language = text.toLowerCase().startsWith('en') ? 'en' : 'zh';
        break;
      case 'choice':
        if (yes(text)) several.set(target.question, [...(several.get(target.question) ?? []), target.choice]);
        break;
      case 'question': {
        const q = questionOf(target.question);
        if (!q || text === '') break;
        const given =
          q.kind === 'multiple' && !q.choices.some((c) => [c.id, c.label.en, c.label.zh].includes(text))
            ? text.split(/\s*[;；,，┋|]\s*/)
            : [text];
        const read = readAnswer(q, given);
        if ('problem' in read) return { row, column, value: text.slice(0, 200), reason: read.problem };
        if (read.value !== null) out.answers[q.id] = read.value;
        break;
      }
      case 'ignored':
    }
  }
  for (const [id, choices] of several) out.answers[id] = choices;
  out.answers = standingAnswers(definition, out.answers);
  return Object.keys(out.answers).length === 0
    ? { row, column: '', value: '', reason: told`nothing in the row could be used` }
    : out;
}

export async function importAnswers(
  store: Store,
  surveyId: string,
  file: { path: string; fileName: string },
  options: AnswerImportOptions,
  who: string,
): Promise<AnswerImport> {
  const survey = await keptSurvey(store, surveyId);
  const opened = await openFile(file.path, { fileName: file.fileName });
  const { db } = store.state;
  const before = await db
    .selectFrom('survey_import')
    .select('report')
    .where('survey_id', '=', surveyId)
    .where('digest', '=', opened.digest)
    .executeTakeFirst();
  if (before) return { ...importReportSchema.parse(JSON.parse(before.report)), already: true };
  const rows: Row[] = [];
  const rejections: Rejection[] = [];
  let read = 0;
  let columns: Record<string, ColumnTarget> | null = null;
  let layout: AnswerImport['layout'] = 'table';
  for await (const records of opened.records(opened.tables[0]?.sheet ?? null))
    for (const record of records) {
      read++;
      if ('problem' in record) {
        rejections.push({
          row: record.row,
          column: record.column,
          value: record.value.slice(0, 200),
          reason: record.reason,
        });
        continue;
      }
      const cells = record.shape === 'table' ? record.cells : (record.value as Record<string, unknown>);
      if (!columns) {
        const headers = Object.keys(cells);
        layout = layoutOf(headers);
        columns = columnsOf(headers, layout, survey.definition, options.columns);
        if (!Object.values(columns).some((t) => t.to === 'question' || t.to === 'choice'))
          throw refused(
            'no-questions',
            `No column of ${file.fileName} is a question of “${survey.name}”.`,
            { file: file.fileName, column: headers.join(', ') },
            'Name the columns by the ids or titles of the questions, or map them (`--map "column=question"`).',
          );
      }
      const made = readRow(cells, record.row, columns, survey.definition, layout, options.consented);
      if ('reason' in made) rejections.push(made);
      else rows.push(made);
    }
  const importId = newId();
  const now = new Date().toISOString();
  const known = new Set(
    (
      await db.selectFrom('survey_response').select('external_id').where('survey_id', '=', surveyId).execute()
    ).flatMap((r) => (r.external_id === null ? [] : [r.external_id])),
  );
  const kept: (Row & { id: string; key: string | null })[] = [];
  const platform = options.platform ?? 'survey';
  const people = rows.map((row) =>
    row.person === null ? null : actorKey(store.actorKey, platform, row.person),
  );
  const mayStay = new Set(
    await notErased(
      store,
      people.filter((key) => key !== null),
    ),
  );
  for (const [i, row] of rows.entries()) {
    const key = people[i] ?? null;
    // The id that the other program gave is kept as a digest: it may name the person.
    const id = sha256(`${store.actorKey}:${row.externalId ?? `${opened.digest}:${row.row}`}`).slice(0, 32);
    if (key !== null && !mayStay.has(key))
      rejections.push({ row: row.row, column: '', value: '', reason: told`the person asked to be erased` });
    else if (known.has(id))
      rejections.push({ row: row.row, column: '', value: '', reason: told`this answer is stored already` });
    else {
      known.add(id);
      kept.push({ ...row, id, key: row.consented ? key : null });
    }
  }
  rejections.sort((a, b) => a.row - b.row);
  const report: AnswerImport = {
    importId,
    fileName: file.fileName,
    layout,
    columns: columns ?? {},
    read,
    kept: kept.length,
    rejected: rejections.length,
    joined: kept.filter((r) => r.key !== null).length,
    already: false,
    rejections: rejections.slice(0, REJECTIONS),
  };
  if (report.read !== report.kept + report.rejected)
    throw new TouchstoneError(
      'internal',
      'rows-lost',
      `${report.read} rows read, ${report.kept} kept, ${report.rejected} rejected.`,
    );
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('survey_import')
      .values({
        import_id: importId,
        survey_id: surveyId,
        file_name: file.fileName,
        digest: opened.digest,
        report: JSON.stringify(report),
        imported_by: who,
        imported_at: now,
      })
      .execute();
    for (const row of kept) {
      const responseId = newId();
      const at = row.submitted ?? now;
      await tx
        .insertInto('survey_response')
        .values({
          response_id: responseId,
          survey_id: surveyId,
          token_digest: null,
          actor_key: row.key,
          source: 'file',
          import_id: importId,
          external_id: row.id,
          language: row.language,
          state: row.complete ? 'complete' : 'agreed',
          resume_digest: null,
          consented_at: row.consented ? at : null,
          started_at: at,
          updated_at: at,
          finished_at: row.complete ? at : null,
        })
        .execute();
      await tx
        .insertInto('survey_answer')
        .values(
          Object.entries(row.answers).map(([question_id, value]) => ({
            response_id: responseId,
            question_id,
            value: JSON.stringify(value),
            answered_at: at,
          })),
        )
        .execute();
    }
  });
  await audit(store.state, {
    who,
    act: 'survey-answers-imported',
    subjectKind: 'survey',
    subjectId: surveyId,
    detail: { fileName: file.fileName, layout, read, kept: report.kept, rejected: report.rejected },
  });
  return report;
}
