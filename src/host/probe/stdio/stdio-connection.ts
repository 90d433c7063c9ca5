import { spawn, type ChildProcess } from 'node:child_process';
import * as crypto from 'node:crypto';
import * as fs from 'node:fs';
import type { Environment } from '../../../core/clients/client.ts';
import type { Launchable, ProbeLimits } from '../../../core/probe/outcome.ts';
import { say, type Message } from '../../../core/text/message.ts';
import { processStart } from '../../store/process-identity.ts';
import type { Connection, Listener, OutgoingMessage } from '../connection.ts';
import { ProbeFault } from '../probe-fault.ts';
import { commandLine } from './command-line.ts';
import { endProcess, killAtOnce } from './end-process.ts';
import { ErrorOutput } from './error-output.ts';
import type { Root } from './kin.ts';
import { LineReader } from './line-reader.ts';
import { scrubbedEnvironment } from './scrubbed-environment.ts';
import { startSurvivor, type Survivor } from './survivor.ts';
import { removeFolder, workingFolder, type WorkingFolder } from './working-folder.ts';

/** How many messages of the greatest size may come altogether. */
const messages = 64;

/** Servers that run now: if our own process ends, they end. */
const running = new Map<ChildProcess, () => void>();

/**
 * A server as a process of its own: a group of its own, an environment of what its declaration names, an empty folder to work in, and an end
 * for all that came of it.
 */
export class StdioConnection implements Connection {
  readonly transport = 'stdio';
  readonly #target: Launchable & { readonly kind: 'stdio' };
  readonly #environment: Environment;
  readonly #limits: ProbeLimits;
  readonly #errors: ErrorOutput;
  readonly #mark = crypto.randomBytes(16).toString('hex');
  #child: ChildProcess | undefined;
  #root: Root | undefined;
  #folder: WorkingFolder | undefined;
  #survivor: Survivor | undefined;
  #illegible = 0;

  constructor(target: Launchable & { readonly kind: 'stdio' }, environment: Environment, limits: ProbeLimits) {
    this.#target = target;
    this.#environment = environment;
    this.#limits = limits;
    this.#errors = new ErrorOutput(target.env, target.args);
  }

  async open(listener: Listener): Promise<void> {
    const { command, args, env } = this.#target;
    const { platform } = this.#environment;
    const folder = (this.#folder = workingFolder(this.#target.cwd));
    const variables = scrubbedEnvironment(this.#environment, env, this.#mark);
    const line = commandLine(platform, command, args, variables, folder.path, isFile);
    this.#survivor = startSurvivor(platform, this.#mark, folder.own ? folder.path : undefined);
    const child = (this.#child = start(() => spawn(line.file, line.args, {
      cwd: folder.path, env: variables, stdio: 'pipe', shell: false, windowsHide: true, windowsVerbatimArguments: line.verbatim, detached: platform !== 'win32',
    }), command));
    this.#hear(child, listener);
    await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', (error) => reject(notStarted(error, command))));
    this.#survivor.mind(child.pid!);
    if (running.size === 0) process.on('exit', endAll);
    const root = (this.#root = { pid: child.pid!, started: processStart(child.pid!) ?? '0', mark: this.#mark });
    running.set(child, () => killAtOnce(root, this.#environment));
  }

  send(message: OutgoingMessage): Promise<void> {
    // Resolved when the system has taken it, or not at all: who does not read is noticed by the answer that does not come.
    this.#child?.stdin?.write(`${JSON.stringify(message)}\n`);
    return Promise.resolve();
  }

  async close(): Promise<void> {
    const child = this.#child;
    if (child && this.#root) {
      await endProcess(child, this.#root, this.#environment);
      running.delete(child);
      if (running.size === 0) process.off('exit', endAll);
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
    }
    this.#survivor?.dismiss();
    if (this.#folder) await removeFolder(this.#folder);
  }

  remarks(): readonly Message[] {
    return this.#illegible > 0 ? [say('It wrote {count} lines to its output that are not UTF-8, as the protocol wants them.', { count: this.#illegible })] : [];
  }

  output(): string | undefined {
    return this.#errors.text();
  }

  #hear(child: ChildProcess, listener: Listener): void {
    const { messageBytes } = this.#limits;
    const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const reader = new LineReader(messageBytes, (bytes) => {
      if (bytes.length === 0) return;
      let line: string;
      try {
        line = utf8.decode(bytes);
      } catch {
        this.#illegible++;
        return;
      }
      listener.heard(line);
    });
    let taken = 0;
    child.stdout!.on('data', (chunk: Buffer) => {
      taken += chunk.length;
      const said = taken > messageBytes * messages
        ? say('It said more than {limit} MB altogether, which is more than is listened to.', { limit: Math.round((messageBytes * messages) / 1024 / 1024) })
        : reader.take(chunk) ? undefined : say('One of its messages is longer than {limit} kB, which is more than is listened to.', { limit: Math.round(messageBytes / 1024) });
      if (!said) return;
      child.stdout!.removeAllListeners('data').pause();
      listener.ended(new ProbeFault('limit', said));
    });
    child.stderr!.on('data', (chunk: Buffer) => this.#errors.take(chunk));
    for (const stream of [child.stdin!, child.stdout!, child.stderr!]) stream.on('error', () => undefined);
    // After `exit`, so that what it said last is heard; not with `close` alone, since a grandchild may hold the pipes open for ever.
    child.once('exit', (code, signal) => {
      const fault = new ProbeFault('ended', signal ? say('It was ended by {signal} before it had answered.', { signal }) : say('It ended by itself, with exit code {code}, before it had answered.', { code: code ?? 'unknown' }));
      const tell = (): void => listener.ended(fault);
      child.once('close', tell);
      setTimeout(tell, 250).unref();
    });
  }
}

function endAll(): void {
  for (const end of running.values()) end();
}

/** @throws ProbeFault for what cannot even be tried (Node throws at once for some, and tells others later) */
function start(spawning: () => ChildProcess, command: string): ChildProcess {
  try {
    return spawning();
  } catch (error) {
    throw notStarted(error, command);
  }
}

function notStarted(error: unknown, command: string): ProbeFault {
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new ProbeFault('not-started', say('The program {command} was not found. Is it installed, and in the PATH that this program sees?', { command }));
  if (code === 'EACCES') return new ProbeFault('not-started', say('The program {command} may not be run by you.', { command }));
  return new ProbeFault('not-started', say('The program {command} could not be started ({code}).', { command, code }));
}

function isFile(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}
