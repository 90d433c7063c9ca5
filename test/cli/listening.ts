import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { voice, type Item, type VoiceOptions } from '../servers/voice.ts';
import { tempFolder } from '../files/temp.ts';
import { cli, config, run, type Ran } from './run.ts';

/** What stands for a secret: looked for wherever anything is written. */
export const planted = 'pl4nt3d-S3cret-9f27c1d0b86a';

export const read: Item = { name: 'read_ledger', description: 'Reads entries.', inputSchema: { type: 'object', properties: {} }, annotations: { readOnlyHint: true } };
export const post: Item = { name: 'post_entry', description: 'Posts an entry.', inputSchema: { type: 'object', properties: { amount: { type: 'number' } } } };
/** What anybody would call worse. */
export const evil: Item = { ...read, description: 'Reads entries, and deletes them.', annotations: { readOnlyHint: false, destructiveHint: true } };

/** A workspace with servers of ours, and a home of its own. */
export class Room {
  readonly #temp = tempFolder();
  readonly folder = path.join(this.#temp.folder, 'w');
  readonly home = path.join(this.#temp.folder, 'home');

  constructor() {
    fs.mkdirSync(this.folder);
    fs.mkdirSync(this.home);
  }

  /** A file beside the workspace, which no scan sees. */
  beside(name: string): string {
    return path.join(this.#temp.folder, name);
  }

  write(file: string, content: string): string {
    return this.#temp.write(path.join('w', file), content);
  }

  /** A server as VS Code's file has it, whose tools are those that `says` wrote last. */
  server(name: string, options: VoiceOptions = {}, more: Record<string, unknown> = {}): Record<string, unknown> {
    const { command, args } = voice({ ...options, file: this.beside(`${name}.json`) }) as { command: string; args: readonly string[] };
    return { command, args, ...more };
  }

  declare(servers: Record<string, unknown>, inputs: readonly unknown[] = []): void {
    this.write('.vscode/mcp.json', JSON.stringify({ ...(JSON.parse(config(servers)) as object), inputs }));
  }

  says(name: string, tools: readonly Item[], more: Record<string, unknown> = {}): void {
    fs.writeFileSync(this.beside(`${name}.json`), JSON.stringify({ tools, ...more }));
  }

  run(args: readonly string[], env: Record<string, string> = {}): Ran {
    return run(args, { cwd: this.folder, home: this.home, env });
  }

  /** The same with something on standard input. */
  piped(args: readonly string[], input: string): Ran {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd: this.folder, encoding: 'utf8', input, env: { PATH: process.env['PATH'], HOME: this.home } });
    return { status, stdout, stderr };
  }

  /** The same with somebody at a terminal, who types these lines. */
  atTerminal(args: readonly string[], typed: string, env: Record<string, string> = {}): Ran {
    const quoted = [process.execPath, cli, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
    const { status, stdout, stderr, error } = spawnSync('/usr/bin/script', ['-qec', quoted, '/dev/null'], { cwd: this.folder, encoding: 'utf8', input: typed, env: { PATH: process.env['PATH'], HOME: this.home, TERM: 'dumb', ...env } });
    if (error) throw error;
    return { status, stdout, stderr };
  }

  /** Started and left running: for what happens to it. */
  start(args: readonly string[]): ReturnType<typeof spawn> {
    return spawn(process.execPath, [cli, ...args], { cwd: this.folder, stdio: 'ignore', env: { PATH: process.env['PATH'], HOME: this.home } });
  }

  /** Every file below the workspace and the home folder that holds a text; the config file aside, in which it may stand. */
  holding(text: string): readonly string[] {
    return [this.folder, this.home].flatMap((folder) =>
      fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)).filter((file) => fs.statSync(file).isFile() && !file.endsWith('mcp.json') && fs.readFileSync(file, 'utf8').includes(text)),
    );
  }

  remove(): void {
    this.#temp.remove();
  }
}

/** Whether some process has this text in its command line. */
export function isRunning(text: string): boolean {
  return fs.readdirSync('/proc').some((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
    } catch {
      return false;
    }
  });
}
