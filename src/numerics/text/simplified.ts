/** Traditional characters as simplified ones, character by character, so that places in the text stay what they were. */
import { createRequire } from 'node:module';

const [FIRST, LAST] = [0x4e00, 0x9fff];
let table: Uint16Array | null = null;

/** The dictionaries take half a second to read: they are read with the first text, not at the start. */
function tableOf(): Uint16Array {
  const { Converter } = createRequire(import.meta.url)('opencc-js') as typeof import('opencc-js');
  const convert = Converter({ from: 't', to: 'cn' });
  return Uint16Array.from({ length: LAST - FIRST + 1 }, (_, i) => {
    const own = String.fromCharCode(FIRST + i);
    const simple = convert(own);
    return simple.length === 1 ? simple.charCodeAt(0) : FIRST + i;
  });
}

export function simplified(text: string): string {
  table ??= tableOf();
  let found = '';
  let copied = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < FIRST || code > LAST) continue;
    const simple = table[code - FIRST] as number;
    if (simple === code) continue;
    found += text.slice(copied, i) + String.fromCharCode(simple);
    copied = i + 1;
  }
  return copied === 0 ? text : found + text.slice(copied);
}
