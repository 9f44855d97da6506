/** A shop's own orders, with the code or link that leads back to a post. Names and addresses are not stored. */
import { PLATFORM_IDS } from '#basis/platform.ts';
import { field, withheld } from '../columns.ts';
import { mappedConnector } from '../read-mapped.ts';

export const orderList = mappedConnector(
  {
    touchstoneMapping: 1,
    id: 'order-list',
    version: 2,
    vendor: 'shop',
    en: 'Order list',
    zh: '订单明细',
    sourceClass: 'first_party',
    requires: [
      ['order_id', 'order_no', '订单号', '订单编号'],
      ['paid_at', 'order_time', 'created_at', 'at', '下单时间', '付款时间', '支付时间'],
      ['amount', 'paid_amount', '实付金额', '订单金额', '成交金额', 'sku', '商品ID'],
    ],
    columns: [
      field('platform|平台|渠道', 'platform'),
      field('order_id|order_no|订单号|订单编号', 'order.key'),
      field('paid_at|order_time|created_at|at|下单时间|付款时间|支付时间', 'order.at'),
      field('buyer_id|buyer|customer_id|member_id|买家ID|用户ID|会员ID', 'order.buyer'),
      field('sku|sku_id|product_id|商品ID|商品编码|SKU', 'order.sku'),
      field('quantity|qty|数量|件数', 'order.quantity'),
      field('amount|paid_amount|实付金额|订单金额|成交金额', 'order.amount'),
      field('code|coupon|coupon_code|优惠码|专属码', 'order.code'),
      field('link|tracking_link|utm|推广链接|专属链接', 'order.link'),
      field('post_id|作品ID|笔记ID|视频ID', 'order.post'),
      field('returned|refunded|是否退款|是否退货', 'order.returned'),
      field('campaign|活动|项目', 'order.campaign'),
      field('status|order_status|订单状态', 'order.status'),
      field('after_sale|售后状态|退款状态', 'order.afterSale'),
      field('refund|refund_amount|退款金额', 'order.refund'),
      field('region|province|state|省份|省|收货省份', 'order.region'),
      withheld('buyer_name|name|收货人|买家昵称|姓名|phone|手机号|电话|address|地址|收货地址|email|邮箱'),
    ],
  },
  PLATFORM_IDS,
);
