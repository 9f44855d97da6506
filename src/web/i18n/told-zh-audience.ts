/** The Chinese of what the audience, value and market rooms say of a question they cannot answer. */
export const toldZhAudience = {
  'There is no list of people {}.': '没有名为 {1} 的人群名单。',
  'See the lists with `touchstone members`.': '用 `touchstone members` 查看名单。',
  '{} is the name of a shipped scheme.': '{1} 是自带方案的名称。',
  'There is no list {}.': '没有名单 {1}。',
  'Make it in Select.': '请在“筛选”中建立。',
} as const;
