/** Comments under an account's posts: wording, moment, and when the post came out. */
import { word } from '#basis/reading.ts';
import type { Rng } from '#basis/rng.ts';
import { EMPTY, MEMES, OPENERS, QUESTIONS, TAILS, TEMPLATES, THINGS, VERDICTS } from './comment-words.ts';
import { PARAMETERS as P } from './parameters.ts';
import type { Surface } from './surface.ts';

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2025, 0, 1);

export interface CommentCase {
  texts: string[];
  atMs: Float64Array;
  publishedMs: Float64Array;
  /** Words of the post that each comment stands under. */
  postWords: string[];
}

const said = (random: Rng): string => {
  const thing = random.pick(THINGS);
  const u = random.next();
  if (u < 0.3) return `${thing}${random.pick(QUESTIONS)}`;
  const opener = random.chance(0.6) ? random.pick(OPENERS) : '';
  const tail = random.chance(0.5) ? random.pick(TAILS) : '';
  return u < 0.8
    ? `${opener}${thing}${random.pick(VERDICTS)}${tail}`
    : `${opener}${thing}${random.pick(VERDICTS)}，${random.pick(THINGS)}${random.pick(VERDICTS)}${tail}`;
};

/** China is awake from 7 to 24 and busiest in the evening; UTC hours. */
const awake = (utcHour: number): number =>
  Math.max(0.05, 0.6 + 0.5 * Math.sin(((((utcHour + 8) % 24) - 13) / 24) * 2 * Math.PI));

type Write = (random: Rng) => { text: string; at?: (publishedMs: number) => number };

const usualWords = (post: number): string =>
  `今天聊聊${THINGS[post]}：${VERDICTS[post]}，也说说${THINGS[post + 12]}`;

function account(random: Rng, write?: Write, share = 0, call = ''): CommentCase {
  const size = Math.max(120, Math.round(random.logNormal(P.commentsPerAccount, 0.4)));
  const emptyShare = P.emptyShareLow + (P.emptyShareHigh - P.emptyShareLow) * random.next();
  const usualHour = random.int(9, 14);
  const posts = Array.from(
    { length: 12 },
    (_, i) => START_MS + i * 5 * 24 * HOUR_MS + (usualHour + 2 * random.normal()) * HOUR_MS,
  );
  const made: CommentCase = {
    texts: [],
    atMs: new Float64Array(size),
    publishedMs: new Float64Array(size),
    postWords: [],
  };
  for (let i = 0; i < size; i++) {
    const published = random.pick(posts);
    const other = write && random.chance(share) ? write(random) : null;
    made.texts.push(other?.text ?? (random.chance(emptyShare) ? random.pick(EMPTY) : said(random)));
    made.publishedMs[i] = published;
    made.postWords.push(`${usualWords(posts.indexOf(published))} ${call}`);
    made.atMs[i] = other?.at?.(published) ?? momentOf(random, published);
  }
  return made;
}

function momentOf(random: Rng, published: number): number {
  for (;;) {
    const at = published + random.exponential(1 / P.actDecayHours) * HOUR_MS + 4000;
    if (random.next() < awake((at / HOUR_MS) % 24)) return at;
  }
}

/** A supplier's comments come at any hour over two days. */
const anyHour =
  (random: Rng) =>
  (published: number): number =>
    published + 48 * HOUR_MS * random.next();

function templates(random: Rng, dose: number): CommentCase {
  const ordered = random.shuffle([...TEMPLATES]).slice(0, P.templates);
  return account(
    random,
    (r) => {
      const text = r.pick(ordered);
      const edited = r.chance(P.templateEdits) ? `${text}${r.pick(TAILS)}` : text;
      return { text: edited, at: anyHour(r) };
    },
    dose,
  );
}

const meme = (random: Rng): CommentCase => {
  const core = random.pick(MEMES);
  return account(random, (r) => ({ text: r.chance(0.4) ? core : `${core}，${said(r)}` }), P.memeShare);
};

const giveaway = (random: Rng): CommentCase => {
  const thing = random.pick(THINGS);
  return account(
    random,
    (r) => ({
      text: `想要${thing}${r.pick(TAILS)}@${r.pick(THINGS)}${r.int(10, 9999)} ${r.chance(0.5) ? said(r) : ''}`,
    }),
    P.giveawayCommentShare,
    `转发并说出想要的礼物，@三位好友，抽三位送出`,
  );
};

/** The post gives the sentence that everybody who takes part must write. */
const askedSentence = (random: Rng): CommentCase => {
  const sentence = `我要带着${random.pick(THINGS)}和${random.pick(THINGS)}度过开心又难忘的夏天`;
  return account(
    random,
    (r) => ({ text: `${sentence}${r.chance(0.3) ? r.pick(TAILS) : ''}` }),
    P.giveawayCommentShare,
    `评论区打出“${sentence}”，抽三位送出`,
  );
};

export const COMMENTS: Surface<CommentCase> = {
  id: 'comments',
  case: word('Some 240 comments under one account’s posts', '一个账号内容下约 240 条评论'),
  clean: (random) => account(random),
  lookAlikes: [
    { id: 'meme-comments', title: word('Meme in the comments', '评论区玩梗'), make: meme },
    { id: 'giveaway', title: word('Giveaway', '抽奖活动'), make: giveaway },
    {
      id: 'asked-sentence',
      title: word('Giveaway that gives the sentence', '抽奖要求发指定文案'),
      make: askedSentence,
    },
  ],
  attacks: [
    {
      id: 'comment-templates',
      title: word('Comment templates', '模板评论'),
      doseMeans: word('share of comments that are templates', '模板评论占比'),
      doses: [0.02, 0.05, 0.1, 0.2, 0.4],
      make: templates,
    },
    {
      id: 'generic-praise',
      title: word('Bought praise', '购买的泛泛好评'),
      doseMeans: word('share of comments that are bought praise', '购买好评占比'),
      doses: [0.05, 0.1, 0.2, 0.4, 0.8],
      make: (random, dose) => account(random, (r) => ({ text: r.pick(EMPTY), at: anyHour(r) }), dose),
    },
  ],
  caseFactor: 0.5,
};
