/** Which columns of a quote book are which, by header, and what the words of its cells are called here. A data table. */
import { headerName } from '#connectors/values.ts';

const COLUMNS = {
  kol: 'kol|kol_id|kol名称|account|account_id|name|nickname|influencer|influencer_name|creator|handle|username|达人|达人昵称|达人名称|昵称|博主|博主昵称|账号|账号名称|红人|达人id',
  platform: 'platform|channel|network|site|平台|发布平台|所属平台|渠道',
  tier: 'tier|level|band|size_band|层级|量级|达人量级|达人层级|达人等级|等级|粉丝量级|粉丝层级',
  followers:
    'followers|follower_count|followers_count|fans|fans_count|subscribers|粉丝|粉丝数|粉丝量|粉丝数量|总粉丝量',
  format:
    'format|content_format|content_type|type|post_type|deliverable|形式|合作形式|内容形式|报价形式|发布形式|体裁|作品形式',
  category: 'category|vertical|industry|niche|topic|类目|品类|垂类|领域|行业|内容类目|内容分类|达人类型|分类',
  engagement:
    'engagement|engagements|engagement_rate|er|avg_engagement|average_engagement|engagement_median|engagement_mean|interactions|interaction|互动|互动率|互动量|互动数|平均互动|互动中位数',
  price:
    'price|quote|quoted_price|fee|cost|amount|list_price|ask|报价|价格|费用|刊例价|裸价|合作价格|单价|金额|报价金额',
  currency: 'currency|币种|货币',
} as const;
export type QuoteColumn = keyof typeof COLUMNS;

const folded = (header: string): string => headerName(header).replaceAll(/[_\-.]/g, '');
const KNOWN = new Map(
  Object.entries(COLUMNS).flatMap(([column, names]) =>
    names.split('|').map((name) => [folded(name), column as QuoteColumn] as const),
  ),
);
export const quoteColumn = (header: string): QuoteColumn | null => KNOWN.get(folded(header)) ?? null;
export const headersOf = (column: QuoteColumn): string => COLUMNS[column].replaceAll('|', ', ');

const FORMATS: Record<string, string> = {
  图文: 'image',
  图片: 'image',
  图文笔记: 'image',
  photo: 'image',
  picture: 'image',
  视频: 'video',
  短视频: 'video',
  视频笔记: 'video',
  直播: 'live',
  livestream: 'live',
  文章: 'article',
  长文: 'article',
  转发: 'repost',
  快拍: 'story',
};
const TIERS: Record<string, string> = {
  超头部: 'mega',
  头部: 'macro',
  腰部: 'mid',
  中腰部: 'mid',
  尾部: 'micro',
  素人: 'nano',
  koc: 'nano',
};
/** One word for what people write in several ways; other words stay as they are. */
export const formatWord = (cell: string): string =>
  FORMATS[cell.trim().toLowerCase()] ?? cell.trim().toLowerCase();
export const tierWord = (cell: string): string =>
  TIERS[cell.trim().toLowerCase()] ?? cell.trim().toLowerCase();
