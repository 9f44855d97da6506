/** Rights as rows: scope, term, document, uses. */
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Condition, Right, Verdict } from '#domain/assets/rights/schema.ts';
import { endRight, saveFile } from '#web/api/relations.ts';
import { useComplain } from '#web/parts/complain.ts';
import { InlineForm, TextField } from '#web/rooms/assets/InlineForm.tsx';

export function VerdictText({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation();
  return <span className={`verdict ${verdict}`}>{t(`rights.verdicts.${verdict}`)}</span>;
}

interface RightTableProps {
  rights: readonly Right[];
  on: string;
  /** Show whose right it is. */
  named: boolean;
  /** What was asked of each right. */
  judged?: ReadonlyMap<string, { verdict: Verdict; conditions: readonly Condition[] }>;
}

export function RightTable({ rights, on, named, judged }: RightTableProps) {
  const { t } = useTranslation();
  const complain = useComplain();
  const unknown = <span className="muted">{t('rights.unknown')}</span>;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <div className="scroll" role="region" aria-label={t('rights.table')} tabIndex={0}>
      <table className="plain kol-table">
        <thead>
          <tr>
            {judged ? <th scope="col">{t('rights.verdict')}</th> : null}
            {named ? <th scope="col">{t('rights.account')}</th> : null}
            <th scope="col">{t('rights.what')}</th>
            <th scope="col">{t('rights.territories')}</th>
            <th scope="col">{t('rights.channelsHead')}</th>
            <th scope="col">{t('rights.edit')}</th>
            <th scope="col">{t('rights.group')}</th>
            <th scope="col">{t('rights.term')}</th>
            <th scope="col">{t('rights.state')}</th>
            <th scope="col">{t('rights.document')}</th>
            <th scope="col" className="right">
              {t('rights.uses')}
            </th>
            {judged ? null : (
              <th scope="col">
                <span className="hidden">{t('rights.end')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rights.map((r) => {
            const said = judged?.get(r.rightId);
            return (
              <tr key={r.rightId}>
                {said ? (
                  <td>
                    <VerdictText verdict={said.verdict} />{' '}
                    {said.verdict === 'pass' ? null : (
                      <span className="muted">
                        {said.conditions
                          .filter((c) => c.verdict === said.verdict)
                          .map((c) => t(`rights.conditions.${c.condition}`))
                          .join(' · ')}
                      </span>
                    )}
                  </td>
                ) : null}
                {named ? (
                  <th scope="row">
                    <Link to="/assets/kols/$id" params={{ id: r.accountId }} search={{ tab: 'rights' }}>
                      {r.accountName ?? r.accountId}
                    </Link>
                  </th>
                ) : null}
                <td title={r.clause}>
                  {r.what}{' '}
                  {r.postId ? (
                    <Link to="/posts/$id" params={{ id: r.postId }}>
                      {r.postTitle ?? r.postId}
                    </Link>
                  ) : (
                    <span className="muted">{r.campaign}</span>
                  )}
                </td>
                <td>
                  {r.territories === null
                    ? unknown
                    : r.territories.map((c) => (c === 'ALL' ? t('rights.worldwide') : c)).join(' ')}
                </td>
                <td>
                  {r.channels === null
                    ? unknown
                    : r.channels.map((c) => t(`rights.channels.${c}`)).join(' · ')}
                </td>
                <td>{r.edits === null ? unknown : t(`rights.edits.${r.edits}`)}</td>
                <td>
                  {r.groupUse === null ? unknown : r.groupUse ? t('rights.groupYes') : t('rights.groupNo')}
                </td>
                <td className="number">
                  {r.startsOn ?? t('rights.unknown')} –{' '}
                  {r.expiresOn ?? (r.term === 'open_ended' ? t('rights.openEnded') : t('rights.unknown'))}
                </td>
                <td className="nowrap">
                  <span className={r.state === 'ending' ? 'mark' : 'tag'} title={r.ended?.reason}>
                    {t(`rights.states.${r.state}`)}
                  </span>{' '}
                  {r.state === 'ending' && r.daysLeft !== null ? (
                    <span className="muted">{t('rights.daysLeft', { count: r.daysLeft })}</span>
                  ) : null}
                  {r.renewedBy ? <span className="muted"> {t('rights.renewed')}</span> : null}
                </td>
                <td>
                  {r.document ? (
                    <button
                      type="button"
                      className="plain-button"
                      title={`SHA-256 ${r.document.sha256}`}
                      onClick={() =>
                        void saveFile(
                          r.document?.fileName ?? '',
                          `/documents/${r.document?.documentId}`,
                        ).catch(complain)
                      }
                    >
                      {r.document.fileName}
                    </button>
                  ) : (
                    <span className="muted">{t('rights.noDocument')}</span>
                  )}
                </td>
                <td className="right number">{r.uses}</td>
                {judged ? null : (
                  <td>{r.ended === null && r.state !== 'expired' ? <EndRight right={r} on={on} /> : null}</td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function EndRight({ right, on }: { right: Right; on: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [day, setDay] = useState(on);
  const [reason, setReason] = useState('');
  if (!open)
    return (
      <button type="button" className="plain-button" onClick={() => setOpen(true)}>
        {t('rights.end')}
      </button>
    );
  return (
    <InlineForm
      label={`${t('rights.end')} ${right.what}`}
      button={t('rights.end')}
      send={() => endRight(client, right.rightId, { on: day, reason })}
      sent={() => setOpen(false)}
    >
      <TextField label={t('rights.endOn')} value={day} change={setDay} type="date" required />
      <TextField label={t('rights.endReason')} value={reason} change={setReason} required />
    </InlineForm>
  );
}
