/** The reading thread: a part of the texts to lines of JSON, so that no request waits for it. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, existsSync, readFileSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { factsByMessage } from '#store/facts/facts-by-message.ts';
import type { FromThread } from '#store/facts/in-facts-thread.ts';
import { provinceIn } from '../dictionary/provinces.ts';
import { newWordsOf } from './find-new-words.ts';
import type { ToRead } from './in-voice-thread.ts';
import { languageIdentifier } from './language.ts';
import { learnOwnModel } from './learn-own-model.ts';
import { modelOf, nameOfModel } from './model-file.ts';
import { aspectFinder, feelingClass, nameFinder, type ReadTools, readText } from './read-text.ts';
import { engagementsToRead, postsToRead, type TextRow } from './rows-to-read.ts';
import { Segmenter } from './segmenter.ts';
import { stylesOf } from './styles-of.ts';

const port = parentPort;
if (!port) throw new Error('voice-thread runs as a worker only');
const say = (message: FromThread) => port.postMessage(message);
const facts = factsByMessage(port);
const work = workerData as ToRead;

const textIdOf = (row: TextRow): string =>
  row.act === 'post'
    ? `p:${row.post_id}`
    : `c:${createHash('sha256')
        .update(
          JSON.stringify([
            row.platform,
            row.post_id,
            row.act,
            row.actor,
            row.engagement_key,
            row.said_at,
            row.text,
          ]),
        )
        .digest('hex')
        .slice(0, 24)}`;

async function write(stream: WriteStream, value: unknown): Promise<void> {
  if (!stream.write(`${JSON.stringify(value)}\n`)) await once(stream, 'drain');
}

async function readPart(work: Extract<ToRead, { kind: 'read' }>): Promise<{ texts: number }> {
  const { labels, part, folder } = work;
  const own = [
    ...labels.brands.flatMap((b) => [b.brand, ...b.products.map((p) => p.product)]),
    ...labels.words,
  ];
  const model = work.model !== null && existsSync(work.model) ? readFileSync(work.model) : null;
  const name = nameOfModel(model);
  const tools: ReadTools = {
    segmenter: new Segmenter(own),
    identify: await languageIdentifier(),
    aspects: aspectFinder(labels),
    names: nameFinder(labels),
    learned: model && modelOf(model),
  };
  const rows =
    part.kind === 'posts'
      ? await facts.all(postsToRead, { most: part.most })
      : await facts.all(engagementsToRead, part);
  const [texts, aspects, mentions] = ['texts', 'aspects', 'mentions'].map((file) =>
    createWriteStream(join(folder, `${file}.ndjson`)),
  ) as [WriteStream, WriteStream, WriteStream];
  let done = 0;
  for (const row of rows) {
    const textId = textIdOf(row);
    const found = await readText(row.text, tools);
    await write(texts, {
      text_id: textId,
      kind: row.act === 'post' ? 'post' : 'comment',
      platform: row.platform,
      post_id: row.post_id,
      account_id: row.account_id,
      actor_key: row.actor,
      by_creator: row.by_creator,
      said_at: row.said_at,
      province: provinceIn(row.region),
      language: found.language,
      text: row.text,
      positive: found.whole.positive,
      negative: found.whole.negative,
      plain_positive: found.plain.positive,
      plain_negative: found.plain.negative,
      feeling: feelingClass(found.whole),
      plain_feeling: feelingClass(found.plain),
      model: name,
      intent: found.intent?.intent ?? null,
      intent_from: found.intent?.from ?? null,
      intent_to: found.intent?.to ?? null,
      word: found.words,
      source_id: row.source_id,
      source_row: row.source_row,
    });
    for (const a of found.aspects)
      await write(aspects, {
        text_id: textId,
        aspect: a.aspect,
        aspect_word: a.aspectWord,
        opinion: a.opinion,
        polarity: a.polarity,
        brand: a.brand,
        product: a.product,
        aspect_from: a.aspectFrom,
        aspect_to: a.aspectTo,
        opinion_from: a.opinionFrom,
        opinion_to: a.opinionTo,
        source_id: row.source_id,
      });
    const named = new Set<string>();
    for (const m of found.mentions)
      for (const [kind, entity] of m.brand === null || m.kind === 'brand'
        ? [[m.kind, m.name]]
        : [
            [m.kind, m.name],
            ['brand', m.brand],
          ]) {
        if (named.has(`${kind} ${entity}`)) continue;
        named.add(`${kind} ${entity}`);
        await write(mentions, {
          text_id: textId,
          entity_kind: kind,
          entity,
          mention_from: m.from,
          mention_to: m.to,
          source_id: row.source_id,
        });
      }
    if (++done % 2000 === 0) say({ progress: { share: done / rows.length, step: part.kind } });
  }
  for (const stream of [texts, aspects, mentions]) {
    stream.end();
    await once(stream, 'finish');
  }
  return { texts: rows.length };
}

const result =
  work.kind === 'read'
    ? await readPart(work)
    : work.kind === 'new-words'
      ? await newWordsOf(facts, work.labels, work.windowDays)
      : work.kind === 'styles'
        ? await stylesOf(facts, work.own)
        : await learnOwnModel(facts, work);
say({ result });
port.close();
