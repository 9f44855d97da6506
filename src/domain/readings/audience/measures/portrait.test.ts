import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { genderOf, gendersOf, placeOf } from '../words-of-people.ts';
import { LEAST_CELL, OTHER_SMALL, portraitCells } from './portrait-cells.ts';

describe('portraitCells', () => {
  it('shows no cell of a few people, not even by subtraction', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 }), (sizes) => {
        const counts = new Map(sizes.map((n, i) => [`s${i}`, n]));
        const total = sizes.reduce((a, b) => a + b, 0);
        const { cells, suppressed } = portraitCells(counts, total);
        for (const cell of cells) expect(cell.n).toBeGreaterThanOrEqual(LEAST_CELL);
        const hidden = total - cells.reduce((n, c) => n + c.n, 0);
        // What is not shown is everybody or nobody.
        expect(hidden === 0 || cells.length === 0).toBe(true);
        const joined = cells.find((c) => c.segment === OTHER_SMALL);
        if (joined) expect(suppressed).toBeGreaterThan(1);
      }),
    );
  });

  it('leaves small cells out where people may be in several', () => {
    const { cells, suppressed } = portraitCells(
      new Map([
        ['beauty', 50],
        ['golf', 3],
      ]),
      60,
      false,
    );
    expect(cells.map((c) => c.segment)).toEqual(['beauty']);
    expect(suppressed).toBe(1);
  });

  it('covers the true share at 95 %', () => {
    const random = rng('portrait');
    let covered = 0;
    for (let trial = 0; trial < 1000; trial++) {
      let n = 0;
      for (let i = 0; i < 300; i++) if (random.next() < 0.2) n++;
      const { cells } = portraitCells(
        new Map([
          ['x', n],
          ['y', 300 - n],
        ]),
        300,
      );
      const cell = cells.find((c) => c.segment === 'x');
      if (cell && cell.low <= 0.2 && 0.2 <= cell.high) covered++;
    }
    expect(covered / 1000).toBeGreaterThan(0.93);
    expect(covered / 1000).toBeLessThan(0.97);
  });
});

describe('words of people', () => {
  it.each([
    ['中国 广东 深圳', '广东', '深圳'],
    ['IP属地：广东', '广东', null],
    ['广东省深圳市', '广东', '深圳'],
    ['内蒙古自治区 呼和浩特', '内蒙古', '呼和浩特'],
    ['发布于 北京', '北京', null],
    ['北京 西城区', '北京', '西城区'],
    ['海外', null, null],
  ])('%s is %s, %s', (text, province, city) => {
    expect(placeOf(text)).toEqual({ province, city });
  });
  it('reads genders in any spelling', () => {
    expect(['女', 'F', 'male', '?'].map(genderOf)).toEqual(['female', 'female', 'male', null]);
    expect(gendersOf(['female'])).toContain('女');
  });
});
