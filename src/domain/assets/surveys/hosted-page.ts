/** The questionnaire as plain HTML: no script, one question a page, made for a phone, in two languages. */
import { escaped } from '#basis/markup.ts';
import type { Words } from '#basis/reading.ts';
import { askedOf, steps } from './answers.ts';
import type { Visit } from './hosted.ts';
import type { Answer, Question } from './schema.ts';

type Lang = keyof Words;
const lines = (text: string): string => escaped(text).replaceAll('\n', '<br>');
/** The text in the language, or in the other where it is empty. */
export const inLang = (words: Words, lang: Lang): string =>
  words[lang].trim() || words[lang === 'en' ? 'zh' : 'en'];

const STYLE = `
:root{color-scheme:light dark;--line:#c9d1d1;--muted:#566262;--accent:#0d6a63;--on:#fff;--ground:#f5f6f6;--surface:#fff;--text:#1a2222;--wrong:#a3261b}
@media(prefers-color-scheme:dark){:root{--line:#455252;--muted:#a9b6b6;--accent:#5cc8bc;--on:#0c1414;--ground:#101515;--surface:#171d1d;--text:#e4eaea;--wrong:#ff9a8f}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--text);font:17px/1.5 'Noto Sans SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif}
main{max-width:640px;margin:auto;padding:16px 16px 48px}header{display:flex;justify-content:space-between;align-items:baseline;gap:12px;color:var(--muted);font-size:15px}
h1{font-size:21px;line-height:1.35;margin:16px 0 12px}fieldset{border:0;margin:0;padding:0;min-width:0}legend{font-size:21px;font-weight:600;line-height:1.35;margin:16px 0 14px;padding:0}
.choice{display:flex;align-items:center;gap:12px;min-height:52px;padding:10px 14px;margin:0 0 10px;background:var(--surface);border:1px solid var(--line);border-radius:10px;cursor:pointer}
.choice:has(input:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}.choice input{width:22px;height:22px;flex:none;accent-color:var(--accent)}
.steps{display:grid;grid-template-columns:repeat(6,1fr);gap:8px}.steps.five{grid-template-columns:repeat(5,1fr)}
.steps .choice{position:relative;justify-content:center;padding:0;margin:0;min-height:52px;font-variant-numeric:tabular-nums}
.steps .choice:has(input:checked){background:var(--accent);color:var(--on)}.steps input{position:absolute;opacity:0;width:100%;height:100%;margin:0}
.steps .choice:has(input:focus-visible),.choice:has(input:focus-visible){outline:3px solid var(--accent);outline-offset:2px}
textarea,input[type=text]{width:100%;font:inherit;color:inherit;background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:12px}
nav{display:flex;gap:12px;margin-top:22px}button{flex:1;min-height:52px;font:inherit;font-weight:600;border-radius:10px;border:1px solid var(--accent);background:var(--accent);color:var(--on);cursor:pointer}
button.quiet{background:transparent;color:var(--accent);flex:0 1 38%}a{color:var(--accent)}progress{width:100%;height:6px;accent-color:var(--accent)}
.wrong{color:var(--wrong);font-weight:600;margin:0 0 12px}.muted{color:var(--muted)}.consent{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:14px 16px}`;

const SAY = {
  agree: { en: 'I agree, begin', zh: '同意并开始' },
  decline: { en: 'No, thank you', zh: '不参加' },
  next: { en: 'Next', zh: '下一题' },
  send: { en: 'Send', zh: '提交' },
  back: { en: 'Back', zh: '上一题' },
  optional: { en: 'You may leave this empty.', zh: '可以不填。' },
  several: { en: 'Choose all that apply.', zh: '可多选。' },
  missing: { en: 'Please answer this question first.', zh: '请先回答这道题。' },
  bad: { en: 'This answer cannot be kept; please look at it again.', zh: '这个回答无法保存，请检查。' },
  done: { en: 'Thank you. Your answers are kept.', zh: '谢谢，您的回答已保存。' },
  declined: {
    en: 'You do not take part. Nothing but this is kept.',
    zh: '您选择不参加，除此之外没有保存任何内容。',
  },
  changed: { en: 'Take part after all', zh: '还是参加' },
  closed: { en: 'This survey takes no answers now.', zh: '本问卷现在不接受回答。' },
  consent: { en: 'Before you begin', zh: '开始之前' },
  of: { en: 'Question', zh: '第' },
} satisfies Record<string, Words>;

const frame = (lang: Lang, title: string, other: string, body: string): string =>
  `<!doctype html><html lang="${lang === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer"><title>${escaped(title)}</title><style>${STYLE}</style></head><body><main><header><span>${escaped(title)}</span><a href="${escaped(other)}" hreflang="${lang === 'zh' ? 'en' : 'zh'}">${lang === 'zh' ? 'English' : '中文'}</a></header>${body}</main></body></html>`;

/** One page for where the visitor stands. `path` is the address without a query. */
export function hostedPage(
  visit: Visit,
  lang: Lang,
  path: string,
  at: { question: Question | undefined; problem: 'missing' | 'bad' | null },
): string {
  const { definition } = visit.survey;
  const say = (key: keyof typeof SAY) => escaped(SAY[key][lang]);
  const title = inLang(definition.title, lang);
  const here = at.question ? `&q=${at.question.id}` : '';
  const other = `${path}?lang=${lang === 'zh' ? 'en' : 'zh'}${here}`;
  const form = (body: string) =>
    `<form method="post" action="${escaped(path)}" autocomplete="off"><input type="hidden" name="lang" value="${lang}">${body}</form>`;
  const plain = (text: string) => frame(lang, title, other, `<h1>${text}</h1>`);
  if (visit.response?.state === 'complete')
    return plain(lines(inLang(definition.thanks, lang) || SAY.done[lang]));
  if (visit.survey.state !== 'open') return plain(say('closed'));
  if (visit.response?.state === 'declined')
    return frame(
      lang,
      title,
      other,
      `<h1>${say('declined')}</h1>${form(`<nav><button class="quiet" name="step" value="agree">${say('changed')}</button></nav>`)}`,
    );
  if (!visit.response)
    return frame(
      lang,
      title,
      other,
      `<h1>${escaped(title)}</h1>${inLang(definition.intro, lang) ? `<p>${lines(inLang(definition.intro, lang))}</p>` : ''}<h2>${say('consent')}</h2><p class="consent">${lines(inLang(definition.consent, lang))}</p>${form(`<nav><button class="quiet" name="step" value="decline">${say('decline')}</button><button name="step" value="agree">${say('agree')}</button></nav>`)}`,
    );
  const asked = askedOf(definition, visit.answers);
  const question = at.question ?? asked.at(-1);
  if (!question) return plain(say('closed'));
  const place = Math.max(
    0,
    asked.findIndex((q) => q.id === question.id),
  );
  const isLast = place === asked.length - 1;
  const count =
    lang === 'zh' ? `第 ${place + 1} / ${asked.length} 题` : `${SAY.of.en} ${place + 1} of ${asked.length}`;
  return frame(
    lang,
    title,
    other,
    `<p class="muted" style="margin:12px 0 4px">${count}</p><progress max="${asked.length}" value="${place}" aria-label="${count}"></progress>${form(
      `<input type="hidden" name="question" value="${question.id}">${fieldOf(question, visit.answers[question.id], lang, at.problem ? say(at.problem) : '')}<nav>${place > 0 ? `<button class="quiet" name="step" value="back" formnovalidate>${say('back')}</button>` : ''}<button name="step" value="answer">${isLast ? say('send') : say('next')}</button></nav>`,
    )}`,
  );
}

function fieldOf(q: Question, answer: Answer | undefined, lang: Lang, problem: string): string {
  const title = lines(inLang(q.title, lang));
  const hint = [q.required ? '' : SAY.optional[lang], q.kind === 'multiple' ? SAY.several[lang] : '']
    .filter((t) => t !== '')
    .join(' ');
  const wrong = problem === '' ? '' : `<p class="wrong" role="alert" id="wrong">${problem}</p>`;
  const about = [problem === '' ? '' : 'wrong', hint === '' ? '' : 'hint'].filter((t) => t !== '').join(' ');
  const described = about === '' ? '' : ` aria-describedby="${about}"`;
  const told = hint === '' ? '' : `<p class="muted" id="hint">${escaped(hint)}</p>`;
  const value = answer === undefined || Array.isArray(answer) ? '' : String(answer);
  if (q.kind === 'text' || q.kind === 'number') {
    const label = `<h1><label for="answer">${title}</label></h1>${wrong}${told}`;
    return q.kind === 'text'
      ? `${label}<textarea id="answer" name="answer" rows="5" maxlength="4000"${described}>${escaped(value)}</textarea>`
      : `${label}<input id="answer" name="answer" type="text" inputmode="decimal" value="${escaped(value)}"${described}>`;
  }
  const chosen = new Set(Array.isArray(answer) ? answer : answer === undefined ? [] : [String(answer)]);
  const type = q.kind === 'multiple' ? 'checkbox' : 'radio';
  const options = steps(q)
    .map(
      (s) =>
        `<label class="choice"><input type="${type}" name="answer" value="${escaped(s.id)}"${chosen.has(s.id) ? ' checked' : ''}><span>${escaped(inLang(s.label, lang))}</span></label>`,
    )
    .join('');
  const many = q.kind === 'scale' || q.kind === 'rating';
  return `<fieldset${described}><legend>${title}</legend>${wrong}${told}${many ? `<div class="steps${q.kind === 'rating' ? ' five' : ''}">${options}</div>` : options}</fieldset>`;
}
