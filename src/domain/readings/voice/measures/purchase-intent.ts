/**
 * Does a text speak of buying, and with which words?
 * Method: fixed phrases in Chinese and English for three states: asks (price, link, shade, where), wants, bought. The first
 *   phrase of the furthest state counts; a negation right before it silences it.
 * Source: phrases of this repository, kept as data below.
 * Limits: finds what is said, not what is meant; irony passes. No public labels exist: its precision is what the correction
 *   desk measures on your rows.
 * Verified: voice-measures.test.ts.
 */
export type Intent = 'asks' | 'wants' | 'bought';
export interface SaidIntent {
  intent: Intent;
  from: number;
  to: number;
}

const PHRASES: readonly (readonly [Intent, RegExp])[] = [
  [
    'bought',
    /已经?下单|下单了|已入手|入手了|已购|已买|买了|拍了|剁手了|回购了?|囤了|收到货了?|空瓶|第[一二三四五六七八九\d]+次(?:回购|买)|\b(?:just )?(?:bought|ordered|purchased|repurchased)\b/giu,
  ],
  [
    'wants',
    /想买|想要|想入|要买|准备(?:买|入)|打算(?:买|入)|必须买|种草了?|被种草|被安利|有被安利到|心动了?|蹲一?个|加购了?|等.{0,4}活动|\b(?:want (?:this|one|it)|need (?:this|one)|gonna (?:buy|get)|(?:will|must) buy|take my money)\b/giu,
  ],
  [
    'asks',
    /求(?:链接|同款|店铺|牌子|色号|分享)|(?:什么|啥)(?:牌子|色号)|哪里(?:有)?(?:买|卖|能买)|哪儿买|在哪(?:里|儿)?买|多少钱|什么价|价格多少|怎么买|有链接吗|链接在?哪|平替|\b(?:where (?:can i |do i |to )?(?:buy|get)|how much|link please|what brand|drop the link)\b/giu,
  ],
];
const NEGATION = /(?:不|没|没有|别|未|不会|不想|not|never|didn't|don't|won't)\s*$/iu;

export function purchaseIntent(text: string): SaidIntent | null {
  for (const [intent, pattern] of PHRASES)
    for (const found of text.matchAll(pattern))
      if (!NEGATION.test(text.slice(Math.max(0, found.index - 8), found.index)))
        return { intent, from: found.index, to: found.index + found[0].length };
  return null;
}
