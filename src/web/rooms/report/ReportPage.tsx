/** The close-out report: preview in two languages and three layers, files, a link that expires. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button, Checkbox, Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  FORMATS,
  LAYERS,
  type Language,
  type Layer,
  type ReportFormat,
  type ReportMade,
} from '#domain/telling/reports/schema.ts';
import { jobQuery } from '#web/api/endpoints.ts';
import {
  evidencePack,
  makeReport,
  previewQuery,
  reportBlob,
  reportsQuery,
  shareReport,
} from '#web/api/outcome.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { useComplain } from '#web/parts/complain.ts';
import { formatBytes, formatMoment } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { saveBlob } from '#web/parts/save.ts';
import { CampaignLinks } from '#web/rooms/outcome/CampaignLinks.tsx';
import '#web/rooms/outcome/outcome.css';

export const reportRoute = createLazyRoute('/deliver/$campaign/report')({ component: ReportPage });

function ReportPage() {
  const { t, i18n } = useTranslation();
  const complain = useComplain();
  const { campaign } = useParams({ from: '/deliver/$campaign/report' });
  const search = useSearch({ from: '/deliver/$campaign/report' });
  const navigate = useNavigate({ from: '/deliver/$campaign/report' });
  const layer: Layer = LAYERS.find((l) => l === search.layer) ?? 'manager';
  const language: Language =
    search.lang === 'en' || search.lang === 'zh' ? search.lang : i18n.language === 'zh' ? 'zh' : 'en';
  const [formats, setFormats] = useState<ReportFormat[]>([...FORMATS]);
  const preview = useQuery(previewQuery(campaign, language, layer));
  const pack = useMutation({
    mutationFn: async () => saveBlob('evidence.zip', await evidencePack(campaign)),
    onError: complain,
  });
  const { making, make } = useMaking(campaign, { formats, layer, language });
  const choose = (change: { layer?: Layer; lang?: Language }) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  return (
    <Page
      title={t('report.title')}
      answer={t('report.answer', { campaign })}
      actions={
        <Button loading={pack.isPending} onClick={() => pack.mutate()}>
          {t('report.evidence')}
        </Button>
      }
      foot={t('report.foot')}
    >
      <CampaignLinks campaign={campaign} current="report" />
      <div className="row" style={{ alignItems: 'center', gap: 16, marginBottom: 12, flexWrap: 'wrap' }}>
        <Segmented
          aria-label={t('report.layer')}
          value={layer}
          options={LAYERS.map((value) => ({ value, label: t(`report.layers.${value}`) }))}
          onChange={(value) => choose({ layer: value })}
        />
        <Segmented
          aria-label={t('report.language')}
          value={language}
          options={[
            { value: 'zh' as const, label: '中文' },
            { value: 'en' as const, label: 'English' },
          ]}
          onChange={(value) => choose({ lang: value })}
        />
        <Checkbox.Group
          aria-label={t('report.formats')}
          value={formats}
          options={FORMATS.map((value) => ({ value, label: value.toUpperCase() }))}
          onChange={(value) => setFormats(FORMATS.filter((f) => value.includes(f)))}
        />
        <Button type="primary" disabled={formats.length === 0} loading={making} onClick={make}>
          {t('report.make')}
        </Button>
      </div>
      <Files campaign={campaign} />
      <Answer query={preview} rows={12}>
        {(html) => <iframe className="report-preview" title={t('report.preview')} sandbox="" srcDoc={html} />}
      </Answer>
    </Page>
  );
}

/** Starts the job and watches it until its files are there. */
function useMaking(campaign: string, request: { formats: ReportFormat[]; layer: Layer; language: Language }) {
  const client = useQueryClient();
  const complain = useComplain();
  const [jobId, setJobId] = useState<string | null>(null);
  const start = useMutation({
    mutationFn: () => makeReport(campaign, request),
    onSuccess: ({ jobId: id }) => setJobId(id),
    onError: complain,
  });
  const job = useQuery({
    ...jobQuery(jobId ?? ''),
    enabled: jobId !== null,
    refetchInterval: ({ state: { data } }) => (data === undefined || data.finishedAt === null ? 500 : false),
  });
  const state = job.data?.state;
  const over = state === 'done' || state === 'failed' || state === 'cancelled';
  useEffect(() => {
    if (over) void client.invalidateQueries({ queryKey: reportsQuery(campaign).queryKey });
  }, [over, client, campaign]);
  return { making: start.isPending || (jobId !== null && !over), make: () => start.mutate() };
}

function Files({ campaign }: { campaign: string }) {
  const { t } = useTranslation();
  const complain = useComplain();
  const query = useQuery(reportsQuery(campaign));
  const save = useMutation({
    mutationFn: async ({ made, file }: { made: ReportMade; file: ReportMade['files'][number] }) =>
      saveBlob(file.name, await reportBlob(made.reportId, file.format)),
    onError: complain,
  });
  const items = query.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="card scroll" aria-label={t('report.files')}>
      <h2>{t('report.files')}</h2>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('report.madeAt')}</th>
            <th scope="col">{t('report.layer')}</th>
            <th scope="col">{t('report.files')}</th>
            <th scope="col">{t('report.share')}</th>
            <th scope="col">{t('report.digest')}</th>
          </tr>
        </thead>
        <tbody>
          {items.slice(0, 5).map((made) => (
            <tr key={made.reportId}>
              <th scope="row">{formatMoment(made.madeAt)}</th>
              <td>
                {t(`report.layers.${made.layer}`)} · {made.language === 'zh' ? '中文' : 'English'}
              </td>
              <td>
                <span className="row">
                  {made.files.map((file) => (
                    <Button key={file.format} size="small" onClick={() => save.mutate({ made, file })}>
                      {file.format.toUpperCase()} · {formatBytes(file.byteCount)}
                    </Button>
                  ))}
                </span>
              </td>
              <td>{made.files.some((f) => f.format === 'html') ? <Share made={made} /> : '—'}</td>
              <td className="code muted">{made.digest.slice(0, 12)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const DAYS = [1, 7, 30] as const;

function Share({ made }: { made: ReportMade }) {
  const { t } = useTranslation();
  const complain = useComplain();
  const [days, setDays] = useState<number>(7);
  const share = useMutation({ mutationFn: () => shareReport(made.reportId, days), onError: complain });
  if (share.data)
    return (
      <label>
        <input
          className="field"
          readOnly
          aria-label={t('report.link')}
          value={`${location.origin}${share.data.path}`}
          onFocus={(event) => event.target.select()}
        />{' '}
        <span className="muted">{t('report.until', { day: formatMoment(share.data.expiresAt) })}</span>
      </label>
    );
  return (
    <span className="row">
      <select
        className="field"
        aria-label={t('report.days')}
        value={days}
        onChange={(event) => setDays(Number(event.target.value))}
      >
        {DAYS.map((value) => (
          <option key={value} value={value}>
            {t('report.forDays', { count: value })}
          </option>
        ))}
      </select>
      <Button size="small" loading={share.isPending} onClick={() => share.mutate()}>
        {t('report.makeLink')}
      </Button>
    </span>
  );
}
