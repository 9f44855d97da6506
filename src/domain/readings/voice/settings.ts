/** The label system of the workspace: the user's file, else the shipped aspects and the brands of the library. */
import { z } from 'zod';
import { digestOf } from '#basis/id.ts';
import { defineQuery } from '#store/facts/query.ts';
import { sql } from '#store/facts/sql.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import { ASPECTS } from './dictionary/aspects.ts';
import { type Labels, type LabelsAnswer, labelsSchema } from './schema.ts';

const SETTING = 'voice_labels';

/** Brands that cooperations and accounts name, with products sold under them; most cooperations first. */
export const brandsOfFacts = defineQuery({
  name: 'voice.brands-of-facts',
  row: z.object({ brand: z.string(), product: z.string().nullable(), cooperations: z.number() }),
  sample: {},
  build: (_: object) => sql`
    SELECT brand, product, count(*) AS cooperations FROM cooperation WHERE brand IS NOT NULL AND length(brand) >= 2 GROUP BY brand, product
    UNION ALL SELECT brand, NULL, 0 FROM (SELECT DISTINCT unnest(brand) AS brand FROM account_card) b WHERE length(brand) >= 2
    ORDER BY cooperations DESC, brand, product`,
});
const MOST_BRANDS = 300;

async function shippedLabels(store: Store): Promise<Labels> {
  const rows = await store.facts.all(brandsOfFacts, {});
  const weight = new Map<string, number>();
  const products = new Map<string, Set<string>>();
  for (const { brand, product, cooperations } of rows) {
    weight.set(brand, (weight.get(brand) ?? 0) + cooperations);
    const own = products.get(brand) ?? new Set();
    if (product && product.length >= 2) own.add(product);
    products.set(brand, own);
  }
  const ordered = [...weight].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_BRANDS);
  return {
    own: ordered[0] && ordered[0][1] > 0 ? ordered[0][0] : null,
    brands: ordered.map(([brand]) => ({
      brand,
      aliases: [],
      products: [...(products.get(brand) ?? [])].map((product) => ({ product, aliases: [] })),
    })),
    people: [],
    aspects: [...ASPECTS],
    words: [],
  };
}

export async function labelsOf(store: Store): Promise<LabelsAnswer> {
  const row = await store.state.db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', SETTING)
    .executeTakeFirst();
  return row
    ? { labels: labelsSchema.parse(JSON.parse(row.value)), edited: true }
    : { labels: await shippedLabels(store), edited: false };
}

/** Keeps the label system; null goes back to the shipped one. */
export async function keepLabels(store: Store, labels: Labels | null, who: string): Promise<void> {
  const { db } = store.state;
  await db.deleteFrom('setting').where('name', '=', SETTING).execute();
  if (labels)
    await db
      .insertInto('setting')
      .values({ name: SETTING, value: JSON.stringify(labels) })
      .execute();
  await audit(store.state, {
    who,
    act: 'voice-labels-kept',
    subjectKind: 'setting',
    subjectId: SETTING,
    detail: labels ?? {},
  });
}

/**
 * What readings depend on beside the texts. Brands that imports bring are joined without reading all texts again, so they
 * do not count until somebody edits the label system.
 */
export const readerOf = ({ labels, edited }: LabelsAnswer, model: string): string =>
  digestOf(['voice-reader@1', model, edited ? labels : labels.aspects]).slice(0, 16);
