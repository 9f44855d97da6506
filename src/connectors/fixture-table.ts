/** Every fixture of the connectors: whose it is, and what reading it must give. Checked by hand against the file. */
export interface Expected {
  /** Path under fixtures/exports. */
  file: string;
  owner: string;
  /** Drafts by kind. */
  drafts: Partial<
    Record<'account' | 'post' | 'engagement' | 'follow' | 'actor' | 'cooperation' | 'order' | 'touch', number>
  >;
  rejected?: number;
  /** Columns with cells that could not be read. */
  unreadable?: string[];
  /** Columns kept aside. */
  unknown?: string[];
  withheld?: string[];
}

const crawler = (
  name: string,
  owner: string,
  drafts: Expected['drafts'],
  more: Partial<Expected> = {},
): Expected => ({
  file: `mediacrawler/${name}`,
  owner: `mediacrawler-${owner}`,
  drafts,
  ...more,
});

export const FIXTURES: readonly Expected[] = [
  {
    file: 'pugongying-list/bloggers.xlsx',
    owner: 'pugongying-list',
    drafts: { account: 2 },
    unreadable: ['蒲公英视频价格'],
  },
  { file: 'xingtu-page/market.xlsx', owner: 'xingtu-page', drafts: { account: 3 } },
  { file: 'agency-pitch/pitch.xlsx', owner: 'agency-pitch', drafts: { account: 2 }, withheld: ['联系方式'] },
  crawler(
    'xhs-notes.xlsx',
    'xhs-notes',
    { account: 2, post: 2 },
    { unknown: ['last_update_time', 'source_keyword', 'xsec_token'] },
  ),
  {
    file: 'pugongying-list/bloggers.csv',
    owner: 'pugongying-list',
    drafts: { account: 2 },
    unreadable: ['蒲公英视频价格'],
  },
  {
    file: 'pugongying-list/api-keys.json',
    owner: 'pugongying-list',
    drafts: { account: 1 },
    unknown: ['isNewComer'],
  },
  {
    file: 'pugongying-detail/blogger-detail.csv',
    owner: 'pugongying-detail',
    drafts: { account: 2 },
    unknown: ['采集时间'],
  },
  { file: 'xingtu-page/market.csv', owner: 'xingtu-page', drafts: { account: 3 } },
  {
    file: 'xingtu-api/authors.json',
    owner: 'xingtu-api',
    drafts: { account: 2 },
    unknown: ['e_commerce_enable'],
  },
  { file: 'xingtu-api/authors.csv', owner: 'xingtu-api', drafts: { account: 2 } },
  {
    file: 'xingtu-recruit/applicants.csv',
    owner: 'xingtu-recruit',
    drafts: { account: 1 },
    rejected: 1,
    unknown: ['序号'],
    withheld: ['微信号'],
  },
  {
    file: 'xingtu-post-report/reports.json',
    owner: 'xingtu-post-report',
    drafts: { post: 2 },
    unknown: ['comment.high_frequency_words', 'cost_effectiveness.play', 'order_id'],
  },
  { file: 'qiangua/bloggers.csv', owner: 'qiangua', drafts: { account: 2 } },
  { file: 'qiangua/medians.csv', owner: 'qiangua', drafts: { account: 2 } },
  { file: 'feigua/authors.csv', owner: 'feigua', drafts: { account: 2 } },
  { file: 'chanmama/authors.csv', owner: 'chanmama', drafts: { account: 2 }, withheld: ['联系方式'] },
  {
    file: 'modash-audience/report.json',
    owner: 'modash-audience',
    drafts: { account: 2 },
    unreadable: ['audience_reachability.1500-'],
    unknown: ['audience_followers.success', 'audience_likers.success'],
  },
  {
    file: 'hypeauditor/reports.json',
    owner: 'hypeauditor',
    drafts: { account: 2 },
    unreadable: ['audience_authenticity'],
    unknown: [
      'advertising_data.posts_with_mentions',
      'audience_authenticity.title',
      'audience_reachability.title',
      'er.title',
      'likes_comments_ratio.title',
    ],
  },
  { file: 'upfluence/list.csv', owner: 'upfluence', drafts: { account: 2 }, withheld: ['Email'] },
  {
    file: 'coortweet/shares.csv',
    owner: 'coortweet',
    drafts: { engagement: 5 },
    unreadable: ['timestamp_share'],
  },
  {
    file: 'agency-pitch/pitch.csv',
    owner: 'agency-pitch',
    drafts: { account: 3 },
    unreadable: ['Platform'],
    unknown: ['差旅明细', '权益'],
    withheld: ['微信号'],
  },
  {
    file: 'cooperation-sheet/campaigns.csv',
    owner: 'cooperation-sheet',
    drafts: { account: 2, post: 1, cooperation: 2 },
    rejected: 1,
    withheld: ['联系方式'],
  },
  {
    file: 'order-list/orders.csv',
    owner: 'order-list',
    drafts: { order: 3 },
    rejected: 1,
    withheld: ['手机号', '收货人'],
  },
  {
    file: 'taobao-orders/orders.csv',
    owner: 'taobao-orders',
    drafts: { order: 3 },
    unknown: ['买家应付货款', '买家应付邮费', '店铺名称', '总金额', '订单付款时间', '订单状态'],
    withheld: ['买家支付宝账号', '收货人姓名', '联系手机'],
  },
  {
    file: 'tmall-order-lines/lines.csv',
    owner: 'tmall-order-lines',
    drafts: { order: 2 },
    unknown: [
      '主订单编号',
      '商品ID',
      '商品价格',
      '商品属性',
      '商品标题',
      '订单付款时间',
      '订单状态',
      '退款状态',
    ],
  },
  {
    file: 'jd-orders/orders.csv',
    owner: 'jd-orders',
    drafts: { order: 2 },
    unknown: ['京东价', '商品名称', '支付方式', '订单金额', '应付金额'],
    withheld: ['客户姓名', '联系电话'],
  },
  {
    file: 'douyin-shop-orders/orders.csv',
    owner: 'douyin-shop-orders',
    drafts: { order: 3 },
    unknown: ['主订单编号', '商品规格', '商品金额', '市', '支付完成时间', '订单状态', '达人昵称', '选购商品'],
    withheld: ['收件人'],
  },
  {
    file: 'shopify-orders/orders_export.csv',
    owner: 'shopify-orders',
    drafts: { order: 3 },
    unknown: [
      'Discount Amount',
      'Financial Status',
      'Fulfillment Status',
      'Lineitem name',
      'Lineitem price',
      'Paid at',
      'Shipping',
      'Subtotal',
      'Taxes',
    ],
    withheld: ['Shipping Name'],
  },
  {
    file: 'ga4-transactions/transactions.csv',
    owner: 'ga4-transactions',
    drafts: { order: 2 },
    unknown: ['Session source / medium'],
  },
  { file: 'touch-log/touches.ndjson', owner: 'touch-log', drafts: { touch: 3 } },
  {
    file: 'follower-list/followers.csv',
    owner: 'follower-list',
    drafts: { follow: 4, actor: 4 },
    unreadable: ['created_at', 'default_image', 'followers', 'position_newest_first'],
  },
  {
    file: 'engagement-list/engagements.csv',
    owner: 'engagement-list',
    drafts: { engagement: 3 },
    rejected: 1,
    unreadable: ['kind'],
    withheld: ['nickname'],
  },
  {
    file: 'post-counters/readings.csv',
    owner: 'post-counters',
    drafts: { account: 3, post: 3 },
    rejected: 1,
  },
  {
    file: 'public-sets/xiaohongshu-notes.csv',
    owner: 'xiaohongshu-notes-table',
    drafts: { account: 2, post: 2 },
  },
  {
    file: 'public-sets/tiktok-videos.csv',
    owner: 'tiktok-videos-table',
    drafts: { account: 2, post: 2 },
    unknown: ['song'],
  },
  { file: 'public-sets/youtube-channel-days.csv', owner: 'youtube-channel-days', drafts: { account: 2 } },
  {
    file: 'public-sets/youtube-videos.csv',
    owner: 'youtube-videos-table',
    drafts: { post: 2 },
    unknown: ['category_id', 'snapshot_month'],
  },
  {
    file: 'outcome-sets/ads.csv',
    owner: 'ad-results-table',
    drafts: { post: 3 },
    unknown: ['Date'],
  },
  {
    file: 'outcome-sets/page-posts.csv',
    owner: 'page-post-results',
    drafts: { post: 3 },
    unknown: ['Lifetime Post Consumers'],
  },
  {
    file: 'outcome-sets/seller-posts.csv',
    owner: 'seller-posts-table',
    drafts: { post: 3 },
    unknown: ['num_loves'],
  },
  {
    file: 'public-sets/youtube-comments.csv',
    owner: 'youtube-comment-labels',
    drafts: { engagement: 2 },
    unknown: ['spam'],
  },
  {
    file: 'instagram-profile-archive/profiles.ndjson',
    owner: 'instagram-profile-archive',
    drafts: { account: 2, post: 2 },
    unknown: ['bio_length'],
  },
  {
    file: 'weibo-event-archive/events.ndjson',
    owner: 'weibo-event-archive',
    drafts: { account: 2, post: 2, engagement: 5 },
    unreadable: ['original.user', 'reposts[].date'],
    unknown: [
      'original.has_url',
      'original.multi_type',
      'original.pics',
      'original.source',
      'original.user.description',
      'rumor',
    ],
  },
  crawler(
    'xhs-notes.csv',
    'xhs-notes',
    { account: 2, post: 2 },
    { unknown: ['last_update_time', 'source_keyword', 'xsec_token'] },
  ),
  crawler('xhs-notes-new.json', 'xhs-notes', { account: 1, post: 1 }),
  crawler(
    'xhs-comments.csv',
    'xhs-comments',
    { engagement: 2 },
    { unknown: ['last_modify_ts', 'sub_comment_count'], withheld: ['avatar', 'nickname'] },
  ),
  crawler('xhs-creators.csv', 'xhs-creators', { account: 1 }),
  crawler(
    'dy-videos.ndjson',
    'dy-videos',
    { account: 1, post: 1 },
    { unknown: ['aweme_type', 'sec_uid', 'short_user_id', 'source_keyword'] },
  ),
  crawler(
    'dy-comments.ndjson',
    'dy-comments',
    { engagement: 1 },
    {
      unknown: ['last_modify_ts', 'sub_comment_count'],
      withheld: ['avatar', 'nickname', 'sec_uid', 'short_user_id', 'user_unique_id'],
    },
  ),
  crawler('dy-creators.json', 'dy-creators', { account: 1 }),
  crawler(
    'ks-videos.csv',
    'ks-videos',
    { account: 1, post: 1 },
    { unknown: ['source_keyword', 'video_type'] },
  ),
  crawler(
    'ks-comments.csv',
    'ks-comments',
    { engagement: 1 },
    { unknown: ['last_modify_ts', 'sub_comment_count'], withheld: ['avatar', 'nickname'] },
  ),
  crawler('ks-creators.csv', 'ks-creators', { account: 1 }),
  crawler(
    'bili-videos.csv',
    'bili-videos',
    { account: 1, post: 1 },
    { unknown: ['disliked_count', 'source_keyword', 'video_type'] },
  ),
  crawler(
    'bili-comments.csv',
    'bili-comments',
    { engagement: 1, actor: 1 },
    {
      unknown: ['last_modify_ts', 'sub_comment_count'],
      withheld: ['avatar', 'nickname', 'sign'],
    },
  ),
  crawler('bili-creators.csv', 'bili-creators', { account: 1 }),
  crawler(
    'wb-posts.csv',
    'wb-posts',
    { account: 1, post: 1 },
    { unknown: ['create_date_time', 'source_keyword'] },
  ),
  crawler(
    'wb-comments.csv',
    'wb-comments',
    { engagement: 1, actor: 1 },
    {
      unknown: ['create_date_time', 'last_modify_ts', 'sub_comment_count'],
      withheld: ['avatar', 'nickname', 'profile_url'],
    },
  ),
  crawler('wb-creators.csv', 'wb-creators', { account: 1 }),
  crawler(
    'tieba-threads.csv',
    'tieba-threads',
    { account: 1, post: 1 },
    {
      unknown: ['source_keyword', 'tieba_link', 'tieba_name', 'total_replay_page'],
    },
  ),
  crawler(
    'tieba-comments.csv',
    'tieba-comments',
    { engagement: 1 },
    {
      unknown: ['last_modify_ts', 'note_url', 'sub_comment_count', 'tieba_name'],
      withheld: ['user_avatar', 'user_nickname'],
    },
  ),
  crawler(
    'zhihu-contents.json',
    'zhihu-contents',
    { account: 1, post: 1 },
    { unknown: ['question_id', 'source_keyword', 'updated_time'] },
  ),
  crawler(
    'zhihu-comments.json',
    'zhihu-comments',
    { engagement: 1 },
    {
      unknown: ['content_type', 'dislike_count', 'sub_comment_count'],
      withheld: ['user_avatar', 'user_link', 'user_nickname'],
    },
  ),
  crawler(
    'zhihu-creators.json',
    'zhihu-creators',
    { account: 1 },
    {
      unknown: ['anwser_count', 'article_count', 'column_count', 'question_count', 'video_count'],
    },
  ),
];
