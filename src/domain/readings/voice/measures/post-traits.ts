/**
 * What can be said of a post's form: its opening, ending, structure, title, format, length, hour and tags. Pure description,
 * tried by hot-patterns.ts.
 */

export interface TriedPost {
  postId: string;
  accountId: string;
  platform: string;
  tier: string | null;
  format: string | null;
  title: string;
  body: string;
  tags: readonly string[];
  sponsored: boolean | null;
  durationSeconds: number | null;
  /** Hour of the day in China, 0–23. */
  hour: number;
  weekday: number;
  publishedDay: number;
  engaged: number;
}
export const TRAIT_KINDS = [
  'opening',
  'opening_words',
  'ending',
  'ending_words',
  'title',
  'title_words',
  'structure',
  'format',
  'length',
  'hour',
  'tag',
] as const;
export interface Trait {
  kind: (typeof TRAIT_KINDS)[number];
  value: string;
}

const clauses = (text: string): string[] =>
  text
    .split(/[，。！？；、,.!?;\n…~～]+/u)
    .map((c) => c.trim())
    .filter((c) => c.length > 0);
/** The words of a clause with its numbers as one sign, so that 12天 and 30天 are one pattern. */
const skeleton = (clause: string): string => clause.replace(/\d+/gu, '#');

const OPENINGS: readonly (readonly [string, RegExp])[] = [
  ['question', /[?？]|吗|怎么|为什么|有没有|\b(?:how|why|what|who)\b/iu],
  ['warning', /别|千万|不要|避雷|踩坑|后悔|\b(?:don't|never|stop)\b/iu],
  ['verdict', /先说结论|结论|一句话|总之|\btl;?dr\b/iu],
  ['address', /姐妹|大家|宝子|你们|家人|友友|\b(?:guys|everyone|you)\b/iu],
  ['self', /^我|^今天|^最近|^上次|^昨天|^第一次|^(?:i|my|today|last)\b/iu],
  ['number', /\d/u],
  ['denial', /不是广告|自费|自己花钱|没有恰饭|\bnot (?:an ad|sponsored)\b/iu],
];
const ENDINGS: readonly (readonly [string, RegExp])[] = [
  ['question', /[?？]\s*$|吗[？?。!！]?\s*$/u],
  ['call', /评论区|关注|点赞|收藏|告诉我|留言|回复|\b(?:comment|follow|share|tell me)\b/iu],
  ['offer', /链接|下单|活动价|优惠|领券|入手|\b(?:link|discount|code)\b/iu],
  ['caveat', /理性|参考|看肤质|因人而异|注意|\b(?:your mileage|be careful)\b/iu],
  ['thanks', /谢谢|感谢|爱你们|\bthanks?\b/iu],
];
const bandOf = (value: number, edges: readonly (readonly [number, string])[], last: string): string =>
  edges.find(([edge]) => value < edge)?.[1] ?? last;

export function traitsOf(post: TriedPost): Trait[] {
  const traits: Trait[] = [];
  const add = (kind: Trait['kind'], value: string) => void traits.push({ kind, value });
  const parts = clauses(post.body);
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  const opening = post.body.slice(0, Math.max(30, first.length));
  for (const [name, pattern] of OPENINGS) if (pattern.test(opening)) add('opening', name);
  if (first.length >= 3 && first.length <= 16) add('opening_words', skeleton(first));
  const ending = post.body.slice(-40);
  for (const [name, pattern] of ENDINGS) if (pattern.test(ending)) add('ending', name);
  if (parts.length > 1 && last.length >= 3 && last.length <= 16) add('ending_words', skeleton(last));
  const { title } = post;
  if (title.length > 0) {
    if (/\d|[一二三四五六七八九十]+(?:款|个|种|招|步)/u.test(title)) add('title', 'number');
    if (/[?？]|吗|怎么|如何/u.test(title)) add('title', 'question');
    if (/[!！]/u.test(title)) add('title', 'exclamation');
    if (/[|｜丨]/u.test(title)) add('title', 'bar');
    if (/必备|必看|必买|一定要|千万|后悔|别再/u.test(title)) add('title', 'urge');
    const head = clauses(title)[0] ?? '';
    if (head.length >= 4) {
      add('title_words', `${skeleton(head.slice(0, 4))}…`);
      add('title_words', `…${skeleton(head.slice(-4))}`);
    }
  }
  if (/(?:^|\n)\s*(?:\d+[.、)）]|[①②③④⑤]|[-•])/u.test(post.body)) add('structure', 'list');
  if ((post.body.match(/\n/gu)?.length ?? 0) >= 3) add('structure', 'paragraphs');
  if (/\p{Extended_Pictographic}|\[[\p{L}]{1,6}R?\]/u.test(post.body)) add('structure', 'pictograms');
  if (/缺点|不足|不好的地方|翻车/u.test(post.body)) add('structure', 'names_a_flaw');
  if (/对比|横评|比.{1,6}更|放在一起比/u.test(post.body)) add('structure', 'compares');
  if (post.sponsored) add('structure', 'sponsored');
  if (post.format) add('format', post.format);
  add(
    'length',
    bandOf(
      post.body.length,
      [
        [30, '<30'],
        [80, '30-79'],
        [150, '80-149'],
        [300, '150-299'],
      ],
      '300+',
    ),
  );
  if (post.durationSeconds !== null && post.durationSeconds > 0)
    add(
      'length',
      `${bandOf(
        post.durationSeconds,
        [
          [30, '<30'],
          [60, '30-59'],
          [180, '60-179'],
        ],
        '180+',
      )} s`,
    );
  add(
    'hour',
    bandOf(
      post.hour,
      [
        [6, '0-5'],
        [9, '6-8'],
        [12, '9-11'],
        [14, '12-13'],
        [18, '14-17'],
        [21, '18-20'],
      ],
      '21-23',
    ),
  );
  add('hour', post.weekday >= 6 ? 'weekend' : 'workday');
  for (const tag of new Set(post.tags)) add('tag', tag);
  add(
    'tag',
    bandOf(
      post.tags.length,
      [
        [1, 'count 0'],
        [4, 'count 1-3'],
        [8, 'count 4-7'],
      ],
      'count 8+',
    ),
  );
  return [...new Map(traits.map((t) => [`${t.kind} ${t.value}`, t])).values()];
}
