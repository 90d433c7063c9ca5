import type * as dns from 'node:dns';
import type { Environment } from '../../core/clients/client.ts';
import { probeLimits, type Launchable, type ProbeFailure, type ProbeLimits, type ProbeOutcome } from '../../core/probe/outcome.ts';
import type { Voice } from '../../core/snapshot/voice.ts';
import { joined, render, say, type Message } from '../../core/text/message.ts';
import type { Connect, Connection } from './connection.ts';
import { Exchange } from './exchange.ts';
import type { Era } from './greeting.ts';
import { ProbeFault } from './probe-fault.ts';
import type { SigningIn } from './oauth/signing-in.ts';
import type { Introduction } from './protocol.ts';
import { listenRemotely } from './remote/listen-remotely.ts';
import { remoteServer } from './remote/remote-server.ts';
import { hear } from './session.ts';
import { StdioConnection } from './stdio/stdio-connection.ts';
import { Stop } from './stop.ts';

export interface ListenOptions {
  readonly limits?: ProbeLimits;
  /** Ends all of it promptly. */
  readonly signal?: AbortSignal;
  /** Where a process gets the few variables from that every process needs. */
  readonly environment: Environment;
  /** Ours, as it is told to the server. */
  readonly version: string;
  /** How somebody signs in to a remote server; absent: nobody does. */
  readonly signingIn?: SigningIn;
  /** How the names of remote servers are looked up; the system's way if not given. */
  readonly lookup?: typeof dns.lookup;
}

/**
 * Listens to a server on two connections, one after the other: the protocol says that they must not differ. Nothing is asked of the user here:
 * whoever calls this has his word for exactly this launch. No tool is called. Over stdio two processes are started, one for each connection;
 * three where the server ends at, or does not get over, the newer greeting; two where it ends at every greeting. Never throws.
 */
export async function listen(target: Launchable, options: ListenOptions): Promise<ProbeOutcome> {
  const limits = options.limits ?? probeLimits;
  if (target.kind === 'stdio') return hearTwice(() => new StdioConnection(target, options.environment, limits), options);
  try {
    const remote = { ...options, limits };
    return await listenRemotely(remoteServer(target, remote), remote, (connect) => hearTwice(connect, options));
  } catch (error) {
    return failure(error);
  }
}

async function hearTwice(connect: Connect, options: ListenOptions): Promise<ProbeOutcome> {
  const began = performance.now();
  const limits = options.limits ?? probeLimits;
  const stop = new Stop(options.signal, limits.whole);
  const introduction: Introduction = { name: 'mcp-roll-call', version: options.version };
  try {
    const first = await firstSession(connect, introduction, limits, stop);
    if ('failed' in first) return first.failed;
    const second = await session(connect, introduction, limits, stop, first.voice.era);
    if ('failed' in second) return { ...second.failed, message: joined(say('It was listened to once, and the second time it failed.'), second.failed.message) };
    return { kind: 'heard', voices: [first.voice, second.voice], notes: distinct([...first.notes, ...second.notes]), milliseconds: Math.round(performance.now() - began) };
  } catch (error) {
    return failure(error);
  } finally {
    stop.done();
  }
}

type Session = { readonly voice: Voice; readonly notes: readonly Message[] } | { readonly failed: ProbeFailure; readonly greeted: boolean };

/** Older servers may end, or never speak again, after a greeting that they do not know: such a one is started once more, and greeted the older way only. */
async function firstSession(connect: Connect, introduction: Introduction, limits: ProbeLimits, stop: Stop): Promise<Session> {
  const first = await session(connect, introduction, limits, stop, undefined);
  if (!('failed' in first) || first.greeted || stop.fault || !['ended', 'timeout'].includes(first.failed.code)) return first;
  return session(connect, introduction, limits, stop, 'initialize');
}

async function session(connect: Connect, introduction: Introduction, limits: ProbeLimits, stop: Stop, known: Era | undefined): Promise<Session> {
  const connection = connect();
  const exchange = new Exchange(connection);
  const off = stop.tell((fault) => exchange.ended(fault));
  let voice: Voice | undefined;
  let fault: unknown;
  try {
    await Promise.race([connection.open(exchange), stop.over]);
    voice = await Promise.race([hear(exchange, connection, introduction, limits, known), stop.over]);
  } catch (error) {
    fault = error;
  } finally {
    off();
    await connection.close();
  }
  return voice ? { voice, notes: [...exchange.remarks.messages(), ...(connection.remarks?.() ?? [])] } : { failed: failure(fault, connection), greeted: exchange.greeted };
}

function failure(error: unknown, connection?: Connection): ProbeFailure {
  const output = connection?.output?.();
  if (error instanceof ProbeFault) return { kind: 'failed', code: error.code, message: error.said, ...(output !== undefined && { output }) };
  // What nobody thought of: its own words could hold anything.
  return { kind: 'failed', code: 'protocol', message: say('Listening to it failed for a reason that is not known here ({kind}).', { kind: error instanceof Error ? error.name : typeof error }), ...(output !== undefined && { output }) };
}

function distinct(notes: readonly Message[]): Message[] {
  return [...new Map(notes.map((note) => [render(note), note])).values()];
}
