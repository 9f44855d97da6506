/** The texts themselves, and the desk where people say otherwise. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FEELINGS, INTENTS, TEXT_KINDS } from '#domain/readings/voice/schema.ts';
import { sendCorrection, sendTraining, voiceRowsQuery } from '#web/api/voice.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { useComplain } from '#web/parts/complain.ts';
import { formatCount, formatShare } from '#web/parts/format.ts';
import { useNumberStyle } from '#web/parts/words.ts';
import { filterIn, type VoiceSearch } from '#web/rooms/voice/search.ts';
import { TextRow } from '#web/rooms/voice/TextRow.tsx';

interface RowsTabProps {
  search: VoiceSearch;
  change: (part: VoiceSearch) => void;
}
const STEP = 50;

export function RowsTab({ search, change }: RowsTabProps) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const client = useQueryClient();
  const complain = useComplain();
  const drawn = search.drawn === '1';
  const offset = Number(search.offset ?? 0);
  const query = useQuery(voiceRowsQuery(filterIn(search), offset, drawn));
  const correct = async (textId: string, value: string) => {
    try {
      await sendCorrection(textId, value, drawn);
      await client.invalidateQueries({ queryKey: ['library', 'voice'] });
    } catch (error) {
      complain(error);
    }
  };
  const select = (key: 'kind' | 'feeling' | 'intent', options: readonly (readonly [string, string])[]) => (
    <select
      className="field"
      aria-label={t(`voice.scope.${key}`)}
      value={search[key] ?? ''}
      onChange={(e) => change({ [key]: e.target.value || undefined })}
    >
      <option value="">{t(`voice.scope.${key}`)}</option>
      {options.map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
  return (
    <>
      <div className="voice-scope">
        {select(
          'kind',
          TEXT_KINDS.map((k) => [k, t(`voice.kind.${k}`)]),
        )}
        {select(
          'feeling',
          FEELINGS.map((f) => [f, t(`voice.feeling.${f}`)]),
        )}
        {select(
          'intent',
          INTENTS.map((i) => [i, t(`voice.intent.${i}`)]),
        )}
        <input
          className="field"
          type="search"
          placeholder={t('voice.search')}
          aria-label={t('voice.search')}
          defaultValue={search.q ?? ''}
          onKeyDown={(e) => {
            if (e.key === 'Enter') change({ q: e.currentTarget.value || undefined });
          }}
        />
        <button
          type="button"
          className="button"
          aria-pressed={drawn}
          onClick={() => change({ drawn: drawn ? undefined : '1' })}
        >
          {t('voice.drawnOnly')}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => void sendTraining().catch(complain)}
          title={t('voice.trainHint')}
        >
          {t('voice.train')}
        </button>
      </div>
      <Answer query={query} rows={10}>
        {(found) => (
          <section className="card">
            <p className="muted">
              {drawn && found.checks
                ? t('voice.deskHint', {
                    n: found.checks.drawn,
                    value: formatShare(found.checks.error.value, style),
                    low: formatShare(found.checks.error.low, style),
                    high: formatShare(found.checks.error.high, style),
                  })
                : t('voice.rowCount', { n: formatCount(found.total, { ...style, short: false }) })}
            </p>
            <ul className="voice-rows">
              {found.items.map((row) => (
                <TextRow key={row.textId} row={row} correct={(value) => void correct(row.textId, value)} />
              ))}
            </ul>
            {drawn ? null : (
              <div className="voice-scope">
                {offset > 0 ? (
                  <button
                    type="button"
                    className="button"
                    onClick={() => change({ offset: String(Math.max(0, offset - STEP)) })}
                  >
                    {t('voice.newer')}
                  </button>
                ) : null}
                {found.nextOffset === null ? null : (
                  <button
                    type="button"
                    className="button"
                    onClick={() => change({ offset: String(found.nextOffset) })}
                  >
                    {t('voice.older')}
                  </button>
                )}
              </div>
            )}
          </section>
        )}
      </Answer>
    </>
  );
}
