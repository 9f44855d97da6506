/** Too little to say: what is needed, what there is, and why. Looks deliberate, not like a failure. */
import { useTranslation } from 'react-i18next';
import type { Words } from '#basis/reading.ts';
import { useSay } from '#web/parts/say.ts';

interface InsufficientProps {
  need: Words;
  /** Left out where what there is differs and stands beside. */
  have?: Words;
  why: Words;
}

export function Insufficient({ need, have, why }: InsufficientProps) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <div className="thin">
      <span className="level level-insufficient">{t('authenticity.level.insufficient')}</span>
      <dl className="facts">
        <dt>{t('authenticity.need')}</dt>
        <dd>{say(need)}</dd>
        {have ? (
          <>
            <dt>{t('authenticity.have')}</dt>
            <dd>{say(have)}</dd>
          </>
        ) : null}
        <dt>{t('authenticity.why')}</dt>
        <dd>{say(why)}</dd>
      </dl>
    </div>
  );
}
