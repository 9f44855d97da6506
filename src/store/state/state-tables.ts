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
}
