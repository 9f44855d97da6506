import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actorKey, digestOf, newId, sha256 } from './id.ts';

describe('ids', () => {
  it('are unique and sort in the order they were made', () => {
    const ids = Array.from({ length: 5000 }, newId);
    expect(new Set(ids).size).toBe(5000);
    expect(ids).toEqual(ids.toSorted());
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{28}$/);
  });
});

describe('a person’s key', () => {
  it('is the first 64 bits of HMAC-SHA-256', () => {
    // echo -n 'weibo:3234567890' | openssl dgst -sha256 -hmac key
    expect(actorKey('key', 'weibo', '3234567890')).toBe('8321670559247855338');
  });

  it('is that for keys and ids of any length and script', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.string({ maxLength: 2000 }), (key, id) => {
        const hmac = createHmac('sha256', key).update(`live:${id}`).digest();
        expect(actorKey(key, 'live', id)).toBe(hmac.readBigUInt64BE(0).toString());
      }),
    );
    const id = '面'.repeat(5000);
    expect(actorKey('键'.repeat(40), 'live', id)).toBe(
      createHmac('sha256', '键'.repeat(40)).update(`live:${id}`).digest().readBigUInt64BE(0).toString(),
    );
  });

  it('depends on the workspace, the platform and the person, and on nothing else', () => {
    const one = actorKey('k1', 'weibo', 'u1');
    expect(actorKey('k1', 'weibo', 'u1')).toBe(one);
    expect(new Set([one, actorKey('k2', 'weibo', 'u1'), actorKey('k1', 'douyin', 'u1')]).size).toBe(3);
    expect(one).toMatch(/^\d{1,20}$/);
    expect(one).not.toContain('u1');
  });
});

describe('a digest of values', () => {
  it('does not depend on the order of keys, and does on everything else', () => {
    expect(digestOf({ a: 1, b: { c: [1, 2], d: undefined } })).toBe(digestOf({ b: { c: [1, 2] }, a: 1 }));
    expect(digestOf([1, 2])).not.toBe(digestOf([2, 1]));
    expect(digestOf(undefined)).toBe(sha256('undefined'));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(digestOf(turned)).toBe(digestOf(value));
      }),
    );
  });
});
