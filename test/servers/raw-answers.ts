import { capabilitiesOf, count, infoOf, optionsNow, pageOf, toolsOf } from './said.ts';
import type { VoiceOptions } from './voice.ts';

export interface Request {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: { readonly cursor?: string; readonly protocolVersion?: string; readonly _meta?: Readonly<Record<string, unknown>> };
}

/** The text of the answer to a request, written by hand, so that it can be what no SDK would write; undefined for what is not answered. */
export function rawAnswer(given: VoiceOptions, { id, method, params }: Request): string | undefined {
  if (id === undefined || method === undefined) return undefined;
  const modern = params?._meta?.['io.modelcontextprotocol/protocolVersion'] !== undefined;
  const result = (body: string): string => `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${body}}`;
  const error = (code: number, message: string, data?: unknown): string => JSON.stringify({ jsonrpc: '2.0', id, error: { code, message, ...(data !== undefined && { data }) } });
  const { era = 'initialize' } = given;
  const instructions = given.instructions === undefined ? {} : { instructions: given.instructions };
  switch (method) {
    case 'initialize':
      if (era === 'discover') return error(-32022, 'Unsupported protocol version', { supported: ['2026-07-28'] });
      if (given.rawGreeting !== undefined) return result(given.rawGreeting);
      return result(JSON.stringify({ protocolVersion: '2025-11-25', capabilities: capabilitiesOf(given), serverInfo: infoOf(given), ...instructions }));
    case 'server/discover':
      if (era === 'initialize') return error(-32601, 'Method not found');
      return result(JSON.stringify({ resultType: 'complete', supportedVersions: ['2026-07-28'], capabilities: capabilitiesOf(given), ...instructions, ttlMs: 0, cacheScope: 'private', _meta: { 'io.modelcontextprotocol/serverInfo': infoOf(given) } }));
    case 'tools/list': {
      if (given.refuses) return error(given.refuses.code, given.refuses.message);
      const { texts, nextCursor } = tools(given, params?.cursor);
      return result(`{"tools":[${texts.join(',')}]${nextCursor === undefined ? '' : `,"nextCursor":${JSON.stringify(nextCursor)}`}${modern ? ',"resultType":"complete","ttlMs":0,"cacheScope":"private"' : ''}}`);
    }
    case 'prompts/list':
      return result(JSON.stringify({ prompts: optionsNow(given).prompts ?? [] }));
    case 'resources/templates/list':
      return result(JSON.stringify({ resourceTemplates: optionsNow(given).resourceTemplates ?? [] }));
    default:
      return error(-32601, 'Method not found');
  }
}

function tools(given: VoiceOptions, cursor: string | undefined): { texts: readonly string[]; nextCursor?: string } {
  const options = optionsNow(given);
  const texts = [
    ...(options.rawTools ?? []),
    ...toolsOf(options, count(given, 'lists')).map((tool) => JSON.stringify(tool)),
    ...Array.from({ length: options.many ?? 0 }, (_, i) => `{"name":"tool_${i}","inputSchema":{"type":"object"}}`),
    ...(options.oversize === undefined ? [] : [JSON.stringify({ name: 'large', description: 'x'.repeat(options.oversize), inputSchema: { type: 'object' } })]),
  ];
  if (options.endless) return { texts, nextCursor: options.endless === 'cursor' ? 'again' : `${Number(cursor ?? 0) + 1}` };
  const { items, nextCursor } = pageOf(texts, options.pageSize, cursor);
  return { texts: items, ...(nextCursor !== undefined && { nextCursor }) };
}
