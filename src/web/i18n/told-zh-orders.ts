/** The Chinese of what orders, short links and lift say. */
export const toldZhOrders: Readonly<Record<string, string>> = {
  'records are visits of tracked links': '各条记录为追踪链接的访问',
  'is no visit of a tracked link': '不是追踪链接的访问',
  'No order names a place.': '没有订单带地区。',
  'Import order files with a province or region, or profiles of buyers that say where they are.':
    '请导入带省份或地区的订单文件，或带所在地的买家资料。',
  'No order came from “{}”.': '没有来自“{1}”的订单。',
  'See the places with GET /api/v1/lift/places.': '可用 GET /api/v1/lift/places 查看地区。',
  '{} had nothing before the start.': '{1} 在开始之前没有数据。',
  'Leave it out, or give a longer history.': '请去掉它，或提供更长的历史。',
  'The code “{}” is taken.': '代码“{1}”已被占用。',
  'Choose another, or leave it out.': '请另选，或留空。',
  'There is no open link “{}”.': '没有有效的链接“{1}”。',
  'See `touchstone links list`.': '请查看 `touchstone links list`。',
  '{} units × {} times are more than {} cells.': '{1} 个单位 × {2} 期超过 {3} 格。',
  'Sum over days or regions first.': '请先按天或地区汇总。',
  '{} has two rows at {}.': '{1} 在 {2} 有两行。',
  'One row a unit and time: sum them first.': '每个单位每期一行，请先汇总。',
  '{} has no row at {}.': '{1} 在 {2} 没有数据行。',
  'Every unit needs every time. Where a missing row means nothing happened, say that missing is zero.':
    '每个单位都需要每一期。若缺行表示没有发生，请指明缺失为零。',
  '{} is treated from {} but not at {}.': '{1} 自 {2} 起投放，但 {3} 没有。',
  'Leave out the times after the campaign, or mark the unit as treated until the end.':
    '请去掉活动之后的时期，或把该单位标为投放至结束。',
  'No row is treated.': '没有投放的行。',
  'Mark where and when the campaign ran.': '请标明活动在何地、何时进行。',
  '{} units were never treated; a comparison needs 2.': '从未投放的单位有 {1} 个；比较至少需要 2 个。',
  'Keep some places without the campaign.': '请保留一些没有活动的地区。',
  '{} is treated from {}: {} times come before; 2 are needed.':
    '{1} 自 {2} 起投放：此前有 {3} 期，至少需要 2 期。',
  'Give a longer history.': '请提供更长的历史。',
};
