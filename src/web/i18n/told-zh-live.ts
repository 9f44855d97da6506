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
  'The map {} cannot be read: {}': '无法读取地图 {1}：{2}',
  'Set TOUCHSTONE_MAP to a GeoJSON file whose features have names.':
    '请把 TOUCHSTONE_MAP 设为各要素带名称的 GeoJSON 文件。',
  'There is no alarm {}.': '没有告警 {1}。',
  'The campaign “{}” is not watched.': '项目“{1}”未在监测。',
  'Start it: `touchstone watch <campaign>`, or the button on its live page.':
    '请用 `touchstone watch <campaign>` 或其实时页上的按钮开始监测。',
  '{} holds no counters of posts with the moments they were read at.': '{1} 中没有带读取时间的作品计数。',
  "Give a monitor's export, or a file with the header {}.": '请提供监测导出文件，或表头为 {1} 的文件。',
  '{} does not follow from {}.': '{1} 与 {2} 对不上。',
  'The folder belongs to another watch, or a file was edited. Choose another folder.':
    '该文件夹属于另一次监测，或文件被改动过，请换一个文件夹。',
};
