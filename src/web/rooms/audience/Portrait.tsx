/** Who is the audience? Small multiples counted from people, a source's percentages beside, what is missing said. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { DIMENSIONS, type Portrait as Read, type Who } from '#domain/readings/audience/schema.ts';
import { portraitQuery } from '#web/api/audience.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { useComplain } from '#web/parts/complain.ts';
import { formatCount, formatDay } from '#web/parts/format.ts';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle } from '#web/parts/words.ts';
import { Insufficient } from '#web/rooms/audience/Insufficient.tsx';
import { PortraitPicture } from '#web/rooms/audience/PortraitPicture.tsx';
import { savePicture } from '#web/rooms/audience/save-picture.ts';
import '#web/rooms/audience/audience.css';

interface PortraitProps {
  who: Who;
  basis: 'followers' | 'engagers';
  ringFree: boolean;
  change: (part: { basis?: string; ringFree?: string }) => void;
}

export function Portrait({ who, basis, ringFree, change }: PortraitProps) {
  const { t } = useTranslation();
  const query = useQuery(portraitQuery({ who, basis, ringFree }));
  return (
    <section className="card" aria-label={t('audience.portrait.title')}>
      <header className="reading-head">
        <h2>{t('audience.portrait.title')}</h2>
        <label className="row">
          {t('audience.gates.basis')}
          <select
            className="field"
            style={{ width: 'auto' }}
            value={basis}
            onChange={(e) => change({ basis: e.target.value })}
          >
            <option value="engagers">{t('audience.basis.engagers')}</option>
            <option value="followers">{t('audience.basis.followers')}</option>
          </select>
        </label>
        <label className="row">
          <input
            type="checkbox"
            className="check"
            checked={ringFree}
            onChange={(e) => change({ ringFree: e.target.checked ? '1' : '' })}
          />
          {t('audience.portrait.ringFree')}
        </label>
      </header>
      <Answer query={query} rows={8}>
        {(portrait) => <Panels portrait={portrait} />}
      </Answer>
    </section>
  );
}

function Panels({ portrait }: { portrait: Read }) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const box = useRef<HTMLDivElement>(null);
  const name = portrait.name ?? portrait.who.id;
  const n = (value: number) => formatCount(value, { ...style, short: false });
  const drawn = portrait.panels.some((p) => p.state === 'ok');
  const save = useMutation({
    mutationFn: async (kind: 'svg' | 'png') => {
      const title = `${name} · ${t(`audience.basis.${portrait.basis}`)} · ${n(portrait.people)}${portrait.asOf ? ` · ${formatDay(portrait.asOf)}` : ''}`;
      if (box.current) await savePicture(box.current, title, `portrait-${name}`, kind);
    },
    onError: useComplain(),
  });
  const missing = portrait.panels.filter((p) => p.state === 'insufficient');
  return (
    <>
      <p className="muted">
        {t('audience.portrait.answer', {
          people: n(portrait.people),
          day: portrait.asOf ? formatDay(portrait.asOf) : '—',
        })}
        {portrait.ringFree ? ` ${t('audience.portrait.leftOut', { n: n(portrait.leftOut) })}` : ''}
      </p>
      {drawn ? (
        <p className="row">
          {(['png', 'svg'] as const).map((kind) => (
            <button
              key={kind}
              type="button"
              className="button"
              disabled={save.isPending}
              onClick={() => save.mutate(kind)}
            >
              {t('audience.portrait.save', { kind: kind.toUpperCase() })}
            </button>
          ))}
        </p>
      ) : null}
      <div className="portraits" ref={box}>
        {DIMENSIONS.flatMap((dimension) => {
          const panels = portrait.panels.filter((p) => p.state === 'ok' && p.dimension === dimension);
          if (panels.length === 0) return [];
          return [
            <div key={dimension} className="portrait">
              {panels.map((p) =>
                p.state === 'ok' ? (
                  <div key={`${p.from}${p.vendor}`}>
                    <PortraitPicture panel={p} />
                    {p.caveats.map((c) => (
                      <p key={c.en} className="muted small">
                        {say(c)}
                      </p>
                    ))}
                  </div>
                ) : null,
              )}
            </div>,
          ];
        })}
      </div>
      {missing.length > 0 ? (
        <details open={!drawn}>
          <summary>
            {t('audience.portrait.missing', {
              names: missing.map((p) => say(p.title)).join(t('list.comma')),
            })}
          </summary>
          <div className="readings">
            {missing.map((p) =>
              p.state === 'insufficient' ? (
                <div key={p.dimension}>
                  <h3>{say(p.title)}</h3>
                  <Insufficient need={p.need} have={p.have} why={p.why} />
                </div>
              ) : null,
            )}
          </div>
        </details>
      ) : null}
      {portrait.caveats.map((c) => (
        <p key={c.en} className="note">
          {say(c)}
        </p>
      ))}
    </>
  );
}
