/** Weights of one's own: five of the path, three of the values. They stand in the address; a file carries them too. */
import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Goal, goalSchema, VALUES, weighed } from '#domain/readings/value/schema.ts';
import { saveText } from '#web/parts/save.ts';

const STAGES = [0, 1, 2, 3, 4] as const;
type Weights = Pick<Goal, 'path' | 'values'>;

/** As the address has them. */
const textOf = ({ path, values }: Weights): string =>
  `${path.join(',')};${VALUES.map((v) => values[v]).join(',')}`;

interface OwnWeightsProps {
  /** The goal's weights, or those of the address. */
  weights: Weights;
  stages: readonly string[];
  change: (weigh: string) => void;
}

export function OwnWeights({ weights, stages, change }: OwnWeightsProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const set = (part: Partial<Weights>) => {
    const text = textOf({ ...weights, ...part });
    if (weighed(text)) change(text);
  };
  return (
    <fieldset className="own-weights">
      <legend>{t('value.own.title')}</legend>
      <div className="own-row">
        <span className="muted small">{t('value.own.path')}</span>
        {STAGES.map((s) => (
          <Weight
            key={s}
            name={stages[s] ?? String(s + 1)}
            value={weights.path[s] ?? 0}
            set={(x) => set({ path: weights.path.map((old, i) => (i === s ? x : old)) })}
          />
        ))}
      </div>
      <div className="own-row">
        <span className="muted small">{t('value.own.values')}</span>
        {VALUES.map((v) => (
          <Weight
            key={v}
            name={t(`value.name.${v}`)}
            value={weights.values[v]}
            set={(x) => set({ values: { ...weights.values, [v]: x } })}
          />
        ))}
        <button
          type="button"
          className="button"
          onClick={() =>
            saveText(
              'goal.json',
              `${JSON.stringify({ touchstoneGoal: 1, ...weights }, null, 2)}\n`,
              'application/json',
            )
          }
        >
          {t('value.own.save')}
        </button>
        <label className="button">
          {t('value.own.load')}
          <input
            type="file"
            className="hidden"
            accept=".json,application/json"
            onChange={async (event) => {
              const [file] = event.target.files ?? [];
              event.target.value = '';
              if (!file) return;
              const read = readGoal(await file.text());
              if (read) change(textOf(read));
              else void message.error(t('value.own.bad'));
            }}
          />
        </label>
      </div>
      <p className="muted small">{t('value.own.hint')}</p>
    </fieldset>
  );
}

function readGoal(text: string): Weights | null {
  try {
    const read = goalSchema.pick({ path: true, values: true }).safeParse(JSON.parse(text));
    return read.success && weighed(textOf(read.data)) ? read.data : null;
  } catch {
    return null;
  }
}

function Weight({ name, value, set }: { name: string; value: number; set: (x: number) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(String(value));
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    setShown(value);
    setText(String(value));
  }
  const done = () => {
    const x = Number(text);
    if (text.trim() !== '' && Number.isFinite(x) && x >= 0 && x <= 1000) set(x);
    else setText(String(value));
  };
  return (
    <label className="own-weight">
      <span>{name}</span>
      <input
        className="field"
        inputMode="decimal"
        aria-label={t('value.own.factor', { name })}
        value={text}
        onChange={(e) => setText(e.target.value)}
        onBlur={done}
        onKeyDown={(e) => {
          if (e.key === 'Enter') done();
        }}
      />
    </label>
  );
}
