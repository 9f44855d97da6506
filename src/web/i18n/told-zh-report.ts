/** The Chinese of what the campaign's spread, outcome, report and evidence say. */
export const toldZhReport: Readonly<Record<string, string>> = {
  'There is no post {} in the library.': '库中没有作品 {1}。',
  'A sentence of the report cites {}, which is no cell of it.':
    '报告中的一句话引用了 {1}，而报告中没有这个单元。',
  'Correct the template; nothing was written.': '请更正模板；未写出任何文件。',
  'The report would say “{}” without a source: “{}”.': '报告将写出没有来源的“{1}”：“{2}”。',
  'Give the number a cell; nothing was written.': '请为该数字给出来源；未写出任何文件。',
  'The {} report would say “{}” without a source: “{}”.': '{1} 报告将写出没有来源的“{2}”：“{3}”。',
  'Give the number a cell; nothing was kept.': '请为该数字给出来源；未保留任何文件。',
  'reads the campaign': '正在读取活动',
  'asks for another wording': '正在请求改写',
  'writes the files': '正在写出文件',
  'There is no report {}.': '没有报告 {1}。',
  'Make it again from the campaign’s report page.': '请在活动的报告页重新生成。',
  'Only the HTML report can be shared by link.': '只有 HTML 报告可以用链接分享。',
  'Make the report with HTML among its formats.': '请在生成时选择 HTML 格式。',
  'This link does not exist or has expired.': '该链接不存在或已过期。',
  'Ask whoever sent it for a new one.': '请向发送者索取新的链接。',
  'There is no post and no campaign {} in the library.': '库中没有作品或活动 {1}。',
  'Search the library for the post’s id, or see the campaigns under Deliver.':
    '请在库中搜索作品 ID，或到“投放”查看活动。',
  'The captures are larger than 200 MB together.': '截图合计超过 200 MB。',
  'Make a pack a post.': '请按作品分别生成。',
};
