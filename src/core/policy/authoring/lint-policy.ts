import { pointer } from '../../config/node.ts';
import { say } from '../../text/message.ts';
import { isApproving, type PolicyDocument } from '../document.ts';
import { expiry } from './expiry.ts';
import { levelReached } from './level-reached.ts';
import { itemsOf } from './linted-item.ts';
import { neverMatches } from './never-matches.ts';
import { placed, type PolicyObservation, type Seen } from './observation.ts';
import { providerObservations } from './provider-observations.ts';
import { shadowed } from './shadowed.ts';

/**
 * What may surprise the author of a policy that reads well: entries that never match, never approve, are covered by others, approve
 * what is not fixed, or run out. In the order of the document. Takes time in proportion to its entries; never throws.
 * @param text what `document` was read from
 * @param now an ISO 8601 instant
 */
export function lintPolicy(text: string, document: PolicyDocument, { now, audience = 'default' }: { readonly now: string; readonly audience?: 'default' | 'strict' }): PolicyObservation[] {
  const items = itemsOf(document);
  const dead = new Set<unknown>();
  const seen: Seen[] = [];
  for (const item of items) {
    const never = [...neverMatches(item)];
    if (never.some(({ code }) => code === 'never-matches')) dead.add(item);
    seen.push(...never);
    // Of what matches nothing, what it would approve is of no interest.
    if (dead.has(item)) continue;
    for (const one of levelReached(item)) if (!never.some(({ path }) => pointer(path) === pointer(one.path))) seen.push(one);
  }
  seen.push(...shadowed(items.filter((item) => !dead.has(item))), ...providerObservations(document), ...expiry(document, Date.parse(now)));
  if (audience === 'strict') seen.push(...unexplained(document));
  return placed(text, seen).sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character);
}

function* unexplained(document: PolicyDocument): Generator<Seen> {
  for (const { id, state, owner, reason, path } of [...document.servers, ...(document.providers ?? [])]) {
    if (!isApproving(state) || (owner && reason)) continue;
    const message = owner
      ? say('`{id}` is approved without `reason`: whoever looks at it next does not know why.', { id })
      : reason
        ? say('`{id}` is approved without `owner`: whoever looks at it next does not know whom to ask.', { id })
        : say('`{id}` is approved without `owner` and `reason`: whoever looks at it next does not know whom to ask, or why.', { id });
    yield { code: 'unexplained', path: [...path, 'id'], severity: 'info', message };
  }
}
