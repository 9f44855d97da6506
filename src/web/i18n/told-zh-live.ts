/** The Chinese of what campaigns and watches say. */
export const toldZhLive: Readonly<Record<string, string>> = {
  '“{}” belongs to the campaign “{}” already.': '“{1}”已属于项目“{2}”。',
  'A link or code stands for one placement. Choose another.': '一个链接或口令只对应一项合作，请另选。',
  'There is no context event {}.': '没有事件 {1}。',
  'See the campaign’s page.': '请查看项目页。',
  'There is no campaign “{}”.': '没有项目“{1}”。',
  'See `touchstone campaign list`, or make it with `touchstone campaign new`.':
    '请查看 `touchstone campaign list`，或用 `touchstone campaign new` 新建。',
  'There is a campaign “{}” already.': '项目“{1}”已存在。',
  'Add placements to it, or choose another name.': '请向其中添加合作，或换一个名称。',
  'The library holds no account {}.': '库中没有账号 {1}。',
  'Import a file that names it, or correct the id.': '请导入写明该账号的文件，或更正其 ID。',
};
