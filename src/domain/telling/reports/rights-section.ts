/** Rights of the campaign as the ledger holds them; what nobody wrote down stays unknown. */
import { type Words, word as w } from '#basis/reading.ts';
import type { Right } from '#domain/assets/rights/schema.ts';
import { prose, section, table } from './blocks.ts';
import type { Cells } from './cells.ts';

const UNKNOWN = w('unknown', '未知');
const CHANNELS: Readonly<Record<string, Words>> = {
  own_social: w('own social', '官方社媒'),
  paid_feed: w('paid feed', '信息流'),
  search_ads: w('search ads', '搜索广告'),
  shop_page: w('shop pages', '电商页面'),
  website: w('website', '官网'),
  private_domain: w('private traffic', '私域'),
  in_store: w('in store', '门店'),
  outdoor: w('outdoor', '户外'),
  print: w('print', '印刷物'),
  tv: w('TV', '电视'),
};
const EDITS: Readonly<Record<string, Words>> = {
  none: w('unchanged', '原样'),
  resize: w('resize', '改尺寸'),
  recut: w('recut', '二次剪辑'),
  any: w('any edit', '任意修改'),
};
const STATES: Readonly<Record<Right['state'], Words>> = {
  in_force: w('in force', '有效'),
  ending: w('ends soon', '即将到期'),
  not_yet: w('not yet', '尚未开始'),
  expired: w('over', '已到期'),
  ended: w('ended early', '提前终止'),
  unknown: w('term unknown', '期限未知'),
};
const joined = (ids: readonly string[], names: Readonly<Record<string, Words>>): Words => ({
  en: ids.map((id) => names[id]?.en ?? id).join(', '),
  zh: ids.map((id) => names[id]?.zh ?? id).join('、'),
});

function termOf(r: Right): Words {
  const from = r.startsOn ?? '?';
  return r.expiresOn !== null
    ? w(`${from} – ${r.expiresOn}`, `${from} – ${r.expiresOn}`)
    : r.term === 'open_ended'
      ? w(`from ${from}, no end agreed`, `自 ${from} 起，约定无期限`)
      : UNKNOWN;
}

export const rightsSection = (rights: readonly Right[], c: Cells) =>
  section('rights', 0, w('Rights', '权益'), [
    rights.length === 0
      ? prose(
          'manager',
          'No rights of this campaign are recorded here: what may be used again, where and until when cannot be said from the rows in hand.',
          '此处没有记录本活动的权益：可在何处、至何时再次使用，现有数据无法说明。',
        )
      : table(
          'manager',
          'rights',
          '权益',
          w('Rights obtained', '取得的权益'),
          [
            w('Account', '账号'),
            w('What', '内容'),
            w('Territories', '地域'),
            w('Channels', '渠道'),
            w('Edits', '剪辑'),
            w('Term', '期限'),
            w('State', '状态'),
            w('Uses', '使用'),
            w('Document', '凭证'),
          ],
          rights.map((r) => {
            const at = (part: string) => `right-${r.rightId}-${part}`;
            return [
              c.text(at('account'), r.accountName ?? r.accountId),
              c.text(at('what'), r.what),
              c.text(at('territories'), r.territories === null ? UNKNOWN : r.territories.join(' ')),
              c.text(at('channels'), r.channels === null ? UNKNOWN : joined(r.channels, CHANNELS)),
              c.text(at('edits'), r.edits === null ? UNKNOWN : (EDITS[r.edits] ?? UNKNOWN)),
              c.text(at('term'), termOf(r)),
              c.text(at('state'), STATES[r.state]),
              c.number(at('uses'), 'count', r.uses),
              c.text(at('document'), r.document ? r.document.sha256.slice(0, 16) : w('none', '无')),
            ];
          }),
        ),
    prose('full', 'Raw rows of counters and comments stand in the workbook.', '计数与评论的原始行见工作簿。'),
  ]);
