/** Which columns of a file of labelled profiles are which fields, and what their cells say. */

import { usage } from '#basis/error.ts';
import { isNothing, parseQuantity } from '#connectors/values.ts';
import { PROFILE_FIELDS } from '#domain/readings/authenticity/followers/measures/profile-features.ts';
import { readGiven } from './output.ts';

/** What a column can hold besides a profile field. */
const OTHER_ROLES = ['joinedAt', 'observedAt', 'defaultPicture', 'ignore'] as const;
const ROLES: readonly string[] = [...PROFILE_FIELDS, ...OTHER_ROLES];

const ALIASES: Record<string, string> = {
  followers:
    'followers|follower|follower_count|followers_count|user_follower_count|edge_followed_by|fans|粉丝数|粉丝',
  following:
    'following|follows|following_count|friends|friends_count|user_following_count|followings|关注数|关注',
  posts:
    'posts|post_count|statuses|statuses_count|media|media_count|user_media_count|tweets|tweet_count|作品数|发帖数|笔记数',
  ageDays: 'age_days|account_age|account_age_days|账号天数',
  bioLength: 'bio_length|biography_length|user_biography_length|description_length|简介长度',
  hasPicture:
    'has_picture|profile_pic|has_profile_pic|user_has_profil_pic|user_has_profile_pic|profile_picture|有头像',
  isPrivate: 'private|is_private|user_is_private|protected|私密账号',
  verified: 'verified|is_verified|认证',
  digitsInName: 'digits_in_name|username_digit_count|digit_count|用户名数字数',
  nameLength: 'name_length|username_length|用户名长度',
  digitShare: 'nums/length_username|digit_share',
  joinedAt: 'created_at|joined_at|join_date|registered_at|注册时间',
  observedAt: 'observed_at|crawled_at|采集时间',
  defaultPicture: 'default_profile_image|default_image|默认头像',
};

const folded = (header: string): string =>
  header
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

const KNOWN = new Map(
  Object.entries(ALIASES).flatMap(([role, names]) => names.split('|').map((n) => [folded(n), role] as const)),
);

/** Columns that name a row and say nothing of a person. */
const isName = (header: string): boolean =>
  header.trim() === '' ||
  /(^|[_\s])(id|uid|key|index|row|no|user|account|name|handle|url)$|^unnamed/i.test(header.trim());

/**
 * `--map FILE`: a JSON object from column names to fields (or from fields to column names); `ignore` leaves a column out.
 */
export function readRoleMap(path: string | undefined): ReadonlyMap<string, string> {
  if (path === undefined) return new Map();
  let given: unknown;
  try {
    given = JSON.parse(readGiven(path));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw usage('bad-map', `${path} is not JSON: ${error.message}`, 'Write {"column name": "field", …}.');
    throw error;
  }
  const entries = typeof given === 'object' && given !== null ? Object.entries(given) : [];
  return new Map(
    entries.map(([left, right]) => {
      if (typeof right === 'string' && ROLES.includes(right)) return [left, right];
      if (typeof right === 'string' && ROLES.includes(left)) return [right, left];
      throw usage(
        'bad-map',
        `${path}: neither “${left}” nor “${String(right)}” is a field.`,
        `Fields: ${ROLES.join(', ')}.`,
      );
    }),
  );
}

/** The role of a column, or null where it may be a field of its own. */
export const roleOf = (header: string, map: ReadonlyMap<string, string>): string | null =>
  map.get(header) ?? KNOWN.get(folded(header)) ?? (isName(header) ? 'ignore' : null);

const YES = new Set(['true', 'yes', 'y', 't', '是', '有']);
const NO = new Set(['false', 'no', 'n', 'f', '否', '无']);

/** A number, a mark as 1 or 0, or NaN; null when the cell is no number at all. */
export function cellNumber(cell: string): number | null {
  const text = cell.trim();
  if (text === '' || (isNothing(text) && !NO.has(text))) return Number.NaN;
  const plain = Number(text);
  if (Number.isFinite(plain)) return plain;
  const word = text.toLowerCase();
  if (YES.has(word)) return 1;
  if (NO.has(word)) return 0;
  const read = parseQuantity(text);
  return 'ok' in read && read.ok.quantity.value !== null ? read.ok.quantity.value : null;
}

const FAKE = new Set([
  '1',
  'true',
  'yes',
  'fake',
  'bot',
  'bots',
  'bought',
  'spam',
  'automated',
  'spammer',
  '假',
  '机器',
  '水军',
  '是',
]);
const REAL = new Set([
  '0',
  'false',
  'no',
  'real',
  'human',
  'genuine',
  'legit',
  'person',
  'ham',
  'nonfake',
  '真',
  '真人',
  '否',
]);

/** 1 automated, 0 a person, null unknown. `positive` is the one value that means automated, where the user names it. */
export function labelOf(cell: string, positive: string | undefined): 0 | 1 | null {
  const text = cell.trim().toLowerCase().replace(/\.0+$/, '');
  if (positive !== undefined) return text === positive.trim().toLowerCase() ? 1 : 0;
  return FAKE.has(text) ? 1 : REAL.has(text) ? 0 : null;
}
