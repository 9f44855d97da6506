/** What brands and groups show: who shares with whom, and the pooled history of those who share. */
import { word } from '#basis/reading.ts';
import {
  type CampaignData,
  campaignsData,
  placementCame,
  SETTLED_HOURS,
} from '#domain/assets/forecasts/campaign-data.ts';
import { campaignLines } from '#domain/decisions/campaigns/service.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import {
  LEAST_POOLED,
  POOLED_HISTORY,
  type Pooled,
  pooledCost,
  pooledMedian,
  type Spent,
} from './measures/pooled-history.ts';
import type { BrandsPage, GroupView, PooledEstimate } from './schema.ts';

import { groupRow } from './service.ts';

const VIEWS_SHOWN = 20;

/** Names of campaigns by brand id: put there by a person, else by the name files use. */
async function campaignsByBrand(store: Store): Promise<{ of: Map<string, string[]>; unkept: string[] }> {
  const { db } = store.state;
  const [brands, kept, lines] = await Promise.all([
    db.selectFrom('brand').selectAll().where('archived_at', 'is', null).execute(),
    db.selectFrom('campaign').select(['campaign', 'brand_id']).execute(),
    campaignLines(store),
  ]);
  const put = new Map(kept.map((k) => [k.campaign, k.brand_id]));
  const named = new Map(
    brands.flatMap((b) =>
      [b.name, ...(JSON.parse(b.words) as string[])].map((w) => [w, b.brand_id] as const),
    ),
  );
  const of = new Map<string, string[]>();
  const unkept = new Set<string>();
  for (const line of lines) {
    const id = put.get(line.campaign) ?? (line.brand === null ? undefined : named.get(line.brand));
    if (id) of.set(id, [...(of.get(id) ?? []), line.campaign]);
    else if (line.brand !== null) unkept.add(line.brand);
  }
  return { of, unkept: [...unkept].sort() };
}

export async function brandsPage(store: Store): Promise<BrandsPage> {
  const { db } = store.state;
  const [organisations, brands, workspaces, members, grants, plans, campaigns] = await Promise.all([
    db.selectFrom('organisation').selectAll().orderBy('name').execute(),
    db
      .selectFrom('brand')
      .selectAll()
      .where('archived_at', 'is', null)
      .orderBy('created_at')
      .orderBy('brand_id')
      .execute(),
    db.selectFrom('workspace').selectAll().orderBy('created_at').orderBy('workspace_id').execute(),
    db.selectFrom('membership').selectAll().where('ended_at', 'is', null).orderBy('granted_at').execute(),
    db.selectFrom('brand_grant').selectAll().orderBy('grant_id').execute(),
    db.selectFrom('plan').select('brand_id').execute(),
    campaignsByBrand(store),
  ]);
  const organisation = new Map(organisations.map((o) => [o.organisation_id, o.name]));
  const brandName = new Map(brands.map((b) => [b.brand_id, b.name]));
  const workspaceName = new Map(workspaces.map((w) => [w.workspace_id, w.name]));
  return {
    organisations: organisations.map((o) => ({ organisationId: o.organisation_id, name: o.name })),
    brands: brands.map((b) => ({
      brandId: b.brand_id,
      name: b.name,
      organisation: organisation.get(b.organisation_id) ?? '',
      words: JSON.parse(b.words) as string[],
      campaigns: campaigns.of.get(b.brand_id) ?? [],
      plans: plans.filter((p) => p.brand_id === b.brand_id).length,
    })),
    workspaces: workspaces.map((w) => ({
      workspaceId: w.workspace_id,
      kind: w.kind === 'group' ? 'group' : 'brand',
      name: w.name,
      organisation: organisation.get(w.organisation_id) ?? '',
      brandId: w.brand_id,
      members: members
        .filter((m) => m.workspace_id === w.workspace_id)
        .map(({ who, role }) => ({ who, role })),
    })),
    grants: grants.map((g) => ({
      grantId: g.grant_id,
      brandId: g.brand_id,
      brand: brandName.get(g.brand_id) ?? g.brand_id,
      workspaceId: g.workspace_id,
      workspace: workspaceName.get(g.workspace_id) ?? g.workspace_id,
      purpose: g.purpose,
      grantedBy: g.granted_by,
      grantedAt: g.granted_at,
      revokedBy: g.revoked_by,
      revokedAt: g.revoked_at,
    })),
    unkept: campaigns.unkept,
  };
}

interface Placed {
  brand: string;
  campaign: string;
  platform: GroupView['cells'][number]['platform'];
  costMinor: number | null;
  seen: number | null;
  engagements: number | null;
  orders: number | null;
}

const placedOf = (brand: string, data: CampaignData, currency: string): Placed[] =>
  data.placements
    .filter((p) => p.postId !== null && p.state !== 'cancelled')
    .map((p) => {
      const came = (quantity: string) => placementCame(data, p, quantity, SETTLED_HOURS)?.value ?? null;
      return {
        brand,
        campaign: data.line.campaign,
        platform: p.platform,
        costMinor: p.currency === currency ? p.priceMinor : null,
        seen: came('seen_count'),
        engagements: came('engagement_count'),
        orders: came('order_count'),
      };
    });

const estimateOf = (x: Pooled | number): PooledEstimate =>
  typeof x === 'number'
    ? {
        state: 'insufficient',
        need: word(
          `${LEAST_POOLED} placements with a price and a reading`,
          `至少 ${LEAST_POOLED} 个有价格且有读数的投放`,
        ),
        have: word(`${x}`, `${x} 个`),
        why: word('Fewer would tell single deals.', '更少则等于公开单笔交易。'),
      }
    : { state: 'ok', ...x };

function figuresOf(placed: readonly Placed[]) {
  const sum = (of: (p: Placed) => number | null) => placed.reduce((s, p) => s + (of(p) ?? 0), 0);
  const spent = (of: (p: Placed) => number | null): Spent[] =>
    placed.map((p) => ({ costMinor: p.costMinor, count: of(p) }));
  return {
    campaigns: new Set(placed.map((p) => p.campaign)).size,
    placements: placed.length,
    paidMinor: sum((p) => p.costMinor),
    seen: sum((p) => p.seen),
    engagements: sum((p) => p.engagements),
    orders: sum((p) => p.orders),
    perThousandSeen: estimateOf(
      pooledCost(
        spent((p) => p.seen),
        1000,
      ),
    ),
    perEngagement: estimateOf(pooledCost(spent((p) => p.engagements))),
    perOrder: estimateOf(pooledCost(spent((p) => p.orders))),
  };
}

/** The currency most placements are priced in, and how many are priced in another. */
function currencyOf(data: Iterable<CampaignData>): { currency: string; elsewhere: number } {
  const priced = [...data].flatMap((d) =>
    d.placements
      .filter((p) => p.postId !== null && p.state !== 'cancelled' && p.priceMinor !== null)
      .flatMap((p) => p.currency ?? []),
  );
  const [most] = [...Map.groupBy(priced, (c) => c)].sort((a, b) => b[1].length - a[1].length);
  return { currency: most?.[0] ?? 'CNY', elsewhere: priced.length - (most?.[1].length ?? 0) };
}

/** The pooled history of the brands that share with a group now. The view itself is written down. */
export async function groupView(store: Store, workspaceId: string, who: string): Promise<GroupView> {
  const group = await groupRow(store, workspaceId);
  const page = await brandsPage(store);
  const inGroup = page.brands.filter(
    (b) => b.organisation === page.workspaces.find((w) => w.workspaceId === workspaceId)?.organisation,
  );
  const open = new Set(
    page.grants.filter((g) => g.workspaceId === workspaceId && g.revokedAt === null).map((g) => g.brandId),
  );
  const shared = page.brands.filter((b) => open.has(b.brandId));
  const names = new Map(shared.flatMap((b) => b.campaigns.map((c) => [c, b.name] as const)));
  const data = await campaignsData(store, (l) => names.has(l.campaign));
  const { currency, elsewhere } = currencyOf(data.values());
  const placed = [...data].flatMap(([campaign, d]) => placedOf(names.get(campaign) ?? '', d, currency));
  const from = shared.map((b) => b.name);
  await audit(store.state, {
    who,
    act: 'group-viewed',
    subjectKind: 'workspace',
    subjectId: workspaceId,
    detail: { from },
  });
  const views = await store.state.db
    .selectFrom('audit_log')
    .select(['at', 'who', 'detail'])
    .where('act', '=', 'group-viewed')
    .where('subject_id', '=', workspaceId)
    .orderBy('at', 'desc')
    .orderBy('audit_id', 'desc')
    .limit(VIEWS_SHOWN)
    .execute();
  return {
    workspace: group.name,
    currency,
    elsewhere,
    asOf: [...data.values()][0]?.asOf ?? null,
    from,
    withheld: inGroup.filter((b) => !open.has(b.brandId)).map((b) => b.name),
    pooled: figuresOf(placed),
    brands: from.map((brand) => ({ brand, ...figuresOf(placed.filter((p) => p.brand === brand)) })),
    cells: [...Map.groupBy(placed, (p) => p.platform)].map(([platform, own]) => ({
      platform,
      n: own.length,
      from: [...new Set(own.map((p) => p.brand))],
      paidMedian: estimateOf(pooledMedian(own.flatMap((p) => p.costMinor ?? []))),
      perThousandSeen: estimateOf(
        pooledCost(
          own.map((p) => ({ costMinor: p.costMinor, count: p.seen })),
          1000,
        ),
      ),
    })),
    views: views.map((v) => ({
      at: v.at,
      who: v.who,
      from: (JSON.parse(v.detail) as { from?: string[] }).from ?? [],
    })),
    method: POOLED_HISTORY,
  };
}
