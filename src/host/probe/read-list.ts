import type { ProbeLimits } from '../../core/probe/outcome.ts';
import { rawElements, rawPart } from '../../core/snapshot/raw-message.ts';
import type { Said } from '../../core/snapshot/voice.ts';
import { say, type Message } from '../../core/text/message.ts';
import type { Exchange } from './exchange.ts';

/** Which list, how it is asked for, and under which key of the result it stands. */
export interface ListRequest {
  readonly method: 'tools/list' | 'prompts/list' | 'resources/templates/list';
  readonly key: 'tools' | 'prompts' | 'resourceTemplates';
}

/**
 * Reads all pages of one list, as raw texts: of an item that is malformed the others lose nothing. A list that has more than the limits
 * allow, or is refused on the way, is kept as far as it came, and marked.
 * @param meta what every request of this era carries
 * @throws ProbeFault when an answer does not come
 */
export async function readList(exchange: Exchange, { method, key }: ListRequest, meta: Readonly<Record<string, unknown>> | undefined, limits: ProbeLimits): Promise<Said> {
  const items: string[] = [];
  const cursors = new Set<string>();
  let cursor: string | undefined;
  const partial = (problem: Message): Said => ({ items, extent: 'partial', problem });
  for (let page = 1; ; page++) {
    const params = { ...(cursor !== undefined && { cursor }), ...(meta && { _meta: meta }) };
    const answer = await exchange.request(method, Object.keys(params).length > 0 ? params : undefined, limits.connect);
    if (answer.kind === 'error') {
      return partial(page === 1
        ? say('It does not answer `{method}`, though it says that it has such a list: {message} ({code}).', { method, message: answer.message || 'no reason', code: answer.code })
        : say('It refused page {page} of `{method}`: {message} ({code}).', { method, page, message: answer.message || 'no reason', code: answer.code }));
    }
    const found = rawElements(answer.raw, ['result', key]);
    if (found === undefined) return partial(say('Its answer to `{method}` holds no list `{key}`.', { method, key }));
    if ('refused' in found) return partial(found.refused);
    const room = limits.tools - items.length;
    for (const item of found.slice(0, room)) items.push(item);
    if (found.length > room) return partial(say('It lists more than {limit} in answer to `{method}`; the rest was not read.', { limit: limits.tools, method }));
    const written = rawPart(answer.raw, ['result', 'nextCursor']);
    if (typeof written === 'object') return partial(written.refused);
    const next = (answer.result as { nextCursor?: unknown }).nextCursor;
    if (next === undefined || next === null) return { items, extent: 'whole' };
    if (typeof next !== 'string') return partial(say('The cursor to its next page of `{method}` is no text.', { method }));
    if (cursors.has(next)) return partial(say('Its pages of `{method}` lead back to one that was read already, so that they have no end.', { method }));
    if (page >= limits.pages) return partial(say('It lists more than {limit} pages in answer to `{method}`; the rest was not read.', { limit: limits.pages, method }));
    cursors.add(next);
    cursor = next;
  }
}
