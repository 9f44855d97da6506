/** The import while it runs, and its account when it is done. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { type ImportReport, importReportSchema, type Job } from '#domain/facts/imports/schema.ts';
import { cancelJob } from '#web/api/changes.ts';
import { jobQuery } from '#web/api/endpoints.ts';
import { useTell } from '#web/i18n/tell.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { formatCount } from '#web/parts/format.ts';
import { useNumberStyle, useWord } from '#web/parts/words.ts';
import { Accounting } from '#web/rooms/imports/Accounting.tsx';

/** Asked again this often in case a live update is missed. */
const ASK_MS = 1500;
const isOpen = (job: Job | undefined) =>
  job === undefined || job.state === 'waiting' || job.state === 'running';

export function ImportProgress({ jobId, again }: { jobId: string; again: () => void }) {
  const query = useQuery({
    ...jobQuery(jobId),
    refetchInterval: ({ state }) => (isOpen(state.data) ? ASK_MS : false),
  });
  return (
    <Answer query={query}>
      {(job) => (isOpen(job) ? <Running job={job} /> : <Finished job={job} again={again} />)}
    </Answer>
  );
}

function Running({ job }: { job: Job }) {
  const { t } = useTranslation();
  const tell = useTell();
  const cancel = useMutation({ mutationFn: () => cancelJob(job.jobId) });
  return (
    <section className="card" aria-live="polite">
      <h2>{t('import.running')}</h2>
      <Progress percent={Math.round(job.progress * 100)} aria-label={t('import.running')} />
      <p className="muted">{tell(job.message)}</p>
      <Button loading={cancel.isPending} onClick={() => cancel.mutate()}>
        {t('task.cancel')}
      </Button>
    </section>
  );
}

function Finished({ job, again }: { job: Job; again: () => void }) {
  const { t } = useTranslation();
  const tell = useTell();
  const word = useWord();
  const report = importReportSchema.safeParse(job.result);
  return (
    <>
      {job.error ? (
        <div className="error" role="alert">
          <p className="empty-title">{tell(job.error.message)}</p>
          <p>{tell(job.error.fix ?? '')}</p>
        </div>
      ) : null}
      {job.state === 'cancelled' ? <p className="note warn">{t('import.cancelled')}</p> : null}
      {report.success ? (
        <Report report={report.data} />
      ) : (
        <p className="muted">{word('status', job.state)}</p>
      )}
      <Button onClick={again}>{t('import.again')}</Button>
    </>
  );
}

function Report({ report }: { report: ImportReport }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const n = (value: number) => formatCount(value, { ...style, short: false });
  const { totals } = report;
  return (
    <>
      <section className="card" aria-label={t('import.total')}>
        <div className="page-head" style={{ marginBottom: 0 }}>
          <div>
            <h2>{t('import.total')}</h2>
            <p className="balance number">
              {t('import.balance', {
                read: n(totals.rowsRead),
                kept: n(totals.rowsKept),
                rejected: n(totals.rowsRejected),
              })}
            </p>
            <p className="muted">{t('import.added', { added: n(totals.rowsNew) })}</p>
          </div>
          <Link to="/library" className="button primary">
            {t('import.toLibrary')}
          </Link>
        </div>
      </section>
      {report.files.map((file) => (
        <Accounting key={`${file.file}${file.digest}`} report={file} />
      ))}
    </>
  );
}
