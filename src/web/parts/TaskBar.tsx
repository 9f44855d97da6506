/** Work in the background: progress, cancel, and where the result is. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Progress } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from '#domain/facts/imports/schema.ts';
import { cancelJob } from '#web/api/changes.ts';
import { jobsQuery } from '#web/api/endpoints.ts';
import { useTell } from '#web/i18n/tell.ts';
import { useWord } from '#web/parts/words.ts';

/** A finished job stays in the bar this long. */
const LINGER_MS = 20_000;

const NAMED = [
  'import',
  'audit',
  'report',
  'plan',
  'voice',
  'voice-train',
  'sketches',
  'push',
  'touches',
] as const;
const isNamed = (kind: string): kind is (typeof NAMED)[number] => (NAMED as readonly string[]).includes(kind);

/** Pushed batches and visits of links are stored all the time: only a failure is news. */
const isNews = (job: Job): boolean =>
  ((job.kind !== 'push' && job.kind !== 'touches') || job.state === 'failed') &&
  (job.finishedAt === null || Date.now() - Date.parse(job.finishedAt) < LINGER_MS);

export function TaskBar() {
  const { t } = useTranslation();
  const { data } = useQuery(jobsQuery);
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const shown = (data?.items ?? []).filter((job) => isNews(job) && !dismissed.includes(job.jobId));
  if (shown.length === 0) return null;
  return (
    <section className="tasks" aria-label={t('task.label')} aria-live="polite">
      {shown.map((job) => (
        <Task key={job.jobId} job={job} dismiss={() => setDismissed((old) => [...old, job.jobId])} />
      ))}
    </section>
  );
}

function Task({ job, dismiss }: { job: Job; dismiss: () => void }) {
  const { t } = useTranslation();
  const tell = useTell();
  const word = useWord();
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelJob(job.jobId),
    onSettled: () => client.invalidateQueries({ queryKey: jobsQuery.queryKey }),
  });
  const open = job.state === 'running' || job.state === 'waiting';
  return (
    <div className="task">
      <b>{isNamed(job.kind) ? t(`task.${job.kind}`) : job.kind}</b>
      <span className="ellipsis">{tell(job.error ? job.error.message : job.message)}</span>
      {open ? (
        <Progress
          percent={Math.round(job.progress * 100)}
          size={[140, 6]}
          aria-label={t('task.progress', { kind: isNamed(job.kind) ? t(`task.${job.kind}`) : job.kind })}
        />
      ) : (
        <span className="tag">{word('status', job.state)}</span>
      )}
      {open ? (
        <Button size="small" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {t('task.cancel')}
        </Button>
      ) : (
        <>
          {job.state === 'done' && job.kind === 'import' ? <Link to="/data">{t('task.result')}</Link> : null}
          {job.state === 'done' && job.kind === 'audit' ? <Link to="/review">{t('task.result')}</Link> : null}
          <Button size="small" onClick={dismiss}>
            {t('task.dismiss')}
          </Button>
        </>
      )}
    </div>
  );
}
