/** What an overlap says when it cannot answer, and what it warns of. */
import { type Words, word } from '#basis/reading.ts';
import { LEAST_SAMPLE, type ListInHand } from '../measures/list-overlap.ts';
import type { Refusal } from '../schema.ts';

const DESIGNS: Record<ListInHand['design'], Words> = {
  full: word('whole list', '完整名单'),
  random: word('random sample', '随机样本'),
  newest_first: word('newest followers', '最新粉丝'),
  commenters: word('commenters', '评论者'),
  unknown: word('list drawn in an unknown way', '抽取方式未知的名单'),
};

const held = (a: ListInHand, b: ListInHand): Words =>
  word(
    `${DESIGNS[a.design].en} of ${a.people} and ${DESIGNS[b.design].en} of ${b.people}`,
    `${DESIGNS[a.design].zh} ${a.people} 人，${DESIGNS[b.design].zh} ${b.people} 人`,
  );

export function refusal(code: Refusal['code'], a: ListInHand, b: ListInHand): Refusal {
  const have = held(a, b);
  const said = { state: 'insufficient' as const, code, have };
  switch (code) {
    case 'independent_samples':
      return {
        ...said,
        need: word(
          'A whole list on at least one side, or both lists sampled by the same hash',
          '至少一方为完整名单，或双方按同一哈希抽样',
        ),
        why: word(
          'Two lists that were sampled independently of each other share only the product of their sampling shares: their overlap says nothing of the audiences’.',
          '两份名单相互独立抽样，其交集约为真实交集乘以两个抽样比例，不能代表受众重合。',
        ),
      };
    case 'no_size':
      return {
        ...said,
        need: word('The follower count of the sampled account', '被抽样账号的粉丝总数'),
        why: word(
          'A share of a sample becomes people only through the size of the whole audience.',
          '样本比例须乘以受众总数才能换算为人数。',
        ),
      };
    case 'different_platforms':
      return {
        ...said,
        need: word('Two accounts of one platform', '同一平台的两个账号'),
        why: word(
          'People are hashed per platform: one person on two platforms has two keys, so no overlap can show.',
          '人员标识按平台加密：同一人在两个平台有两个标识，无法比对。',
        ),
      };
    case 'nobody':
      return {
        ...said,
        need: word(
          `${LEAST_SAMPLE} people of a sample, or a whole list with anybody on it`,
          `样本至少 ${LEAST_SAMPLE} 人，或非空的完整名单`,
        ),
        why: word('Fewer people say nothing of a share.', '人数过少，比例没有意义。'),
      };
  }
}

export const DENOMINATORS = {
  shareOfA: word('people of both ÷ audience of the first account', '共同受众 ÷ 前一账号受众'),
  shareOfB: word('people of both ÷ audience of the second account', '共同受众 ÷ 后一账号受众'),
  jaccard: word('people of both ÷ people of either', '共同受众 ÷ 两者合计去重受众'),
};

export const CAVEATS = {
  engagers: word(
    'Engagers are the people seen in imported rows of acts; who engaged elsewhere is not seen.',
    '互动者仅指已导入互动明细中出现的人，未导入的互动不可见。',
  ),
  followers: word(
    'A follower list counts as whole because its source says so; compare it with the stated follower count.',
    '粉丝名单是否完整以来源声明为准，请与公布的粉丝数对照。',
  ),
  sketch: word(
    'Intersections of large audiences are estimated from sketches; their intervals hold 95 % of the time.',
    '大规模受众的交集由概要数据估计，区间置信度为 95%。',
  ),
  platforms: word(
    'People of different platforms count as different people: keys cannot be joined across platforms.',
    '不同平台的人按不同的人计算：标识无法跨平台关联。',
  ),
  ringFree: word(
    'People whose acts stand in stored ring readings of level moderate or strong are left out; a reading keeps at most 200 rows, so a large ring is left out in part.',
    '已剔除中等及以上互赞圈读数所列行为对应的人；每条读数最多保留 200 行，故大型团体仅被部分剔除。',
  ),
};
