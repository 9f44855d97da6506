/** Every condition passes, fails or stays unknown; unknown is never allowed and never forbidden. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionsOf, standingOf, termHolds, verdictOf } from './may-republish.ts';
import { EDITS, type Edit } from './schema.ts';

const right = {
  territories: ['CN', 'HK'],
  channels: ['own_social' as const, 'paid_feed' as const],
  edits: 'resize' as Edit | null,
  term: 'dated' as const,
  startsOn: '2026-01-01' as string | null,
  expiresOn: '2026-03-31' as string | null,
  ended: null as { on: string; reason: string; by: string } | null,
};
const ask = { on: '2026-02-01', territory: 'CN', channel: 'paid_feed', edit: 'resize' } as const;

describe('may it be shown again', () => {
  it('passes where every condition that was asked passes', () => {
    expect(verdictOf(conditionsOf(right, ask))).toBe('pass');
    expect(verdictOf(conditionsOf({ ...right, territories: ['ALL'] }, ask))).toBe('pass');
  });

  it('fails on one failed condition, and says which', () => {
    const fails = (more: object) =>
      conditionsOf(right, { ...ask, ...more })
        .filter((c) => c.verdict === 'fail')
        .map((c) => c.condition);
    expect(fails({ territory: 'US' })).toEqual(['territory']);
    expect(fails({ territory: 'ALL' })).toEqual(['territory']);
    expect(fails({ channel: 'tv' })).toEqual(['channel']);
    expect(fails({ edit: 'recut' })).toEqual(['edit']);
    expect(fails({ on: '2026-04-01' })).toEqual(['term']);
  });

  it('holds on the first and on the last day, and not a day longer', () => {
    expect(
      ['2025-12-31', '2026-01-01', '2026-03-31', '2026-04-01'].map((on) => termHolds(right, on)),
    ).toEqual(['fail', 'pass', 'pass', 'fail']);
    expect(termHolds({ ...right, ended: { on: '2026-02-01', reason: 'r', by: 'b' } }, '2026-02-01')).toBe(
      'fail',
    );
    expect(termHolds({ ...right, term: 'open_ended', expiresOn: null }, '2036-01-01')).toBe('pass');
  });

  it('leaves unknown what nobody wrote down, unless something else forbids it', () => {
    const blank = { ...right, territories: null, channels: null, edits: null };
    expect(verdictOf(conditionsOf(blank, ask))).toBe('unknown');
    expect(verdictOf(conditionsOf(blank, { ...ask, on: '2027-01-01' }))).toBe('fail');
    expect(verdictOf(conditionsOf({ ...right, startsOn: null }, ask))).toBe('unknown');
    expect(verdictOf(conditionsOf({ ...right, term: 'unknown', expiresOn: null }, ask))).toBe('unknown');
    expect(verdictOf([])).toBe('unknown');
  });

  it('lets an untouched post pass whatever the editing right says, and never gains by more editing', () => {
    fc.assert(
      fc.property(fc.option(fc.constantFrom(...EDITS)), fc.constantFrom(...EDITS), (edits, edit) => {
        const verdict = (wanted: Edit) =>
          conditionsOf({ ...right, edits }, { ...ask, edit: wanted }).find((c) => c.condition === 'edit')
            ?.verdict;
        expect(verdict('none')).toBe('pass');
        const rank = { pass: 0, unknown: 1, fail: 2, undefined: 3 };
        const more = EDITS[Math.min(EDITS.indexOf(edit) + 1, EDITS.length - 1)] as Edit;
        expect(rank[`${verdict(edit)}` as 'pass']).toBeLessThanOrEqual(rank[`${verdict(more)}` as 'pass']);
      }),
    );
  });

  it('says where a right stands and how many days it has left', () => {
    const on = (day: string) => standingOf(right, day, 30);
    expect(on('2025-12-01').state).toBe('not_yet');
    expect(on('2026-02-01')).toEqual({ state: 'in_force', daysLeft: 58 });
    expect(on('2026-03-01')).toEqual({ state: 'ending', daysLeft: 30 });
    expect(on('2026-03-31')).toEqual({ state: 'ending', daysLeft: 0 });
    expect(on('2026-04-01')).toEqual({ state: 'expired', daysLeft: -1 });
    expect(standingOf({ ...right, term: 'unknown', expiresOn: null }, '2026-02-01', 30).state).toBe(
      'unknown',
    );
    expect(
      standingOf({ ...right, ended: { on: '2026-01-05', reason: 'r', by: 'b' } }, '2026-02-01', 30).state,
    ).toBe('ended');
  });
});
