/** Imports one file into a fresh home through the command line's own code, and reports its peak memory. */

import { openDoor, waitForJob } from '#cli/door.ts';
import { readConfig } from '#config/config.ts';
import type { ImportReport } from '#domain/facts/imports/schema.ts';

const [home = '', csv = ''] = process.argv.slice(2);
const door = await openDoor(readConfig({ home }));
const { jobId } = await door.send<{ jobId: string }>('POST', '/imports', { files: [{ path: csv }] });
const job = await waitForJob(door, jobId, () => {});
await door.close();
const report = job.result as ImportReport;
console.log(
  JSON.stringify({
    rows: report.totals.rowsNew,
    state: job.state,
    error: job.error ?? report.files[0]?.error,
    maxRssMb: process.resourceUsage().maxRSS / 1024,
  }),
);
process.exit(0);
