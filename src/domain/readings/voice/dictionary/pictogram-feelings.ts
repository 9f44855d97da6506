/** Data table: what pictograms say, as platforms write them. Kept apart from words: the score without them is always given. */
const POSITIVE =
  '😀 😃 😄 😁 😊 🙂 😍 🥰 😘 😚 ☺ 😋 🤩 😎 🥳 😇 😻 👍 👏 🙌 💪 👌 ❤ 🧡 💛 💚 💙 💜 💕 💖 💗 💓 💞 💯 🌹 🎉 ✨ 🔥 🤗 🫶 [赞] [鼓掌] [爱心] [心] [偷笑] [可爱] [哈哈] [嘻嘻] [爱你] [给力] [good] [ok] [鲜花] [玫瑰] [太开心] [笑哈哈] [憧憬] [色] [亲亲] [抱抱] [拥抱] [威武] [羞嗒嗒] [害羞] [花心] [呲牙] [微笑] [愉快] [强] [胜利] [握手] [派对] [庆祝] [赞R] [萌萌哒R] [飞吻R] [害羞R] [色色R] [派对R] [笑哭R] [比心] [比心R] [好棒] [加油]';
const NEGATIVE =
  '😞 😔 😟 🙁 ☹ 😣 😖 😫 😩 😢 😭 😤 😠 😡 🤬 😱 😨 😰 😓 🤢 🤮 💔 👎 🙄 😒 😑 🤡 💩 [怒] [泪] [悲伤] [伤心] [衰] [吐] [弱] [失望] [委屈] [可怜] [晕] [汗] [鄙视] [怒骂] [抓狂] [打脸] [生病] [哼] [闭嘴] [黑线] [拜拜] [流泪] [大哭] [发怒] [难过] [撇嘴] [白眼] [便便] [心碎] [左哼哼] [右哼哼] [叹气R] [哭惹R] [捂脸R] [生气R] [失望R] [石化R]';

export const PICTOGRAM_FEELINGS: ReadonlyMap<string, number> = new Map([
  ...POSITIVE.split(' ').map((sign): [string, number] => [sign, 1]),
  ...NEGATIVE.split(' ').map((sign): [string, number] => [sign, -1]),
]);
