/** Live updates: jobs move by themselves, and pages ask again when the library changes. */
import type { QueryClient } from '@tanstack/react-query';
import { type Job, jobSchema } from '#domain/facts/imports/schema.ts';
import { apiPath, authorization } from '#web/api/client.ts';
import { jobsQuery } from '#web/api/endpoints.ts';

export interface ServerEvent {
  event: string;
  data: string;
}

/** Splits a server-sent-event stream into events; what is left of an unfinished event is returned as `rest`. */
export function readEvents(text: string): { events: ServerEvent[]; rest: string } {
  const blocks = text.replaceAll('\r\n', '\n').split('\n\n');
  const rest = blocks.pop() ?? '';
  const events = blocks.flatMap((block) => {
    let event = 'message';
    const data: string[] = [];
    for (const line of block.split('\n')) {
      if (line.startsWith('event:')) event = line.slice(6).trim();
      else if (line.startsWith('data:')) data.push(line.slice(5).trimStart());
    }
    return data.length > 0 ? [{ event, data: data.join('\n') }] : [];
  });
  return { events, rest };
}

/** Puts a job's newest state into the job list and the job's own entry. */
export function storeJob(client: QueryClient, job: Job): void {
  client.setQueryData(['job', job.jobId], job);
  client.setQueryData(jobsQuery.queryKey, (old) => {
    const others = (old?.items ?? []).filter((j) => j.jobId !== job.jobId);
    return { items: [job, ...others].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1)) };
  });
}

function receive(client: QueryClient, { event, data }: ServerEvent): void {
  if (event === 'library') void client.invalidateQueries({ queryKey: ['library'] });
  if (event !== 'job') return;
  const job = jobSchema.safeParse(JSON.parse(data));
  if (!job.success) return;
  storeJob(client, job.data);
  if (job.data.state === 'done') void client.invalidateQueries({ queryKey: ['library'] });
}

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Reads the stream until `signal` ends; reconnects after 1 s, then up to 15 s. Fetch, because EventSource cannot send the token. */
async function follow(
  client: QueryClient,
  signal: AbortSignal,
  tell: (event: ServerEvent) => void,
): Promise<void> {
  for (let pause = 1000; !signal.aborted; pause = Math.min(pause * 2, 15_000)) {
    try {
      const response = await fetch(apiPath('/events'), {
        signal,
        headers: { accept: 'text/event-stream', ...authorization() },
      });
      if (response.ok && response.body) {
        pause = 1000;
        await client.invalidateQueries({ queryKey: jobsQuery.queryKey });
        const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
        let text = '';
        for (let part = await reader.read(); !part.done; part = await reader.read()) {
          const { events, rest } = readEvents(text + part.value);
          text = rest;
          for (const event of events) tell(event);
        }
      }
    } catch {
      // The connection ended: the loop asks again.
    }
    await wait(pause);
  }
}

const NAME = 'touchstone-live';

/**
 * Listens until `signal` ends. A browser opens six connections to one server for all its tabs: one tab reads the stream
 * and tells the others; when it closes, another takes over. Without Web Locks (plain HTTP from another machine) every
 * tab reads by itself.
 */
export async function listen(client: QueryClient, signal: AbortSignal): Promise<void> {
  const locks = (navigator as { locks?: LockManager }).locks;
  if (!locks) return follow(client, signal, (event) => receive(client, event));
  const others = new BroadcastChannel(NAME);
  others.addEventListener('message', ({ data }: MessageEvent<ServerEvent>) => receive(client, data));
  try {
    await locks.request(NAME, { signal }, () =>
      follow(client, signal, (event) => {
        receive(client, event);
        others.postMessage(event);
      }),
    );
  } catch {
    // The tab closed before its turn came.
  } finally {
    others.close();
  }
}
