/**
 * The program as one file in dist/program, with the pure JavaScript libraries it uses: a start then opens a dozen files
 * instead of two thousand. Paths stay those of the sources: `import.meta.url` of a module is written out as its own
 * source's address, so that migrations, threads and models are found where they are.
 */
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const OUT = join(ROOT, 'dist/program');
/** Read at every start, plain JavaScript, without files of their own. Everything else stays in node_modules. */
const INLINED = [
  /^kysely/,
  /^zod/,
  /^fastify-type-provider-zod/,
  /^@duckdb\/node-api/,
  /^@stdlib\//,
  /^commander$/,
  /^simple-statistics$/,
  /^csv-parse/,
];

export async function buildProgram(): Promise<void> {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    plugins: [
      {
        name: 'source-addresses',
        enforce: 'pre',
        transform(code, id) {
          if (!id.startsWith(join(ROOT, 'src/')) || !code.includes('import.meta.url')) return null;
          const source = relative(OUT, id).replaceAll('\\', '/');
          return {
            code: code.replaceAll(
              'import.meta.url',
              `new URL(${JSON.stringify(source)}, import.meta.url).href`,
            ),
            map: null,
          };
        },
      },
    ],
    ssr: { noExternal: INLINED, target: 'node' },
    build: {
      ssr: join(ROOT, 'src/cli/main.ts'),
      outDir: OUT,
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      copyPublicDir: false,
      rolldownOptions: {
        output: { entryFileNames: 'main.js', chunkFileNames: '[name]-[hash].js', format: 'es' },
      },
    },
  });
}
