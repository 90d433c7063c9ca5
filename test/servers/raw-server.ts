// A server written by hand, for what the SDKs do not allow; what it says and does: voice.ts.
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as readline from 'node:readline';
import { rawAnswer, type Request } from './raw-answers.ts';
import { count, optionsGiven } from './said.ts';

const given = optionsGiven();
const before = count(given, 'connections');
if (given.dies && before.connections >= given.dies.connections) process.exit(4);
for (const kind of given.children ?? []) child(kind);
if (given.stubborn) {
  process.on('SIGTERM', () => undefined);
  setInterval(() => undefined, 1000);
}
if (given.exits) {
  fs.writeSync(2, given.exits.errors);
  if (given.tells) fs.writeSync(2, JSON.stringify(process.env, null, 1));
  process.exit(given.exits.code);
}

let asked = false;
/** Requests of its own that have not been answered. */
const open = new Set<string>();
/** What waits for those answers. */
let waiting: (() => void) | undefined;
let noise = given.noise ?? [];

const lines = readline.createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const message = JSON.parse(line) as Request;
  if (message.method === undefined) return answered(message, line);
  if (given.hangs === 'start') return;
  if (given.endsAt === message.method) process.exit(3);
  if (given.hangs === 'discover' && message.method === 'server/discover') return;
  if (given.hangs === 'initialize' && message.method === 'initialize') return;
  if (given.hangs === 'list' && message.method.endsWith('/list')) return;
  const answer = (): void => {
    const text = rawAnswer(given, message);
    if (text === undefined) return;
    for (const other of noise) process.stdout.write(`${other}\n`);
    noise = [];
    process.stdout.write(`${text}\n`);
  };
  if (message.method !== 'tools/list' || asked) return answer();
  asked = true;
  if (given.waitsFor !== undefined) return awaited(given.waitsFor, answer);
  if (given.announces) process.stdout.write('{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}\n');
  if (!given.asks) return answer();
  waiting = answer;
  for (const method of given.asks) {
    open.add(`own-${method}`);
    process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id: `own-${method}`, method, params: {} })}\n`);
  }
});

function awaited(file: string, then: () => void): void {
  if (fs.existsSync(file)) then();
  else setTimeout(() => awaited(file, then), 20);
}

function answered({ id }: Request, line: string): void {
  if (given.answers !== undefined) fs.appendFileSync(given.answers, `${line}\n`);
  if (!open.delete(String(id)) || open.size > 0) return;
  waiting?.();
}

function child(kind: 'plain' | 'detached' | 'orphan' | 'scrubbed' | 'deaf'): void {
  const options = { stdio: 'ignore', detached: kind !== 'plain' } as const;
  if (process.platform === 'win32') spawn(process.execPath, ['-e', 'setTimeout(() => {}, 600000)'], options).unref();
  else if (kind === 'deaf') spawn('/bin/sh', ['-c', 'trap "" TERM; while :; do sleep 600; done'], { ...options, detached: true }).unref();
  else if (kind === 'plain' || kind === 'detached') spawn('sleep', [given.sleeps ?? '600'], options).unref();
  // Its parent, a session's head, ends at once: it belongs to nobody any more.
  else if (kind === 'orphan') spawn('sh', ['-c', 'sleep 600 &'], options).unref();
  else spawn('sleep', [given.sleeps ?? '600'], { ...options, env: {} }).unref();
}
