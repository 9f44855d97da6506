import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runProgram } from '../run-program.ts';
import { verdictOf } from './bench.ts';

describe('verdict', () => {
  it('passes or fails only where the whole interval does', () => {
    expect(verdictOf({ value: 0.9, low: 0.86, high: 0.93 }, 0.85, 'at least')).toBe('pass');
    expect(verdictOf({ value: 0.86, low: 0.84, high: 0.88 }, 0.85, 'at least')).toBe('undecided');
    expect(verdictOf({ value: 0.74, low: 0.73, high: 0.75 }, 0.85, 'at least')).toBe('fail');
    expect(verdictOf({ value: 0.004, low: -0.001, high: 0.009 }, 0.01, 'at most')).toBe('pass');
    expect(verdictOf({ value: 0.02, low: 0.012, high: 0.03 }, 0.01, 'at most')).toBe('fail');
  });
});

describe('touchstone bench', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('passes a file whose names stand where they always do', async () => {
    const file = join(folder, 'names.jsonl');
    const lines = ['北京', '上海', '南京', '广州', '天津', '成都'].flatMap((city) =>
      ['面条', '米饭', '包子', '饺子', '烧烤', '火锅'].map((food) =>
        JSON.stringify({ text: `昨天在${city}吃${food}`, label: { place: { [city]: [[3, 4]] } } }),
      ),
    );
    writeFileSync(file, lines.join('\n'));
    const { code, out } = await runProgram([
      'bench',
      'extraction',
      '--train',
      file,
      '--folds',
      '3',
      '--json',
    ]);
    const report = JSON.parse(out) as { verdict: string; perType: { type: string; reached: boolean }[] };
    expect([code, report.verdict]).toEqual([0, 'pass']);
    expect(report.perType).toMatchObject([{ type: 'place', reached: true }]);
  });

  it('judges a tenth of the labels against all of them', async () => {
    const file = join(folder, 'texts.tsv');
    const lines = Array.from({ length: 240 }, (_, i) => {
      const word = i % 2 === 0 ? ['好吃', '满意', '不错'][i % 3] : ['难吃', '失望', '糟糕'][i % 3];
      return `${i % 2}\t第${'甲乙丙丁戊己庚辛'[i % 8]}家${'东南西北'[i % 4]}${String.fromCharCode(0x4e00 + i)}店${word}`;
    });
    writeFileSync(file, lines.join('\n'));
    const { code, out } = await runProgram([
      'bench',
      'sentiment',
      '--train',
      file,
      '--text',
      '2',
      '--label',
      '1',
      '--folds',
      '3',
      '--seeds',
      '2',
      '--json',
    ]);
    const report = JSON.parse(out) as { verdict: string; lost: { value: number }; labels: number[] };
    expect(report.labels).toEqual([16, 16]);
    expect(['pass', 'undecided', 'fail']).toContain(report.verdict);
    expect(code).toBe(report.verdict === 'pass' ? 0 : 1);
    expect(report.lost.value).toBeLessThan(0.3);
  });
});
