/** Which of the sampled followers are people? An analyst's words, for training a model of one's own. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonToJudge } from '#domain/readings/authenticity/followers/schema.ts';
import { judgePerson, peopleQuery } from '#web/api/authenticity.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { EvidenceButton } from '#web/parts/Figure.tsx';
import { formatCount, formatShare } from '#web/parts/format.ts';
import { useNumberStyle } from '#web/parts/words.ts';

const account = getRouteApi('/accounts/$id');

/** Closed until asked for; whether it is open lives in the address. */
export function LabelDesk({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const { desk } = account.useSearch();
  const navigate = account.useNavigate();
  const open = desk === 'open';
  return (
    <section className="card" aria-label={t('authenticity.desk.title')}>
      <header className="reading-head">
        <h2>{t('authenticity.desk.title')}</h2>
        <Button
          aria-expanded={open}
          onClick={() =>
            void navigate({ search: (s) => ({ ...s, desk: open ? undefined : 'open' }), replace: true })
          }
        >
          {t(`authenticity.desk.${open ? 'close' : 'open'}`)}
        </Button>
      </header>
      <p className="muted">{t('authenticity.desk.hint')}</p>
      {open ? <People accountId={accountId} /> : null}
    </section>
  );
}

function People({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const query = useQuery(peopleQuery(accountId));
  return (
    <Answer query={query} rows={8}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={t('authenticity.desk.none')}>
            <p>{t('authenticity.desk.noneHint')}</p>
          </EmptyState>
        ) : (
          <Desk accountId={accountId} people={items} />
        )
      }
    </Answer>
  );
}

const FIELDS = [
  'followers',
  'following',
  'posts',
  'ageDays',
  'bioLength',
  'hasPicture',
  'isPrivate',
  'verified',
  'digitsInName',
  'nameLength',
] as const;
const YES_NO: ReadonlySet<string> = new Set(['hasPicture', 'isPrivate', 'verified']);
const KEYS: Record<string, boolean | null> = { 1: false, 2: true, 0: null };

function Desk({ accountId, people }: { accountId: string; people: readonly PersonToJudge[] }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const style = useNumberStyle();
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState(() => Math.max(0, nextAfter(people, -1)));
  const { queryKey } = peopleQuery(accountId);
  // Words show at once, so that nobody waits between two keys.
  const judge = useMutation({
    mutationFn: ({ actor, automated }: { actor: string; automated: boolean | null }) =>
      judgePerson(actor, automated),
    onMutate: async ({ actor, automated }) => {
      await client.cancelQueries({ queryKey });
      const label: 0 | 1 | null = automated === null ? null : automated ? 1 : 0;
      client.setQueryData(queryKey, (old) =>
        old ? { items: old.items.map((p) => (p.actor === actor ? { ...p, label, score: null } : p)) } : old,
      );
    },
    onError: (error) => void message.error(error.message),
    onSettled: () => void client.invalidateQueries({ queryKey }),
  });
  const { mutate } = judge;
  const say = useCallback(
    (i: number, automated: boolean | null) => {
      mutate({ actor: people[i]?.actor ?? '', automated });
      if (automated !== null) setAt(nextAfter(people, i));
    },
    [mutate, people],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement && /INPUT|SELECT|TEXTAREA/.test(event.target.tagName);
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      const automated = KEYS[event.key];
      if (event.key === 'j') setAt((i) => Math.min(i + 1, people.length - 1));
      else if (event.key === 'k') setAt((i) => Math.max(i - 1, 0));
      else if (automated !== undefined) say(at, automated);
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [people.length, say, at]);
  useEffect(() => {
    table.current?.querySelectorAll('tbody tr')[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const cell = (field: string, value: number | null | undefined) =>
    value === null || value === undefined
      ? '—'
      : YES_NO.has(field)
        ? t(`authenticity.desk.${value === 1 ? 'yes' : 'no'}`)
        : formatCount(Math.round(value), style);
  const shown = FIELDS.filter((f) => people.some((p) => typeof p.fields[f] === 'number'));
  const said = people.filter((p) => p.label !== null);
  const apart = said.filter((p) => p.score !== null && (p.score >= 0.5 ? 1 : 0) !== p.label).length;
  return (
    <>
      <p aria-live="polite">
        {t('authenticity.desk.count', { said: said.length, n: people.length, apart })}{' '}
        <span className="muted">{t('authenticity.desk.keys')}</span>
      </p>
      <section
        className="scroll desk"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
        tabIndex={0}
        aria-label={t('authenticity.desk.people')}
      >
        <table className="plain" ref={table}>
          <thead>
            <tr>
              <th scope="col" className="right">
                {t('authenticity.desk.place')}
              </th>
              {shown.map((f) => (
                <th key={f} scope="col" className="right">
                  {t(`authenticity.desk.field.${f}`)}
                </th>
              ))}
              <th scope="col">{t('authenticity.desk.word')}</th>
              <th scope="col" className="right">
                {t('authenticity.desk.score')}
              </th>
            </tr>
          </thead>
          <tbody>
            {people.map((p, i) => (
              <tr key={p.actor} aria-current={i === at ? 'true' : undefined} onClick={() => setAt(i)}>
                <th scope="row" className="right">
                  <EvidenceButton from={{ sourceId: p.sourceId, row: p.row, column: null, vendor: '' }}>
                    {p.position ?? i + 1}
                  </EvidenceButton>
                </th>
                {shown.map((f) => (
                  <td key={f} className="right">
                    {cell(f, p.fields[f])}
                  </td>
                ))}
                <td>
                  <Words label={p.label} say={(automated) => say(i, automated)} />
                </td>
                <td className="right">{p.score === null ? '' : formatShare(p.score, style)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

/** The next person nobody spoke of, else the one that follows. */
function nextAfter(people: readonly PersonToJudge[], i: number): number {
  const next = people.findIndex((p, k) => k > i && p.label === null);
  return next >= 0 ? next : Math.min(i + 1, people.length - 1);
}

interface WordsProps {
  label: 0 | 1 | null;
  say: (automated: boolean | null) => void;
}

function Words({ label, say }: WordsProps) {
  const { t } = useTranslation();
  return (
    <span className="row">
      {([0, 1] as const).map((value) => (
        <Button
          key={value}
          size="small"
          type={label === value ? 'primary' : 'default'}
          aria-pressed={label === value}
          onClick={() => say(label === value ? null : value === 1)}
        >
          {t(`authenticity.desk.${value === 1 ? 'automated' : 'person'}`)}
        </Button>
      ))}
    </span>
  );
}
