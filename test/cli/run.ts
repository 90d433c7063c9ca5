import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** The checkout, or wherever the built program lies in the same way. */
export const root = fs.realpathSync.native(process.env['TEST_ROOT'] ?? process.cwd());
export const cli = path.join(root, 'dist', 'cli.js');
/** An example of what ships. */
export const example = { workspace: fs.realpathSync.native(path.join(root, 'media/example/workspace')), policy: path.join(root, 'media/example/policy.json') };

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built program as a process of its own, in a home of its own. */
export function run(args: readonly string[], { cwd = os.tmpdir(), home = emptyHome, env = {}, node = [], program = cli, asNobody = false }: { cwd?: string; home?: string; env?: Record<string, string>; node?: readonly string[]; program?: string; asNobody?: boolean } = {}): Ran {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [...node, program, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { PATH: process.env['PATH'], HOME: home, USERPROFILE: home, APPDATA: path.join(home, 'AppData'), ...env },
    ...(asNobody && process.getuid?.() === 0 && { uid: 65534, gid: 65534 }),
  });
  if (error) throw error;
  return { status, stdout, stderr };
}

/** The same while this process goes on, as a server that it calls needs. */
export function runWhile(args: readonly string[], { cwd = os.tmpdir(), home = emptyHome, env = {} }: { cwd?: string; home?: string; env?: Record<string, string> } = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'], HOME: home, USERPROFILE: home, APPDATA: path.join(home, 'AppData'), ...env } });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

const emptyHome = path.join(os.tmpdir(), `roll-call-no-home-${process.pid}`);

/** A policy's text. */
export function policyText(servers: readonly unknown[], more: Record<string, unknown> = {}): string {
  return JSON.stringify({ policyVersion: 1, serial: 1, issuer: 'Contoso', issuedAt: '2026-11-20T09:00:00Z', servers, ...more });
}

/** Approves `npm` package `ok` at 1.0.0, and nothing else. */
export const approvesOk = policyText([{ id: 'ok', state: 'approved', match: [{ package: { type: 'npm', name: 'ok', versions: ['1.0.0'] } }] }]);

/** A config for VS Code. */
export function config(servers: Record<string, unknown>): string {
  return JSON.stringify({ servers }, undefined, 2);
}

export const ok = { command: 'npx', args: ['-y', 'ok@1.0.0'] };
export const unlisted = { command: 'npx', args: ['-y', 'other@1.0.0'] };
export const unpinned = { command: 'npx', args: ['-y', 'other'] };

/** Every file below a folder with its content and time: to see that nothing was touched. */
export function state(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => `${name} ${fs.lstatSync(path.join(folder, name)).mtimeMs}`);
}
