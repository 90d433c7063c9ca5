import type { ProbeLimits } from '../../core/probe/outcome.ts';
import { rawPart } from '../../core/snapshot/raw-message.ts';
import { say } from '../../core/text/message.ts';
import type { Answer, Exchange } from './exchange.ts';
import { ProbeFault } from './probe-fault.ts';
import { discoverVersion, envelope, errorCodes, initializeVersions, type Introduction } from './protocol.ts';

export type Era = 'initialize' | 'discover';

/** How a server presents itself, and in which era it is spoken with from then on. */
export interface Greeting {
  readonly era: Era;
  readonly protocolVersion: string;
  /** The result's own JSON text. */
  readonly raw: string;
  readonly capabilities: Readonly<Record<string, unknown>>;
}

/**
 * Finds out which era a server speaks and greets it, on one connection: the official SDK's `auto` starts a process of its own for the question.
 * The newer greeting is sent first. A server that does not know it says so, and is greeted the older way; one that keeps silent is greeted the
 * older way too after `eraProbe`, and whichever greeting it answers first counts, so that a slow start costs nothing.
 * @param known how it was greeted the last time: then nothing else is tried
 * @throws ProbeFault
 */
export async function greet(exchange: Exchange, introduction: Introduction, limits: ProbeLimits, known: Era | undefined): Promise<Greeting> {
  if (known === 'initialize') return initialize(exchange, introduction, limits.connect);
  const discovered = discover(exchange, introduction, limits.connect);
  if (known === 'discover') return (await discovered) ?? unspoken();
  discovered.catch(() => undefined);
  const first = await Promise.race([discovered, silence(limits.eraProbe)]);
  if (first === undefined) return initialize(exchange, introduction, limits.connect);
  if (first !== 'silent') return first;
  const initialized = initialize(exchange, introduction, limits.connect);
  initialized.catch(() => undefined);
  return Promise.race([initialized, discovered.then((greeting) => greeting ?? initialized)]);
}

/** Undefined: it does not speak that way. */
async function discover(exchange: Exchange, introduction: Introduction, timeout: number): Promise<Greeting | undefined> {
  let answer: Answer;
  try {
    answer = await exchange.request('server/discover', { _meta: envelope(introduction) }, timeout);
  } catch (error) {
    // An answer that no client can use is what an older server may well give.
    if (error instanceof ProbeFault && error.code === 'protocol') return undefined;
    throw error;
  }
  if (answer.kind === 'error') return answer.code === errorCodes.unsupportedVersion ? among(supportedIn(answer.data)) : undefined;
  const result = objectOf(answer.result);
  const versions = result['supportedVersions'];
  if (!Array.isArray(versions)) return undefined;
  if (!versions.includes(discoverVersion)) return among(versions);
  exchange.agreed(discoverVersion, true);
  return { era: 'discover', protocolVersion: discoverVersion, raw: rawResult(answer.raw), capabilities: objectOf(result['capabilities']) };
}

async function initialize(exchange: Exchange, introduction: Introduction, timeout: number): Promise<Greeting> {
  const answer = await exchange.request('initialize', { protocolVersion: initializeVersions[0], capabilities: {}, clientInfo: introduction }, timeout);
  if (answer.kind === 'error') {
    throw new ProbeFault('protocol', say('It refuses to be connected to: {message} ({code}).', { message: answer.message || 'no reason', code: answer.code }));
  }
  const result = objectOf(answer.result);
  const version = result['protocolVersion'];
  if (!(initializeVersions as readonly unknown[]).includes(version)) {
    throw new ProbeFault('protocol', say('It answers with version {version} of the protocol, which is not known here. Known are {known}.', { version: typeof version === 'string' ? version : 'none', known: [discoverVersion, ...initializeVersions].join(', ') }));
  }
  // Before the next message: over HTTP each of them says which revision it is of.
  exchange.agreed(version as string, false);
  await exchange.notify('notifications/initialized');
  return { era: 'initialize', protocolVersion: version as string, raw: rawResult(answer.raw), capabilities: objectOf(result['capabilities']) };
}

/** Versions that it offers instead: undefined where one of them begins with `initialize`. */
function among(versions: readonly unknown[]): undefined {
  if (versions.length === 0 || versions.some((version) => (initializeVersions as readonly unknown[]).includes(version))) return undefined;
  throw new ProbeFault('protocol', say('It speaks {versions} of the protocol only, which is not known here. Known are {known}.', { versions: versions.filter((version) => typeof version === 'string').slice(0, 5).join(', ') || 'versions without names', known: [discoverVersion, ...initializeVersions].join(', ') }));
}

function supportedIn(data: unknown): readonly unknown[] {
  const { supported } = objectOf(data);
  return Array.isArray(supported) ? supported : [];
}

function unspoken(): never {
  throw new ProbeFault('protocol', say('It began with `server/discover` on the first connection, and does not know it on the second.'));
}

function rawResult(raw: string): string {
  const part = rawPart(raw, ['result']);
  if (typeof part === 'string') return part;
  throw new ProbeFault('protocol', part?.refused ?? say('It answered without a result.'));
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function silence(milliseconds: number): Promise<'silent'> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, 'silent').unref());
}
