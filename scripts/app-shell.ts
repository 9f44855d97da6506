/**
 * What a browser paints before the app's code has run: the rail in the reader's language and theme. A Vite plugin
 * that writes it into index.html, says which files the page at hand will need, and compresses every file once.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { IndexHtmlTransformContext, Plugin } from 'vite';
import { en } from '#web/i18n/en.ts';
import { zh } from '#web/i18n/zh.ts';
import { paletteVariables, type Theme } from '#web/parts/palette.ts';

/** The first step of an address → the page's source file. Other pages are fetched when the router asks for them. */
const PAGES: Readonly<Record<string, string>> = {
  '': 'library/LibraryPage',
  library: 'library/LibraryPage',
  accounts: 'accounts/AccountPage',
  posts: 'posts/PostPage',
  strategy: 'strategy/StrategyPage',
  select: 'select/SelectPage',
  deliver: 'deliver/DeliverPage',
  assets: 'assets/AssetsPage',
  audience: 'audience/AudiencePage',
  data: 'imports/RunsPage',
  'data/import': 'imports/ImportPage',
};
const WORDS: Readonly<Record<'en' | 'zh', readonly string[]>> = {
  en: ['i18n/en.ts', 'antd/es/locale/en_US.js'],
  zh: ['i18n/zh.ts', 'i18n/told-zh.ts', 'antd/es/locale/zh_CN.js'],
};
const DOORS = ['strategy', 'select', 'deliver', 'assets'] as const;
const ROOMS = ['library', 'audience', 'data', 'settings'] as const;

const mapValues = <T, R>(of: Readonly<Record<string, T>>, make: (value: T) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(of).map(([key, value]) => [key, make(value)]));

const colours = (theme: Theme): string =>
  paletteVariables(theme)
    .map(([name, value]) => `${name}:${value}`)
    .join(';');

const STYLE = `:root{${colours('light')};color-scheme:light}:root[data-theme=dark]{${colours('dark')};color-scheme:dark}
html:lang(zh) .early [lang=en],html:lang(en) .early [lang=zh-CN]{display:none}`;

const link = (name: (typeof DOORS)[number] | (typeof ROOMS)[number]): string =>
  `<li><a class="rail-link" href="/${name}"><span lang="en">${en.nav[name]}</span><span lang="zh-CN">${zh.nav[name]}</span></a></li>`;
const SHELL = `<div class="shell early"><nav class="rail"><a class="brand" href="/library"><svg width="24" height="24" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="6" fill="#12312f"/></svg><span lang="en">${en.nav.brand}</span><span lang="zh-CN">${zh.nav.brand}</span></a><ol>${DOORS.map(link).join('')}</ol><ul>${ROOMS.map(link).join('')}</ul></nav><div class="stage"><div class="top"></div><main aria-busy="true"></main></div></div>`;

/**
 * Runs before anything is painted: language, theme, and the files that the page will import. The app's own code runs
 * after the first frame, or after 150 ms where no frame is drawn (a page in the background).
 */
const scriptOf = (
  entry: string,
  pages: Record<string, string[]>,
  words: Record<string, string[]>,
): string => `(() => {
  let chosen = {};
  try { chosen = JSON.parse(localStorage.getItem('touchstone.preferences') ?? '{}') } catch {}
  const zh = (chosen.language ?? navigator.language.toLowerCase().slice(0, 2)) === 'zh';
  const dark = chosen.theme === 'dark' || (chosen.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.lang = zh ? 'zh-CN' : 'en';
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  const steps = location.pathname.split('/').slice(1);
  const pages = ${JSON.stringify(pages)}, words = ${JSON.stringify(words)};
  for (const href of [...words[zh ? 'zh' : 'en'], ...(pages[steps.slice(0, 2).join('/')] ?? pages[steps[0]] ?? [])])
    document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href, crossOrigin: '' }));
  let started = false;
  const start = () => {
    if (started) return;
    started = true;
    document.head.append(Object.assign(document.createElement('script'), { type: 'module', src: ${JSON.stringify(entry)}, crossOrigin: '' }));
  };
  requestAnimationFrame(() => setTimeout(start));
  setTimeout(start, 150);
})();
`;

type Bundle = NonNullable<IndexHtmlTransformContext['bundle']>;

/** Addresses of the chunk made of a source file and of all that it imports at once. */
function filesOf(bundle: Bundle, source: string): string[] {
  const first = Object.values(bundle).find(
    (c) => c.type === 'chunk' && c.moduleIds.some((id) => id.replaceAll('\\', '/').endsWith(source)),
  );
  if (!first) throw new Error(`No chunk holds ${source}.`);
  const found = new Set<string>();
  const add = (name: string): void => {
    const chunk = bundle[name];
    if (found.has(name) || chunk?.type !== 'chunk') return;
    found.add(name);
    chunk.imports.forEach(add);
  };
  add(first.fileName);
  return [...found].map((name) => `/${name}`);
}

/** Files under this many bytes travel as they are. */
const SMALL = 1024;

function compress(file: string): void {
  const bytes = readFileSync(file);
  if (bytes.length < SMALL) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }));
  writeFileSync(`${file}.gz`, gzipSync(bytes));
}

export function appShell(): Plugin {
  let early = { name: '', text: '' };
  return {
    name: 'touchstone-app-shell',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        if (!bundle) throw new Error('The shell is made from a finished bundle.');
        const preloaded = new Set([...html.matchAll(/(?:href|src)="([^"]+\.js)"/g)].map((m) => m[1]));
        const missing = (files: string[]) => [...new Set(files)].filter((file) => !preloaded.has(file));
        const [tag, entry = ''] = /<script type="module"[^>]* src="([^"]+)"><\/script>/.exec(html) ?? [];
        if (!tag) throw new Error('index.html has no module to start.');
        const text = scriptOf(
          entry,
          mapValues(PAGES, (page) => missing(filesOf(bundle, `rooms/${page}.tsx`))),
          mapValues(WORDS, (files) => missing(files.flatMap((file) => filesOf(bundle, file)))),
        );
        early = {
          name: `files/shell-${createHash('sha256').update(text).digest('hex').slice(0, 8)}.js`,
          text,
        };
        return html
          .replace(tag, `<link rel="modulepreload" crossorigin href="${entry}">`)
          .replace(
            '</title>',
            `</title>\n    <style>${STYLE}</style>\n    <script src="/${early.name}"></script>`,
          )
          .replace('<div id="root"></div>', `<div id="root">${SHELL}</div>`);
      },
    },
    writeBundle({ dir = '' }, bundle) {
      writeFileSync(join(dir, early.name), early.text);
      for (const name of [early.name, ...Object.keys(bundle)])
        if (/\.(?:js|css|svg)$/.test(name)) compress(join(dir, name));
    },
  };
}
