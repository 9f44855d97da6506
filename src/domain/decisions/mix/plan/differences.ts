/** What changed between two versions of a plan: names, money, reach, and the places of the brief. Pure. */
import type { Brief, Decision, PlanDiff } from './schema.ts';

const text = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value));

/** Leaves of the brief that differ, by path. */
function briefChanges(before: Brief, after: Brief): PlanDiff['brief'] {
  const changes: PlanDiff['brief'] = [];
  const walk = (a: unknown, b: unknown, path: string): void => {
    const both = [a, b].every((x) => typeof x === 'object' && x !== null && !Array.isArray(x));
    if (!both) {
      if (text(a) !== text(b)) changes.push({ path, before: text(a), after: text(b) });
      return;
    }
    const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>];
    for (const key of new Set([...Object.keys(x), ...Object.keys(y)]))
      walk(x[key], y[key], path === '' ? key : `${path}.${key}`);
  };
  walk(before, after, '');
  return changes;
}

export function planDiff(from: number, before: Decision, after: Decision): PlanDiff {
  const [was, is] = [before, after].map((d) => new Set(d.chosen.map((c) => c.accountId))) as [
    Set<string>,
    Set<string>,
  ];
  const same =
    before.mode === after.mode && before.times === after.times && before.valueUnit === after.valueUnit;
  return {
    from,
    added: [...is].filter((id) => !was.has(id)),
    removed: [...was].filter((id) => !is.has(id)),
    names: Object.fromEntries(
      [...before.chosen, ...after.chosen].map((c) => [c.accountId, c.name ?? c.accountId]),
    ),
    costBefore: before.cost,
    touchBefore: before.touchShare,
    valueBefore: same ? before.value : null,
    brief: briefChanges(before.brief, after.brief),
  };
}
