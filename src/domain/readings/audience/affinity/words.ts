/** What a discovery warns of. */
import { type Words, word } from '#basis/reading.ts';
import type { Basis, Discovery, DiscoveryRequest } from '../schema.ts';

/** People of a target below which nothing is said. */
export const LEAST_TARGET_PEOPLE = 10;

export const tooThin = (people: number, seen: number, basis: Basis): Discovery['why'] => ({
  need: word(
    `${LEAST_TARGET_PEOPLE} people of the target seen with any account`,
    `目标人群中至少 ${LEAST_TARGET_PEOPLE} 人与账号有关联`,
  ),
  have: word(`${seen} of ${people}`, `${people} 人中的 ${seen} 人`),
  why: word(
    basis === 'followers'
      ? 'Whom people follow is known from imported follower lists only.'
      : 'Whom people engage with is known from imported rows of acts only.',
    basis === 'followers' ? '关注关系仅来自已导入的粉丝名单。' : '互动关系仅来自已导入的互动明细。',
  ),
});

export function caveatsOf(request: DiscoveryRequest, sampled: boolean): Words[] {
  const conditions = [...request.target.all, ...request.target.any];
  return [
    word(
      'The base is everybody seen with an account of the library on the target’s platforms, not the platform’s users.',
      '基准人群为本库账号关联到的所有人（限目标所在平台），并非平台全体用户。',
    ),
    ...(sampled
      ? [
          word(
            'Some follower lists are samples: TGI holds, while shares of people reached are too low for sampled accounts.',
            '部分粉丝名单为抽样：TGI 仍成立，但被抽样账号的覆盖比例偏低。',
          ),
        ]
      : []),
    ...(conditions.some((c) => c.kind === 'said')
      ? [
          word(
            'Accounts under whose posts the words were said gather such people by definition.',
            '关键词所在内容的账号天然聚集这些人，其倾向性偏高。',
          ),
        ]
      : []),
  ];
}
