/** Makes reports, keeps their files, and shares them until a day. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { missing, refused } from '#basis/error.ts';
import { newId } from '#basis/id.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import type { Tariff } from '../outcome/schema.ts';
import { buildReport } from './build-report.ts';
import { gather } from './material.ts';
import {
  type Language,
  type Layer,
  type ReportFormat,
  type ReportMade,
  type ReportModel,
  type ReportRequest,
  reportMadeSchema,
} from './schema.ts';
import { reworded } from './wording.ts';

/** The writers bring ECharts, ExcelJS, PptxGenJS and the browser's driver: loaded with the first report, not at the start. */
const writeHtml = async () => (await import('./html.ts')).reportHtml;

export interface ReportJob extends ReportRequest {
  campaign: string;
  tariff?: Tariff;
}

const folderOf = (store: Store): string => join(store.config.home, 'reports');
const NAMES: Record<ReportFormat, Record<Language, string>> = {
  xlsx: { zh: '结案数据.xlsx', en: 'close-out-data.xlsx' },
  pptx: { zh: '结案报告.pptx', en: 'close-out-report.pptx' },
  html: { zh: '结案报告.html', en: 'close-out-report.html' },
  pdf: { zh: '结案报告.pdf', en: 'close-out-report.pdf' },
};

export async function reportOf(
  store: Store,
  campaign: string,
  tariff: Tariff | null = null,
): Promise<ReportModel> {
  return buildReport(await gather(store, campaign, tariff));
}

export async function previewHtml(
  store: Store,
  campaign: string,
  language: Language,
  layer: Layer,
): Promise<string> {
  const reportHtml = await writeHtml();
  return reportHtml(await reportOf(store, campaign), language, layer);
}

async function fileOf(
  store: Store,
  model: ReportModel,
  format: ReportFormat,
  job: ReportJob,
  signal: AbortSignal,
): Promise<Buffer> {
  const { language, layer } = job;
  switch (format) {
    case 'xlsx':
      return (await import('./report-workbook.ts')).reportWorkbook(model, language);
    case 'pptx':
      return (await import('./deck.ts')).reportDeck(model, language, layer);
    case 'html':
      return Buffer.from((await writeHtml())(model, language, layer));
    default: {
      const reportHtml = await writeHtml();
      const { fontRules, printPdf } = await import('./print-pdf.ts');
      const html = reportHtml(model, language, layer);
      return printPdf(reportHtml(model, language, layer, fontRules(html)), store.config.browser, signal);
    }
  }
}

/** Writes the files of a report; nothing is kept when one number stands without a source. */
export async function makeReport(
  store: Store,
  job: ReportJob,
  progress: (share: number, message: string) => void,
  signal: AbortSignal,
): Promise<ReportMade> {
  const started = performance.now();
  progress(0.05, 'reads the campaign');
  let model = await reportOf(store, job.campaign, job.tariff ?? null);
  if (store.config.wording) {
    progress(0.3, 'asks for another wording');
    model = (await reworded(model, store.config.wording, job.language, signal)).model;
  }
  const reportId = newId();
  const folder = join(folderOf(store), reportId);
  const half = `${folder}.part`;
  await mkdir(half, { recursive: true });
  try {
    const { requireCited } = await import('./cited-output.ts');
    const files: ReportMade['files'] = [];
    for (const [i, format] of job.formats.entries()) {
      progress(0.4 + (0.6 * i) / job.formats.length, 'writes the files');
      signal.throwIfAborted();
      const bytes = await fileOf(store, model, format, job, signal);
      await requireCited(bytes, format, model, job.language);
      const name = NAMES[format][job.language];
      await writeFile(join(half, name), bytes);
      files.push({ format, name, byteCount: bytes.length });
    }
    const made: ReportMade = {
      reportId,
      campaign: job.campaign,
      layer: job.layer,
      language: job.language,
      digest: model.digest,
      madeAt: model.madeAt,
      ms: Math.round(performance.now() - started),
      files,
    };
    await writeFile(join(half, 'report.json'), JSON.stringify(made));
    await rename(half, folder);
    return made;
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    throw error;
  }
}

const noReport = (id: string) =>
  missing('no-report', `There is no report ${id}.`, 'Make it again from the campaign’s report page.');

async function madeOf(store: Store, reportId: string): Promise<ReportMade> {
  const path = join(folderOf(store), reportId, 'report.json');
  if (!/^[\w-]+$/.test(reportId) || !existsSync(path)) throw noReport(reportId);
  return reportMadeSchema.parse(JSON.parse(await readFile(path, 'utf8')));
}

/** Reports of a campaign, newest first. */
export async function reportsOf(store: Store, campaign: string): Promise<ReportMade[]> {
  const names = await readdir(folderOf(store)).catch(() => [] as string[]);
  const found: ReportMade[] = [];
  for (const name of names) {
    const path = join(folderOf(store), name, 'report.json');
    if ((await stat(path).catch(() => null)) === null) continue;
    const made = reportMadeSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    if (made.campaign === campaign) found.push(made);
  }
  return found.sort((a, b) => b.madeAt.localeCompare(a.madeAt));
}

export async function reportFile(
  store: Store,
  reportId: string,
  format: ReportFormat,
): Promise<{ name: string; bytes: Buffer }> {
  const made = await madeOf(store, reportId);
  const file = made.files.find((f) => f.format === format);
  if (!file) throw noReport(`${reportId} ${format}`);
  return { name: file.name, bytes: await readFile(join(folderOf(store), reportId, file.name)) };
}

const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** A link that opens the HTML report without an account, until it expires. */
export async function shareReport(store: Store, reportId: string, days: number, who: string) {
  const made = await madeOf(store, reportId);
  if (!made.files.some((f) => f.format === 'html'))
    throw refused(
      'no-html',
      'Only the HTML report can be shared by link.',
      undefined,
      'Make the report with HTML among its formats.',
    );
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(Date.now() + days * 86_400_000).toISOString();
  await store.state.db
    .insertInto('report_share')
    .values({
      token_digest: digestOf(token),
      report_id: reportId,
      created_by: who,
      created_at: new Date().toISOString(),
      expires_at: expiresAt,
    })
    .execute();
  await audit(store.state, {
    who,
    act: 'report-shared',
    subjectKind: 'report',
    subjectId: reportId,
    detail: { expiresAt },
  });
  return { token, path: `/share/${token}`, expiresAt };
}

export async function sharedHtml(store: Store, token: string): Promise<string> {
  const share = await store.state.db
    .selectFrom('report_share')
    .select(['report_id', 'expires_at'])
    .where('token_digest', '=', digestOf(token))
    .executeTakeFirst();
  if (!share || share.expires_at < new Date().toISOString())
    throw missing(
      'no-share',
      'This link does not exist or has expired.',
      'Ask whoever sent it for a new one.',
    );
  return (await reportFile(store, share.report_id, 'html')).bytes.toString('utf8');
}
