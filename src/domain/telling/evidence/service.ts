/** Makes the evidence pack of a post or a campaign. */
import { missing, refused } from '#basis/error.ts';
import { VERSION } from '#config/version.ts';
import { rightsOf } from '#domain/assets/rights/service.ts';
import type { Store } from '#store/open-store.ts';
import { signingKey } from '../bundle/signing-key.ts';
import { outcomeFrame } from '../outcome/frame.ts';
import { counterHistory } from '../outcome/queries.ts';
import { packIndex } from './index-page.ts';
import { clauses, countersAt, disclosures, type Promised } from './measures.ts';
import { manifestOf, zipOf } from './pack.ts';
import { packPosts } from './queries.ts';
import type { CounterLine, PackManifest, PackRequest } from './schema.ts';

/** Bytes of captures that one pack takes. */
const MOST_CAPTURES = 200 * 2 ** 20;

async function subjectOf(
  store: Store,
  id: string,
): Promise<{ subject: PackManifest['subject']; posts: string[]; promised: Promised[] }> {
  const [post] = await store.facts.all(packPosts, { ids: [id] });
  if (post) return { subject: { kind: 'post', id }, posts: [id], promised: [] };
  const frame = await outcomeFrame(store, id).catch(() => null);
  if (!frame)
    throw missing(
      'no-evidence',
      `There is no post and no campaign ${id} in the library.`,
      'Search the library for the post’s id, or see the campaigns under Deliver.',
    );
  return {
    subject: { kind: 'campaign', id },
    posts: [...new Set(frame.placements.flatMap((p) => p.postId ?? []))],
    promised: frame.promised,
  };
}

const csvCell = (v: string | number | null): string => {
  const text = v === null ? '' : String(v);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
function counterCsv(lines: readonly CounterLine[]): string {
  const head = [
    'post_id',
    'moment',
    'metric',
    'value',
    'observed_at',
    'off_hours',
    'source_id',
    'source_row',
  ];
  return `${[
    head.join(','),
    ...lines.map((l) =>
      [l.postId, l.moment, l.metric, l.value, l.observedAt, l.offHours, l.sourceId, l.row]
        .map(csvCell)
        .join(','),
    ),
  ].join('\n')}\n`;
}

export async function makePack(store: Store, request: PackRequest): Promise<Buffer> {
  const { subject, posts, promised } = await subjectOf(store, request.id);
  const captures = request.captures.map(
    (c) => [`captures/${c.name}`, Buffer.from(c.base64, 'base64')] as const,
  );
  if (captures.reduce((a, [, bytes]) => a + bytes.length, 0) > MOST_CAPTURES)
    throw refused(
      'too-large',
      'The captures are larger than 200 MB together.',
      undefined,
      'Make a pack a post.',
    );
  const [rows, seen, rights] = await Promise.all([
    store.facts.all(packPosts, { ids: posts }),
    store.facts.all(counterHistory, { posts }),
    rightsOf(store, subject.kind === 'post' ? { postId: subject.id } : { campaign: subject.id }),
  ]);
  const counters = countersAt(rows, seen);
  const terms = clauses(promised, seen);
  const disclosed = disclosures(rows);
  const json = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
  const files = new Map<string, Buffer>([
    ['counters.csv', Buffer.from(counterCsv(counters))],
    [
      'terms.json',
      json({
        note: 'Not legal advice. unknown: nobody can say from the rows in hand.',
        clauses: terms,
        rights: rights.items,
      }),
    ],
    ['disclosure.json', json(disclosed)],
    ...captures,
  ]);
  const head = { product: VERSION, madeAt: new Date().toISOString(), subject };
  files.set(
    'index.html',
    Buffer.from(
      packIndex({ head, posts: rows, counters, terms, disclosed, captures: captures.map(([path]) => path) }),
    ),
  );
  return zipOf(files, manifestOf(head, files, await signingKey(store.config.home)));
}
