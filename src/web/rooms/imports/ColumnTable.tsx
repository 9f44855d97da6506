/** Header → meaning, with unit, confidence and examples; the meaning can be changed where a mapping reads the file. */
import { Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '#domain/facts/imports/schema.ts';
import { useTell } from '#web/i18n/tell.ts';
import { useMetricName, useWord } from '#web/parts/words.ts';
import { useTargetName } from '#web/rooms/imports/target-name.ts';
import {
  type EditableMapping,
  sameTarget,
  TARGET_CHOICES,
  type TargetChoice,
  withTarget,
} from '#web/rooms/imports/targets.ts';

const SURE = 0.8;

interface ColumnTableProps {
  table: Preview['tables'][number];
  /** Null where a connector reads the file by its own rules. */
  mapping: EditableMapping | null;
  change: (next: EditableMapping) => void;
}

/** The choices of a column, grouped, with names in the reader's language. */
function useChoices() {
  const { t } = useTranslation();
  const metricName = useMetricName();
  const word = useWord();
  return useMemo(() => {
    const name = ({ kind, id }: TargetChoice) =>
      ({
        field: (x: string) => word('field', x),
        figure: metricName,
        attribute: (x: string) => word('attribute', x),
        quote: (x: string) => word('format', x),
        audience: (x: string) => word('dimension', x),
      })[kind](id);
    const kinds = ['field', 'figure', 'attribute', 'quote', 'audience'] as const;
    return kinds.map((kind) => ({
      label: t(`import.kind.${kind}`),
      options: TARGET_CHOICES.filter((c) => c.kind === kind).map((c) => ({
        value: JSON.stringify(c.target),
        label: name(c),
        search: `${name(c)} ${c.id}`.toLowerCase(),
      })),
    }));
  }, [t, metricName, word]);
}

export function ColumnTable({ table, mapping, change }: ColumnTableProps) {
  const { t } = useTranslation();
  const choices = useChoices();
  const targetName = useTargetName();
  const tell = useTell();
  return (
    <div className="scroll">
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('import.header')}</th>
            <th scope="col">{t('import.meaning')}</th>
            <th scope="col">{t('import.unit')}</th>
            <th scope="col" className="right">
              {t('import.sure')}
            </th>
            <th scope="col">{t('import.examples')}</th>
          </tr>
        </thead>
        <tbody>
          {table.columns.map((column) => (
            <tr key={column.header}>
              <th scope="row">{column.header}</th>
              <td style={{ width: 280 }}>
                {mapping ? (
                  <MeaningSelect
                    column={column}
                    choices={choices}
                    change={(target) => change(withTarget(mapping, column.header, target))}
                  />
                ) : (
                  (targetName(column.target) ??
                  column.meaning ?? <span className="muted">{t('import.keptUnknown')}</span>)
                )}
              </td>
              <td>{column.unitNote?.split('; ').map(tell).join(t('list.break')) ?? ''}</td>
              <td className="right number">
                {column.target !== null && column.confidence < SURE ? (
                  <span className="mark">{t('import.check')}</span>
                ) : null}
                {column.target === null && column.meaning === null
                  ? '—'
                  : `${Math.round(column.confidence * 100)}%`}
              </td>
              <td className="muted wrap">{column.examples.join(' · ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface MeaningSelectProps {
  column: Preview['tables'][number]['columns'][number];
  choices: ReturnType<typeof useChoices>;
  change: (target: Record<string, unknown> | null) => void;
}

const NOTHING = '';

function MeaningSelect({ column, choices, change }: MeaningSelectProps) {
  const { t } = useTranslation();
  const targetName = useTargetName();
  const now = column.target === null ? null : (JSON.parse(column.target) as Record<string, unknown>);
  const offered = choices.flatMap((g) => g.options);
  const exact = now
    ? offered.find((o) => sameTarget(JSON.parse(o.value) as Record<string, unknown>, now))
    : undefined;
  // A guessed target may say more than the choices do (window, unit): it stays on offer as it is.
  const own =
    now && !exact
      ? [
          {
            label: t('import.guessed'),
            options: [{ value: column.target ?? '', label: targetName(column.target) ?? '', search: '' }],
          },
        ]
      : [];
  return (
    <Select
      size="small"
      style={{ width: 270 }}
      aria-label={t('import.meaningOf', { header: column.header })}
      value={exact?.value ?? column.target ?? NOTHING}
      showSearch={{
        filterOption: (text, option) =>
          (option as { search?: string } | undefined)?.search?.includes(text.toLowerCase()) ?? false,
      }}
      options={[
        {
          label: t('import.none'),
          options: [{ value: NOTHING, label: t('import.keptUnknown'), search: '' }],
        },
        ...own,
        ...choices,
      ]}
      onChange={(value) => change(value === NOTHING ? null : (JSON.parse(value) as Record<string, unknown>))}
    />
  );
}
