/** A satisfaction round after a finished campaign, as its people ran it: frame, consent, personal links, answers, margins. */
import { rng } from '#basis/rng.ts';
import { decide, finish, keepAnswer, nextOf, visitOf } from '#domain/assets/surveys/hosted.ts';
import { makeSurvey, setSurveyState, setWeighting } from '#domain/assets/surveys/kept-surveys.ts';
import { makeLinks } from '#domain/assets/surveys/links.ts';
import type { Question } from '#domain/assets/surveys/schema.ts';
import { addPeople } from '#domain/readings/audience/affinity/people-lists.ts';
import { invitationRequestSchema } from '#domain/readings/voice/invite/schema.ts';
import { frameOf, makeInvitation, recordConsent } from '#domain/readings/voice/invite/service.ts';
import type { Store } from '#store/open-store.ts';

const DRAWN = 220;
const WHO = 'demo';

/** Who one answers as: fixed by place, so that every demo says the same. */
interface Voice {
  woman: boolean;
  age: string;
  bought: boolean;
  mood: number;
}
const voiceOf = (place: number): Voice => {
  const random = rng(`survey ${place}`);
  const woman = random.chance(0.66);
  return {
    woman,
    age: random.pick(['a18_24', 'a18_24', 'a18_24', 'a25_34', 'a25_34', 'a25_34', 'a35_44', 'a45']),
    bought: random.chance(0.7),
    mood: random.normal(woman ? 7.6 : 6.6, 2.1),
  };
};
const within = (x: number, low: number, high: number) => String(Math.min(high, Math.max(low, Math.round(x))));
const WORDS = [
  '质地轻薄，不闷痘',
  '物流有点慢',
  '香味很好闻',
  '客服很耐心',
  '价格再低一点就好了',
  '会回购',
  '敏感肌可以用',
];

function answerTo(q: Question, v: Voice, place: number): string[] {
  const random = rng(`survey ${place} ${q.id}`);
  switch (q.id) {
    case 'bought':
      return [v.bought ? 'yes' : 'no'];
    case 'satisfied':
      return [within(v.mood / 2, 1, 5)];
    case 'service':
      return [within(v.mood / 2 - 0.4 + random.normal(0, 0.5), 1, 5)];
    case 'recommend':
      return [within(v.mood + random.normal(0, 0.6), 0, 10)];
    case 'reason':
      return ['creator', 'friend', 'search', 'price', 'other'].filter(
        (id, i) =>
          random.chance([0.62, 0.25, 0.3, 0.35, 0.05][i] ?? 0) || (id === 'creator' && place % 4 === 0),
      );
    case 'gender':
      return [v.woman ? 'female' : 'male'];
    case 'age':
      return [v.age];
    default:
      return random.chance(0.3) ? [random.pick(WORDS)] : [];
  }
}

export async function seedSurveys(store: Store, brand: string, campaign: string): Promise<void> {
  const frame = await makeInvitation(
    store,
    invitationRequestSchema.parse({
      name: `${brand} 互动者`,
      source: 'engagers',
      dimension: 'platform',
      size: DRAWN,
      seed: 'demo',
    }),
    WHO,
  );
  const people = await frameOf(store, frame.invitationId);
  const said = (state: 'consented' | 'declined', of: typeof people) =>
    of.length === 0
      ? Promise.resolve(frame)
      : recordConsent(
          store,
          frame.invitationId,
          { actorKeys: of.map((p) => p.actorKey), state, note: '私信邀请' },
          WHO,
        );
  const willing = people.filter((_, i) => i % 8 !== 7);
  await said('consented', willing);
  await said(
    'declined',
    people.filter((_, i) => i % 8 === 7),
  );
  await addPeople(store, {
    name: `${brand} 会员`,
    keys: willing.filter((_, i) => i % 3 === 0).map((p) => p.actorKey),
  });
  const surveyId = await makeSurvey(
    store,
    { name: `${campaign} 满意度回访`, template: 'satisfaction', brand, campaign },
    WHO,
  );
  const links = await makeLinks(
    store,
    surveyId,
    { from: 'invitation', invitationId: frame.invitationId, states: ['consented'] },
    WHO,
  );
  await setSurveyState(store, surveyId, { state: 'open' }, WHO);
  for (const [place, link] of links.items.entries()) {
    const fate = rng(`fate ${place}`).next();
    // A third never opens it; some say no; some stop on the way.
    if (fate < 0.3) continue;
    await answerAs(
      store,
      link.path.slice('/s/'.length),
      place,
      fate < 0.36 ? 'no' : fate < 0.46 ? 'part' : 'whole',
    );
  }
  await setWeighting(
    store,
    surveyId,
    {
      margins: {
        gender: { female: 0.62, male: 0.38 },
        age: { a18_24: 0.26, a25_34: 0.38, a35_44: 0.24, a45: 0.12 },
      },
      source: '品牌会员系统，虚构',
      bounds: { least: 0.2, most: 5 },
    },
    WHO,
  );
  await setSurveyState(store, surveyId, { state: 'closed' }, WHO);
}

/** One person, page by page. */
async function answerAs(
  store: Store,
  token: string,
  place: number,
  how: 'no' | 'part' | 'whole',
): Promise<void> {
  const voice = voiceOf(place);
  const visit = () => visitOf(store, token, '');
  await decide(store, await visit(), how !== 'no', 'zh');
  if (how === 'no') return;
  const left = new Set<string>();
  for (let asked = 0; asked < (how === 'part' ? 3 : 20); asked++) {
    const now = await visit();
    const question = nextOf({
      ...now,
      answers: { ...now.answers, ...Object.fromEntries([...left].map((id) => [id, ''])) },
    });
    if (!question) break;
    const given = answerTo(question, voice, place);
    if (given.length === 0 && question.kind === 'multiple') given.push('other');
    if (given.length === 0) left.add(question.id);
    else await keepAnswer(store, now, question, given);
  }
  if (how === 'whole') await finish(store, await visit());
}
