/** The Chinese of what the server says about texts, models and invitations. */
export const toldZhVoice: Readonly<Record<string, string>> = {
  'The file {} is not a sentiment model of this program.': '文件 {1} 不是本程序的情感模型。',
  'Train it again: touchstone train voice.': '请重新训练：touchstone train voice。',
  'reading texts': '正在读取文本',
  'looking for new words': '正在寻找新词',
  'measuring how accounts write': '正在衡量账号文风',
  'texts are read': '文本已读完',
  'learning how texts feel': '正在学习文本情感',
  'There are {} labels and {} texts: too few to learn from.': '只有 {1} 个标注和 {2} 条文本，不足以学习。',
  'Label {} texts of each side, or import more.': '请各标注 {1} 条正面与负面文本，或导入更多数据。',
  'There is no text {}.': '没有文本 {1}。',
  '“{}” is not a label of {}.': '“{1}”不是{2}的标注值。',
  'Use positive, neutral or negative; for intent asks, wants, bought or none.':
    '请用 positive、neutral 或 negative；购买意向用 asks、wants、bought 或 none。',
  'Nobody in the library spoke of these words.': '库中没有人谈到这些词。',
  'Try other words.': '请换其他词。',
  'There is no invitation {}.': '没有邀请名单 {1}。',
  '{} is not on this invitation.': '{1} 不在该邀请名单中。',
};
