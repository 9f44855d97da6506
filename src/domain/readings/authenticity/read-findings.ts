/** Runs detectors over facts: findings only, nothing is kept. Same facts and versions, same findings. */
import { digestOf } from '#basis/id.ts';
import type { Finding } from '#basis/reading.ts';
import type { FactReader } from '#store/facts/fact-store.ts';
import { COMBINED } from './combined-card.ts';
import type { Detector, Scope } from './detector.ts';
import { type CombinedEvidence, combinedEvidence, LEAST_CARDS } from './measures/combined-evidence.ts';
import { DETECTORS } from './registry.ts';

const pOf = (finding: Finding): number | null => {
  const p = finding.result.state === 'ok' ? finding.result.detail['pValue'] : null;
  return typeof p === 'number' ? p : null;
};

const list = (words: string[]) => words.join(', ');

function summaryOf(c: CombinedEvidence, titles: Map<string, Detector>): Finding['summary'] {
  const named = (lang: 'en' | 'zh') =>
    list(c.leading.slice(0, 3).map((l) => titles.get(l.measure)?.card.title[lang] ?? l.measure));
  const p = c.pValue < 0.0001 ? '< 0.0001' : `= ${c.pValue.toPrecision(2)}`;
  return c.leading.length === 0
    ? {
        en: `${c.cardCount} cards read; none argues. Combined p ${p}.`,
        zh: `已读 ${c.cardCount} 张证据卡，均无异常指向。合并 p ${p}。`,
      }
    : {
        en: `${c.cardCount} cards read; ${c.leading.length} argue, first of all: ${named('en')}. Combined p ${p}.`,
        zh: `已读 ${c.cardCount} 张证据卡，其中 ${c.leading.length} 张有指向，最强的是：${named('zh')}。合并 p ${p}。`,
      };
}

/** The reading that joins an account's cards. Only cards that accuse count; quantities stand beside it. */
function combined(
  accountId: string,
  asOf: string,
  findings: readonly Finding[],
  titles: Map<string, Detector>,
): Finding {
  const cards = findings.filter((f) => titles.get(f.measure)?.card.falseAlarm);
  const evidence = combinedEvidence(
    cards.map((f) => ({ measure: f.measure, level: f.level, pValue: pOf(f) })),
  );
  const { level, pValue, cardCount, insufficientCount, leading } = evidence;
  return {
    subject: { kind: 'account', id: accountId },
    measure: COMBINED.measure,
    asOf,
    inputDigest: digestOf(cards.map((f) => [f.measure, f.inputDigest, f.level])),
    level,
    result:
      level === 'insufficient'
        ? {
            state: 'insufficient',
            need: {
              en: `${LEAST_CARDS} cards with enough data`,
              zh: `至少 ${LEAST_CARDS} 张数据充足的证据卡`,
            },
            have: { en: `${cardCount} of ${cards.length}`, zh: `${cards.length} 张中有 ${cardCount} 张` },
            why: {
              en: 'Fewer cards say too little together.',
              zh: '证据卡太少，合并后说明不了问题。',
            },
          }
        : {
            state: 'ok',
            value: pValue,
            low: null,
            high: null,
            n: cardCount,
            unit: 'p',
            detail: { pValue, insufficientCount, leading },
            caveats: [
              {
                en: 'Bonferroni over the cards that could be read: each card weighs by its own p value, and the bound holds however the cards depend on each other.',
                zh: '对可读证据卡作 Bonferroni 校正：每张卡以自身 p 值为权重，无论各卡是否相关，误报上界均成立。',
              },
            ],
          },
    summary: summaryOf(evidence, titles),
    rows: cards
      .filter((f) => leading.some((l) => l.measure === f.measure))
      .flatMap((f) => f.rows.slice(0, 20)),
    rowCount: cards
      .filter((f) => leading.some((l) => l.measure === f.measure))
      .reduce((total, f) => total + f.rowCount, 0),
  };
}

/**
 * Findings of every detector about the scope's accounts, their posts and live rooms, and the combined one of each
 * account. A detector that throws stops the audit: a missing card must not look like a clean one.
 */
export async function readFindings(
  facts: FactReader,
  scope: Scope,
  progress: (share: number, measure: string) => void = () => {},
  detectors: readonly Detector[] = DETECTORS,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const titles = new Map(detectors.map((d) => [d.card.measure, d]));
  for (const [i, detector] of detectors.entries()) {
    scope.signal?.throwIfAborted();
    progress(i / detectors.length, detector.card.measure);
    for (const finding of await detector.read(facts, scope)) findings.push(finding);
  }
  const about = new Map<string, Finding[]>(scope.accountIds.map((id) => [id, []]));
  for (const f of findings) if (f.subject.kind === 'account') about.get(f.subject.id)?.push(f);
  for (const [id, own] of about) findings.push(combined(id, scope.asOf, own, titles));
  progress(1, COMBINED.measure);
  return findings;
}
