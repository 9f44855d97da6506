/** What a page shows while it waits, when it is refused, and when there is nothing. */
import { Button, Skeleton } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { messageOf } from '#basis/error.ts';
import { ProblemError, setAccessToken } from '#web/api/client.ts';
import { useTell } from '#web/i18n/tell.ts';

/** A skeleton, shown only for work that takes longer than 300 ms. */
export function Loading({ rows = 4 }: { rows?: number }) {
  const { t } = useTranslation();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" className="loading" aria-label={t('state.loading')}>
      {late ? <Skeleton active title={false} paragraph={{ rows }} /> : null}
    </div>
  );
}

interface EmptyProps {
  title: string;
  children?: ReactNode;
}
/** Nothing here, on purpose: says what would fill it. */
export function EmptyState({ title, children }: EmptyProps) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}

interface ErrorProps {
  error: unknown;
  retry?: () => void;
}
export function ErrorState({ error, retry }: ErrorProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const problem = error instanceof ProblemError ? error : null;
  if (problem?.code === 'token-needed') return <TokenForm retry={retry} />;
  const place = problem?.place;
  return (
    <div className="error" role="alert">
      <p className="empty-title">
        {problem?.code === 'unreachable' ? t('state.unreachable') : tell(messageOf(error))}
      </p>
      {place ? (
        <p className="code">
          {[place.file, place.sheet, place.row, place.column, place.value]
            .filter((x) => x !== undefined)
            .join(' › ')}
        </p>
      ) : null}
      <p>{problem?.code === 'unreachable' ? t('state.unreachableFix') : tell(problem?.fix ?? '')}</p>
      {problem ? <p className="muted code">{problem.code}</p> : null}
      {retry ? <Button onClick={retry}>{t('state.retry')}</Button> : null}
    </div>
  );
}

/** Asks for the access token of a server that listens beyond this machine. */
function TokenForm({ retry }: { retry: (() => void) | undefined }) {
  const { t } = useTranslation();
  const [token, setToken] = useState('');
  return (
    <form
      className="empty"
      onSubmit={(event) => {
        event.preventDefault();
        setAccessToken(token);
        retry?.();
      }}
    >
      <label>
        <p className="empty-title">{t('state.token')}</p>
        <input className="field" type="password" value={token} onChange={(e) => setToken(e.target.value)} />
      </label>
      <Button htmlType="submit" type="primary">
        {t('state.enter')}
      </Button>
    </form>
  );
}

interface Query<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}
interface AnswerProps<T> {
  query: Query<T>;
  rows?: number;
  children: (data: T) => ReactNode;
}
/** Shows a query's data, or why there is none. Old data stays while new is fetched. */
export function Answer<T>({ query, rows = 4, children }: AnswerProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return <Loading rows={rows} />;
}
