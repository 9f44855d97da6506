/**
 * Where a command's requests go: to the running server of the home folder, or to one opened in this process for the
 * length of the command. Commands speak HTTP either way, so both answer alike.
 */
import { TouchstoneError } from '#basis/error.ts';
import type { Config } from '#config/config.ts';
import type { Job } from '#domain/facts/imports/schema.ts';
import { readNote } from '#server/note.ts';
import type { ProblemDetails } from '#server/problems.ts';

export interface Door {
  /** True when a server was already running. */
  running: boolean;
  address: string;
  get<T>(path: string, query?: Record<string, unknown>): Promise<T>;
  send<T>(
    method: 'POST' | 'DELETE',
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<T>;
  raw(path: string, query?: Record<string, unknown>): Promise<Response>;
  /** For an answer that is a file. */
  post(path: string, body: unknown): Promise<Response>;
  close(): Promise<void>;
}

const KINDS = {
  400: 'usage',
  401: 'forbidden',
  403: 'forbidden',
  404: 'missing',
  409: 'conflict',
  422: 'refused',
  503: 'busy',
} as const;

const queryText = (query: Record<string, unknown> = {}): string => {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null)
      parameters.set(name, Array.isArray(value) ? value.join(',') : `${value as string | number | boolean}`);
  const text = parameters.toString();
  return text ? `?${text}` : '';
};

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/health`, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}

export async function openDoor(config: Config): Promise<Door> {
  const note = readNote(config.home);
  if (note && (await answers(note.address))) return doorAt(note.address, note.key, true, async () => {});
  // The server and its engines are loaded only when no other process has them.
  const { serve } = await import('#server/serve.ts');
  const server = await serve({ ...config, host: '127.0.0.1', port: 0 }, { announce: false });
  return doorAt(server.address, server.key, false, () => server.close());
}

function doorAt(address: string, key: string, running: boolean, close: () => Promise<void>): Door {
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Response> => {
    const response = await fetch(`${address}/api/v1${path}`, {
      method,
      headers: {
        'x-touchstone-key': key,
        ...more,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (response.ok) return response;
    const problem = (await response.json().catch(() => null)) as ProblemDetails | null;
    const kind = KINDS[response.status as keyof typeof KINDS] ?? 'internal';
    throw new TouchstoneError(kind, problem?.code ?? 'http', problem?.detail ?? `HTTP ${response.status}`, {
      fix: problem?.fix ?? undefined,
      place: problem?.place ?? undefined,
    });
  };
  return {
    running,
    address,
    get: async <T>(path: string, query?: Record<string, unknown>) =>
      (await call('GET', path + queryText(query))).json() as Promise<T>,
    send: async <T>(
      method: 'POST' | 'DELETE',
      path: string,
      body?: unknown,
      headers?: Readonly<Record<string, string>>,
    ) => (await call(method, path, body, headers)).json() as Promise<T>,
    raw: (path, query) => call('GET', path + queryText(query)),
    post: (path, body) => call('POST', path, body),
    close,
  };
}

/** Waits for a job, telling its progress; an interrupt asks it to stop. */
export async function waitForJob(door: Door, jobId: string, tell: (job: Job) => void): Promise<Job> {
  const cancel = () => void door.send('POST', `/jobs/${jobId}/cancel`).catch(() => {});
  process.once('SIGINT', cancel);
  try {
    for (let pause = 20; ; pause = Math.min(250, pause * 1.5)) {
      const job = await door.get<Job>(`/jobs/${jobId}`);
      tell(job);
      if (job.state === 'done' || job.state === 'failed' || job.state === 'cancelled') return job;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  } finally {
    process.off('SIGINT', cancel);
  }
}
