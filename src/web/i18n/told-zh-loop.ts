/** The Chinese of what the scoreboard, the in-house room and the brands say. */
export const toldZhLoop: Readonly<Record<string, string>> = {
  'No finished campaign teaches {} yet.': '尚无已结束的活动能给出 {1}。',
  'Import counters a week after publication and the orders, then ask again.':
    '请导入发布一周后的计数与订单后再试。',
  'There is no assumption {}.': '没有名为 {1} 的假设。',
  'There are {}.': '可用的有 {1}。',
  '“{}” began on {}.': '「{1}」已于 {2} 开始。',
  'A forecast counts when it is stored before launch. Forecast the next campaign.':
    '发布前存下的预测才算数。请为下一个活动存预测。',
  'It was launched at {}; a forecast after that is none.': '它已于 {1} 发布；其后的预测不算预测。',
  'Send it with late: true to keep it, marked and out of the scores.':
    '如需保留，请附 late: true；它会被注明且不计分。',
  'The forecast is about another campaign than it is stored under.': '预测所指的活动与所存的活动不同。',
  'Name one campaign.': '请只指定一个活动。',
  'There is no forecast {} of a campaign.': '没有编号为 {1} 的活动预测。',
  'See `touchstone forecasts list`.': '见 `touchstone forecasts list`。',
  'Only a forecast of the program can be overridden.': '只有程序的预测可以被修改。',
  'Store your own forecast beside it.': '请在其旁存下自己的预测。',
  'This forecast has an override already; it is never changed.': '该预测已有修改，不再更改。',
  'Store a further forecast of your own.': '请另存一条自己的预测。',
  '{} is marked as own already.': '{1} 已标记为自有。',
  'End it first to change it.': '如需更改，请先结束它。',
  'There is no own account {}.': '没有编号为 {1} 的自有账号。',
  'See `touchstone inhouse own`.': '见 `touchstone inhouse own`。',
  'There is a workspace “{}” already.': '已有名为「{1}」的工作区。',
  'There is a brand “{}” already.': '已有名为「{1}」的品牌。',
  'Choose another name.': '请换一个名称。',
  'There is no brand {}.': '没有品牌 {1}。',
  'See `touchstone brands list`.': '见 `touchstone brands list`。',
  'There is no group {}.': '没有集团视图 {1}。',
  '{} shares with {} already.': '{1} 已与 {2} 共享。',
  'Take the grant back first to change its purpose.': '如需更改用途，请先收回授权。',
  'There is no open grant {}.': '没有编号为 {1} 的有效授权。',
  'That campaign or plan is not kept here.': '此处没有保存该活动或方案。',
  'Keep the campaign with `touchstone campaign new`, or give the brand the name the file uses.':
    '请用 `touchstone campaign new` 保存活动，或让品牌使用文件中的名称。',
  'Import a file that names it, or correct the id.': '请导入含有该账号的文件，或更正账号 ID。',
};
