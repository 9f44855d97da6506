/** How many accounts each gate left and dropped; a gate opens to the accounts it dropped. */
import { useTranslation } from 'react-i18next';
import type { Discovery, Gate } from '#domain/readings/audience/schema.ts';
import { formatCount } from '#web/parts/format.ts';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle } from '#web/parts/words.ts';

interface FunnelProps {
  funnel: Discovery['funnel'];
  open: Gate | null;
  toggle: (gate: Gate | undefined) => void;
}

export function Funnel({ funnel, open, toggle }: FunnelProps) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const most = Math.max(...funnel.map((g) => g.left + g.dropped), 1);
  const n = (value: number) => formatCount(value, { ...style, short: false });
  return (
    <ol className="funnel" aria-label={t('audience.funnel.title')}>
      {funnel.map(({ gate, label, left, dropped }) => (
        <li key={gate}>
          <span>{say(label)}</span>
          <span className="funnel-bar" aria-hidden>
            <i style={{ width: `${(left / most) * 100}%` }} />
            <b style={{ width: `${(dropped / most) * 100}%` }} />
          </span>
          <span className="right number">{t('audience.funnel.left', { n: n(left) })}</span>
          {gate === 'seen' || dropped === 0 ? (
            <span className="muted">{gate === 'seen' ? '' : t('audience.funnel.none')}</span>
          ) : (
            <button
              type="button"
              className="plain-button"
              aria-expanded={open === gate}
              onClick={() => toggle(open === gate ? undefined : gate)}
            >
              {t('audience.funnel.dropped', { n: n(dropped) })}
            </button>
          )}
        </li>
      ))}
    </ol>
  );
}
