/**
 * Data table: words of marketing and goods that the segmenter's general dictionary lacks, in its own form without
 * frequencies. Written for this program.
 */
export const DOMAIN_WORDS = `种草 拔草 安利 回购 空瓶 好物 平替 闭眼入 避雷 踩雷 踩坑 踩过雷 翻车 智商税 性价比 颜值 质感 高级感 氛围感 素人感 敏肌 敏感肌 油皮 干皮 混油皮 痘肌 黄皮 白皮 成分党 学生党 打工人 宝妈 早八 通勤 早C晚A 刷酸 屏障修护 修护精华 保湿面霜 防晒乳 氨基酸洁面 补水面膜 舒缓水 身体乳 卡粉 浮粉 搓泥 拔干 闷痘 爆痘 烂脸 泛红 假白 提亮 显白 显瘦 遮瑕 持妆 定妆 底妆 试色 素颜 上脸 质地 肤感 后调 前调 留香 吸收快 小样 正装 中样 礼盒 满减 到手价 秒杀 直播间 上链接 求链接 求同款 想要同款 蹲 蹲一个 蹲链接 马住 码住 码了 已下单 已入手 无限回购 自来水 恰饭 广子 软广 硬广 带货 达人 博主 主播 大V 粉丝 路人 流量 热搜 爆款 爆文 打卡 探店 测评 横评 开箱 上手 真香 绝绝子 yyds 绝了 上头 破防 内卷 躺平 显贵 贵妇 大牌 国货 新国货 旗舰店 专柜 代购 包邮 发货 物流 客服 售后 退换 退款 差评 好评 追评 色差 缩水 起球 掉色 掉漆 做工 用料 手感 续航 快充 发热 卡顿 系统 屏幕 像素 音质 降噪 分量 口感 味道 食材 配送 外卖 骑手 包装 前台 隔音 早餐 位置 房间 设施 孕期 哺乳期 辅食 纸尿裤 推车 学饮杯`;

/** Words that carry no topic. */
export const STOP_WORDS = new Set(
  `一个 一些 一样 一下 一点 一直 一起 一定 一种 不是 不会 不能 不要 不过 不用 不知 不知道 为了 为什么 也是 什么 今天 他们 她们 我们 你们 咱们 大家 自己 这个 那个 这些 那些 这样 那样 这么 那么 这里 那里 这次 这种 怎么 怎样 如何 因为 所以 如果 虽然 但是 可是 而且 或者 还是 还有 还要 就是 就会 都是 都有 只是 只有 可以 可能 应该 需要 知道 觉得 感觉 认为 时候 现在 以后 之后 之前 以前 以及 已经 正在 没有 有点 有些 非常 特别 真的 真是 其实 然后 最后 最近 一次 几个 多少 很多 许多 比较 更加 起来 出来 下来 上去 过来 回来 东西 事情 问题 地方 方面 情况 关于 对于 由于 通过 进行 成为 作为 根据 按照 除了 之一 的话 而已 罢了 哈哈 哈哈哈 哈哈哈哈 呵呵 嘿嘿 嘻嘻 转发 微博 转发微博 回复 图片 视频 链接 网页 全文 the and for you are with this that have was not but all can out get has had from they will your just what when there about would been were their which than them then into some more very really also here how its our his her she him who did does`.split(
    /\s+/u,
  ),
);
