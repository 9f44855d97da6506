/**
 * Do an account's paid posts say that they are paid?
 * Method: posts known to be paid (the platform's or vendor's mark, or a cooperation that names the post) whose title,
 *   text or tags hold a disclosure; exact binomial interval. Beside it, posts that look like advertising (a junk-ad
 *   score of .5 and more) without mark and disclosure.
 * Source: Clopper & Pearson 1934; rules that ask for a label: PRC Measures for the Administration of Internet
 *   Advertising (SAMR, in force 1 May 2023), article 9; US FTC 16 CFR part 255.
 * Differs: a compliance note for whoever is responsible for the post, which may be the brand; it accuses nobody.
 * Limits: a label that the platform draws beside the text is not in the text; 'not an ad' is not a disclosure.
 * Verified: posts.test.ts (positive and negative wordings).
 */
import { clopperPearson, type Interval } from '#numerics/stats/intervals.ts';
import type { AdPost } from './junk-ad-load.ts';

const DENIED =
  /(?:不是|并非|非|无|没有收?|没收|未收|没接|不接|拒绝|不算)\s*(?:任何)?\s*(?:广告|推广|赞助|合作|恰饭)|not (?:an? )?(?:ad|sponsored)|#?(?:not|un)sponsored/giu;
const DISCLOSED =
  /广告|推广|赞助|品牌合作|商业合作|商务合作|利益相关|恰饭|#\s*合作|合作(?:品牌|款|笔记|视频|推荐)|[与和]\S{1,12}合作|感谢\S{1,16}(?:邀请|提供|寄|赠|支持)|(?:^|[^\p{L}])#?(?:ad|advert|advertisement|sponsored|sponsor|paid partnership|gifted|partner)(?=$|[^\p{L}])/iu;

/** The words that disclose, or null. */
export function disclosureIn({ text, tags }: AdPost): string | null {
  const said = `${text} ${tags.map((tag) => `#${tag}`).join(' ')}`.normalize('NFKC').replace(DENIED, ' ');
  return DISCLOSED.exec(said)?.[0]?.trim() ?? null;
}

export interface DisclosureLabel {
  /** Null when no post is known to be paid. */
  share: Interval | null;
  disclosed: number[];
  undisclosed: number[];
  /** Not known to be paid, looks like advertising, says nothing. */
  suspected: number[];
}

export function disclosureLabel(
  posts: readonly AdPost[],
  paid: readonly boolean[],
  adScores: readonly number[],
): DisclosureLabel {
  const disclosed: number[] = [];
  const undisclosed: number[] = [];
  const suspected: number[] = [];
  posts.forEach((post, i) => {
    const said = disclosureIn(post) !== null;
    if (paid[i]) (said ? disclosed : undisclosed).push(i);
    else if (!said && (adScores[i] as number) >= 0.5) suspected.push(i);
  });
  const n = disclosed.length + undisclosed.length;
  return { share: n === 0 ? null : clopperPearson(disclosed.length, n), disclosed, undisclosed, suspected };
}
