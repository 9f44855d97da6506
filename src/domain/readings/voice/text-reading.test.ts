import { describe, expect, it } from 'vitest';
import { packTexts, trainTexts } from '#numerics/text/trained-texts.ts';
import { learnEntities, packEntities } from './measures/entity-tagger.ts';
import { readInThreads, textReader } from './text-reading.ts';

const FOODS = ['面条', '米饭', '包子', '饺子', '烧烤', '火锅'];
const rows = FOODS.flatMap((food) =>
  ['好吃', '不错', '喜欢'].flatMap((good, i) => [
    { text: `${food}很${good}`, label: 'praise' },
    { text: `${food}太${['难吃', '差', '失望'][i]}`, label: 'blame' },
  ]),
);
const CITIES = ['北京', '上海', '南京', '广州', '天津', '成都'];

describe('reading of many texts', () => {
  const models = {
    labels: packTexts(trainTexts(rows)),
    names: packEntities(
      learnEntities(
        CITIES.flatMap((city) =>
          FOODS.map((food) => ({
            characters: Array.from(`昨天在${city}吃${food}`),
            spans: [{ type: 'place', from: 3, to: 4 }],
          })),
        ),
      ),
    ),
  };

  it('gives the same on threads as on this one, in order', async () => {
    const texts = CITIES.flatMap((city) => FOODS.map((food) => `昨天在${city}吃${food}，很好吃`));
    const batches = [texts.slice(0, 5), texts.slice(5, 6), texts.slice(6, 30), texts.slice(30)];
    const found = [];
    for await (const readings of readInThreads(models, batches)) found.push(...readings);
    expect(found).toEqual(textReader(models)(texts));
    expect(found[0]).toMatchObject({ label: 'praise', wordCount: 8 });
    expect(found[0]?.names[0]).toMatchObject({ type: 'place', from: 3, to: 4 });
  });

  it('reads traditional characters as simplified ones, with places as they are', () => {
    const [simple, traditional] = textReader(models)(['昨天在广州吃烧烤', '昨天在廣州吃燒烤']);
    expect(traditional?.names).toEqual(simple?.names);
    expect(traditional?.share).toBe(simple?.share);
  });

  it('reads what there is a model for', () => {
    const [reading] = textReader({ labels: null, names: null })(['面条很好吃']);
    expect(reading).toEqual({ wordCount: 3, label: null, share: null, names: [] });
  });
});
