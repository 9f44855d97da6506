/** N candidates against the library: who covers the path for the goal, why, and what would change it. */
import { digestOf } from '#basis/id.ts';
import { accountIdInLink } from '#basis/platform.ts';
import type { Finding, Words } from '#basis/reading.ts';
import type { Store } from '#store/open-store.ts';
import { keepFindings } from '#store/readings/keep-readings.ts';
import { type Candidate, type Picked, pathPick } from './measures/path-pick.ts';
import { emptyScores, scoreInto } from './measures/value-score.ts';
import { accountsNamed } from './queries.ts';
import { type Goal, type Shortlist, type ShortlistRequest, VALUES, type ValuePage } from './schema.ts';
import { type Asked, ask, valuePages } from './service.ts';

const REASONS = 3;
const round = (x: number): number => Math.round(10 * x) / 10;

/** Which account a sheet's cell means. */
export async function resolve(
  store: Store,
  given: readonly string[],
): Promise<{ ids: string[]; unknown: Shortlist['unknown'] }> {
  const words = given.map((g) => (/^https?:\/\//.test(g) ? (accountIdInLink(g) ?? g) : g.replace(/^@/, '')));
  const rows = await store.facts.all(accountsNamed, { given: [...new Set([...given, ...words])] });
  const ids = new Set<string>();
  const unknown: Shortlist['unknown'] = [];
  given.forEach((word, i) => {
    const found = [
      ...new Set(rows.filter((r) => r.given === word || r.given === words[i]).map((r) => r.account_id)),
    ];
    const [only] = found;
    if (found.length === 1 && only !== undefined) ids.add(only);
    else
      unknown.push({
        given: word,
        reason:
          found.length === 0
            ? {
                en: 'No account of the library has this id, handle, link or name.',
                zh: '库中没有该标识、账号、链接或名称。',
              }
            : {
                en: `${found.length} accounts are called so: ${found.slice(0, 5).join(', ')}. Give an id.`,
                zh: `有 ${found.length} 个账号同名：${found.slice(0, 5).join('、')}。请给出标识。`,
              },
      });
  });
  return { ids: [...ids], unknown };
}

/** Stage indexes and totals of the candidates under a goal. */
function candidatesFor(asked: Asked, ids: readonly string[], goal: Goal): Candidate[] {
  const plan = asked.planFor(goal);
  const out = emptyScores(plan);
  return ids.map((id) => {
    scoreInto(out, asked.base.placeOf.get(id) as number, plan, asked.accounts, asked.base.peers);
    return { stages: [...out.stages], total: out.total };
  });
}

const called = (page: ValuePage | undefined): string => page?.name ?? page?.accountId ?? '';
const points = (list: ValuePage['total']['parts'], language: 'en' | 'zh'): string =>
  list.map((p) => `${p.name[language]} ${round(p.points)}`).join(language === 'en' ? ', ' : '、');

export async function shortlist(store: Store, request: ShortlistRequest): Promise<Shortlist> {
  const asked = await ask(store, request);
  const { ids, unknown } = await resolve(store, request.candidates);
  const pages = await valuePages(store, ids, asked);
  const shut = (page: ValuePage) => page.gates.filter((g) => !g.open);
  const eligible = pages.filter((p) => shut(p).length === 0 && p.total.result.state === 'ok');
  const names = eligible.map((p) => p.accountId);
  const k = Math.min(request.pick, eligible.length);
  const candidates = candidatesFor(asked, names, asked.goal);
  const best = k === 0 ? null : pathPick(candidates, k, asked.goal.path);
  const pageOf = new Map(pages.map((p) => [p.accountId, p]));
  const picked = best?.places ?? [];

  const picks: Shortlist['picks'] = picked.map((place) => {
    const page = eligible[place] as ValuePage;
    const leads = asked.map.stages.flatMap((s, i) => {
      const own = candidates[place]?.stages[i] ?? Number.NaN;
      return picked.every((o) => !((candidates[o]?.stages[i] ?? Number.NaN) > own)) && !Number.isNaN(own)
        ? [s.stage]
        : [];
    });
    const without = pathPick(
      candidates,
      k,
      asked.goal.path,
      picked.filter((p) => p !== place),
      [place],
    );
    const other = without?.places.find((p) => !picked.includes(p));
    const instead =
      other === undefined || !without || !best
        ? null
        : { accountId: names[other] as string, loss: best.value - without.value };
    const reasons = page.total.parts.slice(0, REASONS);
    const names2 = (language: 'en' | 'zh') =>
      asked.map.stages.filter((s) => leads.includes(s.stage)).map((s) => s.name[language]);
    const who = instead && called(pageOf.get(instead.accountId));
    return {
      accountId: page.accountId,
      leads,
      reasons,
      instead,
      words: {
        en: `${called(page)}: total ${total(page)}; largest contributions: ${points(reasons, 'en')}${leads.length > 0 ? `; best of the picks in ${names2('en').join(', ')}` : ''}.${instead ? ` Without it ${who} would come in, ${round(instead.loss)} points worse.` : ''}`,
        zh: `${called(page)}：总分 ${total(page)}；最大贡献：${points(reasons, 'zh')}${leads.length > 0 ? `；在${names2('zh').join('、')}阶段领先` : ''}。${instead ? `若不选，由 ${who} 补上，目标值低 ${round(instead.loss)} 分。` : ''}`,
      },
    };
  });

  const rejected = pages
    .filter((p) => !picks.some((one) => one.accountId === p.accountId))
    .map((page) =>
      reject(
        page,
        shut(page).map((g) => g.reason),
        names.indexOf(page.accountId),
        best,
      ),
    );
  function reject(
    page: ValuePage,
    gates: Words[],
    place: number,
    against: Picked | null,
  ): Shortlist['rejected'][number] {
    const one = (
      why: Shortlist['rejected'][number]['why'],
      needs: number | null,
      en: string,
      zh: string,
    ) => ({
      accountId: page.accountId,
      why,
      needs,
      words: { en: `${called(page)}: ${en}`, zh: `${called(page)}：${zh}` },
    });
    if (gates.length > 0)
      return one('gate', null, gates.map((g) => g.en).join(' '), gates.map((g) => g.zh).join(''));
    const { result } = page.total;
    if (result.state === 'insufficient')
      return one(
        'insufficient',
        null,
        `${result.have.en}; needs ${result.need.en}.`,
        `${result.have.zh}；需要${result.need.zh}。`,
      );
    const withIt = pathPick(candidates, k, asked.goal.path, [place]);
    const loss = against && withIt ? against.value - withIt.value : 0;
    // A point of total moves the objective by 1 / 2k.
    const needs = 2 * k * loss;
    const weak = page.total.parts.toSorted((a, b) => a.score - b.score)[0];
    return one(
      'outranked',
      needs,
      `total ${total(page)}; the best set with it is ${round(loss)} points worse; ${round(needs)} points more of total would bring it in. Weakest part: ${weak?.name.en} ${round(weak?.score ?? 0)}.`,
      `总分 ${total(page)}；含它的最佳组合低 ${round(loss)} 分；总分再高 ${round(needs)} 分即可入选。最弱项：${weak?.name.zh} ${round(weak?.score ?? 0)}。`,
    );
  }

  const otherGoals = asked.goals
    .filter((g) => g.goal !== asked.goal.goal)
    .map((g) => {
      const found = k === 0 ? null : pathPick(candidatesFor(asked, names, g), k, g.path);
      return { goal: g.goal, name: g.name, picks: (found?.places ?? []).map((p) => names[p] as string) };
    });
  const { readings } =
    request.keep && pages.length > 0 && asked.asOf !== null
      ? await keepFindings(
          store,
          pages.flatMap((page) => findingsOf(page, asked)),
        )
      : { readings: [] };
  const short: Omit<Shortlist, 'why'> = {
    asOf: asked.asOf,
    map: { map: asked.map.map, name: asked.map.name },
    goal: asked.goal,
    candidates: pages,
    unknown,
    picks,
    rejected,
    objective: best && { value: best.value, path: best.path, total: best.total, exact: best.exact },
    otherGoals,
    readingIds: readings.map((r) => r.readingId),
  };
  return { ...short, why: whyOf(short, (id) => called(pageOf.get(id))) };
}

const total = (page: ValuePage): string =>
  page.total.result.state === 'ok' ? String(round(page.total.result.value)) : '–';

/** The whole choice as Markdown, in both languages. */
function whyOf(s: Omit<Shortlist, 'why'>, nameOf: (id: string) => string): Words {
  const write = (l: 'en' | 'zh'): string => {
    const t = (en: string, zh: string) => (l === 'en' ? en : zh);
    const assumptions = [
      ...new Set(
        s.candidates.flatMap((c) =>
          [...c.costPerPerson.assumptions, ...c.expectedSales.assumptions].map((a) => a.words[l]),
        ),
      ),
    ];
    const head = t(
      `# ${s.picks.length} of ${s.candidates.length + s.unknown.length} for the goal “${s.goal.name.en}”`,
      `# 目标“${s.goal.name.zh}”：${s.candidates.length + s.unknown.length} 选 ${s.picks.length}`,
    );
    const goals = s.otherGoals.map((g) =>
      t(
        `- ${g.name.en}: ${g.picks.map(nameOf).join(', ') || 'nobody'}`,
        `- ${g.name.zh}：${g.picks.map(nameOf).join('、') || '无'}`,
      ),
    );
    return [
      head,
      '',
      s.goal.why[l],
      t(
        `Stages: ${s.map.name.en}. As of ${s.asOf ?? '–'}.`,
        `阶段：${s.map.name.zh}。截至 ${s.asOf ?? '–'}。`,
      ),
      '',
      t('## Picked', '## 入选'),
      '',
      ...s.picks.map((p) => `- ${p.words[l]}`),
      '',
      t('## Not picked', '## 未入选'),
      '',
      ...s.rejected.map((r) => `- ${r.words[l]}`),
      ...s.unknown.map((u) => `- ${u.given}${t(': ', '：')}${u.reason[l]}`),
      '',
      t('## Under other goals', '## 其他目标下'),
      '',
      ...goals,
      '',
      t('## Assumed', '## 假设'),
      '',
      ...assumptions.map((a) => `- ${a}`),
      '',
    ].join('\n');
  };
  return { en: write('en'), zh: write('zh') };
}

/** The scores of a page as readings, so that a decision can name what it consulted. */
function findingsOf(page: ValuePage, asked: Asked): Finding[] {
  const { asOf } = asked;
  if (asOf === null) return [];
  const scores = [...VALUES.map((v) => [v, page.values[v]] as const), ['total', page.total] as const];
  return scores.map(([name, score]) => {
    const { result } = score;
    const label = name === 'total' ? 'Total value' : `${name} value`;
    const zh = { communication: '传播价值', fan: '粉丝价值', conversion: '转化价值', total: '总价值' }[name];
    return {
      subject: { kind: 'account', id: page.accountId },
      measure: `value-${name}@1`,
      asOf,
      inputDigest: digestOf([asked.map, asked.weights, asked.goal, asked.brand, score]),
      level: result.state === 'ok' ? 'none' : 'insufficient',
      result:
        result.state === 'ok'
          ? {
              ...result,
              detail: { ...result.detail, goal: asked.goal.goal, brand: asked.brand, parts: score.parts },
            }
          : result,
      summary:
        result.state === 'ok'
          ? {
              en: `${label} ${round(result.value)} of 100 for ${asked.goal.name.en}, among ${result.n} peers.`,
              zh: `${asked.goal.name.zh}目标下${zh} ${round(result.value)}/100，同类 ${result.n} 个。`,
            }
          : { en: `${label}: ${result.have.en}.`, zh: `${zh}：${result.have.zh}。` },
      rowCount: 0,
      rows: [],
    };
  });
}
