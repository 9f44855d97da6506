/** What may be answered to a question, and which question comes next. Pure; shared by the hosted page and the importer. */
import { type Told, told } from '#basis/told.ts';
import type { Answer, Answers, Definition, Question } from './schema.ts';

export const TEXT_LIMIT = 4000;
export const SCALE = { scale: [0, 10], rating: [1, 5] } as const;

/** The answers a question offers: choices, or the steps of its scale. Numbers and texts offer none. */
export function steps(q: Question): { id: string; label: { en: string; zh: string } }[] {
  if (q.kind === 'single' || q.kind === 'multiple') return q.choices;
  if (q.kind !== 'scale' && q.kind !== 'rating') return [];
  const [low, high] = SCALE[q.kind];
  return Array.from({ length: high - low + 1 }, (_, i) => {
    const id = String(low + i);
    return { id, label: { en: id, zh: id } };
  });
}

/** Reads what was given; null for nothing. */
export function readAnswer(
  q: Question,
  given: string | readonly string[],
): { value: Answer | null } | { problem: Told } {
  const texts = (typeof given === 'string' ? [given] : given).map((t) => t.trim()).filter((t) => t !== '');
  if (texts.length === 0) return { value: null };
  const first = texts[0] as string;
  const choiceOf = (word: string) =>
    q.choices.find((c) => c.id === word) ??
    q.choices.find((c) =>
      [c.label.en, c.label.zh].some((l) => l !== '' && l.toLowerCase() === word.toLowerCase()),
    );
  switch (q.kind) {
    case 'single': {
      const choice = texts.length === 1 ? choiceOf(first) : undefined;
      return choice ? { value: choice.id } : { problem: told`not one of the choices` };
    }
    case 'multiple': {
      const found = texts.map(choiceOf);
      return found.every((c) => c !== undefined)
        ? { value: [...new Set(found.map((c) => c.id))] }
        : { problem: told`not one of the choices` };
    }
    case 'scale':
    case 'rating': {
      const [low, high] = SCALE[q.kind];
      // LimeSurvey's five-point answers come as A1 to A5.
      const number = Number(first.replace(/^A(?=\d$)/, ''));
      return Number.isInteger(number) && number >= low && number <= high
        ? { value: number }
        : { problem: told`not a whole number from ${low} to ${high}` };
    }
    case 'number': {
      const number = Number(first.replaceAll(/[,\s]/g, ''));
      return Number.isFinite(number) && Math.abs(number) < 1e12
        ? { value: number }
        : { problem: told`not a number` };
    }
    case 'text':
      return texts.join('\n').length <= TEXT_LIMIT
        ? { value: texts.join('\n') }
        : { problem: told`longer than ${TEXT_LIMIT} characters` };
  }
}

/** Whether the question is asked of somebody with these answers. */
export function isAsked(q: Question, answers: Answers): boolean {
  if (!q.showIf) return true;
  const before = answers[q.showIf.question];
  if (before === undefined) return false;
  const given = Array.isArray(before) ? before : [String(before)];
  return given.some((g) => q.showIf?.in.includes(g));
}

/** Questions put to somebody with these answers, in order. */
export const askedOf = (definition: Definition, answers: Answers): Question[] => {
  const asked: Question[] = [];
  const standing: Answers = {};
  for (const q of definition.questions)
    if (isAsked(q, standing)) {
      asked.push(q);
      const answer = answers[q.id];
      if (answer !== undefined) standing[q.id] = answer;
    }
  return asked;
};

/** Answers that still count: of questions that are asked, given the others. */
export const standingAnswers = (definition: Definition, answers: Answers): Answers =>
  Object.fromEntries(
    askedOf(definition, answers).flatMap((q) => {
      const answer = answers[q.id];
      return answer === undefined ? [] : [[q.id, answer]];
    }),
  );
