/** The tray that follows the reader: up to ten accounts, then side by side. */
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { clearTray, toggleTray, trayColour, useTray } from '#web/parts/tray.ts';
import { TRAY_SIZE } from '#web/parts/tray-item.ts';
import { usePlatformName } from '#web/parts/words.ts';

export function CompareTray() {
  const { t } = useTranslation();
  const tray = useTray();
  const platformName = usePlatformName();
  if (tray.length === 0) return null;
  return (
    <section className="tray" aria-label={t('tray.label')}>
      <b>{t('tray.count', { number: tray.length, most: TRAY_SIZE })}</b>
      <ul>
        {tray.map((item, i) => (
          <li key={item.accountId}>
            <span className="dot" style={{ background: trayColour(i) }} aria-hidden />
            <Link to="/accounts/$id" params={{ id: item.accountId }}>
              {item.name ?? item.accountId}
            </Link>{' '}
            <span className="muted">{platformName(item.platform)}</span>
            <button
              type="button"
              className="plain-button"
              aria-label={t('tray.remove', { name: item.name ?? item.accountId })}
              onClick={() => toggleTray(item)}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <Button size="small" onClick={clearTray}>
        {t('tray.clear')}
      </Button>
      <Link to="/compare" search={{ ids: tray.map((item) => item.accountId) }} className="button primary">
        {t('tray.compare')}
      </Link>
    </section>
  );
}
