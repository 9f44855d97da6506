/** Turns drafts into staged rows: ids of people become keyed hashes here, before anything is written. */
import { actorKey } from '#basis/id.ts';
import type { AccountDraft } from '#domain/facts/accounts/schema.ts';
import type { PostDraft } from '#domain/facts/posts/schema.ts';
import type { AccountRefs, Place } from './account-refs.ts';
import type { Draft } from './schema.ts';
import type { StageWriter } from './stage-writer.ts';

export interface StageContext {
  stage: StageWriter;
  refs: AccountRefs;
  /** The workspace's key of people's hashes. */
  key: string;
  /** When the row itself names no moment. */
  asOf: string;
  /** The person of this key asked to be erased. */
  isErased(key: string): boolean;
}

const hash = (context: StageContext, platform: string, id: string) => actorKey(context.key, platform, id);

/** False when the draft is of a person who asked to be erased: then nothing of it is staged. */
export function stageDraft(draft: Draft, place: Place, context: StageContext): boolean {
  const key = personOf(draft, context);
  if (key !== undefined && context.isErased(key)) return false;
  putDraft(draft, key, place, context);
  return true;
}

/** Key of the person whom the draft is about. */
function personOf(draft: Draft, context: StageContext): string | undefined {
  switch (draft.kind) {
    case 'engagement':
    case 'actor':
      return hash(context, draft.platform, draft.actor);
    case 'follow':
      return hash(context, draft.account.platform, draft.follower);
    case 'order':
      return draft.buyer ? hash(context, draft.platform, draft.buyer) : undefined;
    default:
      return undefined;
  }
}

function putDraft(draft: Draft, key: string | undefined, place: Place, context: StageContext): void {
  const { stage, refs } = context;
  const observed_at = ('observedAt' in draft ? draft.observedAt : undefined) ?? context.asOf;
  switch (draft.kind) {
    case 'account':
      return stageAccount(draft, observed_at, place, context);
    case 'post':
      return stagePost(draft, observed_at, place, context);
    case 'engagement': {
      stage.put('engagement', {
        platform: draft.platform,
        post_key: draft.postKey,
        act: draft.act,
        actor_key: key,
        engagement_key: draft.engagementKey,
        acted_at: draft.at,
        text: draft.text,
        parent_key: draft.parentKey,
        region: draft.region,
        weight: draft.weight,
        ...place,
      });
      if (draft.actorAccount) refs.numberOf(draft.actorAccount, place);
      return;
    }
    case 'follow':
      stage.put('follow', {
        ref: refs.numberOf(draft.account, place),
        follower_key: key,
        position: draft.position,
        design: draft.design,
        observed_at,
        ...place,
      });
      return;
    case 'actor':
      stage.put('actor', {
        actor_key: key,
        platform: draft.platform,
        observed_at,
        joined_at: draft.joinedAt,
        follower_count: draft.followerCount,
        following_count: draft.followingCount,
        post_count: draft.postCount,
        bio_length: draft.bioLength,
        has_picture: draft.hasPicture,
        digits_in_name: draft.digitsInName,
        name_length: draft.nameLength,
        is_private: draft.isPrivate,
        verified: draft.verified,
        gender: draft.gender,
        age_band: draft.ageBand,
        region: draft.region,
        ...place,
      });
      return;
    case 'cooperation':
      stage.put('cooperation', {
        ref: refs.numberOf(draft.account, place),
        brand: draft.brand,
        campaign: draft.campaign,
        product: draft.product,
        mode: draft.mode,
        platform: draft.account.platform,
        post_key: draft.platformPostKey,
        starts_on: draft.startsOn,
        ends_on: draft.endsOn,
        amount_minor: draft.amountMinor,
        currency: draft.currency,
        state: draft.state,
        observed_at,
        ...place,
      });
      return;
    case 'order':
      stage.put('shop_order', {
        platform: draft.platform,
        order_key: draft.orderKey,
        ...(key === undefined ? {} : { buyer_key: key }),
        ordered_at: draft.at,
        sku: draft.sku,
        quantity: draft.quantity,
        amount_minor: draft.amountMinor,
        currency: draft.currency,
        code: draft.code,
        link: draft.link,
        post_key: draft.postKey,
        returned: draft.returned,
        campaign: draft.campaign,
        status: draft.status,
        refund_minor: draft.refundMinor,
        region: draft.region,
        ...(draft.sellerKey ? { account_id: `${draft.platform}:${draft.sellerKey}` } : {}),
        observed_at,
        ...place,
      });
      return;
    case 'touch':
      stage.put('touch', {
        touch_key: draft.touchKey,
        code: draft.code,
        campaign: draft.campaign,
        account_id: draft.accountId,
        post_id: draft.postId,
        touched_at: draft.at,
        agent: draft.agent,
        visitor_key: draft.visitorKey,
        ...place,
      });
  }
}

function stageAccount(
  draft: AccountDraft,
  observed_at: string,
  place: Place,
  { stage, refs }: StageContext,
): void {
  const ref = refs.numberOf(draft.account, place);
  for (const a of draft.attributes ?? [])
    stage.put('attribute', {
      ref,
      attribute: a.attribute,
      value: a.value,
      observed_at,
      column_name: a.column,
      ...place,
    });
  for (const f of draft.figures ?? [])
    stage.put('account_figure', {
      ref,
      metric: f.metric,
      window_days: f.windowDays ?? 0,
      content: f.content ?? 'all',
      format: f.format ?? 'all',
      ...f.quantity,
      currency: f.currency ?? '',
      observed_at: f.observedAt ?? observed_at,
      column_name: f.column,
      ...place,
    });
  for (const a of draft.audience ?? [])
    stage.put('audience', {
      ref,
      dimension: a.dimension,
      base: a.base,
      segment: a.segment,
      window_days: a.windowDays ?? 0,
      content: a.content ?? 'all',
      format: a.format ?? 'all',
      share: a.share.value,
      low: a.share.low,
      high: a.share.high,
      n: a.n,
      observed_at,
      column_name: a.column,
      ...place,
    });
  for (const q of draft.quotes ?? [])
    stage.put('quote', {
      ref,
      format: q.format,
      kind: q.kind,
      amount_minor: q.amountMinor.value,
      low_minor: q.amountMinor.low,
      high_minor: q.amountMinor.high,
      currency: q.currency,
      tax_basis: q.taxBasis,
      rebate_share: q.rebateShare,
      fee_share: q.feeShare,
      schedule: q.schedule,
      observed_at,
      column_name: q.column,
      ...place,
    });
}

function stagePost(draft: PostDraft, observed_at: string, place: Place, { stage, refs }: StageContext): void {
  const { platform, postKey: post_key } = draft;
  stage.put('post', {
    platform,
    post_key,
    ...(draft.author ? { ref: refs.numberOf(draft.author, place) } : {}),
    published_at: draft.publishedAt,
    format: draft.format,
    title: draft.title,
    text: draft.text,
    url: draft.url,
    tag: draft.tags ?? [],
    mention: draft.mentions ?? [],
    region: draft.region,
    duration_seconds: draft.durationSeconds,
    sponsored: draft.sponsored,
    parent_key: draft.parentKey,
    campaign: draft.campaign,
    observed_at,
    ...place,
  });
  for (const m of draft.media ?? [])
    stage.put('media', {
      platform,
      post_key,
      kind: m.kind,
      url: m.url,
      sha256: m.sha256,
      words: m.words,
      ...place,
    });
  for (const f of draft.figures ?? [])
    stage.put('post_figure', {
      platform,
      post_key,
      metric: f.metric,
      ...f.quantity,
      currency: f.currency ?? '',
      observed_at: f.observedAt ?? observed_at,
      column_name: f.column,
      ...place,
    });
}
