/** Where it was read, what disagrees, who it may also be, and what people corrected. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AccountPage } from '#domain/facts/library/schema.ts';
import { EvidenceButton } from '#web/parts/Figure.tsx';
import { formatDay, formatMoment } from '#web/parts/format.ts';
import { usePlatformName, useWord } from '#web/parts/words.ts';
import { Corrections } from '#web/rooms/accounts/Corrections.tsx';
import { LinkForm, UndoLink } from '#web/rooms/accounts/LinkForm.tsx';

export function SourcesTab({ account }: { account: AccountPage }) {
  return (
    <>
      <Sources account={account} />
      <Words account={account} />
      <Persons account={account} />
      <Corrections account={account} />
    </>
  );
}

function Sources({ account }: { account: AccountPage }) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <section className="card scroll">
      <h2>{t('sources.title')}</h2>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('sources.file')}</th>
            <th scope="col">{t('sources.vendor')}</th>
            <th scope="col">{t('sources.class')}</th>
            <th scope="col">{t('sources.asOf')}</th>
            <th scope="col">{t('sources.importedAt')}</th>
            <th scope="col" className="right">
              {t('sources.rows')}
            </th>
          </tr>
        </thead>
        <tbody>
          {account.sources.map((s) => (
            <tr key={s.sourceId}>
              <th scope="row">
                <Link to="/data/runs/$id" params={{ id: s.runId }}>
                  {s.fileName}
                </Link>
                {s.sheet ? ` › ${s.sheet}` : ''}
              </th>
              <td>{word('vendor', s.vendor)}</td>
              <td>{word('sourceClass', s.sourceClass)}</td>
              <td>{formatDay(s.asOf)}</td>
              <td>{formatMoment(s.importedAt)}</td>
              <td className="right">{s.rowCount}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Machine-read words, each with its row. */
function Words({ account }: { account: AccountPage }) {
  const { t } = useTranslation();
  const word = useWord();
  if (account.attributes.length === 0) return null;
  const groups = Map.groupBy(account.attributes, (a) => a.attribute);
  return (
    <section className="card">
      <h2>{t('sources.words')}</h2>
      <dl className="facts">
        {[...groups.entries()].map(([attribute, values]) => (
          <div key={attribute} style={{ display: 'contents' }}>
            <dt>{word('attribute', attribute)}</dt>
            <dd>
              {values.map((v, i) => (
                <span key={`${v.value}${v.from.sourceId}:${v.from.row}:${v.from.column}`}>
                  {i > 0 ? ' · ' : ''}
                  <EvidenceButton
                    from={v.from}
                    title={`${word('vendor', v.from.vendor)} · ${formatDay(v.asOf)}`}
                  >
                    {v.value}
                  </EvidenceButton>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Equal nicknames are shown for comparison and never joined by the program. */
function Persons({ account }: { account: AccountPage }) {
  const { t } = useTranslation();
  const word = useWord();
  const platformName = usePlatformName();
  const self = account.card.accountId;
  const open = account.links.filter((l) => l.undoneAt === null);
  return (
    <section className="card">
      <h2>{t('person.title')}</h2>
      <p className="muted">{t('person.rule')}</p>
      {account.linkedAccounts.map((a) => (
        <p key={a.accountId}>
          <Link to="/accounts/$id" params={{ id: a.accountId }}>
            {a.name ?? a.accountId}
          </Link>{' '}
          <span className="muted">{platformName(a.platform)}</span>{' '}
          <span className="tag">{t('person.linked')}</span>
        </p>
      ))}
      {account.links.map((l) => (
        <div key={`${l.linkId}${l.accountId}`}>
          <p className="muted">
            {formatMoment(l.linkedAt)} · {l.linkedBy} ·{' '}
            {l.evidence.map((e) => `${word('evidenceKind', e.kind)}: ${e.text}`).join('; ')}
            {l.undoneAt
              ? ` · ${t('person.undone', { day: formatDay(l.undoneAt), reason: l.undoneReason ?? '' })}`
              : ''}
          </p>
        </div>
      ))}
      {[...new Set(open.map((l) => l.linkId))].map((linkId) => (
        <UndoLink key={linkId} linkId={linkId} />
      ))}
      {account.conflicts.map((c) => (
        <p key={`${c.otherAccountId}${c.value}`} className="note warn">
          {t('person.conflict', {
            namespace: word('namespace', c.namespace.split(':')[0] ?? ''),
            value: c.value,
          })}{' '}
          <Link to="/accounts/$id" params={{ id: c.otherAccountId }}>
            {t('person.other')}
          </Link>{' '}
          <EvidenceButton from={c.from}>{t('figure.open')}</EvidenceButton>
        </p>
      ))}
      {account.sameName.length > 0 ? (
        <>
          <h3>{t('person.sameName')}</h3>
          <ul className="tight">
            {account.sameName.map((a) => (
              <li key={a.accountId}>
                <Link to="/accounts/$id" params={{ id: a.accountId }}>
                  {a.name ?? a.accountId}
                </Link>{' '}
                <span className="muted">{platformName(a.platform)}</span>{' '}
                <Link to="/compare" search={{ ids: [self, a.accountId] }}>
                  {t('person.compare')}
                </Link>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <LinkForm accountId={self} candidates={account.sameName} />
    </section>
  );
}
