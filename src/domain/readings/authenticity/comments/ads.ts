/** Readers of an account's own posts: cheap advertising, and whether paid posts say that they are paid. */
import { type Finding, insufficient, type RowRef, word } from '#basis/reading.ts';
import type { FactReader } from '#store/facts/fact-store.ts';
import type { Detector, Scope } from '../detector.ts';
import { findingOf } from '../finding.ts';
import { DISCLOSURE, JUNK_ADS } from './cards.ts';
import { disclosureIn, disclosureLabel } from './measures/disclosure-label.ts';
import { adScore, junkAdLoad, LEAST_AD_POSTS, type ScoredPost } from './measures/junk-ad-load.ts';
import { postWords } from './queries.ts';

interface Post {
  postId: string;
  text: string;
  tags: string[];
  paid: boolean;
  row: RowRef;
}

const MOST_POSTS = 400;
const CHUNK = 100;
const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;

async function postsOf(facts: FactReader, scope: Scope): Promise<Map<string, Post[]>> {
  const posts = new Map<string, Post[]>(scope.accountIds.map((id) => [id, []]));
  for (let from = 0; from < scope.accountIds.length; from += CHUNK) {
    scope.signal?.throwIfAborted();
    const ids = scope.accountIds.slice(from, from + CHUNK);
    for (const r of await facts.all(postWords, { ids, asOf: scope.asOf, most: MOST_POSTS }))
      posts.get(r.account_id)?.push({
        postId: r.post_id,
        text: r.words,
        tags: r.tags,
        paid: r.paid,
        row: { sourceId: r.source_id, row: r.source_row },
      });
  }
  return posts;
}

const noteOf = (post: ScoredPost): string =>
  `${post.signs.join(', ')}${post.words ? `: ${post.words.slice(0, 60)}` : ''}`;

export const junkAdDetector: Detector = {
  card: JUNK_ADS,
  async read(facts, scope) {
    const findings: Finding[] = [];
    for (const [id, posts] of await postsOf(facts, scope)) {
      const read = junkAdLoad(posts);
      const common = { subject: { kind: 'account', id } as const, columns: posts };
      if (!read) {
        findings.push(
          findingOf(JUNK_ADS, scope, {
            ...common,
            level: 'insufficient',
            result: insufficient(
              word(`${LEAST_AD_POSTS} posts with their text`, `${LEAST_AD_POSTS} 条带正文的内容`),
              word(`${posts.length}`, `${posts.length} 条`),
              word('So few posts show no habit.', '内容太少，看不出习惯。'),
            ),
            summary: word(
              `${posts.length} posts with text are too few.`,
              `仅 ${posts.length} 条带正文的内容。`,
            ),
            rows: [],
          }),
        );
        continue;
      }
      const marked = read.posts
        .map((post, i) => ({ post, i }))
        .filter(({ post }) => post.score > 0)
        .sort((a, b) => b.post.score - a.post.score || a.i - b.i);
      findings.push(
        findingOf(JUNK_ADS, scope, {
          ...common,
          level: 'none',
          result: {
            state: 'ok',
            ...read.share,
            n: posts.length,
            unit: 'share',
            detail: { meanScore: read.meanScore, signCounts: read.signCounts },
            caveats: [
              word(
                'Signs in words only; pictures and videos were not read.',
                '仅按文字判断，未识别图片与视频。',
              ),
            ],
          },
          summary: word(
            `${percent(read.share.value)} of ${posts.length} posts carry signs of cheap advertising (mean score ${read.meanScore.toFixed(2)}).`,
            `${posts.length} 条内容中 ${percent(read.share.value)} 带有劣质广告特征（平均分 ${read.meanScore.toFixed(2)}）。`,
          ),
          rows: marked.map(({ post, i }) => ({ ...(posts[i]?.row as RowRef), note: noteOf(post) })),
        }),
      );
    }
    return findings;
  },
};

export const disclosureDetector: Detector = {
  card: DISCLOSURE,
  async read(facts, scope) {
    const findings: Finding[] = [];
    for (const [id, posts] of await postsOf(facts, scope)) {
      const scores = posts.map((post) => adScore(post));
      const read = disclosureLabel(
        posts,
        posts.map((p) => p.paid),
        scores.map((s) => s.score),
      );
      const common = { subject: { kind: 'account', id } as const, columns: posts };
      const at = (i: number, note: string): RowRef => ({ ...(posts[i]?.row as RowRef), note });
      const rows = [
        ...read.undisclosed.map((i) => at(i, 'paid, no disclosure in its words')),
        ...read.suspected.map((i) => at(i, `looks like advertising: ${noteOf(scores[i] as ScoredPost)}`)),
        ...read.disclosed.map((i) => at(i, `says: ${disclosureIn(posts[i] as Post) ?? ''}`)),
      ];
      const n = read.disclosed.length + read.undisclosed.length;
      findings.push(
        read.share === null
          ? findingOf(DISCLOSURE, scope, {
              ...common,
              level: 'insufficient',
              result: insufficient(
                word('A post known to be paid', '至少一条已知的商业内容'),
                word(`0 of ${posts.length} posts`, `${posts.length} 条内容中 0 条`),
                word('Nothing says which posts are paid.', '没有资料说明哪些内容是付费的。'),
              ),
              summary: word(
                `No post is known to be paid; ${read.suspected.length} of ${posts.length} look like advertising without saying so.`,
                `没有已知的商业内容；${posts.length} 条中有 ${read.suspected.length} 条像广告但未标明。`,
              ),
              rows,
            })
          : findingOf(DISCLOSURE, scope, {
              ...common,
              level: 'none',
              result: {
                state: 'ok',
                ...read.share,
                n,
                unit: 'share',
                detail: {
                  disclosedCount: read.disclosed.length,
                  undisclosedPosts: read.undisclosed.slice(0, 50).map((i) => posts[i]?.postId),
                  suspectedPosts: read.suspected.slice(0, 50).map((i) => posts[i]?.postId),
                },
                caveats: [
                  word(
                    'A compliance note. Rules that ask for a label: PRC Internet Advertising Measures (2023), art. 9; US 16 CFR 255. A platform’s own label is not part of the text.',
                    '合规提示。标识要求见《互联网广告管理办法》（2023）第九条；美国 16 CFR 255。平台自带标识不在正文中。',
                  ),
                ],
              },
              summary: word(
                `${read.disclosed.length} of ${n} paid posts say so in their words; ${read.suspected.length} others look like advertising without a label.`,
                `${n} 条商业内容中 ${read.disclosed.length} 条在文字中标明；另有 ${read.suspected.length} 条像广告但未标明。`,
              ),
              rows,
            }),
      );
    }
    return findings;
  },
};
