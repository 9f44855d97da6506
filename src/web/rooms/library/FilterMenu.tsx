/** Saved filters: kept on the server, and as files that can be sent to a colleague. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popover } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { messageOf } from '#basis/error.ts';
import { type AccountFilter, filterFileSchema } from '#domain/facts/library/schema.ts';
import { deleteFilter, saveFilter } from '#web/api/changes.ts';
import { filtersQuery } from '#web/api/endpoints.ts';
import { useTell } from '#web/i18n/tell.ts';
import { useComplain } from '#web/parts/complain.ts';
import { saveText } from '#web/parts/save.ts';

interface FilterMenuProps {
  filter: AccountFilter;
  load: (filter: AccountFilter) => void;
}

export const filterFile = (name: string, filter: AccountFilter): string =>
  `${JSON.stringify(filterFileSchema.parse({ touchstoneFilter: 1, name, filter }), null, 2)}\n`;

export function FilterMenu(props: FilterMenuProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      content={<FilterPanel {...props} load={(f) => (props.load(f), setOpen(false))} />}
    >
      <Button aria-expanded={open}>{t('filters.menu')}</Button>
    </Popover>
  );
}

function FilterPanel({ filter, load }: FilterMenuProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const tell = useTell();
  const client = useQueryClient();
  const saved = useQuery(filtersQuery);
  const [name, setName] = useState('');
  const picker = useRef<HTMLInputElement>(null);
  const changed = () => client.invalidateQueries({ queryKey: filtersQuery.queryKey });
  const save = useMutation({
    mutationFn: () => saveFilter(name.trim(), filter),
    onSuccess: () => (setName(''), changed()),
    onError: useComplain(),
  });
  const remove = useMutation({ mutationFn: deleteFilter, onSuccess: changed });

  async function read(file: File | undefined): Promise<void> {
    if (!file) return;
    try {
      const read = filterFileSchema.parse(JSON.parse(await file.text()));
      load(read.filter);
    } catch (thrown) {
      void message.error(
        t('filters.unreadable', { file: file.name, why: tell(messageOf(thrown)).slice(0, 120) }),
      );
    }
  }
  return (
    <div className="form" style={{ width: 320 }}>
      {(saved.data ?? []).map((s) => (
        <div key={s.filterId} className="row" style={{ flexWrap: 'nowrap' }}>
          <button
            type="button"
            className="plain-button ellipsis"
            style={{ flex: 1, textAlign: 'left' }}
            onClick={() => load(s.filter)}
          >
            {s.name}
          </button>
          <button
            type="button"
            className="plain-button"
            onClick={() =>
              saveText(`${s.name}.filter.json`, filterFile(s.name, s.filter), 'application/json')
            }
          >
            {t('filters.file')}
          </button>
          <button
            type="button"
            className="plain-button"
            aria-label={t('filters.remove', { name: s.name })}
            onClick={() => remove.mutate(s.filterId)}
          >
            ×
          </button>
        </div>
      ))}
      {saved.data?.length === 0 ? <p className="muted">{t('filters.none')}</p> : null}
      <form
        className="row"
        style={{ flexWrap: 'nowrap' }}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) save.mutate();
        }}
      >
        <input
          className="field"
          aria-label={t('filters.name')}
          placeholder={t('filters.name')}
          value={name}
          onChange={(e) => setName(e.target.value)}
        />
        <Button htmlType="submit" type="primary" disabled={!name.trim()} loading={save.isPending}>
          {t('filters.save')}
        </Button>
      </form>
      <div className="row">
        <button
          type="button"
          className="plain-button"
          onClick={() =>
            saveText('library.filter.json', filterFile(name.trim() || 'library', filter), 'application/json')
          }
        >
          {t('filters.saveFile')}
        </button>
        <button type="button" className="plain-button" onClick={() => picker.current?.click()}>
          {t('filters.loadFile')}
        </button>
        <input
          ref={picker}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label={t('filters.loadFile')}
          onChange={(e) => void read(e.target.files?.[0])}
        />
      </div>
    </div>
  );
}
