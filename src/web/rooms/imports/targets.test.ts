import { describe, expect, it } from 'vitest';
import { targetSchema } from '#connectors/mapping.ts';
import { sameTarget, TARGET_CHOICES, withTarget } from '#web/rooms/imports/targets.ts';

describe('what a column can mean', () => {
  it('offers only targets that a mapping takes', () => {
    const bad = TARGET_CHOICES.filter((choice) => !targetSchema.safeParse(choice.target).success);
    expect(bad).toEqual([]);
  });

  it('moves one header and leaves the others', () => {
    const mapping = {
      touchstoneMapping: 1,
      columns: [{ headers: ['粉丝', '粉丝数'], target: { to: 'figure', metric: 'follower_count' } }],
    };
    const changed = withTarget(mapping, '粉丝', { to: 'account.name' });
    expect(changed.columns).toEqual([
      { headers: ['粉丝数'], target: { to: 'figure', metric: 'follower_count' } },
      { headers: ['粉丝'], target: { to: 'account.name' } },
    ]);
    expect(withTarget(changed, '粉丝', null).columns).toHaveLength(1);
    expect(changed['touchstoneMapping']).toBe(1);
  });

  it('compares targets by content', () => {
    expect(sameTarget({ to: 'a', b: 1 }, { b: 1, to: 'a' })).toBe(true);
    expect(sameTarget({ to: 'a' }, { to: 'a', unit: 'fen' })).toBe(false);
  });
});
