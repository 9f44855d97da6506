/** The bare engine reads an engagement CSV into a table with the columns of `engagement`. A child of bench/import.ts. */
import { DuckDBInstance } from '@duckdb/node-api';

const [file = '', csv = ''] = process.argv.slice(2);
const instance = await DuckDBInstance.create(file, { memory_limit: '700MB', threads: '2' });
const connection = await instance.connect();
await connection.run(`CREATE TABLE engagement (platform VARCHAR, post_id VARCHAR, act VARCHAR, actor_key UBIGINT, engagement_key VARCHAR, acted_at TIMESTAMP,
  text VARCHAR, parent_key VARCHAR, region VARCHAR, weight DOUBLE, source_id INTEGER, source_row INTEGER)`);
await connection.run(
  `INSERT INTO engagement SELECT platform, post_id, kind, hash(actor_id), NULL, "at", text, NULL, NULL, NULL, 1, 2
   FROM read_csv($1, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
     columns = {'platform': 'VARCHAR', 'post_id': 'VARCHAR', 'actor_id': 'VARCHAR', 'kind': 'VARCHAR', 'at': 'TIMESTAMP', 'text': 'VARCHAR'})`,
  [csv],
);
const counted = await connection.runAndReadAll('SELECT count(*) FROM engagement');
connection.closeSync();
instance.closeSync();
console.log(
  JSON.stringify({
    rows: Number(counted.getRows()[0]?.[0]),
    maxRssMb: process.resourceUsage().maxRSS / 1024,
  }),
);
