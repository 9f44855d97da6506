/** Everything the server says about somebody's data has its Chinese, and a stored English text finds it. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { translator } from '#web/i18n/tell.ts';
import { toldZh } from '#web/i18n/told-zh.ts';

const src = fileURLToPath(new URL('../../', import.meta.url));

/** Which arguments of these calls a person reads. */
const READ: Readonly<Record<string, readonly number[]>> = {
  usage: [1, 2],
  missing: [1, 2],
  refused: [1, 3],
  progress: [1],
  say: [1],
  TouchstoneError: [2],
};

/** The texts of one file, with `{}` for each blank: told`…`, and the literal words of errors and progress. */
function textsOf(file: string): string[] {
  const found: string[] = [];
  const take = (node: ts.Node | undefined): void => {
    if (node === undefined) return;
    if (ts.isConditionalExpression(node)) {
      take(node.whenTrue);
      take(node.whenFalse);
    } else if (ts.isStringLiteralLike(node)) found.push(...(node.text === '' ? [] : [node.text]));
    else if (ts.isTemplateExpression(node))
      found.push([node.head.text, ...node.templateSpans.map((s) => s.literal.text)].join('{}'));
  };
  const look = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'told') take(node.template);
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const call = node.expression.getText();
      for (const i of Object.hasOwn(READ, call) ? (READ[call] ?? []) : []) take(node.arguments?.[i]);
      const more = call === 'TouchstoneError' ? node.arguments?.[3] : undefined;
      if (more && ts.isObjectLiteralExpression(more))
        for (const p of more.properties)
          if (ts.isPropertyAssignment(p) && p.name.getText() === 'fix') take(p.initializer);
    }
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile(file, readFileSync(src + file, 'utf8'), ts.ScriptTarget.Latest, true));
  return found;
}

const texts = new Map(
  readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter(
      (file) =>
        /^(?:(?:basis|connectors|domain|server)\/|store\/facts\/in-facts-thread).*\.ts$/.test(file) &&
        !file.endsWith('.test.ts'),
    )
    .flatMap((file) => textsOf(file).map((text): [string, string] => [text, file])),
);

describe('what the server says', () => {
  it('has its Chinese, and the table holds nothing else', () => {
    expect(texts.size).toBeGreaterThan(200);
    const without = [...texts].filter(([text]) => !Object.hasOwn(toldZh, text));
    expect(without).toEqual([]);
    expect(Object.keys(toldZh).filter((text) => !texts.has(text))).toEqual([]);
  });

  it('fills each blank once or says it again, and drops none', () => {
    const wrong = Object.entries(toldZh).filter(([key, words]) => {
      const blanks = key.split('{}').length - 1;
      const filled = new Set([...words.matchAll(/\{(\d)\}/g)].map((m) => Number(m[1])));
      return filled.size !== blanks || [...filled].some((place) => place < 1 || place > blanks);
    });
    expect(wrong).toEqual([]);
  });

  it('is found again from the English that was stored', () => {
    const tell = translator(toldZh);
    for (const [key, words] of Object.entries(toldZh)) {
      let place = 0;
      const stored = key.replaceAll('{}', () => `value${++place}`);
      if (/\p{L}/u.test(key)) expect(tell(stored), key).toBe(words.replaceAll(/\{(\d)\}/g, 'value$1'));
    }
  });
});

describe('translator', () => {
  const tell = translator(toldZh);

  it('translates a told text inside another', () => {
    expect(tell('this element has no post id')).toBe('该元素没有作品 ID');
    expect(tell('a.csv, row 7: the row has 8 cells under 6 headers.')).toBe(
      'a.csv 第 7 行：该行有 8 个单元格，表头只有 6 个。',
    );
    expect(tell('b.xlsx cannot be read: it is a PDF.')).toBe('b.xlsx 无法读取：它是 PDF。');
  });

  it('takes a template without words only when a blank is known', () => {
    expect(tell('二: the sheet is hidden; it was read')).toBe('二：该工作表是隐藏的；仍已读取');
    expect(tell('3: w = 10,000')).toBe('3: w = 10,000');
  });

  it('leaves what it does not know as it is', () => {
    expect(tell('a text of another time')).toBe('a text of another time');
    expect(tell('')).toBe('');
    expect(tell('toString')).toBe('toString');
  });
});
