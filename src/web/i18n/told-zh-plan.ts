/** The Chinese of what planning says. */
export const toldZhPlan: Readonly<Record<string, string>> = {
  'reading the library': '读取达人库',
  choosing: '选择组合',
  'pricing each name': '计算各账号的价格余量',
  'holding out': '留出检验',
  'runners-up': '候补账号',
  'other budgets': '其他预算',
  'low ends': '按下限稳健求解',
  'No mix was found that keeps the money quotas.': '没有找到满足金额配额的组合。',
  'Widen the least or the most money of a platform or tier.': '请放宽平台或层级的最低或最高金额。',
  'No account passes the gates of the brief.': '没有账号通过简报的各道关卡。',
  'Widen the platforms, the target or the gates; the audience page counts a target.':
    '请放宽平台、目标人群或关卡；受众页面可统计目标人数。',
  '{} must be in, and cannot: {}': '{1} 为指定账号但无法入选：{2}',
  'Give what is missing, or take it from the musts.': '请补充缺少的数据，或从指定名单中移除。',
  'A name can only drop out of a plan that is kept.': '只有已保存的方案才能移除账号。',
  '{} is not in version {} of the plan.': '{1} 不在方案的版本 {2} 中。',
  'See `touchstone plan show`.': '见 `touchstone plan show`。',
  'There is no plan {}.': '没有方案 {1}。',
  'See `touchstone plan list`.': '见 `touchstone plan list`。',
  'Plan {} has no version {}.': '方案 {1} 没有版本 {2}。',
  'There is no open link {} of this plan.': '该方案没有有效链接 {1}。',
  'This link shows nothing: it has ended, was taken back, or never was.':
    '此链接无内容：已到期、已撤回或从未存在。',
  'The solver stopped without a result.': '求解器未给出结果即停止。',
};
