import { say } from '../../text/message.ts';
import { refTo } from '../entry-ref.ts';
import { denies, isApproving, type PolicyDocument } from '../document.ts';
import { atLeast } from '../item.ts';
import { compileProviderItem, type ProviderItem } from '../providers/provider-item.ts';
import type { Path } from '../../config/node.ts';
import type { Seen } from './observation.ts';

interface Item extends ProviderItem {
  readonly path: Path;
}

/** The same of entries on model providers. They are few, so that nothing is indexed. */
export function* providerObservations(document: PolicyDocument): Generator<Seen> {
  const items = (document.providers ?? []).flatMap((entry) =>
    entry.match.flatMap((match): Item[] => {
      const item = compileProviderItem(document, entry, match, refTo(entry, document), 0);
      return item ? [{ ...item, path: [...match.path, ...(match.provider === undefined ? ['url', 'host'] : ['provider'])] }] : [];
    }),
  );
  const denying = items.filter(({ entry }) => denies(entry.state));
  for (const item of items) {
    if (denies(item.entry.state)) continue;
    const denial = denying.find((other) => covers(other, item));
    if (denial) yield { code: 'shadowed-by-denial', path: item.path, severity: 'warning', message: say('`{id}` denies all of this, and a denial wins over every other entry, so it never decides. Take one of the two out.', { id: denial.entry.id }) };
    if (!isApproving(item.entry.state)) continue;
    const { matcher, required } = item;
    const level = matcher.kind === 'provider' || matcher.url.below || matcher.url.path === undefined || (matcher.url.prefix && matcher.url.path === '/') ? 'source' : 'version';
    if (!atLeast(level, required)) yield { code: 'never-approves', path: item.path, severity: 'warning', message: say('This fixes the level `{level}`, and `{required}` is required, so it approves nothing. Name one host, and a path below it, with `url`.', { level, required }) };
    else if (matcher.kind === 'url' && matcher.url.below) yield { code: 'approves-floating', path: item.path, severity: item.entry.minIdentity === undefined ? 'warning' : 'info', message: say('Every host that fits is approved, whoever runs it, also one that is set up tomorrow. Name the hosts.') };
  }
}

function covers({ matcher: denial }: Item, { matcher }: Item): boolean {
  if (denial.kind === 'provider') return matcher.kind === 'provider' && matcher.provider === denial.provider;
  if (matcher.kind !== 'url') return false;
  const { url } = matcher;
  const host = denial.url.below ? url.host.endsWith(`.${denial.url.host}`) || (url.below && url.host === denial.url.host) : !url.below && url.host === denial.url.host;
  return host && denial.url.scheme === undefined && denial.url.port === undefined && denial.url.path === undefined;
}
