/** One person: the path, what they think, everything kept as a file, and the way out. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Member, MemberEvent, Receipt, Who } from '#domain/assets/members/schema.ts';
import { eraseMember, findMember, memberFile } from '#web/api/surveys.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { useComplain } from '#web/parts/complain.ts';
import { formatDay } from '#web/parts/format.ts';
import { saveBlob } from '#web/parts/save.ts';
import { usePlatformName, useWord } from '#web/parts/words.ts';

export function OneMember({ who, gone }: { who: Who; gone: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const complain = useComplain();
  const query = useQuery({
    queryKey: ['member', who],
    queryFn: () => findMember(who),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [asking, setAsking] = useState(false);
  const [word, setWord] = useState('');
  const [busy, setBusy] = useState(false);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const erase = async () => {
    setBusy(true);
    try {
      setReceipt(await eraseMember(who));
      setAsking(false);
      client.removeQueries({ queryKey: ['member'] });
      await Promise.all(
        ['members', 'surveys', 'library'].map((k) => client.invalidateQueries({ queryKey: [k] })),
      );
    } catch (error) {
      complain(error);
    } finally {
      setBusy(false);
    }
  };
  if (receipt) return <ReceiptCard receipt={receipt} close={gone} />;
  return (
    <section className="card scroll">
      <Answer query={query} rows={6}>
        {(m) =>
          m.known ? (
            <>
              <div className="row">
                <h2 className="code" style={{ margin: 0 }}>
                  {m.key}
                </h2>
                <span className="muted">
                  {[m.profile?.gender, m.profile?.age, m.profile?.region].filter((x) => x).join(' · ')}
                </span>
                <button
                  type="button"
                  className="button"
                  onClick={() =>
                    void memberFile(who)
                      .then((b) => saveBlob('member.json', b))
                      .catch(complain)
                  }
                >
                  {t('members.export')}
                </button>
                <button type="button" className="button" onClick={() => setAsking(true)}>
                  {t('members.erase')}
                </button>
              </div>
              <Timeline m={m} />
            </>
          ) : (
            <p>{m.erasedBefore ? t('members.erased') : t('members.unknown')}</p>
          )
        }
      </Answer>
      <Modal
        open={asking}
        title={t('members.eraseTitle')}
        onCancel={() => setAsking(false)}
        cancelText={t('members.cancel')}
        okText={busy ? t('members.erasing') : t('members.erase')}
        okButtonProps={{ danger: true, disabled: word.trim() !== t('members.confirmWord'), loading: busy }}
        onOk={() => void erase()}
      >
        <p>{t('members.eraseWarn')}</p>
        <input
          className="field"
          aria-label={t('members.confirm')}
          value={word}
          onChange={(e) => setWord(e.target.value)}
        />
      </Modal>
    </section>
  );
}

function Timeline({ m }: { m: Member }) {
  const { t } = useTranslation();
  const word = useWord();
  const platformName = usePlatformName();
  const what = (e: MemberEvent): string => (e.kind === 'engagement' ? word('act', e.what) : e.what);
  return (
    <>
      <p className="muted">
        {t('members.span', {
          count: m.eventCount,
          from: m.firstAt ? formatDay(m.firstAt) : '—',
          until: m.lastAt ? formatDay(m.lastAt) : '—',
        })}
        {m.attitude.length > 0
          ? ` · ${t('members.attitude')}: ${m.attitude
              .slice(0, 4)
              .map((a) => `${a.question} ${a.value}`)
              .join('; ')}`
          : ''}
      </p>
      <h3>{t('members.timeline')}</h3>
      <table className="plain member-events">
        <thead>
          <tr>
            <th scope="col">{t('members.at')}</th>
            <th scope="col">{t('members.event')}</th>
            <th scope="col">{t('members.what')}</th>
            <th scope="col">{t('members.subject')}</th>
            <th scope="col">{t('members.text')}</th>
          </tr>
        </thead>
        <tbody>
          {m.events.map((e, i) => (
            <tr key={`${e.at}${e.kind}${i}`}>
              <td className="number">{e.at ? e.at.slice(0, 16).replace('T', ' ') : t('members.noTime')}</td>
              <td className="kind">
                {t(`members.kind.${e.kind}`)}
                {e.platform ? <span className="muted"> · {platformName(e.platform)}</span> : null}
              </td>
              <td>{what(e)}</td>
              <td>
                {e.postId ? (
                  <a href={`/posts/${encodeURIComponent(e.postId)}`}>{e.subject}</a>
                ) : e.surveyId ? (
                  <a href={`/assets/surveys/${e.surveyId}`}>{e.subject}</a>
                ) : (
                  e.subject
                )}
              </td>
              <td>{e.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function ReceiptCard({ receipt, close }: { receipt: Receipt; close: () => void }) {
  const { t } = useTranslation();
  const left = [...receipt.tables.filter((x) => x.left > 0).map((x) => x.table), ...receipt.filesLeft];
  return (
    <section className="card scroll" role="status">
      <p className="empty-title">
        {receipt.verified
          ? t('members.done', { tables: receipt.tables.length, files: receipt.scannedFiles })
          : t('members.notDone', { left: left.join(', ') })}
      </p>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('members.store')}</th>
            <th scope="col">{t('members.table')}</th>
            <th scope="col" className="right">
              {t('members.removed')}
            </th>
            <th scope="col" className="right">
              {t('members.left')}
            </th>
          </tr>
        </thead>
        <tbody>
          {receipt.tables
            .filter((x) => x.removed > 0 || x.left > 0)
            .map((x) => (
              <tr key={`${x.store}${x.table}`}>
                <td>{x.store}</td>
                <th scope="row" className="code">
                  {x.table}
                </th>
                <td className="right number">{x.removed}</td>
                <td className="right number">{x.left}</td>
              </tr>
            ))}
          {receipt.files.map((f) => (
            <tr key={f.file}>
              <td>{t('members.file')}</td>
              <th scope="row" className="code">
                {f.file}
              </th>
              <td className="right">{t(`members.became.${f.done}`)}</td>
              <td className="right number">0</td>
            </tr>
          ))}
        </tbody>
      </table>
      <button type="button" className="button" onClick={close}>
        {t('members.cancel')}
      </button>
    </section>
  );
}
