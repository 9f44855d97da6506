/** Lists: the accounts of the compare tray go into a list, old or new. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeMembers, createList } from '#web/api/changes.ts';
import { listsQuery } from '#web/api/endpoints.ts';
import { useComplain } from '#web/parts/complain.ts';

interface ListMenuProps {
  /** Accounts to add or remove. */
  chosen: readonly string[];
  /** The list the page shows, if it shows one. */
  current?: string | undefined;
}

export function ListMenu({ chosen, current }: ListMenuProps) {
  const { t } = useTranslation();
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={<ListPanel chosen={chosen} current={current} />}
    >
      <Button>{t('lists.menu')}</Button>
    </Popover>
  );
}

export function ListPanel({ chosen, current }: ListMenuProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const lists = useQuery(listsQuery);
  const [name, setName] = useState('');
  const done = (text: string) => {
    void message.success(text);
    void client.invalidateQueries({ queryKey: ['library'] });
  };
  const onError = useComplain();
  const add = useMutation({
    mutationFn: (list: { listId: string; name: string }) => changeMembers(list.listId, { add: [...chosen] }),
    onSuccess: (_, list) => done(t('lists.added', { count: chosen.length, name: list.name })),
    onError,
  });
  const remove = useMutation({
    mutationFn: (listId: string) => changeMembers(listId, { remove: [...chosen] }),
    onSuccess: () => done(t('lists.removed', { count: chosen.length })),
    onError,
  });
  const create = useMutation({
    mutationFn: async () => {
      const list = await createList(name.trim());
      if (chosen.length > 0) await changeMembers(list.listId, { add: [...chosen] });
    },
    onSuccess: () => (setName(''), done(t('lists.created'))),
    onError,
  });
  return (
    <div className="form" style={{ width: 300 }}>
      <p className="muted">
        {chosen.length > 0 ? t('lists.chosen', { count: chosen.length }) : t('lists.chooseFirst')}
      </p>
      {(lists.data ?? []).map((list) => (
        <div key={list.listId} className="row">
          <span className="ellipsis" style={{ flex: 1 }}>
            {list.name} <span className="muted">{list.size}</span>
          </span>
          <Button size="small" disabled={chosen.length === 0} onClick={() => add.mutate(list)}>
            {t('lists.add')}
          </Button>
          {current === list.listId ? (
            <Button size="small" disabled={chosen.length === 0} onClick={() => remove.mutate(list.listId)}>
              {t('lists.remove')}
            </Button>
          ) : null}
        </div>
      ))}
      <form
        className="row"
        style={{ flexWrap: 'nowrap' }}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) create.mutate();
        }}
      >
        <input
          className="field"
          aria-label={t('lists.name')}
          placeholder={t('lists.name')}
          value={name}
          onChange={(e) => setName(e.target.value)}
        />
        <Button htmlType="submit" type="primary" disabled={!name.trim()} loading={create.isPending}>
          {t('lists.create')}
        </Button>
      </form>
    </div>
  );
}
