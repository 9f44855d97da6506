/** What do people say, how do they feel, which words are new, and what takes off? */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { VoiceStatus } from '#domain/readings/voice/schema.ts';
import { voiceStatusQuery } from '#web/api/voice.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { formatCount, formatDay } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { TabLinks } from '#web/parts/TabLinks.tsx';
import { useNumberStyle } from '#web/parts/words.ts';
import { AnglesTab } from '#web/rooms/voice/AnglesTab.tsx';
import { BoardsTab } from '#web/rooms/voice/BoardsTab.tsx';
import { BrandsTab } from '#web/rooms/voice/BrandsTab.tsx';
import { HotTab } from '#web/rooms/voice/HotTab.tsx';
import { InviteTab } from '#web/rooms/voice/InviteTab.tsx';
import { LabelsTab } from '#web/rooms/voice/LabelsTab.tsx';
import { MarketTab } from '#web/rooms/voice/MarketTab.tsx';
import { RowsTab } from '#web/rooms/voice/RowsTab.tsx';
import { ScopeBar } from '#web/rooms/voice/ScopeBar.tsx';
import { VOICE_TABS, type VoiceSearch } from '#web/rooms/voice/search.ts';
import { WordsTab } from '#web/rooms/voice/WordsTab.tsx';
import '#web/rooms/voice/voice.css';

export const voiceRoute = createLazyRoute('/voice')({ component: VoicePage });

const SCOPED: readonly string[] = ['market', 'angles', 'rows', 'words'];

function VoicePage() {
  const query = useQuery(voiceStatusQuery);
  return (
    <Answer query={query} rows={10}>
      {(status) => <VoiceView status={status} />}
    </Answer>
  );
}

function VoiceView({ status }: { status: VoiceStatus }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const search: VoiceSearch = useSearch({ from: '/voice' });
  const navigate = useNavigate({ from: '/voice' });
  const current = VOICE_TABS.find((x) => x === search.tab) ?? 'market';
  const n = (value: number) => formatCount(value, { ...style, short: false });
  const change = (part: VoiceSearch) =>
    void navigate({
      search: (old) => ({ ...old, offset: undefined, ...part }),
      replace: true,
      resetScroll: false,
    });
  return (
    <Page
      title={t(`voice.title.${current}`)}
      answer={t('voice.answer', {
        posts: n(status.posts),
        comments: n(status.comments),
        model: status.model,
        day: status.asOf ? formatDay(status.asOf) : '—',
      })}
      foot={t(`voice.foot.${current}`)}
    >
      {status.waiting > 0 ? <p className="note">{t('voice.waiting', { n: n(status.waiting) })}</p> : null}
      <TabLinks
        label={t('voice.tabs')}
        current={current}
        tabs={VOICE_TABS.map((id) => ({ id, text: t(`voice.tab.${id}`) }))}
      />
      {status.texts === 0 ? (
        <EmptyState title={t('voice.empty')}>
          <Link to="/data/import">{t('runs.import')}</Link>
        </EmptyState>
      ) : (
        <>
          {SCOPED.includes(current) ? <ScopeBar status={status} search={search} change={change} /> : null}
          {current === 'market' ? <MarketTab search={search} change={change} /> : null}
          {current === 'brands' ? <BrandsTab window={search.window} change={change} /> : null}
          {current === 'angles' ? <AnglesTab search={search} /> : null}
          {current === 'rows' ? <RowsTab search={search} change={change} /> : null}
          {current === 'words' ? <WordsTab search={search} change={change} /> : null}
          {current === 'hot' ? <HotTab search={search} change={change} /> : null}
          {current === 'boards' ? <BoardsTab search={search} change={change} status={status} /> : null}
          {current === 'labels' ? <LabelsTab /> : null}
          {current === 'invite' ? <InviteTab /> : null}
        </>
      )}
    </Page>
  );
}
