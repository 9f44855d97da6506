/** The frame of every page: rail, top bar, the page, the compare tray and the task bar. */
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listen } from '#web/api/live.ts';
import { Rail } from '#web/frame/Rail.tsx';
import { TopBar } from '#web/frame/TopBar.tsx';
import { Trail } from '#web/frame/Trail.tsx';
import { CompareTray } from '#web/parts/CompareTray.tsx';
import { readEvidence } from '#web/parts/evidence-link.ts';
import { TaskBar } from '#web/parts/TaskBar.tsx';

const EvidenceDrawer = lazy(() =>
  import('#web/parts/EvidenceDrawer.tsx').then((m) => ({ default: m.EvidenceDrawer })),
);
const Finder = lazy(() => import('#web/frame/Finder.tsx').then((m) => ({ default: m.Finder })));

export function Shell() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { evidence } = useSearch({ from: '__root__' });
  const place = readEvidence(evidence);
  const [finding, setFinding] = useState(false);

  useEffect(() => {
    const ends = new AbortController();
    void listen(client, ends.signal);
    return () => ends.abort();
  }, [client]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setFinding((old) => !old);
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);

  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('nav.skip')}
      </a>
      <Rail />
      <div className="stage">
        <TopBar find={() => setFinding(true)} />
        <Trail />
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the page scrolls, so it must be reachable by keyboard */}
        <main id="main" tabIndex={0}>
          <Outlet />
        </main>
        <CompareTray />
        <TaskBar />
      </div>
      <Suspense fallback={null}>
        {place ? <EvidenceDrawer place={place} /> : null}
        {finding ? <Finder close={() => setFinding(false)} /> : null}
      </Suspense>
    </div>
  );
}
