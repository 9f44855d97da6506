/** Is the account in a circle of creators who engage with each other? */
import { type Finding, insufficient, word } from '#basis/reading.ts';
import type { FactReader } from '#store/facts/fact-store.ts';
import type { Detector, Scope } from '../detector.ts';
import { findingOf } from '../finding.ts';
import { levelOf } from '../measures/combined-evidence.ts';
import { type Drawing } from '../schema.ts';
import { RECIPROCAL } from './cards.ts';
import { type Creators, loadCreators } from './load-acts.ts';
import { type ReciprocalRing, reciprocalRings } from './measures/reciprocal-rings.ts';
import { actsBetween } from './queries.ts';

const MIN_POSTS = 2;
/** Acts on an account's posts below which its circle cannot be seen. */
const LEAST_ACTS = 30;
const ROWS_PER_EDGE = 8;
const MOST_DRAWN = 30;

async function read(facts: FactReader, scope: Scope): Promise<Finding[]> {
  const creators = await loadCreators(facts, scope.asOf, MIN_POSTS);
  scope.signal?.throwIfAborted();
  const found = reciprocalRings(creators.edges, { minObjects: MIN_POSTS });
  const at = new Map(creators.ids.map((id, i) => [id, i]));
  const ringOf = new Map(
    found.rings.flatMap((ring, place) => ring.members.map((m) => [m, { ring, place }] as const)),
  );
  const members = [...ringOf.keys()].map((m) => creators.ids[m] as string);
  const rows =
    members.length === 0
      ? []
      : await facts.all(actsBetween, { asOf: scope.asOf, ids: members, most: ROWS_PER_EDGE });
  return scope.accountIds.map((id) => {
    const own = at.get(id);
    const acts = own === undefined ? 0 : (creators.rows[own] as number);
    const hit = own === undefined ? undefined : ringOf.get(own);
    if (!hit && acts < LEAST_ACTS) return tooThin(scope, id, acts);
    const ring = hit?.ring;
    const partners = ring && own !== undefined ? partnersOf(ring, own, creators) : [];
    const names = new Set(partners.map((p) => p.id));
    const telling = rows.filter(
      (r) =>
        (r.to_account === id && names.has(r.from_account)) ||
        (r.from_account === id && names.has(r.to_account)),
    );
    const pValue = ring?.p ?? 1;
    return findingOf(RECIPROCAL, scope, {
      subject: { kind: 'account', id },
      level: levelOf(pValue),
      result: {
        state: 'ok',
        value: partners.length,
        low: null,
        high: null,
        n: acts,
        unit: 'partners',
        detail: {
          pValue,
          nullGraphs: found.nullCount,
          ...(hit && ring
            ? {
                ringId: `reciprocal-${hit.place + 1}`,
                members: ring.members.slice(0, 200).map((m) => {
                  const member = creators.ids[m] as string;
                  return { id: member, name: creators.nameOf.get(member) ?? null };
                }),
                density: ring.density,
                pairs: ring.pairs.length,
                edges: partners.slice(0, 100),
                drawing: drawn(partners),
              }
            : {}),
        },
        caveats:
          found.nullCount > 0
            ? [
                word(
                  `p from ${found.nullCount} random graphs with the same degrees: never below ${(1 / (1 + found.nullCount)).toPrecision(1)}.`,
                  `p 由 ${found.nullCount} 个同度数随机图得出，最小不低于 ${(1 / (1 + found.nullCount)).toPrecision(1)}。`,
                ),
              ]
            : [],
      },
      summary: ring
        ? word(
            `In a circle of ${ring.members.length} creators with ${ring.pairs.length} mutual pairs; ${partners.length} engage with this account and it with them (p ${pValue.toPrecision(2)}).`,
            `处于 ${ring.members.length} 位创作者、${ring.pairs.length} 对互相互动的圈子中；与本账号互相互动者 ${partners.length} 位（p ${pValue.toPrecision(2)}）。`,
          )
        : word(
            `In no circle of creators; ${acts} acts on its posts were read.`,
            `未处于任何互赞圈；已读取其内容的 ${acts} 次互动。`,
          ),
      rows: telling.map((r) => ({
        sourceId: r.source_id,
        row: r.source_row,
        note: `${r.from_account} → ${r.to_account} ${r.act}`,
      })),
      rowCount: partners.reduce((n, p) => n + p.actsForth + p.actsBack, 0),
      columns: [found.pairs, pValue, acts],
    });
  });
}

interface Partner {
  id: string;
  name: string | null;
  postsForth: number;
  postsBack: number;
  actsForth: number;
  actsBack: number;
  /** Median seconds from a post to the act of either. */
  delaySeconds: number | null;
}

/** Members with whom the account engages both ways: `forth` is the account on their posts. */
function partnersOf(ring: ReciprocalRing, own: number, creators: Creators): Partner[] {
  const me = creators.ids[own] as string;
  return ring.pairs
    .filter((pair) => pair.a === own || pair.b === own)
    .map((pair) => {
      const other = creators.ids[pair.a === own ? pair.b : pair.a] as string;
      const forth = creators.detailOf.get(`${me} → ${other}`);
      const back = creators.detailOf.get(`${other} → ${me}`);
      return {
        id: other,
        name: creators.nameOf.get(other) ?? null,
        postsForth: pair.a === own ? pair.forth : pair.back,
        postsBack: pair.a === own ? pair.back : pair.forth,
        actsForth: forth?.acts ?? 0,
        actsBack: back?.acts ?? 0,
        delaySeconds: back?.delaySeconds ?? null,
      };
    });
}

const drawn = (partners: readonly Partner[]): Drawing => {
  const shown = partners.slice(0, MOST_DRAWN);
  return {
    kind: 'bars',
    y: { label: word('posts', '内容数') },
    labels: shown.map((p) => word(p.name ?? p.id, p.name ?? p.id)),
    series: [
      {
        name: word('their posts that this account acted on', '本账号互动过的对方内容'),
        values: shown.map((p) => p.postsForth),
      },
      {
        name: word('its posts that they acted on', '对方互动过的本账号内容'),
        values: shown.map((p) => p.postsBack),
      },
    ],
  };
};

const tooThin = (scope: Scope, id: string, acts: number): Finding =>
  findingOf(RECIPROCAL, scope, {
    subject: { kind: 'account', id },
    level: 'insufficient',
    result: insufficient(
      word(`${LEAST_ACTS} acts on its posts`, `其内容至少 ${LEAST_ACTS} 次互动明细`),
      word(`${acts} acts`, `${acts} 次`),
      word('A circle shows only in who engages with its posts.', '互赞圈只能从互动者名单中看出。'),
    ),
    summary: word(
      `${acts} acts on its posts are too few to see a circle.`,
      `仅有 ${acts} 次互动明细，无法判断互赞圈。`,
    ),
    rows: [],
    columns: [acts],
  });

export const reciprocalDetector: Detector = { card: RECIPROCAL, read };
