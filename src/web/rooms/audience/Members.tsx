/** A list of people as part of a target, and the way to add one from a file of ids. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PLATFORM_IDS, type PlatformId } from '#basis/platform.ts';
import { addPeople, peopleListsQuery } from '#web/api/audience.ts';
import { formatCount } from '#web/parts/format.ts';
import { namesInText } from '#web/parts/names-in-text.ts';
import { PlatformOptions } from '#web/parts/PlatformOptions.tsx';
import { useNumberStyle } from '#web/parts/words.ts';

interface MembersProps {
  value: string | undefined;
  change: (list: string) => void;
}

const HEADERS = [/^(user_?id|uid|用户 ?id|会员 ?id|member_?id)$/i, /^(id|openid|账号 ?id)$/i];

export function Members({ value, change }: MembersProps) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const { message } = App.useApp();
  const client = useQueryClient();
  const id = useId();
  const [platform, setPlatform] = useState<PlatformId>('weibo');
  const { data } = useQuery(peopleListsQuery);
  const add = useMutation({
    mutationFn: async (file: File) => {
      const ids = namesInText(await file.text(), HEADERS);
      if (!ids || ids.length === 0) throw new Error(t('audience.build.membersBad'));
      return addPeople({ name: file.name.replace(/\.[a-z]+$/i, ''), platform, ids });
    },
    onSuccess: async (list) => {
      await client.invalidateQueries({ queryKey: ['library', 'people-lists'] });
      change(list.listId);
    },
    onError: (error) => void message.error(error.message),
  });
  return (
    <>
      {data && data.items.length > 0 ? (
        <label htmlFor={id}>
          <span className="hidden">{t('audience.build.membersList')}</span>
          <select id={id} className="field" value={value ?? ''} onChange={(e) => change(e.target.value)}>
            <option value="">{t('audience.build.membersList')}</option>
            {data.items.map((l) => (
              <option key={l.listId} value={l.listId}>
                {l.name} ({formatCount(l.people, style)})
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <span className="row">
        <select
          className="field"
          style={{ width: 'auto' }}
          aria-label={t('audience.build.membersPlatform')}
          value={platform}
          onChange={(e) => setPlatform(PLATFORM_IDS.find((p) => p === e.target.value) ?? 'weibo')}
        >
          <PlatformOptions />
        </select>
        <label className="button">
          {t('audience.build.membersAdd')}
          <input
            type="file"
            className="hidden"
            accept=".csv,.txt,text/csv,text/plain"
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              if (file) add.mutate(file);
              event.target.value = '';
            }}
          />
        </label>
      </span>
    </>
  );
}
