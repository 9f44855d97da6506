import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorKey } from '#basis/id.ts';
import { rng } from '#basis/rng.ts';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { hostedRoutes } from './hosted-routes.ts';
import { importAnswers } from './import-answers.ts';
import { keptSurvey, makeSurvey, setSurveyState, setWeighting } from './kept-surveys.ts';
import { makeLinks } from './links.ts';
import { responses, results, surveyTable } from './results.ts';
import { surveyRoutes } from './routes.ts';
import type { Definition, Links, Survey } from './schema.ts';
import { survey } from './service.ts';

let library: TempLibrary;
let app: FastifyInstance;
beforeAll(async () => {
  library = await tempLibrary();
  app = Fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await hostedRoutes(app, library.store);
  await app.register(
    async (api) => {
      surveyRoutes(api, { store: library.store, isLocal: () => true });
    },
    { prefix: '/api/v1' },
  );
});
afterAll(async () => {
  await app.close();
  await library.remove();
});

const both = (text: string) => ({ en: text, zh: text });
const definition: Definition = {
  title: { en: 'The cream', zh: '面霜' },
  intro: both(''),
  consent: { en: 'Taking part is voluntary.', zh: '自愿参加。' },
  thanks: both('Thanks'),
  questions: [
    {
      id: 'bought',
      kind: 'single',
      title: { en: 'Did you buy it?', zh: '您购买了吗？' },
      required: true,
      choices: [
        { id: 'yes', label: { en: 'Yes', zh: '买了' } },
        { id: 'no', label: { en: 'No', zh: '没有' } },
      ],
      showIf: null,
    },
    {
      id: 'satisfied',
      kind: 'rating',
      title: { en: 'How satisfied?', zh: '满意吗？' },
      required: true,
      choices: [],
      showIf: { question: 'bought', in: ['yes'] },
    },
    { id: 'recommend', kind: 'scale', title: both('Recommend?'), required: true, choices: [], showIf: null },
    {
      id: 'reason',
      kind: 'multiple',
      title: both('Why?'),
      required: false,
      choices: [
        { id: 'price', label: both('Price') },
        { id: 'creator', label: both('Creator') },
      ],
      showIf: null,
    },
    {
      id: 'gender',
      kind: 'single',
      title: { en: 'You are', zh: '性别' },
      required: true,
      choices: [
        { id: 'female', label: { en: 'a woman', zh: '女' } },
        { id: 'male', label: { en: 'a man', zh: '男' } },
      ],
      showIf: null,
    },
    { id: 'words', kind: 'text', title: both('Words?'), required: false, choices: [], showIf: null },
  ],
};
const post = (path: string, fields: Record<string, string | string[]>, cookie = '') =>
  app.inject({
    method: 'POST',
    url: path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      host: 'localhost',
      ...(cookie ? { cookie } : {}),
    },
    payload: new URLSearchParams(
      Object.entries(fields).flatMap(([k, v]) =>
        (Array.isArray(v) ? v : [v]).map((x): [string, string] => [k, x]),
      ),
    ).toString(),
  });
const page = (path: string, cookie = '') =>
  app.inject({ url: path, headers: { host: 'localhost', ...(cookie ? { cookie } : {}) } });
const made = async (name: string): Promise<string> => {
  const id = await makeSurvey(library.store, { name, definition }, 'test');
  await setSurveyState(library.store, id, { state: 'open', openLink: true }, 'test');
  return id;
};

describe('a questionnaire', () => {
  it('is refused where a question depends on what is not asked before it', async () => {
    const bad = { ...definition, questions: [...definition.questions].reverse() };
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/surveys',
      headers: { host: 'localhost' },
      payload: { name: 'x', definition: bad },
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('does not stand before it');
  });

  it('keeps nothing before consent, then every answer, and goes on where one stopped', async () => {
    const id = await made('personal');
    const links = (
      await app.inject({
        method: 'POST',
        url: `/api/v1/surveys/${id}/links`,
        headers: { host: 'localhost' },
        payload: { from: 'ids', platform: 'weibo', ids: ['3234567890', '3234567890', '99'] },
      })
    ).json<Links>();
    expect(links).toMatchObject({ made: 2, already: 0, erased: 0 });
    const path = links.items[0]?.path as string;
    const first = await page(`${path}?lang=en`);
    expect(first.body).toContain('Taking part is voluntary.');
    expect(first.body).not.toContain('<script');
    expect(await responses(library.store, id, { limit: 9, offset: 0 })).toMatchObject({ total: 0 });
    expect((await post(path, { step: 'agree', lang: 'en' })).statusCode).toBe(303);
    expect((await page(path)).body).toContain('Did you buy it?');
    const next = await post(path, { step: 'answer', question: 'bought', answer: 'yes', lang: 'en' });
    expect(next.headers.location).toContain('q=satisfied');
    // Stored before it was acknowledged: another reader of the file sees it.
    expect((await responses(library.store, id, { limit: 9, offset: 0 })).items[0]).toMatchObject({
      state: 'partial',
      answers: { bought: 'yes' },
    });
    expect((await page(path)).body).toContain('How satisfied?');
    expect((await post(path, { step: 'answer', question: 'satisfied', lang: 'en' })).body).toContain(
      'Please answer this question first.',
    );
    expect(
      (await post(path, { step: 'answer', question: 'satisfied', answer: '9', lang: 'en' })).statusCode,
    ).toBe(400);
    // A changed mind takes the question away, and its answer.
    await post(path, { step: 'answer', question: 'satisfied', answer: '5' });
    await post(path, { step: 'answer', question: 'bought', answer: 'no' });
    await post(path, { step: 'answer', question: 'recommend', answer: '9' });
    await post(path, { step: 'answer', question: 'reason', answer: ['price', 'creator'] });
    await post(path, { step: 'answer', question: 'gender', answer: 'female' });
    await post(path, { step: 'answer', question: 'words', answer: '=good <b>' });
    expect((await page(path)).body).toContain('Thanks');
    // One answer a link: later ones change nothing.
    await post(path, { step: 'agree' });
    await post(path, { step: 'answer', question: 'recommend', answer: '0' });
    const { items, total } = await responses(library.store, id, { limit: 9, offset: 0 });
    expect(total).toBe(1);
    expect(items[0]?.answers).toEqual({
      bought: 'no',
      recommend: 9,
      reason: ['price', 'creator'],
      gender: 'female',
      words: '=good <b>',
    });
    expect(items[0]?.actorKey).toBe(actorKey(library.store.actorKey, 'weibo', '3234567890'));
    await post(links.items[1]?.path as string, { step: 'decline' });
    const told = await survey(library.store, id);
    expect(told.nonResponse.personal).toMatchObject({ asked: 2, complete: 1, refused: 1, noAnswer: 0 });
    const csv = await app.inject({
      url: `/api/v1/surveys/${id}/answers.csv`,
      headers: { host: 'localhost' },
    });
    expect(csv.body).toContain(`'=good <b>`);
    expect(csv.body.split('\r\n')[0]).toContain('reason[price]');
  });

  it('by the open link asks each browser once, needs no token of the server, and closes', async () => {
    const id = await made('open');
    const path = (await survey(library.store, id)).openPath as string;
    const agreed = await post(path, { step: 'agree' });
    const cookie = String(agreed.headers['set-cookie']).split(';')[0] as string;
    await post(path, { step: 'answer', question: 'bought', answer: 'no' }, cookie);
    expect((await page(`${path}?lang=en`, cookie)).body).toContain('Recommend?');
    expect((await page(`${path}?lang=zh`)).body).toContain('自愿参加');
    await setSurveyState(library.store, id, { state: 'closed' }, 'test');
    expect((await page(`${path}?lang=en`, cookie)).body).toContain('takes no answers now');
    const stranger = await page('/s/abcdefghijkl');
    expect(stranger.statusCode).toBe(404);
    expect(stranger.body).toContain('leads to no survey');
  });
});

describe('answers from files', () => {
  it('of LimeSurvey, Formbricks and tables are kept or rejected row by row', async () => {
    const id = await made('files');
    const lime = await library.file(
      'results-survey.csv',
      '"id","submitdate","lastpage","startlanguage","token","bought","satisfied","recommend","reason[price]","reason[creator]","gender"\n' +
        '"1","2026-08-01 10:00:00","2","zh-Hans","u-1001","yes","A5","10","Y","","female"\n' +
        '"2","","1","en","u-1002","no","","3","","","male"\n' +
        '"3","2026-08-01 11:00:00","2","en","u-1003","perhaps","","3","","","male"\n',
    );
    const one = await importAnswers(
      library.store,
      id,
      { path: lime, fileName: 'results-survey.csv' },
      { columns: {}, platform: 'weibo', consented: true },
      'test',
    );
    expect(one).toMatchObject({ layout: 'limesurvey', read: 3, kept: 2, rejected: 1, joined: 2 });
    expect(one.rejections[0]).toMatchObject({
      row: 4,
      column: 'bought',
      value: 'perhaps',
      reason: 'not one of the choices',
    });
    const formbricks = await library.file(
      'export.csv',
      '"No.","Response ID","Timestamp","Finished","Survey ID","Formbricks ID (internal)","User ID","Tags","1. Did you buy it?","2. How satisfied?","3. Recommend?","4. Why?","5. You are"\n' +
        '1,"cl1","2026-08-01T10:00:00Z","Yes","s","","u9","","Yes","4","8","Price; Creator","a woman"\n',
    );
    const two = await importAnswers(
      library.store,
      id,
      { path: formbricks, fileName: 'export.csv' },
      { columns: {}, consented: false },
      'test',
    );
    expect(two).toMatchObject({ layout: 'formbricks', read: 1, kept: 1, rejected: 0, joined: 0 });
    const table = await library.file(
      't.csv',
      '答卷编号,您购买了吗？,Recommend?,分组\n7,买了,7,女\n8,没有,x,男\n',
    );
    const three = await importAnswers(
      library.store,
      id,
      { path: table, fileName: 't.csv' },
      { columns: { 分组: { to: 'question', question: 'gender' } }, consented: false },
      'test',
    );
    expect(three).toMatchObject({ layout: 'table', read: 2, kept: 1, rejected: 1 });
    expect(
      (
        await importAnswers(
          library.store,
          id,
          { path: table, fileName: 't.csv' },
          { columns: {}, consented: false },
          'test',
        )
      ).already,
    ).toBe(true);
    const { items } = await responses(library.store, id, { limit: 9, offset: 0 });
    expect(items).toHaveLength(4);
    expect(items.find((r) => r.answers['satisfied'] === 5)?.answers['reason']).toEqual(['price']);
    expect(items.filter((r) => r.state === 'partial')).toHaveLength(1);
    expect(JSON.stringify(items)).not.toMatch(/u-1001|cl1/);
  });
});

describe('a survey of many', () => {
  it('is weighed to margins, cross-tabbed with hidden cells, and says what it cannot', async () => {
    const id = await made('many');
    const random = rng('many');
    const rows = Array.from({ length: 160 }, (_, i) => {
      const woman = random.chance(0.7);
      return `${i},${random.chance(0.6) ? 'yes' : 'no'},${random.int(woman ? 6 : 3, 10)},${woman ? 'female' : 'male'}`;
    });
    const path = await library.file('many.csv', `id,bought,recommend,gender\n${rows.join('\n')}\n`);
    await importAnswers(
      library.store,
      id,
      { path, fileName: 'many.csv' },
      { columns: {}, consented: false },
      'test',
    );
    const plain = await results(library.store, id);
    await setWeighting(
      library.store,
      id,
      { margins: { gender: { female: 0.5, male: 0.5 } }, source: 'members', bounds: null },
      'test',
    );
    const told: Survey = await survey(library.store, id);
    if (told.weights.state !== 'ok') throw new Error('not weighed');
    expect(told.weights.n).toBe(160);
    expect(told.weights.deff).toBeGreaterThan(1);
    const weighted = await results(library.store, id);
    const promoters = (r: typeof weighted) => r.items.find((q) => q.questionId === 'recommend')?.netPromoters;
    expect(promoters(weighted)?.value).toBeLessThan(promoters(plain)?.value as number);
    expect(promoters(weighted)?.low).toBeLessThan(promoters(weighted)?.value as number);
    const table = await surveyTable(library.store, id, { rows: 'recommend', columns: 'gender' });
    expect(table.weighted).toBe(true);
    expect(table.rows.map((r) => r.id)).toEqual(['detractors', 'passives', 'promoters']);
    expect(table.test?.p).toBeLessThan(0.05);
    await expect(surveyTable(library.store, id, { rows: 'recommend', columns: 'words' })).rejects.toThrow(
      /choices or a scale/,
    );
    await expect(
      setWeighting(library.store, id, { margins: { recommend: { a: 1 } }, source: '', bounds: null }, 'test'),
    ).rejects.toThrow(/single-choice/);
    await setWeighting(
      library.store,
      id,
      { margins: { bought: { yes: 1, no: 0 } }, source: '', bounds: null },
      'test',
    );
    expect((await survey(library.store, id)).weights).toMatchObject({ state: 'refused' });
    expect((await keptSurvey(library.store, id)).weighting?.margins).toHaveProperty('bought');
  });
});

describe('whom to ask', () => {
  it('is joined with what facts say only where the person agreed', async () => {
    const acts = Array.from(
      { length: 30 },
      (_, i) =>
        `weibo,p${i % 3},m${i},like,2026-05-01T10:00:0${i % 3}Z\n`.repeat(1) +
        (i < 15
          ? Array.from({ length: 6 }, (__, j) => `weibo,r${j},m${i},like,2026-05-02T10:00:00Z\n`).join('')
          : ''),
    ).join('');
    await library.bringOne(await library.file('acts.csv', `platform,post_id,actor_id,kind,at\n${acts}`));
    const id = await made('joined');
    const rows = Array.from({ length: 30 }, (_, i) => `${i},m${i},no,${i < 15 ? 10 : 3},female`).join('\n');
    const path = await library.file('joined.csv', `id,member_id,bought,recommend,gender\n${rows}\n`);
    await importAnswers(
      library.store,
      id,
      { path, fileName: 'joined.csv' },
      { columns: {}, platform: 'weibo', consented: true },
      'test',
    );
    const table = await surveyTable(library.store, id, { rows: 'recommend', columns: '@acts' });
    expect(table.columns.map((c) => c.base)).toEqual([15, 0, 15]);
    expect(table.cells[2]?.[2]?.value).toBe(1);
    const other = await makeSurvey(library.store, { name: 'unjoined', definition }, 'test');
    await importAnswers(
      library.store,
      other,
      { path, fileName: 'joined.csv' },
      { columns: {}, consented: false },
      'test',
    );
    expect((await surveyTable(library.store, other, { rows: 'recommend', columns: '@acts' })).n).toBe(0);
  });

  it('comes from consent only, and from lists', async () => {
    const { db } = library.store.state;
    await db
      .insertInto('invitation')
      .values({
        invitation_id: 'i1',
        name: 'frame',
        definition: JSON.stringify({
          request: { name: 'frame', words: ['x'], dimension: 'platform', size: 3 },
          found: 3,
          cells: [],
        }),
        made_by: 't',
        made_at: '2026-08-01T00:00:00Z',
      })
      .execute();
    for (const [key, state] of [
      ['11', 'consented'],
      ['12', 'declined'],
      ['13', null],
    ] as const) {
      await db
        .insertInto('invitee')
        .values({ invitation_id: 'i1', actor_key: key, platform: 'weibo', cell: 'weibo', texts: 1 })
        .execute();
      if (state)
        await db
          .insertInto('consent')
          .values({
            consent_id: `c${key}`,
            invitation_id: 'i1',
            actor_key: key,
            state,
            note: '',
            recorded_by: 't',
            recorded_at: '2026-08-02T00:00:00Z',
          })
          .execute();
    }
    const id = await made('frame');
    const links = await makeLinks(
      library.store,
      id,
      { from: 'invitation', invitationId: 'i1', states: ['consented'] },
      'test',
    );
    expect(links.items.map((l) => l.person)).toEqual(['11']);
    await post(links.items[0]?.path as string, { step: 'agree' });
    const said = await db
      .selectFrom('consent')
      .selectAll()
      .where('actor_key', '=', '11')
      .where('recorded_by', '=', 'person')
      .execute();
    expect(said).toMatchObject([{ state: 'consented', note: 'survey frame' }]);
    expect((await survey(library.store, id)).nonResponse.cells).toMatchObject([
      { cell: 'weibo', asked: 1, complete: 0 },
    ]);
  });
});
