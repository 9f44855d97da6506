/** The path from upstream to downstream: a radar with its map's name beside intervals on one scale. */
import { useTranslation } from 'react-i18next';
import type { ValuePage } from '#domain/readings/value/schema.ts';
import { DotPlot } from '#web/parts/DotPlot.tsx';
import { useSay } from '#web/parts/say.ts';
import { Radar } from '#web/rooms/compare/Radar.tsx';
import { useResultText } from '#web/rooms/compare/ResultText.tsx';

interface PathCardProps {
  pages: readonly ValuePage[];
  colours: readonly string[];
}

export const pageName = (page: Pick<ValuePage, 'name' | 'accountId'>): string => page.name ?? page.accountId;

export function PathCard({ pages, colours }: PathCardProps) {
  const { t } = useTranslation();
  const say = useSay();
  const text = useResultText();
  const first = pages[0];
  if (!first) return null;
  const stages = first.stages.map((s, i) => ({ name: say(s.name), of: pages.map((p) => p.stages[i]) }));
  const label = pages
    .map((p) => `${pageName(p)}: ${p.stages.map((s) => `${say(s.name)} ${text(s.result)}`).join(', ')}`)
    .join('; ');
  return (
    <section className="card">
      <h2>{t('value.path', { map: say(first.map.name) })}</h2>
      <p className="muted">{t('value.pathHint')}</p>
      <div className="path">
        <Radar
          axes={stages.map((s) => s.name)}
          lines={pages.map((p, i) => ({
            name: p.accountId,
            colour: colours[i] ?? 'var(--muted)',
            values: p.stages.map((s) => s.result),
          }))}
          label={label}
        />
        <div className="scroll">
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t('value.stage')}</th>
                <th scope="col">{t('value.percentileScale')}</th>
                {pages.map((p, i) => (
                  <th key={p.accountId} scope="col" className="right">
                    <span className="dot" style={{ background: colours[i] }} aria-hidden />
                    {pageName(p)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {stages.map((s, at) => (
                <tr key={first.stages[at]?.stage}>
                  <th scope="row">{s.name}</th>
                  <td>
                    <DotPlot
                      quantities={s.of.map((one) => (one?.result.state === 'ok' ? one.result : null))}
                      colours={colours}
                      to={100}
                      label={`${s.name}: ${s.of.map((one) => (one ? text(one.result) : '—')).join('; ')}`}
                    />
                  </td>
                  {s.of.map((one, i) => (
                    <td key={pages[i]?.accountId} className="right number">
                      {one?.result.state === 'ok' ? (
                        <>
                          {text(one.result)}
                          <div className="muted small">
                            n = {one.result.n}
                            {one.raw === null ? '' : ` · ${t('value.raw', { value: one.raw.toFixed(1) })}`}
                          </div>
                        </>
                      ) : one?.result.state === 'insufficient' ? (
                        <span
                          className="level level-insufficient"
                          title={`${say(one.result.need)} / ${say(one.result.have)} / ${say(one.result.why)}`}
                        >
                          {t('authenticity.level.insufficient')}
                        </span>
                      ) : null}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </section>
  );
}
