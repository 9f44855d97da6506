/** ⌘K: one box that jumps to any account, post, campaign, metric or page. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Modal } from 'antd';
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { METRIC_IDS, metricRow } from '#basis/metric.ts';
import { accountsQuery, overviewQuery, postsQuery } from '#web/api/endpoints.ts';
import { useMetricName, usePlatformName } from '#web/parts/words.ts';

interface Hit {
  key: string;
  kind: string;
  title: string;
  note: string;
  go: () => unknown;
}

const PAGES = ['strategy', 'select', 'deliver', 'assets', 'library', 'audience', 'data', 'settings'] as const;
const EACH = 6;

function useHits(text: string): { hits: Hit[]; waiting: boolean } {
  const { t } = useTranslation();
  const { navigate } = useRouter();
  const metricName = useMetricName();
  const platformName = usePlatformName();
  const q = useDeferredValue(text.trim());
  const on = q.length > 0;
  const accounts = useInfiniteQuery({
    ...accountsQuery({ q, sort: 'followers', order: 'desc' }, EACH),
    enabled: on,
  });
  const posts = useInfiniteQuery({ ...postsQuery({ q }, EACH), enabled: on });
  const { data: overview } = useQuery({ ...overviewQuery, enabled: on });
  const has = (word: string) => word.toLowerCase().includes(q.toLowerCase());

  const hits: Hit[] = [
    ...(on ? (accounts.data?.pages[0]?.items ?? []) : []).map((a) => ({
      key: `a${a.accountId}`,
      kind: t('find.account'),
      title: a.name ?? a.handle ?? a.accountId,
      note: platformName(a.platform),
      go: () => navigate({ to: '/accounts/$id', params: { id: a.accountId } }),
    })),
    ...(on ? (posts.data?.pages[0]?.items ?? []) : []).map((p) => ({
      key: `p${p.postId}`,
      kind: t('find.post'),
      title: p.title ?? p.text ?? p.postId,
      note: `${p.accountName ?? ''} ${platformName(p.platform)}`,
      go: () => navigate({ to: '/posts/$id', params: { id: p.postId } }),
    })),
    ...(overview?.campaigns ?? [])
      .filter((c) => on && (has(c.campaign) || has(c.brand ?? '')))
      .slice(0, EACH)
      .map((c) => ({
        key: `c${c.campaign}${c.brand}`,
        kind: t('find.campaign'),
        title: c.campaign,
        note: c.brand ?? '',
        go: () => navigate({ to: '/deliver/$campaign', params: { campaign: c.campaign } }),
      })),
    ...METRIC_IDS.filter((m) => on && (has(m) || has(metricRow(m).en) || has(metricRow(m).zh)))
      .slice(0, EACH)
      .map((m) => ({
        key: `m${m}`,
        kind: t('find.metric'),
        title: metricName(m),
        note: m,
        go: () => navigate({ to: '/data/metrics', search: { metric: m } }),
      })),
    ...PAGES.filter((p) => !on || has(p) || has(t(`nav.${p}`))).map((p) => ({
      key: `n${p}`,
      kind: t('find.page'),
      title: t(`nav.${p}`),
      note: '',
      go: () => navigate({ to: `/${p}` }),
    })),
  ];
  return { hits, waiting: on && (accounts.isFetching || posts.isFetching) };
}

export function Finder({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const { hits, waiting } = useHits(text);
  const at = Math.min(active, Math.max(hits.length - 1, 0));

  function choose(hit: Hit | undefined): void {
    if (!hit) return;
    close();
    void hit.go();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown') setActive((at + 1) % Math.max(hits.length, 1));
    else if (event.key === 'ArrowUp') setActive((at - 1 + hits.length) % Math.max(hits.length, 1));
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) choose(hits[at]);
    else return;
    event.preventDefault();
  }

  return (
    <Modal
      open
      footer={null}
      closable={false}
      onCancel={close}
      width={620}
      style={{ top: 72 }}
      title={<span className="hidden">{t('top.find')}</span>}
    >
      <input
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog is opened in order to type
        autoFocus
        className="field large"
        role="combobox"
        aria-expanded
        aria-controls={`${id}-hits`}
        aria-activedescendant={hits[at] ? `${id}-${at}` : undefined}
        aria-label={t('top.find')}
        placeholder={t('top.find')}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className="hits" id={`${id}-hits`} role="listbox" aria-label={t('find.results')}>
        {hits.map((hit, i) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- keys are taken by the box above
          <div
            key={hit.key}
            id={`${id}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === at}
            onClick={() => choose(hit)}
            onMouseMove={() => setActive(i)}
          >
            <span className="hit-kind">{hit.kind}</span>
            <span className="ellipsis">{hit.title}</span>
            <span className="muted">{hit.note}</span>
          </div>
        ))}
      </div>
      {hits.length === 0 && !waiting ? <p className="muted">{t('find.none')}</p> : null}
    </Modal>
  );
}
