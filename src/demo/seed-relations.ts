/** What the demo brand wrote down of its KOLs: quotes from an agency's sheet, talks, lists, approvals, gifts, rights. Invented. */

import type { z } from 'zod';
import { addContact } from '#domain/assets/relations/contacts.ts';
import { keepDocument } from '#domain/assets/relations/documents.ts';
import { appendLog } from '#domain/assets/relations/log.ts';
import { importQuotes } from '#domain/assets/relations/quote-file.ts';
import * as s from '#domain/assets/relations/schema.ts';
import { addDeliverable, addGift, addStep } from '#domain/assets/relations/work.ts';
import { newRightSchema, newUseSchema, type RightChannel } from '#domain/assets/rights/schema.ts';
import { addRight, logUse } from '#domain/assets/rights/service.ts';
import type { Placement } from '#domain/decisions/campaigns/schema.ts';
import { placementsOf } from '#domain/decisions/campaigns/service.ts';
import { accountQuotes } from '#domain/facts/library/queries.ts';
import { plusDays } from '#domain/facts/library/today.ts';
import { addMark } from '#domain/facts/lists/marks.ts';
import { disclose } from '#domain/readings/authenticity/said-by-people.ts';
import type { Store } from '#store/open-store.ts';
import { AS_OF_MS, chinaDay } from './frame.ts';
import type { Truth } from './truth.ts';

const WHO = 'demo';
const TODAY = chinaDay(AS_OF_MS);
const TEAM = ['陈璐', '周航', '吴桐'];
const day = (days: number): string => plusDays(TODAY, days);
const moment = (days: number, hour: number): string =>
  `${day(days)}T${String(hour).padStart(2, '0')}:00:00+08:00`;

const TALKS = [
  ['message', 'from_us', '发送秋季焕亮行动的合作意向与产品资料。'],
  ['message', 'to_us', '确认档期可排在十一月上旬，需提前寄样。'],
  ['bot_question', 'from_us', '询问是否使用程序或平台外服务增加流量；对方答复没有。'],
  ['negotiation', 'from_us', '希望图文含三个月信息流授权，对方表示需另计授权费。'],
  ['call', 'to_us', '对方希望脚本避开功效词，已转内容组。'],
] as const;

export async function seedRelations(
  store: Store,
  { campaigns, boughtJagged }: Pick<Truth, 'campaigns' | 'boughtJagged'>,
): Promise<void> {
  const running = campaigns.find((c) => c.state === '进行中');
  const [spring, summer] = campaigns.filter((c) => c.state !== '进行中');
  if (!running || !spring || !summer) return;
  const now = distinct(await placementsOf(store, running.name));
  const before = distinct([
    ...(await placementsOf(store, summer.name)),
    ...(await placementsOf(store, spring.name)),
  ]);
  await quoteSheet(store, now, running.name);
  await talks(store, now, before);
  await lists(store, before, boughtJagged[0] ?? null);
  await approvals(store, now, running.name);
  await rights(store, before, summer.name);
}

/** One placement an account, in an order that does not hang on when the rows came. */
const distinct = (placements: readonly Placement[]): Placement[] =>
  [...new Map(placements.map((p) => [p.accountId, p])).values()].sort((a, b) =>
    a.accountId.localeCompare(b.accountId),
  );

/** The agency's sheet for the running campaign, read as anybody's; a row without its tax basis is left out by the reader. */
async function quoteSheet(store: Store, placements: readonly Placement[], campaign: string): Promise<void> {
  const lines: string[] = [
    '平台,账号ID,达人昵称,图文刊例价,图文报价,返点比例,平台服务费,档期,是否含税,报价日期,有效期至,机构',
  ];
  for (const [i, p] of placements.slice(0, 14).entries()) {
    const [list] = (await store.facts.all(accountQuotes, { ids: [p.accountId] })).filter(
      (q) => q.kind === 'list' && q.amount_minor !== null && q.currency === 'CNY',
    );
    if (!list?.amount_minor) continue;
    const yuan = list.amount_minor / 100;
    const asked = Math.round((yuan * (0.84 + 0.02 * (i % 6))) / 100) * 100;
    lines.push(
      [
        p.platform,
        p.accountId.slice(p.accountId.indexOf(':') + 1),
        p.accountName ?? '',
        `¥${yuan}`,
        `¥${asked}`,
        i % 3 === 0 ? '10%' : '',
        '10%',
        '11月上旬',
        i % 7 === 6 ? '' : i % 2 === 0 ? '否' : '是',
        day(-21 + i),
        day(-2 + i * 3),
        '星河互动',
      ].join(','),
    );
  }
  const sheet = s.quoteFileSchema.parse({
    name: '星河互动-秋季报价单.csv',
    base64: Buffer.from(`${lines.join('\n')}\n`).toString('base64'),
    campaign,
  });
  await importQuotes(store, sheet, WHO);
}

async function talks(store: Store, now: readonly Placement[], before: readonly Placement[]): Promise<void> {
  for (const [i, p] of [...now.slice(0, 12), ...before.slice(0, 6)].entries()) {
    for (const [j, [kind, direction, text]] of TALKS.slice(0, 1 + (i % TALKS.length)).entries())
      await appendLog(
        store,
        p.accountId,
        s.newLogSchema.parse({
          kind,
          direction,
          text,
          saidBy: TEAM[(i + j) % TEAM.length],
          saidAt: moment(-30 + i + j * 2, 10 + j),
        }),
        WHO,
      );
    if (i % 2 === 0)
      await addContact(
        store,
        p.accountId,
        s.newContactSchema.parse({
          name: i % 4 === 0 ? '星河互动 商务' : '达人助理',
          role: i % 4 === 0 ? 'agency' : 'assistant',
          channel: 'email',
          value: `contact${i + 1}@agency.example`,
        }),
        WHO,
      );
  }
  for (const [i, p] of now.slice(2, 5).entries())
    await addGift(
      store,
      p.accountId,
      s.newGiftSchema.parse({
        what: '焕亮精华正装一套',
        valueMinor: 39_900,
        currency: 'CNY',
        sentOn: day(-20 + i),
        asks: i === 0 ? 'none' : 'post',
      }),
      WHO,
    );
}

async function lists(
  store: Store,
  before: readonly Placement[],
  bought: { platform: string; id: string } | null,
): Promise<void> {
  const at = (days: number) => new Date(Date.parse(moment(days, 15)));
  const [a, b, d, e] = before;
  const c = bought ? { accountId: `${bought.platform}:${bought.id}` } : undefined;
  const reasons = [
    [a, 'white', '两次合作均按期交付，评论区真实询问多。', -90],
    [b, 'grey', '618 稿件两次拖延，改稿沟通慢。', -120],
    [c, 'black', '新增粉丝曲线有购买增长的证据，且拒绝答复。', -100],
    [d, 'white', '带货转化稳定，愿意长期合作。', -80],
    [b, 'white', '春季后沟通改善，恢复合作。', -40],
  ] as const;
  for (const [p, colour, reason, days] of reasons)
    if (p) await addMark(store, p.accountId, { colour, reason }, WHO, at(days));
  if (e)
    await disclose(
      store,
      e.accountId,
      {
        postId: null,
        text: '本人说明：2026 年 4 月曾由机构用程序增加播放，此后停用。',
        disclosedOn: '2026-05-06',
      },
      WHO,
    );
}

async function approvals(store: Store, now: readonly Placement[], campaign: string): Promise<void> {
  const PATHS: readonly (readonly s.Step[])[] = [
    ['draft', 'changes_asked', 'draft', 'approved', 'delivered'],
    ['draft', 'approved', 'delivered'],
    ['draft', 'changes_asked'],
    ['draft'],
    [],
    ['delivered'],
  ];
  for (const [i, p] of now.slice(0, 6).entries()) {
    const made = await addDeliverable(
      store,
      p.accountId,
      s.newDeliverableSchema.parse({
        campaign,
        what: '主推图文一篇',
        format: 'image',
        dueOn: day(-6 + i * 3),
      }),
      WHO,
    );
    for (const [j, step] of (PATHS[i] ?? []).entries())
      await addStep(
        store,
        made.deliverableId,
        s.newStepSchema.parse({
          step,
          saidBy:
            step === 'draft' || step === 'delivered' ? (p.accountName ?? '达人') : TEAM[j % TEAM.length],
          saidAt: step === 'delivered' && p.publishedAt ? p.publishedAt : moment(-16 + i + j, 11),
          note: step === 'changes_asked' ? '请去掉“七天见效”，补上产品全名。' : '',
          postId: step === 'delivered' ? p.postId : null,
        }),
        WHO,
      );
  }
}

async function rights(store: Store, before: readonly Placement[], campaign: string): Promise<void> {
  const document = await keepDocument(
    store,
    {
      name: '内容授权书（示例）.txt',
      base64: Buffer.from(
        '示例授权书：甲方可在约定期限内，于约定地域与渠道使用乙方发布的内容。本文件为虚构。\n',
      ).toString('base64'),
    },
    WHO,
  );
  const social: RightChannel[] = ['own_social'];
  const TERMS: readonly Partial<z.input<typeof newRightSchema>>[] = [
    {
      territories: ['CN'],
      channels: [...social, 'paid_feed'],
      edits: 'resize',
      startsOn: day(-160),
      expiresOn: day(6),
    },
    {
      territories: ['CN', 'HK'],
      channels: [...social, 'paid_feed', 'shop_page'],
      edits: 'recut',
      groupUse: true,
      startsOn: day(-150),
      expiresOn: day(19),
    },
    { territories: ['CN'], channels: social, edits: 'none', startsOn: day(-155), expiresOn: day(27) },
    {
      territories: ['ALL'],
      channels: [...social, 'website', 'private_domain'],
      edits: 'any',
      groupUse: true,
      startsOn: day(-150),
      expiresOn: day(210),
    },
    {
      territories: ['CN'],
      channels: ['paid_feed', 'search_ads'],
      edits: 'recut',
      startsOn: day(-150),
      expiresOn: day(-30),
    },
    { territories: ['CN'], channels: null, edits: null, startsOn: day(-150), expiresOn: day(120) },
    { territories: null, channels: social, edits: 'none', startsOn: day(-145), term: 'unknown' },
    {
      territories: ['CN'],
      channels: [...social, 'in_store', 'outdoor'],
      edits: 'resize',
      groupUse: false,
      startsOn: day(-140),
      term: 'open_ended',
    },
    {
      territories: ['CN', 'SG', 'MY'],
      channels: [...social, 'paid_feed'],
      edits: 'resize',
      startsOn: day(12),
      expiresOn: day(190),
    },
    {
      territories: ['CN'],
      channels: [...social, 'private_domain'],
      edits: 'none',
      startsOn: day(-120),
      expiresOn: day(64),
    },
  ];
  const made: string[] = [];
  for (const [i, terms] of TERMS.entries()) {
    const p = before[i];
    if (!p) break;
    const right = await addRight(
      store,
      newRightSchema.parse({
        accountId: p.accountId,
        campaign,
        postId: i % 3 === 0 ? p.postId : null,
        what: i % 2 === 0 ? '618 图文' : '618 全部内容',
        clause: '以双方合同第六条为准（示例）。',
        documentId: i < 6 ? document.documentId : null,
        ...terms,
      }),
      WHO,
    );
    made.push(right.rightId);
  }
  const USES = [
    [0, -60, 'own_social', 'CN', 'none', '品牌官方微博'],
    [1, -45, 'paid_feed', 'CN', 'recut', '信息流计划 A'],
    [1, -20, 'shop_page', 'CN', 'resize', '天猫详情页'],
    [3, -12, 'website', 'US', 'none', '品牌英文官网'],
    [4, -10, 'paid_feed', 'CN', 'none', '信息流计划 B'],
    [5, -8, 'private_domain', 'CN', 'none', '会员群'],
  ] as const;
  for (const [i, days, channel, territory, edited, place] of USES)
    if (made[i] !== undefined)
      await logUse(
        store,
        newUseSchema.parse({ rightId: made[i], usedOn: day(days), channel, territory, edited, place }),
        WHO,
      );
}
