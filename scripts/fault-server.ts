/** A real server in its own process for the fault runs: started, asked, measured and killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createReadStream, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
/** Compiled modules are kept between the many starts, as the launcher does. */
const CACHE = fileURLToPath(new URL('../.cache/compile', import.meta.url));
const START_MS = 60_000;

export interface FileReport {
  file: string;
  state: 'imported' | 'already-imported' | 'refused';
  rowsRead: number;
  rowsKept: number;
  rowsNew: number;
  rowsRejected: number;
  error: { code: string; message: string } | null;
}

export interface JobAnswer {
  jobId: string;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  result: { files: FileReport[] } | null;
  error: { code: string; message: string } | null;
}

export interface Counts {
  accounts: number;
  posts: number;
  engagements: number;
  imports: number;
}

export class FaultServer {
  readonly address: string;
  readonly child: ChildProcess;
  private readonly ended: Promise<void>;

  private constructor(child: ChildProcess, address: string) {
    this.child = child;
    this.address = address;
    this.ended = new Promise((resolve) => child.once('exit', () => resolve()));
  }

  /** Starts on a free port of loopback; fails with the server's last words when it does not come up. */
  static async start(home: string): Promise<FaultServer> {
    const child = spawn(process.execPath, [MAIN, 'serve', '--port', '0', '--json', '--home', home], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_NO_WARNINGS: '1', NODE_COMPILE_CACHE: CACHE },
    });
    // A run that is stopped takes its server with it.
    const end = () => child.kill('SIGKILL');
    process.once('exit', end);
    child.once('exit', () => process.off('exit', end));
    let said = '';
    child.stderr.on('data', (piece) => {
      said = (said + String(piece)).slice(-4000);
    });
    const address = await new Promise<string>((resolve, reject) => {
      let out = '';
      const timer = setTimeout(() => reject(new Error(`the server did not start: ${said}`)), START_MS);
      child.stdout.on('data', (piece) => {
        out += String(piece);
        said = (said + String(piece)).slice(-4000);
        const found = /"address":\s*"([^"]+)"/.exec(out)?.[1];
        if (!found) return;
        clearTimeout(timer);
        resolve(found);
      });
      child.once('exit', (code) => {
        clearTimeout(timer);
        reject(new Error(`the server ended with ${code}: ${said}`));
      });
    });
    return new FaultServer(child, address);
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** The most memory the process ever held, in bytes. */
  peakRss(): number {
    const text = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(text)?.[1] ?? 0) * 1024;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 20_000);
    await this.ended;
    clearTimeout(timer);
  }

  async get<T>(path: string): Promise<T> {
    const response = await fetch(`${this.address}/api/v1${path}`);
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  async post<T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
    const response = await fetch(`${this.address}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** Sends a file's bytes under a name; resolves to the upload's id. */
  async upload(path: string, name: string): Promise<string> {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: createReadStream(path),
      duplex: 'half',
    } as unknown as RequestInit;
    const response = await fetch(
      `${this.address}/api/v1/uploads?name=${encodeURIComponent(name.toWellFormed())}`,
      init,
    );
    if (!response.ok) throw new Error(`upload: ${response.status} ${await response.text()}`);
    return ((await response.json()) as { uploadId: string }).uploadId;
  }

  async startImport(uploadId: string, options: { connector?: string } = {}): Promise<string> {
    const files = [{ uploadId, ...options }];
    return (await this.post<{ jobId: string }>('/imports', { files })).jobId;
  }

  /** Waits for a job; null when it is not over in time. */
  async outcome(jobId: string, withinMs: number): Promise<JobAnswer | null> {
    const until = Date.now() + withinMs;
    for (let pause = 15; ; pause = Math.min(200, pause * 1.5)) {
      const job = await this.get<JobAnswer>(`/jobs/${jobId}`);
      if (job.state !== 'waiting' && job.state !== 'running') return job;
      if (Date.now() > until) return null;
      await sleep(pause);
    }
  }

  counts(): Promise<Counts> {
    return this.get<Counts>('/overview');
  }
}
