/** The frame of every command: settings, door, progress on stderr, errors, exit code. */
import type { Command } from 'commander';
import { type Config, readConfig } from '#config/config.ts';
import { type Door, openDoor } from './door.ts';
import { type ExitCode, exitOf, printError } from './output.ts';

export interface CommandContext {
  config: Config;
  json: boolean;
  door: Door;
  progress: (share: number, message: string) => void;
}

export interface GlobalFlags {
  json?: boolean;
  home?: string;
  quiet?: boolean;
}

export const configOf = (flags: GlobalFlags): Config => readConfig(flags.home ? { home: flags.home } : {});

function progressLine(quiet: boolean): (share: number, message: string) => void {
  if (quiet || !process.stderr.isTTY) return () => {};
  return (share, message) =>
    process.stderr.write(message ? `\r\u001b[K${Math.round(share * 100)} %  ${message}` : '\r\u001b[K');
}

/** Runs work against the library and sets the exit code. */
export async function runCommand(
  command: Command,
  work: (context: CommandContext) => Promise<ExitCode>,
): Promise<void> {
  const flags = command.optsWithGlobals<GlobalFlags>();
  const json = flags.json ?? false;
  let door: Door | null = null;
  try {
    const config = configOf(flags);
    door = await openDoor(config);
    process.exitCode = await work({ config, json, door, progress: progressLine(flags.quiet ?? false) });
  } catch (error) {
    printError(error, json);
    process.exitCode = exitOf(error);
  } finally {
    await door?.close();
  }
}

/** Runs work that needs no library. */
export async function runAlone(
  command: Command,
  work: (flags: GlobalFlags & { json: boolean }) => Promise<ExitCode>,
): Promise<void> {
  const flags = command.optsWithGlobals<GlobalFlags>();
  const json = flags.json ?? false;
  try {
    process.exitCode = await work({ ...flags, json });
  } catch (error) {
    printError(error, json);
    process.exitCode = exitOf(error);
  }
}
