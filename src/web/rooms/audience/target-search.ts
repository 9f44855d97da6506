/** From the address to the question the server is asked. Pure. */
import { PLATFORM_IDS } from '#basis/platform.ts';
import {
  BASES,
  type Condition,
  type DiscoveryRequest,
  GATES,
  type Gate,
  gatesSchema,
  type Target,
  targetSchema,
} from '#domain/readings/audience/schema.ts';
import type { TargetSearch } from '#web/rooms/audience/search.ts';

/** The conditions the address names; the profile is one condition, every other field is one each. */
function conditions(s: TargetSearch): Condition[] {
  const out: Condition[] = [];
  if (s.gender || s.age || s.region)
    out.push({
      kind: 'profile',
      ...(s.gender ? { gender: s.gender } : {}),
      ...(s.age ? { ageBand: s.age } : {}),
      ...(s.region ? { region: s.region } : {}),
    });
  if (s.engaged || s.engagedList)
    out.push({
      kind: 'engaged',
      ...(s.engaged ? { accountIds: s.engaged } : {}),
      ...(s.engagedList ? { list: s.engagedList } : {}),
    });
  for (const brand of s.brand ?? []) out.push({ kind: 'engaged', brand });
  if (s.follows || s.followsList)
    out.push({
      kind: 'follows',
      ...(s.follows ? { accountIds: s.follows } : {}),
      ...(s.followsList ? { list: s.followsList } : {}),
    });
  if (s.said) out.push({ kind: 'said', words: s.said });
  if (s.members) out.push({ kind: 'members', list: s.members });
  if (s.bought) out.push({ kind: 'bought', campaign: s.bought });
  return out;
}

/** The target the address describes; null while it names nobody. */
export function targetOf(s: TargetSearch): Target | null {
  const found = conditions(s);
  if (found.length === 0) return null;
  const platform = PLATFORM_IDS.filter((p) => s.platform?.includes(p));
  return targetSchema.parse({
    name: s.name ?? 'target',
    ...(platform.length > 0 ? { platform } : {}),
    ...(s.join === 'any' ? { any: found } : { all: found }),
    not: s.not ? [{ kind: 'engaged', accountIds: s.not }] : [],
  });
}

export const basisOf = (s: TargetSearch) => BASES.find((b) => b === s.basis) ?? 'engagers';
export const gateOf = (s: TargetSearch): Gate | null => GATES.find((g) => g === s.gate) ?? null;

/** `off` switches a gate off; what is missing or unreadable is as shipped. */
export function gatesOf(s: TargetSearch): DiscoveryRequest['gates'] {
  const shipped = gatesSchema.parse({});
  const read = gatesSchema.safeParse({
    ...(s.least ? { leastBase: Number(s.least) } : {}),
    falseShare: s.false === 'off' ? null : s.false ? Number(s.false) : shipped.falseShare,
    commercial: s.commercial !== 'off',
    trouble: s.trouble === 'off' ? null : s.trouble === 'strong' ? 'strong' : shipped.trouble,
  });
  return read.success ? read.data : shipped;
}

/** The question to ask; null while the target names nobody. */
export function discoveryOf(s: TargetSearch): Omit<DiscoveryRequest, 'limit'> | null {
  const target = targetOf(s);
  if (!target) return null;
  return {
    target,
    basis: basisOf(s),
    gates: gatesOf(s),
    rank: s.rank === 'affinity' ? 'affinity' : 'reach',
  };
}
