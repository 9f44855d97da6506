/** The only reader of process.env: resolved, typed, printable. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { usage } from '#basis/error.ts';

const settings = {
  TOUCHSTONE_HOME: {
    default: join(homedir(), '.touchstone'),
    means: 'Folder of the stores, keys and uploads',
  },
  TOUCHSTONE_HOST: { default: '127.0.0.1', means: 'Address the server listens on' },
  TOUCHSTONE_PORT: { default: '4477', means: 'Port the server listens on; 0 takes a free one' },
  TOUCHSTONE_TOKEN: {
    default: '',
    means: 'Access token asked of every client; required when the host is not loopback',
  },
  TOUCHSTONE_MEMORY_MB: { default: '700', means: 'Memory the fact store may use, in MB' },
  TOUCHSTONE_THREADS: { default: '2', means: 'Threads the fact store may use' },
  TOUCHSTONE_UTC_OFFSET_MINUTES: { default: '480', means: 'Offset of times that carry no zone (China: 480)' },
  TOUCHSTONE_STALE_DAYS: { default: '30', means: 'Days after which a figure is shown as stale' },
  TOUCHSTONE_MAP: {
    default: '',
    means: 'GeoJSON of provinces for maps; the outlines of echarts 4.9.0 when empty',
  },
  TOUCHSTONE_BROWSER: {
    default: '',
    means: 'Chromium that prints reports as PDF; the one that comes with the install when empty',
  },
  TOUCHSTONE_WORDING_URL: {
    default: '',
    means:
      'OpenAI-compatible endpoint that may rephrase report sentences, never write a figure; off when empty',
  },
  TOUCHSTONE_WORDING_MODEL: { default: '', means: 'Model of that endpoint' },
  TOUCHSTONE_WORDING_KEY: { default: '', means: 'Key of that endpoint' },
  TOUCHSTONE_ENCODER_KEY: {
    default: '',
    means: 'Key of the embeddings service that --encoder names, where it asks for one',
  },
  TOUCHSTONE_DATA: {
    default: '../shared/data',
    means: 'Public evaluation data, for tests and benchmarks only',
  },
} as const;
type SettingName = keyof typeof settings;
const SECRET: ReadonlySet<string> = new Set([
  'TOUCHSTONE_TOKEN',
  'TOUCHSTONE_WORDING_KEY',
  'TOUCHSTONE_ENCODER_KEY',
]);

const schema = z.object({
  TOUCHSTONE_HOME: z
    .string()
    .min(1)
    .transform((path) => resolve(path)),
  TOUCHSTONE_HOST: z.string().min(1),
  TOUCHSTONE_PORT: z.coerce.number().int().min(0).max(65_535),
  TOUCHSTONE_TOKEN: z.string(),
  TOUCHSTONE_MEMORY_MB: z.coerce.number().int().min(128),
  TOUCHSTONE_THREADS: z.coerce.number().int().min(1).max(256),
  TOUCHSTONE_UTC_OFFSET_MINUTES: z.coerce.number().int().min(-840).max(840),
  TOUCHSTONE_STALE_DAYS: z.coerce.number().int().min(1),
  TOUCHSTONE_MAP: z.string().transform((path) => (path === '' ? null : resolve(path))),
  TOUCHSTONE_BROWSER: z.string(),
  TOUCHSTONE_WORDING_URL: z.string(),
  TOUCHSTONE_WORDING_MODEL: z.string(),
  TOUCHSTONE_WORDING_KEY: z.string(),
  TOUCHSTONE_ENCODER_KEY: z.string(),
  TOUCHSTONE_DATA: z.string().transform((path) => resolve(path)),
});

export interface Config {
  home: string;
  host: string;
  port: number;
  token: string | null;
  memoryMb: number;
  threads: number;
  utcOffsetMinutes: number;
  staleDays: number;
  /** GeoJSON of provinces; null: the outlines that come with the program. */
  mapFile: string | null;
  encoderKey: string | null;
  dataFolder: string;
  /** Path of a Chromium; null takes the shipped one. */
  browser: string | null;
  wording: { url: string; model: string; key: string } | null;
}

/** Each setting with its value and where it came from; tokens and keys are not printed. */
export interface SettingLine {
  name: string;
  value: string;
  from: 'environment' | 'default' | '--home';
  means: string;
}

/** Resolves the settings; `override` wins over the environment (command-line flags, tests). */
export function readConfig(override: Partial<Config> = {}, env: NodeJS.ProcessEnv = process.env): Config {
  const raw = Object.fromEntries(
    Object.entries(settings).map(([name, s]) => [
      name,
      env[name] === undefined || env[name] === '' ? s.default : env[name],
    ]),
  );
  const read = schema.safeParse(raw);
  if (!read.success) {
    const issue = read.error.issues[0];
    const name = String(issue?.path[0]);
    throw usage(
      'bad-setting',
      `${name}=${String(raw[name])} is not usable: ${issue?.message}`,
      `Correct ${name} or unset it.`,
    );
  }
  const s = read.data;
  return {
    home: s.TOUCHSTONE_HOME,
    host: s.TOUCHSTONE_HOST,
    port: s.TOUCHSTONE_PORT,
    token: s.TOUCHSTONE_TOKEN || null,
    memoryMb: s.TOUCHSTONE_MEMORY_MB,
    threads: s.TOUCHSTONE_THREADS,
    utcOffsetMinutes: s.TOUCHSTONE_UTC_OFFSET_MINUTES,
    staleDays: s.TOUCHSTONE_STALE_DAYS,
    mapFile: s.TOUCHSTONE_MAP,
    encoderKey: s.TOUCHSTONE_ENCODER_KEY || null,
    dataFolder: s.TOUCHSTONE_DATA,
    browser: s.TOUCHSTONE_BROWSER || null,
    wording: s.TOUCHSTONE_WORDING_URL
      ? { url: s.TOUCHSTONE_WORDING_URL, model: s.TOUCHSTONE_WORDING_MODEL, key: s.TOUCHSTONE_WORDING_KEY }
      : null,
    ...override,
  };
}

export function settingLines(env: NodeJS.ProcessEnv = process.env): SettingLine[] {
  return (Object.keys(settings) as SettingName[]).map((name) => {
    const given = env[name] !== undefined && env[name] !== '';
    const value = given ? String(env[name]) : settings[name].default;
    return {
      name,
      value: SECRET.has(name) && value ? '(set)' : value,
      from: given ? 'environment' : 'default',
      means: settings[name].means,
    };
  });
}
