import { maskUrl } from '../../../core/secret/mask.ts';
import { say } from '../../../core/text/message.ts';
import { ProbeFault } from '../probe-fault.ts';
import { tooLarge, type BodyLimits } from './capped-body.ts';
import { EventReader, type StreamEvent } from './sse-events.ts';

/**
 * A body's text, as it came.
 * @throws ProbeFault for one that is too large, breaks off, or is not UTF-8
 */
export async function bodyText(response: Response, url: URL): Promise<string> {
  const bytes = await response.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notText(url);
  }
}

/**
 * The events of a stream as they come, until it ends or whoever reads stops.
 * @throws ProbeFault as for a body, and for an event that is too large
 */
export async function* bodyEvents(response: Response, url: URL, limits: BodyLimits): AsyncGenerator<StreamEvent> {
  const reader = new EventReader(limits.message);
  if (!response.body) return;
  for await (const bytes of response.body) {
    let events: StreamEvent[] | undefined;
    try {
      events = reader.read(bytes);
    } catch {
      throw notText(url);
    }
    if (!events) throw tooLarge(url, limits.message);
    yield* events;
  }
}

function notText(url: URL): ProbeFault {
  return new ProbeFault('protocol', say('{address} sends something that is not UTF-8, so that names in it could mean something else.', { address: maskUrl(url.href) }));
}
