/** Four gates a buyer ticks off: fan scale, fan type, content, interaction. What is asked can be changed here. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type Checklist as Asked,
  CHECKS,
  checklistSchema,
  type ValuePage,
} from '#domain/readings/value/schema.ts';
import { saveWeights, valueSettingsQuery } from '#web/api/value.ts';
import { useComplain } from '#web/parts/complain.ts';
import { useSay } from '#web/parts/say.ts';
import { pageName } from '#web/rooms/compare/PathCard.tsx';

interface ChecklistProps {
  pages: readonly ValuePage[];
  colours: readonly string[];
}

const MARK = { pass: 'tag', stop: 'mark', unknown: 'level level-insufficient' } as const;

export function Checklist({ pages, colours }: ChecklistProps) {
  const { t } = useTranslation();
  const say = useSay();
  const [open, setOpen] = useState(false);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className="card scroll" aria-label={t('value.checklist')} tabIndex={0}>
      <header className="reading-head">
        <h2>{t('value.checklist')}</h2>
        <button type="button" className="plain-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('value.checkEdit')}
        </button>
      </header>
      <p className="muted">{t('value.checklistHint')}</p>
      {open ? <Bounds close={() => setOpen(false)} /> : null}
      <table className="plain checklist">
        <thead>
          <tr>
            <th scope="col">{t('value.board.account')}</th>
            {CHECKS.map((check) => (
              <th key={check} scope="col">
                {t(`value.check.${check}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pages.map((page, i) => (
            <tr key={page.accountId}>
              <th scope="row">
                <span className="dot" style={{ background: colours[i] }} aria-hidden />
                {pageName(page)}
              </th>
              {page.checklist.map((c) => (
                <td key={c.check}>
                  <span className={MARK[c.state]}>{t(`value.checkState.${c.state}`)}</span>
                  <div className="muted small">{say(c.words)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const FIELDS = [
  'leastFollowers',
  'mostFollowers',
  'leastTrueFanShare',
  'leastPostsPerMonth',
  'leastInteraction',
] as const;
const factorOf = (field: (typeof FIELDS)[number]): number => (field === 'leastTrueFanShare' ? 100 : 1);

function Bounds({ close }: { close: () => void }) {
  const { data: settings } = useQuery(valueSettingsQuery);
  return settings ? <Form asked={settings.weights.checklist} close={close} /> : null;
}

function Form({ asked, close }: { asked: Asked; close: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data: settings } = useQuery(valueSettingsQuery);
  const [texts, setTexts] = useState(() =>
    Object.fromEntries(FIELDS.map((f) => [f, asked[f] === null ? '' : String(asked[f] * factorOf(f))])),
  );
  const read = checklistSchema.safeParse(
    Object.fromEntries(
      FIELDS.map((f) => [f, (texts[f] ?? '').trim() === '' ? null : Number(texts[f]) / factorOf(f)]),
    ),
  );
  const save = useMutation({
    mutationFn: async () => {
      if (settings && read.success) await saveWeights({ ...settings.weights, checklist: read.data });
    },
    onSuccess: () => {
      close();
      return client.invalidateQueries({ queryKey: ['library'] });
    },
    onError: useComplain(),
  });
  return (
    <form
      className="own-row note"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {FIELDS.map((f) => (
        <label key={f} className="own-weight">
          <span>{t(`value.checkAsk.${f}`)}</span>
          <input
            className="field"
            inputMode="decimal"
            value={texts[f]}
            onChange={(e) => setTexts({ ...texts, [f]: e.target.value })}
          />
        </label>
      ))}
      <button type="submit" className="button primary" disabled={!read.success || save.isPending}>
        {t('value.checkSave')}
      </button>
      <span className="muted small">{t('value.checkNone')}</span>
    </form>
  );
}
