import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#web/parts/Answer.tsx';
import { Page } from '#web/parts/Page.tsx';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t('state.notFound')}>
      <EmptyState title={t('state.notFoundHint')}>
        <Link to="/library">{t('nav.library')}</Link>
      </EmptyState>
    </Page>
  );
}
