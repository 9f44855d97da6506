/** Both languages hold the same keys and the same blanks; every key is used and every used key exists. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { en } from '#web/i18n/en.ts';
import { zh } from '#web/i18n/zh.ts';
import { WORD_GROUPS } from '#web/parts/word-groups.ts';

function leaves(node: object, path = ''): Map<string, string> {
  const out = new Map<string, string>();
  for (const [key, value] of Object.entries(node) as [string, unknown][]) {
    const at = path ? `${path}.${key}` : key;
    if (typeof value === 'string') out.set(at, value);
    else for (const [k, v] of leaves(value as object, at)) out.set(k, v);
  }
  return out;
}

const blanks = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}|<(\w+)>/g)].map((m) => m[0]).sort();
const english = leaves(en);
const chinese = leaves(zh);

const web = fileURLToPath(new URL('..', import.meta.url));
const sources = readdirSync(web, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('i18n') && !file.endsWith('.test.ts'))
  .map((file) => readFileSync(`${web}/${file}`, 'utf8'))
  .join('\n');
/** `t('a.b')`, `t(\`a.${x}\`)` and `i18nKey="a.b"`, as patterns of keys. */
const uses = [...sources.matchAll(/(?:\bt\(\s*(?:'([^']+)'|`([^`]+)`)|i18nKey="([^"]+)")/g)].map(
  (m) => m[1] ?? m[2] ?? m[3] ?? '',
);
const pattern = (use: string) =>
  new RegExp(
    `^${use.replace(/[.]/g, '\\.').replace(/\$\{(?:[^{}]|\{[^}]*\})*\}/g, '[^.]+')}(?:_one|_other)?$`,
  );
const patterns = [...new Set(uses)].map(pattern);

describe('translations', () => {
  it('have the same keys in both languages', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('leave the same blanks to fill', () => {
    const differ = [...english].filter(
      ([key, text]) => blanks(text).join() !== blanks(chinese.get(key) ?? '').join(),
    );
    expect(differ).toEqual([]);
  });

  it('are all used', () => {
    const unused = [...english.keys()].filter(
      (key) => !WORD_GROUPS.some((g) => key.startsWith(`${g}.`)) && !patterns.some((p) => p.test(key)),
    );
    expect(unused).toEqual([]);
  });

  it('exist wherever they are asked for', () => {
    expect(uses.length).toBeGreaterThan(200);
    const missing = [...new Set(uses)].filter(
      (use) => ![...english.keys()].some((key) => pattern(use).test(key)),
    );
    expect(missing).toEqual([]);
  });
});
