/**
 * Another wording of the report's sentences by any OpenAI-compatible endpoint. It sees letters in braces instead of
 * figures and may not write one: a sentence that comes back with another set of braces, a digit, or a word for a number
 * that was not in the template is thrown away and the template stays. Works with none.
 */
import { z } from 'zod';
import { messageOf } from '#basis/error.ts';
import { blocksOf } from './build-report.ts';
import type { Language, ReportModel } from './schema.ts';

const answerSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});
const PLACE = /\{([^{}\s]+)\}/g;
const NUMBER_WORDS =
  /\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|billions?|half|halves|third|quarter|double[ds]?|twice|triple[ds]?|percent)\b|[零〇一二两三四五六七八九十百千万亿半倍成]+/giu;

export interface Wording {
  url: string;
  model: string;
  key: string;
}

/** Placeholders as letters: `{A}`, `{B}` … */
function lettered(template: string): { text: string; ids: string[] } {
  const ids: string[] = [];
  const text = template.replaceAll(PLACE, (_, id: string) => {
    ids.push(id);
    return `{${String.fromCharCode(64 + ids.length)}}`;
  });
  return { text, ids };
}

const numberWords = (text: string): string[] =>
  (text.replaceAll(PLACE, ' ').match(NUMBER_WORDS) ?? []).map((w) => w.toLowerCase());

/** Why a wording cannot stand; null when it can. */
export function refusedWording(template: string, given: string): string | null {
  const places = (text: string) =>
    Array.from(text.matchAll(PLACE), (m) => m[1] ?? '')
      .sort((a, b) => a.localeCompare(b))
      .join(' ');
  if (places(template) !== places(given)) return 'its citations differ';
  const bare = given.replaceAll(PLACE, ' ');
  const plain = template.replaceAll(PLACE, ' ');
  const digits = (text: string) => (text.match(/\p{N}+/gu) ?? []).sort().join(' ');
  if (digits(bare) !== digits(plain)) return 'it writes a figure';
  const allowed = new Set(numberWords(template));
  if (numberWords(given).some((word) => !allowed.has(word))) return 'it writes a number in words';
  if (given.length > template.length * 2 + 200) return 'it is much longer';
  return null;
}

async function asked(
  wording: Wording,
  text: string,
  language: Language,
  signal?: AbortSignal,
): Promise<string> {
  const response = await fetch(`${wording.url.replace(/\/$/, '')}/chat/completions`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(wording.key ? { authorization: `Bearer ${wording.key}` } : {}),
    },
    body: JSON.stringify({
      model: wording.model,
      temperature: 0.3,
      messages: [
        {
          role: 'system',
          content: `Rephrase one sentence of a marketing report in ${language === 'zh' ? 'Chinese' : 'English'}. Keep every {LETTER} exactly once. Write no figure and no word for a number. Add nothing. Answer with the sentence only.`,
        },
        { role: 'user', content: text },
      ],
    }),
    signal: signal ? AbortSignal.any([signal, AbortSignal.timeout(30_000)]) : AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return (
    answerSchema.parse(await response.json()).choices[0] as { message: { content: string } }
  ).message.content.trim();
}

export interface Reworded {
  model: ReportModel;
  kept: number;
  thrown: { sentence: string; why: string }[];
}

/** The model with the wordings that may stand. */
export async function reworded(
  model: ReportModel,
  wording: Wording,
  language: Language,
  signal?: AbortSignal,
): Promise<Reworded> {
  const copy = structuredClone(model);
  const thrown: Reworded['thrown'] = [];
  let kept = 0;
  for (const block of blocksOf(copy.chapters)) {
    if (block.kind !== 'prose') continue;
    const template = block.text[language];
    const { text, ids } = lettered(template);
    try {
      const given = await asked(wording, text, language, signal);
      const why = refusedWording(text, given);
      if (why) thrown.push({ sentence: template, why });
      else {
        block.text[language] = given.replaceAll(
          PLACE,
          (_, letter: string) => `{${ids[letter.charCodeAt(0) - 65]}}`,
        );
        kept++;
      }
    } catch (error) {
      thrown.push({ sentence: template, why: messageOf(error) });
    }
  }
  return { model: copy, kept, thrown };
}
