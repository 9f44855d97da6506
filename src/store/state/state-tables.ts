import type { Generated } from 'kysely';
import type { AssetTables } from './asset-tables.ts';

/** Row types of the state store, as Kysely reads them. The SQL is in migrations/. */
export interface StateTables extends AssetTables {
  setting: { name: string; value: string };
  job: {
    job_id: string;
    kind: string;
    dedupe_key: string | null;
    state: string;
    payload: string;
    progress: number;
    message: string;
    result: string | null;
    error: string | null;
    attempts: number;
    cancel_asked: number;
    lease_until: string | null;
    created_at: string;
    started_at: string | null;
    finished_at: string | null;
  };
  audit_log: {
    audit_id: string;
    at: string;
    who: string;
    act: string;
    subject_kind: string;
    subject_id: string;
    detail: string;
  };
  person_link: {
    link_id: string;
    person_id: string;
    account_id: string;
    evidence: string;
    linked_by: string;
    linked_at: string;
    undone_by: string | null;
    undone_at: string | null;
    undone_reason: string | null;
  };
  account_join: {
    join_id: string;
    account_id: string;
    canonical_id: string;
    evidence: string;
    joined_by: string;
    joined_at: string;
    undone_by: string | null;
    undone_at: string | null;
    undone_reason: string | null;
  };
  correction: {
    correction_id: string;
    subject_kind: string;
    subject_id: string;
    field: string;
    machine_value: string | null;
    human_value: string;
    reason: string;
    corrected_by: string;
    corrected_at: string;
    withdrawn_at: string | null;
  };
  list: { list_id: string; name: string; note: string; created_at: string };
  list_member: { list_id: string; account_id: string; added_at: string };
  saved_filter: { filter_id: string; name: string; filter: string; created_at: string };
  saved_mapping: { mapping_id: string; name: string; mapping: string; saved_at: string };
  upload: { upload_id: string; file_name: string; path: string; byte_count: number; received_at: string };
  push_batch: {
    batch_id: string;
    idempotency_key: string;
    connector: string;
    digest: string;
    record_count: number;
    path: string;
    state: string;
    received_at: string;
    run_id: string | null;
    error: string | null;
  };
  reading_review: {
    review_id: string;
    reading_id: string;
    subject_kind: string;
    subject_id: string;
    measure: string;
    machine_level: string;
    verdict: string;
    note: string;
    reviewed_by: string;
    reviewed_at: string;
  };
  reply: {
    reply_id: string;
    account_id: string;
    measure: string | null;
    text: string;
    said_by: string;
    said_on: string;
    recorded_by: string;
    recorded_at: string;
    withdrawn_at: string | null;
  };
  bot_disclosure: {
    disclosure_id: string;
    account_id: string;
    post_id: string | null;
    text: string;
    disclosed_on: string;
    recorded_by: string;
    recorded_at: string;
  };
  people_list: { list_id: string; name: string; created_at: string };
  people_list_member: { list_id: string; actor_key: string };
  market_price: {
    price_id: string;
    platform: string;
    act: string;
    low_minor: number;
    high_minor: number;
    currency: string;
    priced_on: string;
    source: string;
    recorded_at: string;
  };
  campaign: {
    campaign: string;
    brand: string | null;
    plan_id: string | null;
    starts_on: string | null;
    ends_on: string | null;
    budget_minor: number | null;
    currency: string | null;
    created_by: string;
    created_at: string;
    brand_id: Generated<string | null>;
  };
  placement: {
    placement_id: string;
    campaign: string;
    account_id: string;
    platform: string;
    post_id: string | null;
    format: string | null;
    product: string | null;
    mode: string;
    price_minor: number | null;
    currency: string | null;
    terms: string;
    publish_on: string | null;
    created_by: string;
    created_at: string;
    withdrawn_at: string | null;
  };
  tracked_link: {
    link_id: string;
    campaign: string;
    account_id: string | null;
    post_id: string | null;
    kind: string;
    value: string;
    sku: string | null;
    created_by: string;
    created_at: string;
    withdrawn_at: string | null;
  };
  redirect: {
    code: string;
    target: string;
    campaign: string;
    account_id: string | null;
    post_id: string | null;
    remembers: number;
    expires_at: string | null;
    created_by: string;
    created_at: string;
    withdrawn_at: string | null;
  };
  context_event: {
    event_id: string;
    campaign: string;
    post_id: string | null;
    kind: string;
    note: string;
    from_at: string;
    until_at: string;
    recorded_by: string;
    recorded_at: string;
    withdrawn_at: string | null;
  };
  forecast: {
    forecast_id: string;
    subject_kind: string;
    subject_id: string;
    campaign: string | null;
    quantity: string;
    horizon_hours: number;
    made_at: string;
    made_by_kind: string;
    made_by: string;
    method: string;
    value: number;
    low: number | null;
    high: number | null;
    level: number | null;
    n: number | null;
    unit: string;
    detail: string;
  };
  campaign_watch: {
    campaign: string;
    declared_rate: number;
    method: string;
    watched_until: string | null;
    readings: number;
    summary: string;
    updated_at: string;
  };
  campaign_alarm: {
    alarm_id: string;
    campaign: string;
    post_id: string;
    metric: string;
    kind: string;
    from_at: string;
    raised_at: string;
    detail: string;
    recorded_at: string;
  };
  report_share: {
    token_digest: string;
    report_id: string;
    created_by: string;
    created_at: string;
    expires_at: string;
  };
  invitation: { invitation_id: string; name: string; definition: string; made_by: string; made_at: string };
  invitee: { invitation_id: string; actor_key: string; platform: string; cell: string; texts: number };
  consent: {
    consent_id: string;
    invitation_id: string;
    actor_key: string;
    state: string;
    note: string;
    recorded_by: string;
    recorded_at: string;
  };
  plan: {
    plan_id: string;
    name: string;
    created_at: string;
    created_by: string;
    brand_id: Generated<string | null>;
  };
  plan_version: {
    plan_id: string;
    version: number;
    summary: string;
    decision: string;
    proof: string;
    change: string;
    created_at: string;
    created_by: string;
  };
  plan_share: {
    share_id: string;
    token_digest: string;
    plan_id: string;
    version: number;
    created_at: string;
    expires_at: string;
    revoked_at: string | null;
  };
}
