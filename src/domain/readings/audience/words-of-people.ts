/** What sources write about people, as the segments a portrait shows. */
import type { Words } from '#basis/reading.ts';

/** Spellings of a gender that sources use, lower case. */
const GENDERS: Record<'female' | 'male', readonly string[]> = {
  female: ['female', 'f', 'w', 'woman', 'women', '女', '女性', '女生', 'gender_female'],
  male: ['male', 'm', 'man', 'men', '男', '男性', '男生', 'gender_male'],
};

/** The gender a word names; null when it names none. */
export function genderOf(text: string): 'female' | 'male' | null {
  const word = text.trim().toLowerCase();
  return GENDERS.female.includes(word) ? 'female' : GENDERS.male.includes(word) ? 'male' : null;
}

/** Every spelling of the genders that some words name; other words as they are. */
export const gendersOf = (words: readonly string[]): string[] =>
  words.flatMap((word) => {
    const gender = genderOf(word);
    return gender ? [...GENDERS[gender]] : [word.toLowerCase()];
  });

const PROVINCES: Record<string, string> = {
  北京: 'Beijing',
  天津: 'Tianjin',
  河北: 'Hebei',
  山西: 'Shanxi',
  内蒙古: 'Inner Mongolia',
  辽宁: 'Liaoning',
  吉林: 'Jilin',
  黑龙江: 'Heilongjiang',
  上海: 'Shanghai',
  江苏: 'Jiangsu',
  浙江: 'Zhejiang',
  安徽: 'Anhui',
  福建: 'Fujian',
  江西: 'Jiangxi',
  山东: 'Shandong',
  河南: 'Henan',
  湖北: 'Hubei',
  湖南: 'Hunan',
  广东: 'Guangdong',
  广西: 'Guangxi',
  海南: 'Hainan',
  重庆: 'Chongqing',
  四川: 'Sichuan',
  贵州: 'Guizhou',
  云南: 'Yunnan',
  西藏: 'Tibet',
  陕西: 'Shaanxi',
  甘肃: 'Gansu',
  青海: 'Qinghai',
  宁夏: 'Ningxia',
  新疆: 'Xinjiang',
  香港: 'Hong Kong',
  澳门: 'Macau',
  台湾: 'Taiwan',
};
const ENDINGS = /^(?:壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|省|市)/;

/** `中国 广东 深圳`, `IP属地：广东`, `广东省深圳市`: the province by its short name and what stands after it. */
export function placeOf(text: string): { province: string | null; city: string | null } {
  const plain = text
    .replace(/^.*?(?:IP属地|发布于|来自)\s*[:：]?\s*/, '')
    .replace(/^中国[\s·,，-]*/, '')
    .trim();
  const province = Object.keys(PROVINCES).find((name) => plain.startsWith(name));
  if (!province) return { province: null, city: null };
  const rest = plain
    .slice(province.length)
    .replace(ENDINGS, '')
    .replace(/^[\s·,，/-]+/, '')
    .split(/[\s·,，/-]/)[0];
  return { province, city: rest ? rest.replace(/市$/, '') : null };
}

export const provinceWords = (name: string): Words => ({ en: PROVINCES[name] ?? name, zh: name });
