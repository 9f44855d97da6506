/** Everything a machine can hold against the tree, one after another. Ends with 1 when any fails. */
import { spawnSync } from 'node:child_process';

const node = process.execPath;
const CHECKS: [name: string, command: string[]][] = [
  ['format', [node, 'node_modules/@biomejs/biome/bin/biome', 'ci', '.']],
  // Rules that need types make the compiler read everything; its own findings come with them.
  [
    'types and lint',
    [node, 'node_modules/oxlint/bin/oxlint', '--type-aware', '--type-check', '--deny-warnings', '.'],
  ],
  [
    'directions',
    [
      node,
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      'src',
      '--config',
      '.dependency-cruiser.json',
    ],
  ],
  ['dead exports', [node, 'node_modules/knip/bin/knip.js']],
  ['house rules', [node, 'scripts/house-rules.ts']],
  ['glossary', [node, 'scripts/make-glossary.ts', '--check']],
];

let failed = 0;
for (const [name, [command = node, ...args]] of CHECKS) {
  const started = performance.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  if (status !== 0) failed++;
}
process.exit(failed === 0 ? 0 : 1);
