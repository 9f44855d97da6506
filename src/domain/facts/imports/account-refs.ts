/**
 * Numbers the accounts of one file. Two rows are one account when they share an id of the same kind;
 * equal nicknames never join. A row whose ids belong to two accounts joins neither: it is a conflict.
 */
import { actorKey } from '#basis/id.ts';
import type { AccountRef } from '#domain/facts/accounts/schema.ts';
import type { StageWriter } from './stage-writer.ts';

export interface Place {
  src: number;
  row: number;
}

/** A reference's ids, strongest first. */
function identifiersOf(ref: AccountRef): { namespace: string; value: string }[] {
  const found: { namespace: string; value: string }[] = [];
  if (ref.platformId) found.push({ namespace: 'platform', value: ref.platformId });
  if (ref.handle) found.push({ namespace: 'handle', value: ref.handle });
  if (ref.vendor) found.push({ namespace: `vendor:${ref.vendor.name}`, value: ref.vendor.id });
  return found;
}

export class AccountRefs {
  private next = 0;
  private readonly known = new Map<string, number>();
  private readonly stage: StageWriter;
  private readonly key: string;
  /** Distinguishes accounts named only by a nickname: they are tied to this file's row. */
  private readonly digest: string;

  private readonly isErased: (key: string) => boolean;

  constructor(stage: StageWriter, key: string, digest: string, isErased: (key: string) => boolean) {
    this.stage = stage;
    this.key = key;
    this.digest = digest;
    this.isErased = isErased;
  }

  numberOf(account: AccountRef, place: Place): number {
    const ids = identifiersOf(account);
    if (ids.length === 0)
      ids.push({
        namespace: 'row',
        value: `${this.digest.slice(0, 10)}.${place.src}.${place.row}.${account.name ?? ''}`,
      });
    const keys = ids.map((id) => `${account.platform}\n${id.namespace}\n${id.value}`);
    const first = keys.map((k) => this.known.get(k)).find((n) => n !== undefined);
    const ref = first ?? this.next++;
    if (first === undefined) {
      const { namespace, value } = ids[0] as (typeof ids)[number];
      this.stage.put('ref', { ref, platform: account.platform, namespace, value, ...place });
    }
    ids.forEach((id, i) => {
      const k = keys[i] as string;
      const other = this.known.get(k);
      if (other === ref) return;
      if (other !== undefined) {
        this.stage.put('conflict', { ref, other, ...id, ...place });
        return;
      }
      this.known.set(k, ref);
      const acts = id.namespace === 'platform' ? actorKey(this.key, account.platform, id.value) : null;
      this.stage.put('identifier', {
        ref,
        platform: account.platform,
        ...id,
        // A creator who asked to be erased as a consumer stays a creator, without the link.
        ...(acts !== null && !this.isErased(acts) ? { actor_key: acts } : {}),
        ...place,
      });
    });
    return ref;
  }
}
