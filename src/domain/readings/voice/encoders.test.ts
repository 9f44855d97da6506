import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corpusEncoder } from '#numerics/text/corpus-vectors.ts';
import { wordPieces } from '#numerics/text/word-pieces.ts';
import { httpEncoder } from './http-encoder.ts';
import { onnxEncoder } from './onnx-encoder.ts';

/** An embeddings service: a vector is the number of letters and of exclamation marks; answers come in reverse order. */
function service(): Server {
  return createServer((request, response) => {
    let text = '';
    request.on('data', (part: Buffer) => {
      text += part.toString('utf8');
    });
    request.on('end', () => {
      const { model, input } = JSON.parse(text) as { model: string; input: string[] };
      const known = request.url === '/v1/embeddings' && request.headers.authorization === 'Bearer secret';
      if (!known) {
        response.writeHead(401).end('{}');
        return;
      }
      const data = input.map((t, index) => ({
        index,
        embedding: model === 'uneven' && index > 0 ? [1] : [t.length, t.split('!').length - 1],
      }));
      response.end(JSON.stringify({ data: data.reverse() }));
    });
  });
}

describe('encoder of an embeddings service', () => {
  const server = service();
  let url = '';
  beforeAll(async () => {
    await new Promise<void>((done) => {
      server.listen(0, '127.0.0.1', done);
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  });
  afterAll(() => server.close());

  it('gives vectors of unit length in the order of the texts, over many batches', async () => {
    const texts = Array.from({ length: 150 }, (_, i) => 'a'.repeat(i + 1) + '!'.repeat(i % 3));
    const { values, dimensions } = await httpEncoder(`${url}/`, 'm', 'secret').encode(texts);
    expect([dimensions, values.length]).toEqual([2, 300]);
    texts.forEach((t, i) => {
      const marks = i % 3;
      expect(values[2 * i + 1]).toBeCloseTo(marks / Math.hypot(t.length, marks), 6);
    });
  });

  it('says what is wrong: a key refused, vectors of different length, nobody there', async () => {
    await expect(httpEncoder(url, 'm').encode(['a'])).rejects.toThrow('status 401');
    await expect(httpEncoder(url, 'uneven', 'secret').encode(['a', 'b'])).rejects.toThrow('different length');
    await expect(httpEncoder('http://127.0.0.1:9/v1', 'm').encode(['a'])).rejects.toThrow('no answer');
  });
});

describe('encoder of a model folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'model-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('refuses a folder without a model, and a missing runtime, with the way out', async () => {
    await expect(onnxEncoder(folder)).rejects.toThrow('no model.onnx');
    writeFileSync(join(folder, 'model.onnx'), '');
    writeFileSync(join(folder, 'vocab.txt'), '[PAD]\n[UNK]\n[CLS]\n[SEP]\n');
    await expect(onnxEncoder(folder, 'no-such-onnxruntime')).rejects.toThrow('not installed');
  });

  it('cuts texts into the pieces of the vocabulary', () => {
    const pieces = wordPieces('[PAD]\n[UNK]\n[CLS]\n[SEP]\n好\n吃\nplay\n##ing\n!');
    expect(pieces.cut('好吃 Playing!', 16)).toEqual([2, 4, 5, 6, 7, 8, 3]);
    expect(pieces.cut('难 xyz', 16)).toEqual([2, 1, 1, 3]);
    expect(pieces.cut('好好好好好', 4)).toEqual([2, 4, 4, 3]);
    expect(() => wordPieces('a\nb')).toThrow('[CLS]');
  });
});

describe('encoder learned from the texts', () => {
  it('puts words of the same neighbours side by side', async () => {
    const near = ['早餐', '晚餐', '午餐'].flatMap((meal) =>
      ['好吃', '难吃', '丰富', '单调'].map((word) => `酒店的${meal}很${word}`),
    );
    const far = ['电池', '屏幕', '键盘'].flatMap((part) =>
      ['耐用', '清晰', '灵敏', '便宜'].map((word) => `手机的${part}特别${word}`),
    );
    const encoder = corpusEncoder([...near, ...far]);
    const { values, dimensions } = await encoder.encode(['早餐', '晚餐', '电池', '没有的词xyz']);
    const cosine = (a: number, b: number) => {
      let sum = 0;
      for (let d = 0; d < dimensions; d++)
        sum += (values[a * dimensions + d] as number) * (values[b * dimensions + d] as number);
      return sum;
    };
    expect(cosine(0, 1)).toBeGreaterThan(cosine(0, 2) + 0.3);
    expect(cosine(0, 0)).toBeCloseTo(1, 5);
  });
});
