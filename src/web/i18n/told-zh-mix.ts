/** The Chinese of what the mix on plain files and its checker say. */
export const toldZhMix: Readonly<Record<string, string>> = {
  'Nobody costs {} or less.': '没有人的费用不超过 {1}。',
  'Raise the budget.': '请提高预算。',
  'The file is not as it was written: its figures do not give its seal.':
    '文件与写出时不同：其中数字与封印不符。',
  'States a value of {}, its certificate {}.': '所写数值为 {1}，证书中为 {2}。',
  'States a bound of {}, its certificate {}.': '所写上界为 {1}，证书中为 {2}。',
  'States a gap of {}; value and bound give {}.': '所写差距为 {1}，由数值与上界得 {2}。',
  'Says proven {}, its certificate {}.': '所写证明状态为 {1}，证书中为 {2}。',
  'The names are not those of the certificate.': '名单与证书不一致。',
  'States {} for {}; the prices say {}.': '所写 {2} 的价格为 {1}，价格文件中为 {3}。',
  '{} has a ceiling price of {}, below its price {}.': '{1} 的最高可接受价 {2} 低于其价格 {3}。',
  '{} for {} loses {}, not {}.': '以 {1} 代替 {2} 的损失为 {3}，而非 {4}。',
  'States a cost of {}; the prices give {}.': '所写花费为 {1}，按价格为 {2}。',
  'The held-out reach is outside its interval.': '留出触达不在其区间内。',
  'Held out on {} people; the panel has {}.': '留出人数写为 {1}，样本共 {2} 人。',
};
