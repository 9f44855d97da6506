/** The demo's live rooms, imported as recorded: the scripted one is found by three measures, the living ones pass. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '#basis/reading.ts';
import { liveEvents, liveRoomFile } from '#demo/export-activity.ts';
import { DEMO_AS_OF } from '#demo/frame.ts';
import { makeScenario } from '#demo/scenario.ts';
import { DEMO_SEED } from '#demo/write-demo.ts';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { LIVE_DETECTORS } from './detectors.ts';

describe('the demo’s live rooms', () => {
  let library: TempLibrary;
  const rooms: { id: string; host: string; scripted: boolean }[] = [];
  const findings: Finding[] = [];

  beforeAll(async () => {
    library = await tempLibrary();
    const scenario = makeScenario(DEMO_SEED);
    for (const r of scenario.liveRooms)
      rooms.push({ id: `live:${r.room.key}`, host: `live:${r.room.creator.id}`, scripted: r.scripted });
    const paths = [
      await library.file('rooms.ndjson', liveRoomFile(scenario).content as string),
      await library.file('events.ndjson', liveEvents(scenario).content as string),
    ];
    await library.bring(paths, { asOf: DEMO_AS_OF, platform: 'live' });
    const scope = { accountIds: rooms.map((r) => r.host), asOf: DEMO_AS_OF };
    for (const detector of LIVE_DETECTORS)
      findings.push(...(await detector.read(library.store.facts, scope)));
  }, 60_000);
  afterAll(() => library.remove());

  const levelOf = (measure: string, id: string) =>
    findings.find((f) => f.measure === measure && f.subject.id === id)?.level;

  it.each(['event-regularity@1', 'name-reuse@1', 'event-mix-repetition@1'])(
    '%s tells the rooms apart',
    (measure) => {
      for (const room of rooms) {
        expect([room.id, levelOf(measure, room.id)]).toEqual([room.id, room.scripted ? 'strong' : 'none']);
        expect([room.host, levelOf(measure, room.host)]).toEqual([
          room.host,
          room.scripted ? 'strong' : 'none',
        ]);
      }
    },
  );
  it('names the room in the host’s finding', () => {
    const room = rooms.find((r) => r.scripted);
    const host = findings.find((f) => f.measure === 'event-regularity@1' && f.subject.id === room?.host);
    expect(host?.summary.en).toContain(room?.id);
    expect(host?.rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(host?.result).length).toBeLessThan(50_000);
  });
  it('compares viewers with comments, since no peer room has orders', () => {
    for (const room of rooms)
      expect(['none', 'weak']).toContain(levelOf('viewers-against-orders@1', room.host));
  });
});
