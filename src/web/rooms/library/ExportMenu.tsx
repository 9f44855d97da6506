/** The filtered library as a file. */
import { useMutation } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AccountFilter } from '#domain/facts/library/schema.ts';
import { accessToken, apiPath, authorization } from '#web/api/client.ts';
import { useComplain } from '#web/parts/complain.ts';
import { usePreferences } from '#web/parts/preferences.ts';
import { saveBlob, saveFrom } from '#web/parts/save.ts';

const FORMATS = ['csv', 'xlsx', 'parquet'] as const;

export function ExportMenu({ filter }: { filter: AccountFilter }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const save = useMutation({
    mutationFn: async (format: string) => {
      const path = apiPath('/accounts/export', { ...filter, format, lang: language });
      // Without a token the browser streams the file to disk; with one it must be fetched first.
      if (!accessToken()) return saveFrom(`library.${format}`, path);
      const response = await fetch(path, { headers: authorization() });
      if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
      saveBlob(`library.${format}`, await response.blob());
    },
    onError: useComplain(),
  });
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: FORMATS.map((format) => ({ key: format, label: t(`library.exportAs.${format}`) })),
        onClick: ({ key }) => save.mutate(key),
      }}
    >
      <Button loading={save.isPending}>{t('library.export')}</Button>
    </Dropdown>
  );
}
