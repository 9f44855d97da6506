/** A small campaign as files, for tests: three accounts, four posts, reposts with parents, orders with and without a code. */
export const BRAND = 'Brandx';
export const CAMPAIGN = 'Spring 26';

const at = (day: number, hour: number) =>
  `2026-03-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z`;

function acts(): string {
  const lines = ['platform,post_id,actor,kind,at,text,region,gender,age,id,parent'];
  for (let p = 0; p < 60; p++) {
    lines.push(
      `weibo,p1,u${p},comment,${at(3, p % 24)},很喜欢 ${p},${p % 3 ? '广东' : '北京'},${p % 2 ? '女' : '男'},18-24,c${p},`,
    );
    if (p < 40) lines.push(`weibo,p2,u${p + 30},like,${at(5, p % 24)},,,${p % 2 ? '女' : '男'},25-30,,`);
    if (p < 30)
      lines.push(
        `weibo,p1,r${p},repost,${at(3, p % 24)},转发,,,,k${p},${p === 0 ? '' : p < 20 ? 'k0' : `k${p - 1}`}`,
      );
  }
  for (let p = 0; p < 15; p++) lines.push(`weibo,p0,u${p},like,2026-02-01T08:00:00Z,,,,,,`);
  return `${lines.join('\n')}\n`;
}

function counters(): string {
  const lines = ['平台,作品ID,采集时间,阅读量,点赞数,评论数,转发数'];
  for (const [post, reads] of [
    ['p1', 10_000],
    ['p2', 4000],
    ['p3', 6000],
  ] as const)
    for (const [day, share] of [
      [2, 0.1],
      [3, 0.5],
      [9, 1],
    ] as const)
      lines.push(
        `微博,${post},2026-03-${String(day).padStart(2, '0')} 20:00:00,${reads * share},${reads * share * 0.05},${reads * share * 0.01},${reads * share * 0.004}`,
      );
  return `${lines.join('\n')}\n`;
}

function orders(): string {
  const lines = ['平台,订单号,买家ID,下单时间,SKU,数量,实付金额,优惠码,活动'];
  for (let i = 0; i < 30; i++)
    lines.push(`微博,n${i},x${i},2026-03-04 1${i % 10}:00:00,S1,1,100.00,CODE1,${CAMPAIGN}`);
  for (let i = 0; i < 5; i++) lines.push(`微博,t${i},u${i},2026-03-10 1${i}:00:00,S1,1,100.00,,`);
  for (let i = 0; i < 8; i++) lines.push(`微博,s${i},y${i},2026-03-05 1${i}:00:00,S1,1,100.00,,`);
  for (let i = 0; i < 10; i++) lines.push(`微博,e${i},z${i},2026-01-${10 + i} 10:00:00,S1,1,100.00,,`);
  return `${lines.join('\n')}\n`;
}

/** Name and text of each file, in import order. */
export const smallCampaign = (): [name: string, text: string][] => [
  [
    'cards.csv',
    '平台,用户ID,昵称,粉丝数,图文报价\n微博,a,Anna,20000,3000\n微博,b,Bea,10000,1500\n微博,c,Carl,30000,2000\n',
  ],
  [
    'posts.csv',
    `platform,post_id,account_id,title,publish_time\nweibo,p0,a,${BRAND} before,2026-02-01\nweibo,p1,a,${BRAND} cream,2026-03-02T08:00:00Z\nweibo,p2,b,${BRAND} and Other,2026-03-02T09:00:00Z\nweibo,p3,c,${BRAND} tried,2026-03-02T10:00:00Z\n`,
  ],
  [
    'cooperations.csv',
    `达人昵称,平台,账号ID,品牌,活动,产品,合作形式,作品ID,开始日期,结束日期,成交价,状态\nAnna,微博,a,${BRAND},${CAMPAIGN},Cream,图文,p1,2026-03-01,2026-03-31,3000,已完成\nBea,微博,b,${BRAND},${CAMPAIGN},Cream,图文,p2,2026-03-01,2026-03-31,1500,已完成\nCarl,微博,c,${BRAND},${CAMPAIGN},Cream,图文,p3,2026-03-01,2026-03-31,2000,已完成\n`,
  ],
  ['counters.csv', counters()],
  ['acts.csv', acts()],
  ['orders.csv', orders()],
];
