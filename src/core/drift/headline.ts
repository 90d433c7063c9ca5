import { joined, say, type Message } from '../text/message.ts';
import type { Drift } from './drift.ts';

/** The whole drift in one breath: what the gravest change means, how many more there are, and what could not be heard. */
export function headline({ changes, worst, partial }: Drift, server: string): Message {
  const first = changes[0];
  if (!first) return partial ? say('What could be heard of `{server}` has not changed. Not all of it could be heard, so that more may have changed.', { server }) : say('`{server}` says what it said before.', { server });
  const twice = changes.some((change) => change.class === 'violation');
  const more = changes.length - 1;
  return joined(
    ...(twice ? [say('Asked twice in a row, `{server}` gave two different answers, which the protocol forbids.', { server })] : []),
    ...(worst === 'cosmetic' ? [say('Nothing changed at `{server}` that a model or a call would notice.', { server })] : []),
    first.consequence,
    ...(more > 0 ? [more === 1 ? say('One more thing changed.') : say('{more} more things changed.', { more })] : []),
    ...(partial ? [say('Not all of it could be heard, so that more may have changed.')] : []),
  );
}
