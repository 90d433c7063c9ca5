import type { ProbeLimits } from '../../core/probe/outcome.ts';
import type { Said, Voice } from '../../core/snapshot/voice.ts';
import type { Connection } from './connection.ts';
import type { Exchange } from './exchange.ts';
import { greet, type Era } from './greeting.ts';
import { envelope, type Introduction } from './protocol.ts';
import { readList } from './read-list.ts';

const none: Said = { items: [], extent: 'none' };

/**
 * Listens to a server over an open connection: greets it, and reads the lists that it says it has. Calls no tool, and offers nothing.
 * @param known how it was greeted the last time
 * @throws ProbeFault
 */
export async function hear(exchange: Exchange, connection: Connection, introduction: Introduction, limits: ProbeLimits, known: Era | undefined): Promise<Voice> {
  const greeting = await greet(exchange, introduction, limits, known);
  const { era, protocolVersion, capabilities } = greeting;
  const meta = era === 'discover' ? envelope(introduction) : undefined;
  const has = (capability: string): boolean => typeof capabilities[capability] === 'object' && capabilities[capability] !== null;
  // One after the other: the order in which a server is asked is the same every time.
  const tools = has('tools') ? await readList(exchange, { method: 'tools/list', key: 'tools' }, meta, limits) : none;
  const prompts = has('prompts') ? await readList(exchange, { method: 'prompts/list', key: 'prompts' }, meta, limits) : none;
  const resourceTemplates = has('resources') ? await readList(exchange, { method: 'resources/templates/list', key: 'resourceTemplates' }, meta, limits) : none;
  return { era, protocolVersion, transport: connection.transport, greeting: greeting.raw, tools, prompts, resourceTemplates };
}
