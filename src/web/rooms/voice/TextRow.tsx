/** One text with its spans marked, the model’s label and people’s beside it, and the buttons to say otherwise. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FEELINGS, type VoiceRow } from '#domain/readings/voice/schema.ts';
import { EvidenceButton } from '#web/parts/Figure.tsx';
import { formatDay } from '#web/parts/format.ts';
import { usePlatformName } from '#web/parts/words.ts';

interface Mark {
  from: number;
  to: number;
  kind: 'praise' | 'blame' | 'aspect' | 'name' | 'intent';
}

/** Marks that do not overlap, from left to right; the earlier kinds of the list win. */
function marksOf(row: VoiceRow): Mark[] {
  const all: Mark[] = [
    ...(row.intent ? [{ from: row.intent.from, to: row.intent.to, kind: 'intent' as const }] : []),
    ...row.aspects.map(
      (a): Mark => ({ from: a.opinionFrom, to: a.opinionTo, kind: a.polarity > 0 ? 'praise' : 'blame' }),
    ),
    ...row.aspects.map((a): Mark => ({ from: a.aspectFrom, to: a.aspectTo, kind: 'aspect' })),
    ...row.mentions.map((m): Mark => ({ from: m.from, to: m.to, kind: 'name' })),
  ];
  const kept: Mark[] = [];
  for (const mark of all) if (!kept.some((k) => mark.from < k.to && k.from < mark.to)) kept.push(mark);
  return kept.sort((a, b) => a.from - b.from);
}

export function MarkedText({ row }: { row: VoiceRow }) {
  const { t } = useTranslation();
  const parts: ReactNode[] = [];
  let at = 0;
  for (const m of marksOf(row)) {
    parts.push(row.text.slice(at, m.from));
    parts.push(
      <mark key={m.from} className={`span ${m.kind}`} title={t(`voice.mark.${m.kind}`)}>
        {row.text.slice(m.from, m.to)}
      </mark>,
    );
    at = m.to;
  }
  parts.push(row.text.slice(at));
  return <p className="voice-text">{parts}</p>;
}

interface TextRowProps {
  row: VoiceRow;
  correct?: (value: string) => void;
}

export function TextRow({ row, correct }: TextRowProps) {
  const { t } = useTranslation();
  const platformName = usePlatformName();
  const human = row.human?.feeling ?? null;
  return (
    <li className="voice-row">
      <div className="voice-meta muted">
        {t(`voice.kind.${row.kind}`)} · {platformName(row.platform)} ·{' '}
        {row.saidAt ? formatDay(row.saidAt) : '—'} · {row.province ?? t('voice.unknown')}
        {row.accountId ? (
          <>
            {' · '}
            <Link to="/accounts/$id" params={{ id: row.accountId }} search={{ tab: 'content' }}>
              {row.accountName ?? row.accountId}
            </Link>
          </>
        ) : null}
        {' · '}
        <EvidenceButton from={{ sourceId: row.from.sourceId, row: row.from.row, column: null, vendor: '' }}>
          {t('voice.source')}
        </EvidenceButton>
      </div>
      <MarkedText row={row} />
      <div className="voice-labels">
        <span>
          {t('voice.machine')}: <b>{t(`voice.feeling.${row.feeling}`)}</b>
          {row.plainFeeling === row.feeling ? null : (
            <span className="muted">
              {' '}
              ({t('voice.withoutPictograms', { feeling: t(`voice.feeling.${row.plainFeeling}`) })})
            </span>
          )}
        </span>
        <span>
          {t('voice.human')}:{' '}
          {human ? <b>{t(`voice.feeling.${human}`)}</b> : <span className="muted">—</span>}
        </span>
        {row.intent ? <span className="tag">{t(`voice.intent.${row.intent.intent}`)}</span> : null}
        {correct ? (
          <span className="voice-buttons" role="group" aria-label={t('voice.correct')}>
            {FEELINGS.map((f) => (
              <button
                key={f}
                type="button"
                className="button"
                aria-pressed={human === f}
                onClick={() => correct(f)}
              >
                {t(`voice.feeling.${f}`)}
              </button>
            ))}
          </span>
        ) : null}
      </div>
    </li>
  );
}
