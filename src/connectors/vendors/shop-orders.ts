/** Order files as shops export them. Names, phones and addresses are not stored; of an address the province is. */
import { PLATFORM_IDS } from '#basis/platform.ts';
import { field, withheld } from '../columns.ts';
import { mappedConnector } from '../read-mapped.ts';

const head = { touchstoneMapping: 1, version: 1, sourceClass: 'first_party' } as const;
const PERSONAL =
  '收货人姓名|收货人|收件人|买家支付宝账号|联系电话|联系手机|收件人手机号|手机号|客户姓名|客户电话|客户地址|详细地址|买家留言|买家昵称';

/** Taobao and Tmall: one row an order. */
const taobaoOrders = mappedConnector(
  {
    ...head,
    id: 'taobao-orders',
    vendor: 'taobao',
    en: 'Taobao and Tmall orders',
    zh: '淘宝天猫订单报表',
    requires: [['订单编号'], ['买家会员名'], ['买家实际支付金额', '买家应付货款']],
    columns: [
      field('订单编号', 'order.key'),
      field('买家会员名', 'order.buyer'),
      field('订单付款时间|订单创建时间', 'order.at'),
      field('买家实际支付金额', 'order.amount'),
      field('订单状态', 'order.status'),
      field('退款金额', 'order.refund'),
      field('宝贝总数量|宝贝数量', 'order.quantity'),
      field('宝贝标题', 'order.sku'),
      field('收货地址', 'order.address'),
      withheld(PERSONAL),
    ],
  },
  ['other'],
);

/** Tmall: one row a product of an order. */
const tmallLines = mappedConnector(
  {
    ...head,
    id: 'tmall-order-lines',
    vendor: 'taobao',
    en: 'Taobao and Tmall order lines',
    zh: '淘宝天猫宝贝报表',
    requires: [['子订单编号'], ['主订单编号'], ['买家实付金额', '买家实际支付金额'], ['商品标题', '标题']],
    columns: [
      field('子订单编号', 'order.key'),
      field('买家会员名', 'order.buyer'),
      field('订单付款时间|订单创建时间', 'order.at'),
      field('买家实付金额|买家实际支付金额', 'order.amount'),
      field('订单状态', 'order.status'),
      field('退款状态', 'order.afterSale'),
      field('退款金额', 'order.refund'),
      field('购买数量', 'order.quantity'),
      field('商家编码|商品ID', 'order.sku'),
      field('收货地址', 'order.address'),
      withheld(PERSONAL),
    ],
  },
  ['other'],
);

const jdOrders = mappedConnector(
  {
    ...head,
    id: 'jd-orders',
    vendor: 'jd',
    en: 'JD orders',
    zh: '京东订单报表',
    requires: [
      ['订单号', '订单编号'],
      ['订购数量', '商品数量'],
      ['京东价', '结算金额', '应付金额'],
      ['下单时间', '下单日期'],
    ],
    columns: [
      field('订单号|订单编号', 'order.key'),
      field('下单帐号|下单账号|客户账号|用户PIN', 'order.buyer'),
      field('付款确认时间|下单时间|下单日期', 'order.at'),
      field('应付金额|结算金额', 'order.amount'),
      field('订单状态', 'order.status'),
      field('售后状态', 'order.afterSale'),
      field('退款金额', 'order.refund'),
      field('订购数量|商品数量', 'order.quantity'),
      field('商品ID|商品编号|货号', 'order.sku'),
      field('省份|收货省份', 'order.region'),
      field('客户地址|收货地址', 'order.address'),
      withheld('客户姓名|收货人姓名|收货人|联系电话|客户电话|手机号|订单备注|客户备注'),
    ],
  },
  ['other'],
);

/** Douyin shop: one row a product of an order; names who sold it. */
const douyinOrders = mappedConnector(
  {
    ...head,
    id: 'douyin-shop-orders',
    vendor: 'douyin-shop',
    platform: 'douyin',
    en: 'Douyin shop orders',
    zh: '抖店订单报表',
    requires: [['子订单编号'], ['主订单编号'], ['选购商品'], ['订单提交时间', '支付完成时间']],
    columns: [
      field('子订单编号', 'order.key'),
      field('用户ID|买家ID|抖音用户ID', 'order.buyer'),
      field('支付完成时间|订单提交时间', 'order.at'),
      field('订单应付金额', 'order.amount'),
      field('订单状态', 'order.status'),
      field('售后状态', 'order.afterSale'),
      field('退款金额', 'order.refund'),
      field('商品数量', 'order.quantity'),
      field('商品ID|货号|商家编码', 'order.sku'),
      field('达人ID', 'order.seller'),
      field('视频ID|作品ID', 'order.post'),
      field('省|省份', 'order.region'),
      withheld(`${PERSONAL}|街道|区|收件人姓名`),
    ],
  },
  ['douyin'],
);

const shopifyOrders = mappedConnector(
  {
    ...head,
    id: 'shopify-orders',
    vendor: 'shopify',
    en: 'Shopify orders',
    zh: 'Shopify 订单导出',
    requires: [['Name'], ['Financial Status'], ['Lineitem quantity'], ['Created at', 'Paid at']],
    columns: [
      field('Name', 'order.key'),
      field('Email', 'order.buyer'),
      field('Created at', 'order.at'),
      field('Total', 'order.amount'),
      field('Currency', 'order.currency'),
      field('Refunded Amount', 'order.refund'),
      field('Financial Status', 'order.status'),
      field('Lineitem quantity', 'order.quantity'),
      field('Lineitem sku', 'order.sku'),
      field('Discount Code', 'order.code'),
      field('Landing Site|Landing site', 'order.link'),
      field('Shipping Province|Billing Province', 'order.region'),
      withheld(
        'Billing Name|Billing Street|Billing Address1|Billing Address2|Billing Phone|Billing Zip|Billing City|Shipping Name|Shipping Street|Shipping Address1|Shipping Address2|Shipping Phone|Shipping Zip|Shipping City|Phone|Notes',
      ),
    ],
  },
  ['other'],
);

/** A GA4 exploration by transaction. */
const ga4Transactions = mappedConnector(
  {
    ...head,
    id: 'ga4-transactions',
    vendor: 'ga4',
    en: 'GA4 transactions',
    zh: 'GA4 交易报告',
    requires: [
      ['Transaction ID', 'transaction_id'],
      ['Purchase revenue', 'purchase_revenue'],
      ['Date', 'date', 'Date + hour (YYYYMMDDHH)'],
    ],
    columns: [
      field('Transaction ID|transaction_id', 'order.key'),
      field('Date|date', 'order.at'),
      field('Purchase revenue|purchase_revenue', 'order.amount'),
      field('Currency|currency', 'order.currency'),
      field('Refund amount|refund_amount', 'order.refund'),
      field('Items purchased|items_purchased', 'order.quantity'),
      field('Landing page + query string|landing_page', 'order.link'),
      field('Order coupon|coupon', 'order.code'),
      field('Session campaign|session_campaign', 'order.campaign'),
      field('Region|region', 'order.region'),
      field('User ID|user_pseudo_id', 'order.buyer'),
    ],
  },
  PLATFORM_IDS,
);

export const shopOrderConnectors = [
  taobaoOrders,
  tmallLines,
  jdOrders,
  douyinOrders,
  shopifyOrders,
  ga4Transactions,
] as const;
