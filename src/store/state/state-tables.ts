/** Row types of the state store, as Kysely reads them. The SQL is in migrations/. */
export interface StateTables {
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
}
