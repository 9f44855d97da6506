/** Writes an engagement CSV of any length: `platform,post_id,actor_id,kind,at,text`, the same bytes each time. */
import { once } from 'node:events';
import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs';
import { rng } from '#basis/rng.ts';

const KINDS = ['like', 'comment', 'share', 'save'] as const;
const START = Date.UTC(2025, 0, 1);

/** `wide` makes the comment text long, for large files of fewer rows. */
export async function engagementFile(path: string, rows: number, wide = false): Promise<number> {
  if (existsSync(path)) return statSync(path).size;
  const random = rng(`engagements/${rows}`);
  const out = createWriteStream(`${path}.part`);
  const filler = wide ? '质地清爽不油腻，回购第三次了，朋友也在用。'.repeat(6) : '';
  let text = 'platform,post_id,actor_id,kind,at,text\n';
  for (let i = 0; i < rows; i++) {
    const kind = random.pick(KINDS);
    const at = new Date(START + random.int(0, 31_000_000) * 1000).toISOString();
    text += `weibo,p${random.int(0, 19_999)},u${random.int(0, 799_999)},${kind},${at},${kind === 'comment' || wide ? `好看 nice ${i}${filler}` : ''}\n`;
    if (text.length > 1 << 20) {
      if (!out.write(text)) await once(out, 'drain');
      text = '';
    }
  }
  out.end(text);
  await once(out, 'finish');
  renameSync(`${path}.part`, path);
  return statSync(path).size;
}
