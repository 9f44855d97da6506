/** CooRTweet's four columns: an account shares an object by publishing a content at a moment (Unix seconds). */
import { field } from '../columns.ts';
import { mappedConnector } from '../read-mapped.ts';

export const coortweet = mappedConnector({
  touchstoneMapping: 1,
  id: 'coortweet',
  version: 1,
  vendor: 'coortweet',
  en: 'Co-sharing table (CooRTweet columns)',
  zh: '协同转发表（CooRTweet 四列）',
  sourceClass: 'third_party',
  requires: [['object_id'], ['account_id'], ['content_id'], ['timestamp_share']],
  act: 'share',
  actorsAreAccounts: true,
  utcOffsetMinutes: 0,
  columns: [
    field('object_id', 'engagement.post'),
    field('account_id', 'engagement.actor'),
    field('content_id', 'engagement.key'),
    field('timestamp_share', 'engagement.at'),
  ],
});
