import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { modelToFile } from './measures/account-model.ts';
import { parseModel, SHIPPED_MODEL_URL, shippedModel } from './shipped-model.ts';
import { trainShippedModel } from './train-model.ts';

describe('the shipped model', () => {
  it('is what the simulator gives, byte for byte', () => {
    const kept = readFileSync(SHIPPED_MODEL_URL, 'utf8');
    expect(`${JSON.stringify(modelToFile(trainShippedModel()))}\n` === kept).toBe(true);
  }, 60_000);
  it('says that no real account stands behind it', () => {
    const { trainedOn } = shippedModel();
    expect(trainedOn.origin).toBe('simulator');
    expect(trainedOn.files).toEqual([]);
    expect(trainedOn.words.en).toContain('not on any real account');
  });
  it('refuses what is no model', () => {
    expect(() => parseModel('{}', 'a.model')).toThrow('a.model is not an account model');
    const file = JSON.parse(readFileSync(SHIPPED_MODEL_URL, 'utf8')) as { scorer: { forest: string } };
    file.scorer.forest = file.scorer.forest.slice(0, 99);
    expect(() => parseModel(JSON.stringify(file), 'b.model')).toThrow('b.model is not');
  });
});
