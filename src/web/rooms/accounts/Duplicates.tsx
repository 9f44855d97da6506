/** Another id that may be this account, with the evidence; joining is a click of a person and can be undone. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AccountPage, DuplicateEvidence } from '#domain/facts/library/schema.ts';
import { joinAccounts, undoJoin } from '#web/api/changes.ts';
import { useComplain } from '#web/parts/complain.ts';
import { EvidenceButton } from '#web/parts/Figure.tsx';
import { formatDay } from '#web/parts/format.ts';

export function Duplicates({ account }: { account: AccountPage }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const done = {
    onSuccess: () => client.invalidateQueries({ queryKey: ['library'] }),
    onError: useComplain(),
  };
  const self = account.card.accountId;
  const join = useMutation({ mutationFn: (other: string) => joinAccounts([self, other]), ...done });
  const undo = useMutation({
    mutationFn: (joinId: string) => undoJoin(joinId, t('join.undoneHere')),
    ...done,
  });
  return (
    <>
      {account.duplicates.map((d) => (
        <section key={d.otherAccountId} className="note warn" aria-label={t('join.possible')}>
          <b>{t('join.possible')}</b>{' '}
          <Link to="/accounts/$id" params={{ id: d.otherAccountId }}>
            {d.otherName ?? d.otherAccountId}
          </Link>
          <ul className="tight">
            {d.evidence.map((e) => (
              <li key={`${e.kind}${e.text}${e.from?.sourceId}:${e.from?.row}`}>
                <Reason evidence={e} />
              </li>
            ))}
          </ul>
          <Button size="small" loading={join.isPending} onClick={() => join.mutate(d.otherAccountId)}>
            {t('join.join')}
          </Button>{' '}
          <span className="muted">{t('join.rule')}</span>
        </section>
      ))}
      {account.joins
        .filter((j) => j.undoneAt === null)
        .map((j) => (
          <p key={j.joinId} className="muted">
            {t('join.joined', { id: j.accountId, day: formatDay(j.joinedAt), who: j.joinedBy })}{' '}
            <Button size="small" loading={undo.isPending} onClick={() => undo.mutate(j.joinId)}>
              {t('join.undo')}
            </Button>
          </p>
        ))}
    </>
  );
}

function Reason({ evidence }: { evidence: DuplicateEvidence }) {
  const { t } = useTranslation();
  const words = t(`join.evidence.${evidence.kind}`, { text: evidence.text });
  return evidence.from ? (
    <EvidenceButton from={{ ...evidence.from, column: null, vendor: '' }}>{words}</EvidenceButton>
  ) : (
    words
  );
}
