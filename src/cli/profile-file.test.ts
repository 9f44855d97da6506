import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellNumber, labelOf, readRoleMap, roleOf } from './profile-columns.ts';
import { readProfiles } from './profile-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-profiles-'));
});
afterAll(() => rm(folder, { recursive: true }));
const given = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};
const options = (label: string) => ({ label, map: new Map<string, string>() });

describe('labelled profiles', () => {
  it('reads CSV by its headers, in the words of several sets', async () => {
    const path = await given(
      'a.csv',
      'id,#followers,#follows,#posts,profile pic,description length,nums/length username,extra words,label\n1,955,1000,32,1,53,0.27,2,human\n2,1.2万,,0,0,,0.5,3,bought\n',
    );
    const rows = await readProfiles([path], options('label'));
    expect([...rows.fields.keys()].toSorted()).toEqual([
      'bioLength',
      'digitShare',
      'extra words',
      'followers',
      'following',
      'hasPicture',
      'posts',
    ]);
    expect([...rows.labels]).toEqual([0, 1]);
    expect(rows.fields.get('followers')?.[1]).toBe(12_000);
    expect(rows.fields.get('following')?.[1]).toBeNaN();
    expect(rows.fields.get('bioLength')?.[1]).toBeNaN();
  });
  it('reads one class a file, JSON, and turns a default picture round', async () => {
    const fake = await given('fake.json', '[{"userFollowerCount": 3, "default_image": true, "isFake": 1}]');
    const real = await given(
      'real.json',
      '[{"userFollowerCount": 300, "default_image": false, "isFake": 0}, {"userFollowerCount": 5}]',
    );
    const rows = await readProfiles([fake, real], options('isFake'));
    expect(rows.count).toBe(2);
    expect(rows.unlabelledCount).toBe(1);
    expect([...(rows.fields.get('hasPicture') ?? [])]).toEqual([0, 1]);
    expect(rows.files.map((f) => f.rowCount)).toEqual([1, 1]);
  });
  it('counts days since joining to the observation, else to the newest join', async () => {
    const path = await given(
      'joined.csv',
      'created_at,fake\nFri Apr 06 10:58:22 +0000 2007,0\nSun Apr 06 10:58:22 +0000 2008,1\n',
    );
    const rows = await readProfiles([path], options('fake'));
    expect([...(rows.fields.get('ageDays') ?? [])]).toEqual([366, 0]);
  });
  it('names file, row and column of a label it does not know', async () => {
    const path = await given('odd.csv', 'followers,label\n3,maybe\n');
    await expect(readProfiles([path], options('label'))).rejects.toMatchObject({
      code: 'unknown-label',
      place: { file: 'odd.csv', row: 2, column: 'label', value: 'maybe' },
    });
    await expect(readProfiles([path], options('fake'))).rejects.toMatchObject({ code: 'no-column' });
    const known = await readProfiles([path], { ...options('label'), positive: 'maybe' });
    expect([...known.labels]).toEqual([1]);
  });
  it('takes a map in either direction', async () => {
    const path = await given('map.json', '{"A": "followers", "following": "B", "C": "ignore"}');
    const map = readRoleMap(path);
    expect(roleOf('A', map)).toBe('followers');
    expect(roleOf('B', map)).toBe('following');
    expect(roleOf('C', map)).toBe('ignore');
    const bad = await given('bad.json', '{"A": "nothing known"}');
    expect(() => readRoleMap(bad)).toThrow('neither');
  });
  it('tells marks, counts and words', () => {
    expect(cellNumber('True')).toBe(1);
    expect(cellNumber('否')).toBe(0);
    expect(cellNumber('-')).toBeNaN();
    expect(cellNumber('abc')).toBeNull();
    expect(labelOf('Human', undefined)).toBe(0);
    expect(labelOf('1.0', undefined)).toBe(1);
  });
});
