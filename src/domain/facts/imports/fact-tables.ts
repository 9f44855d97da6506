/**
 * How staged rows become facts. `identity` is what makes two rows the same observation: a row whose identity is
 * already stored adds nothing. `expressions` are SQL over the stage (alias s) and the resolved accounts (alias a).
 */
import type { StageName } from './stages.ts';

export interface FactTable {
  stage: StageName;
  table: string;
  /** Accounts are resolved through `ref`; `optional` keeps rows without one. */
  account: 'required' | 'optional' | 'none';
  /** Target column → SQL over the stage row; a null means the staged column of the same name. */
  identity: Record<string, string | null>;
  /** Columns that travel with the first of equal rows. */
  carried: Record<string, string | null>;
  /** Existing rows that can equal a new one are looked for by this column only. */
  key: string;
}

const POST_ID = `s.platform || ':' || s.post_key`;
const account = { account_id: 'a.account_id' };
const vendor = { vendor: '$vendor' };

export const FACT_TABLES: readonly FactTable[] = [
  {
    stage: 'attribute',
    table: 'account_attribute',
    account: 'required',
    key: 'account_id',
    identity: { ...account, attribute: null, value: null, observed_at: null, ...vendor },
    carried: { column_name: null },
  },
  {
    stage: 'account_figure',
    table: 'account_snapshot',
    account: 'required',
    key: 'account_id',
    identity: {
      ...account,
      metric: null,
      window_days: null,
      content: null,
      format: null,
      value: null,
      low: null,
      high: null,
      currency: null,
      observed_at: null,
      ...vendor,
    },
    carried: { column_name: null },
  },
  {
    stage: 'audience',
    table: 'account_audience',
    account: 'required',
    key: 'account_id',
    identity: {
      ...account,
      dimension: null,
      base: null,
      segment: null,
      window_days: null,
      content: null,
      format: null,
      share: null,
      low: null,
      high: null,
      n: null,
      observed_at: null,
      ...vendor,
    },
    carried: { column_name: null },
  },
  {
    stage: 'quote',
    table: 'quote',
    account: 'required',
    key: 'account_id',
    identity: {
      ...account,
      format: null,
      kind: null,
      amount_minor: null,
      low_minor: null,
      high_minor: null,
      currency: null,
      tax_basis: null,
      rebate_share: null,
      fee_share: null,
      schedule: null,
      observed_at: null,
      ...vendor,
    },
    carried: { column_name: null },
  },
  {
    stage: 'post',
    table: 'post',
    account: 'optional',
    key: 'post_id',
    identity: {
      post_id: POST_ID,
      platform: null,
      post_key: null,
      ...account,
      published_at: null,
      format: null,
      title: null,
      text: null,
      url: null,
      tag: null,
      mention: null,
      region: null,
      duration_seconds: null,
      sponsored: null,
      parent_post_id: `s.platform || ':' || s.parent_key`,
      campaign: null,
      ...vendor,
    },
    carried: { observed_at: null },
  },
  {
    stage: 'media',
    table: 'post_media',
    account: 'none',
    key: 'post_id',
    identity: { post_id: POST_ID, kind: null, url: null, sha256: null, words: null },
    carried: {},
  },
  {
    stage: 'post_figure',
    table: 'post_snapshot',
    account: 'none',
    key: 'post_id',
    identity: {
      post_id: POST_ID,
      metric: null,
      value: null,
      low: null,
      high: null,
      currency: null,
      observed_at: null,
      ...vendor,
    },
    carried: { column_name: null },
  },
  {
    stage: 'follow',
    table: 'follow',
    account: 'required',
    key: 'account_id',
    identity: { ...account, follower_key: null, position: null, design: null, observed_at: null },
    carried: {},
  },
  {
    stage: 'actor',
    table: 'actor',
    account: 'none',
    key: 'actor_key',
    identity: {
      actor_key: null,
      platform: null,
      observed_at: null,
      joined_at: null,
      follower_count: null,
      following_count: null,
      post_count: null,
      bio_length: null,
      has_picture: null,
      digits_in_name: null,
      name_length: null,
      is_private: null,
      verified: null,
      gender: null,
      age_band: null,
      region: null,
    },
    carried: {},
  },
  {
    stage: 'cooperation',
    table: 'cooperation',
    account: 'required',
    key: 'account_id',
    identity: {
      ...account,
      brand: null,
      campaign: null,
      product: null,
      mode: null,
      post_id: POST_ID,
      starts_on: null,
      ends_on: null,
      amount_minor: null,
      currency: null,
      state: null,
      ...vendor,
    },
    carried: { observed_at: null },
  },
  {
    stage: 'shop_order',
    table: 'shop_order',
    account: 'none',
    key: 'order_key',
    identity: {
      platform: null,
      order_key: null,
      buyer_key: null,
      ordered_at: null,
      sku: null,
      quantity: null,
      amount_minor: null,
      currency: null,
      code: null,
      link: null,
      post_id: POST_ID,
      returned: null,
      campaign: null,
    },
    carried: { observed_at: null },
  },
];

/** Tables that hold facts by source, for undoing an import and for listing what a row became. */
export const SOURCED_TABLES = [
  'account',
  'account_identifier',
  'identity_conflict',
  'account_attribute',
  'account_snapshot',
  'account_audience',
  'quote',
  'post',
  'post_media',
  'post_snapshot',
  'engagement',
  'engagement_revision',
  'follow',
  'actor',
  'cooperation',
  'shop_order',
] as const;
/** Tables whose rows are about an account. */
export const SPEAKING_TABLES = [
  'account_attribute',
  'account_snapshot',
  'account_audience',
  'quote',
  'cooperation',
  'follow',
  'post',
] as const;
export const RECORD_TABLES = ['source_row', 'rejected_row', 'unknown_column', 'source'] as const;
