/** Brands, products, people and aspects that texts are read for: a form for the common cases, the whole file below. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { messageOf } from '#basis/error.ts';
import { type Labels, type LabelsAnswer, labelsSchema } from '#domain/readings/voice/schema.ts';
import { labelsQuery, sendLabels } from '#web/api/voice.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { useComplain } from '#web/parts/complain.ts';

export function LabelsTab() {
  const query = useQuery(labelsQuery);
  return (
    <Answer query={query} rows={10}>
      {(answer) => <LabelForm key={JSON.stringify(answer.labels).length} answer={answer} />}
    </Answer>
  );
}

const list = (text: string): string[] =>
  text
    .split(/[,，、\n]/u)
    .map((x) => x.trim())
    .filter((x) => x !== '');

function LabelForm({ answer }: { answer: LabelsAnswer }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const complain = useComplain();
  const [labels, setLabels] = useState<Labels>(answer.labels);
  const [text, setText] = useState(JSON.stringify(answer.labels, null, 2));
  const [problem, setProblem] = useState<string | null>(null);
  const [brand, setBrand] = useState({ name: '', aliases: '', products: '' });
  const put = (next: Labels) => {
    setLabels(next);
    setText(JSON.stringify(next, null, 2));
  };
  const keep = async (next: Labels | null) => {
    try {
      await sendLabels(next);
      await client.invalidateQueries({ queryKey: ['library', 'voice'] });
      setProblem(null);
    } catch (error) {
      complain(error);
    }
  };
  const fromText = () => {
    try {
      const next = labelsSchema.parse(JSON.parse(text));
      void keep(next);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <div className="voice-two">
      <section className="card">
        <h2>{t('voice.labelForm')}</h2>
        <p className="muted">{answer.edited ? t('voice.labelsEdited') : t('voice.labelsShipped')}</p>
        <label>
          {t('voice.ownBrand')}{' '}
          <select
            className="field"
            value={labels.own ?? ''}
            onChange={(e) => put({ ...labels, own: e.target.value || null })}
          >
            <option value="">—</option>
            {labels.brands.map((b) => (
              <option key={b.brand} value={b.brand}>
                {b.brand}
              </option>
            ))}
          </select>
        </label>
        <h3>{t('voice.addBrand')}</h3>
        <div className="voice-scope">
          {(['name', 'aliases', 'products'] as const).map((key) => (
            <input
              key={key}
              className="field"
              aria-label={t(`voice.brandField.${key}`)}
              placeholder={t(`voice.brandField.${key}`)}
              value={brand[key]}
              onChange={(e) => setBrand({ ...brand, [key]: e.target.value })}
            />
          ))}
          <button
            type="button"
            className="button"
            disabled={brand.name.trim() === ''}
            onClick={() => {
              put({
                ...labels,
                brands: [
                  ...labels.brands.filter((b) => b.brand !== brand.name.trim()),
                  {
                    brand: brand.name.trim(),
                    aliases: list(brand.aliases),
                    products: list(brand.products).map((product) => ({ product, aliases: [] })),
                  },
                ],
              });
              setBrand({ name: '', aliases: '', products: '' });
            }}
          >
            {t('voice.add')}
          </button>
        </div>
        <p>
          {labels.brands.map((b) => (
            <button
              key={b.brand}
              type="button"
              className="chip"
              onClick={() => put({ ...labels, brands: labels.brands.filter((x) => x !== b) })}
            >
              {b.brand} ×
            </button>
          ))}
        </p>
        {labels.aspects.map((a, i) => (
          <label key={a.aspect} className="aspect-words">
            <b>
              {a.name.zh} · {a.name.en}
            </b>
            <input
              className="field"
              defaultValue={a.words.join(', ')}
              onBlur={(e) => {
                const words = list(e.target.value);
                if (words.length > 0)
                  put({ ...labels, aspects: labels.aspects.map((x, k) => (k === i ? { ...x, words } : x)) });
              }}
            />
          </label>
        ))}
        <div className="voice-scope">
          <button type="button" className="button primary" onClick={() => void keep(labels)}>
            {t('voice.keepLabels')}
          </button>
          <button type="button" className="button" onClick={() => void keep(null)}>
            {t('voice.resetLabels')}
          </button>
        </div>
      </section>
      <section className="card">
        <h2>{t('voice.labelFile')}</h2>
        <textarea
          className="field voice-json"
          aria-label={t('voice.labelFile')}
          value={text}
          onChange={(e) => setText(e.target.value)}
        />
        {problem ? <p role="alert">{problem}</p> : null}
        <button type="button" className="button" onClick={fromText}>
          {t('voice.keepFile')}
        </button>
      </section>
    </div>
  );
}
