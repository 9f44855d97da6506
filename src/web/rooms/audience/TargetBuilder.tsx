/** Names a target: what people are, with whom they engaged, what they said or bought, whom they follow. */
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { targetFieldsQuery } from '#web/api/audience.ts';
import { listsQuery } from '#web/api/endpoints.ts';
import { formatCount } from '#web/parts/format.ts';
import { useNumberStyle, usePlatformName, useWord } from '#web/parts/words.ts';
import { AccountSelect } from '#web/rooms/audience/AccountSelect.tsx';
import { Members } from '#web/rooms/audience/Members.tsx';
import type { TargetSearch } from '#web/rooms/audience/search.ts';

interface BuilderProps {
  search: TargetSearch;
  change: (part: TargetSearch) => void;
}

interface Option {
  value: string;
  label: string;
}
interface WordsProps {
  label: string;
  value: string[] | undefined;
  options?: readonly Option[];
  change: (value: string[]) => void;
}
function Words({ label, value, options, change }: WordsProps) {
  return (
    <Select
      mode={options ? 'multiple' : 'tags'}
      aria-label={label}
      placeholder={label}
      value={value ?? []}
      options={options ? [...options] : []}
      optionFilterProp="label"
      open={options ? undefined : false}
      suffixIcon={options ? undefined : null}
      tokenSeparators={options ? undefined : [',', '，', ';']}
      onChange={change}
      style={{ width: '100%' }}
    />
  );
}

/** Files write it either way; the value asked for stays as it is stored. */
const GENDER: Readonly<Record<string, string>> = { 女: 'female', 男: 'male' };

function Group({ legend, hint, children }: { legend: string; hint: string; children: ReactNode }) {
  return (
    <fieldset className="target-group">
      <legend>{legend}</legend>
      {children}
      <p className="muted small">{hint}</p>
    </fieldset>
  );
}

export function TargetBuilder({ search, change }: BuilderProps) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const word = useWord();
  const platformName = usePlatformName();
  const { data: fields } = useQuery(targetFieldsQuery);
  const counted = (items: readonly { value: string; people: number }[] | undefined, group?: 'segment') =>
    (items ?? []).map((i) => ({
      value: i.value,
      label: `${group ? word(group, GENDER[i.value] ?? i.value) : i.value} · ${formatCount(i.people, style)}`,
    }));
  return (
    <div className="target">
      <Group legend={t('audience.build.profile')} hint={t('audience.build.profileHint')}>
        <Words
          label={t('audience.build.platform')}
          value={search.platform}
          options={PLATFORM_IDS.map((p) => ({ value: p, label: platformName(p) }))}
          change={(platform) => change({ platform })}
        />
        <Words
          label={t('audience.build.gender')}
          value={search.gender}
          options={counted(fields?.gender, 'segment')}
          change={(gender) => change({ gender })}
        />
        <Words
          label={t('audience.build.age')}
          value={search.age}
          options={counted(fields?.ageBand)}
          change={(age) => change({ age })}
        />
        <Words
          label={t('audience.build.region')}
          value={search.region}
          options={counted(fields?.region)}
          change={(region) => change({ region })}
        />
      </Group>
      <Group legend={t('audience.build.engaged')} hint={t('audience.build.engagedHint')}>
        <AccountSelect
          label={t('audience.build.accounts')}
          value={search.engaged ?? []}
          change={(engaged) => change({ engaged })}
        />
        <ListSelect value={search.engagedList} change={(engagedList) => change({ engagedList })} />
        <Words
          label={t('audience.build.brand')}
          value={search.brand}
          options={(fields?.brands ?? []).map((b) => ({
            value: b.value,
            label: `${b.value} · ${t('audience.build.posts', { n: formatCount(b.posts, style) })}`,
          }))}
          change={(brand) => change({ brand })}
        />
      </Group>
      <Group legend={t('audience.build.said')} hint={t('audience.build.saidHint')}>
        <Words label={t('audience.build.words')} value={search.said} change={(said) => change({ said })} />
      </Group>
      <Group legend={t('audience.build.bought')} hint={t('audience.build.boughtHint')}>
        <Words
          label={t('audience.build.campaign')}
          value={search.bought}
          options={(fields?.campaigns ?? []).map((c) => ({
            value: c.value,
            label: `${c.value} · ${t('audience.build.orders', { n: formatCount(c.orders, style) })}`,
          }))}
          change={(bought) => change({ bought })}
        />
      </Group>
      <Group legend={t('audience.build.follows')} hint={t('audience.build.followsHint')}>
        <AccountSelect
          label={t('audience.build.accounts')}
          value={search.follows ?? []}
          change={(follows) => change({ follows })}
        />
        <ListSelect value={search.followsList} change={(followsList) => change({ followsList })} />
      </Group>
      <Group legend={t('audience.build.members')} hint={t('audience.build.membersHint')}>
        <Members value={search.members} change={(members) => change({ members })} />
      </Group>
      <Group legend={t('audience.build.not')} hint={t('audience.build.notHint')}>
        <AccountSelect
          label={t('audience.build.accounts')}
          value={search.not ?? []}
          change={(not) => change({ not })}
        />
      </Group>
    </div>
  );
}

/** One list of the user's; the empty choice takes none. */
function ListSelect({ value, change }: { value: string | undefined; change: (list: string) => void }) {
  const { t } = useTranslation();
  const id = useId();
  const { data: lists } = useQuery(listsQuery);
  if (!lists || lists.length === 0) return null;
  return (
    <label htmlFor={id}>
      <span className="hidden">{t('audience.build.list')}</span>
      <select id={id} className="field" value={value ?? ''} onChange={(e) => change(e.target.value)}>
        <option value="">{t('audience.build.list')}</option>
        {lists.map((l) => (
          <option key={l.listId} value={l.listId}>
            {l.name} ({l.size})
          </option>
        ))}
      </select>
    </label>
  );
}
