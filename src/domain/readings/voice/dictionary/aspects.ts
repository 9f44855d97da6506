/** Data table: the label system that ships. A user edits it as a file or in the form; see `labels.ts`. */
import type { Labels } from '../schema.ts';

type Aspect = Labels['aspects'][number];
const aspect = (id: string, en: string, zh: string, words: string): Aspect => ({
  aspect: id,
  name: { en, zh },
  words: words.split(' '),
});

export const ASPECTS: readonly Aspect[] = [
  aspect('price', 'price', '价格', '价格 价位 价钱 性价比 活动价 到手价 优惠 折扣 预算 price cost deal'),
  aspect('quality', 'quality', '质量', '质量 品质 做工 用料 材质 面料 料子 材料 quality material'),
  aspect('effect', 'effect', '效果', '效果 功效 作用 成效 变化 状态 effect result results'),
  aspect('texture', 'feel', '肤感与手感', '质地 肤感 手感 触感 吸收 上脸 搓泥 延展性 texture feel'),
  aspect('scent', 'smell', '气味', '味道 气味 香味 香气 味儿 留香 smell scent'),
  aspect('taste', 'taste', '口味', '口味 口感 菜品 饭菜 米饭 食材 分量 份量 taste flavour flavor'),
  aspect(
    'packaging',
    'packaging',
    '包装',
    '包装 瓶子 瓶口 盒子 外包装 泵头 盖子 快递盒 packaging package bottle',
  ),
  aspect(
    'looks',
    'looks',
    '外观',
    '外观 颜值 颜色 样子 款式 设计 造型 版型 外形 色号 looks colour color design',
  ),
  aspect('size', 'size', '尺寸', '尺寸 尺码 大小 码数 size fit'),
  aspect('service', 'service', '服务', '服务 客服 态度 服务员 店员 前台 售后 老板 骑手 service staff'),
  aspect('delivery', 'delivery', '物流', '物流 快递 发货 送货 配送 送餐 送达 速度 shipping delivery'),
  aspect('ingredients', 'ingredients', '成分', '成分 配方 原料 添加剂 酒精 香精 ingredients formula'),
  aspect('skin', 'reaction', '皮肤反应', '皮肤 肤质 敏感肌 过敏 泛红 刺激 闷痘 skin'),
  aspect(
    'performance',
    'performance',
    '性能',
    '性能 系统 屏幕 电池 续航 音质 拍照 信号 充电 速度 battery screen sound camera',
  ),
  aspect('place', 'place', '环境与位置', '环境 位置 房间 卫生 设施 隔音 交通 早餐 地段 room location'),
  aspect('trust', 'trust', '信任', '正品 广告 宣传 真假 真实 测评 恰饭 authentic ad'),
];
