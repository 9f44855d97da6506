/** Join dates of followers in follow order, newest first. */
import { word } from '#basis/reading.ts';
import type { Rng } from '#basis/rng.ts';
import { PARAMETERS as P } from './parameters.ts';
import type { Surface } from './surface.ts';

const DAY_MS = 86_400_000;
const NOW_MS = Date.UTC(2025, 5, 30);

/** Days since the platform began on which a follower of today joined; platforms grow. */
const joinedDay = (random: Rng, untilDay: number): number => untilDay * Math.sqrt(random.next());

/** Follow moments fall over two years; nobody follows before joining. */
function ordinary(random: Rng, size: number, freshShare = P.freshShare): Float64Array {
  const today = P.joinYears * 365;
  return Float64Array.from({ length: size }, (_, i) => {
    const followDay = today - (730 * (i + 1)) / size;
    const joined = random.chance(freshShare)
      ? followDay - random.exponential(1 / P.freshDays)
      : joinedDay(random, followDay);
    return NOW_MS - (today - Math.max(0, joined)) * DAY_MS;
  });
}

const sizeOf = (random: Rng): number => Math.max(300, Math.round(random.logNormal(P.listSize, 0.4)));

/** One batch of accounts made within days of each other follows in one go. */
function banded(random: Rng, dose: number): Float64Array {
  const list = Array.from(ordinary(random, sizeOf(random)));
  const count = Math.round((list.length * dose) / (1 - dose));
  const place = random.int(0, list.length);
  const followMs = list.length > 0 ? NOW_MS - (730 * DAY_MS * place) / list.length : NOW_MS;
  const made = followMs - DAY_MS * (P.bandDays + 300 * random.next());
  const batch = Array.from({ length: count }, () => made + P.bandDays * DAY_MS * random.next());
  return Float64Array.from([...list.slice(0, place), ...batch, ...list.slice(place)]);
}

/** People who came to the platform in the same weeks find the account in the same weeks. */
function wave(random: Rng): Float64Array {
  const list = ordinary(random, sizeOf(random));
  const [from, length] = [random.int(0, list.length >> 1), list.length >> 2];
  const waveMs = NOW_MS - (730 * DAY_MS * (from + length)) / list.length - P.waveDays * DAY_MS;
  for (let i = from; i < from + length; i++)
    if (random.chance(P.waveShare)) list[i] = waveMs + P.waveDays * DAY_MS * random.next();
  return list;
}

export const FOLLOWER_LIST: Surface<Float64Array> = {
  id: 'follower-list',
  case: word('Join dates of some 800 followers in follow order', '约 800 名粉丝按关注顺序的注册日期'),
  clean: (random) => ordinary(random, sizeOf(random)),
  lookAlikes: [
    { id: 'new-user-wave', title: word('Wave of new users', '平台新用户潮'), make: wave },
    {
      id: 'welcome-list',
      title: word('Shown to new users by the platform', '被平台推荐给新用户'),
      make: (random) => ordinary(random, sizeOf(random), 0.6),
    },
  ],
  attacks: [
    {
      id: 'bought-band',
      title: word('Bought batch of accounts', '批量购买的粉丝段'),
      doseMeans: word('share of the list that is one batch', '单一批次占名单的比例'),
      doses: [0.01, 0.02, 0.05, 0.1, 0.2],
      make: banded,
    },
  ],
  caseFactor: 0.15,
};
