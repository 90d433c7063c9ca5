import { joined, say, type Message } from '../../text/message.ts';
import type { IdentityLevel } from '../verdict.ts';
import { fixedVersion } from '../subject.ts';
import { registryKey } from '../package-key.ts';
import { atLeast } from '../item.ts';
import { isApproving } from '../document.ts';
import { subjectPath, type LintedItem } from './linted-item.ts';
import { startedBy } from './made-up.ts';
import type { Seen } from './observation.ts';

/**
 * What an approving item fixes, held against what its entry requires: less than that never approves; a version that is left open, as
 * far as the entry lets it, approves whatever is published next.
 */
export function* levelReached(item: LintedItem): Generator<Seen> {
  const { entry, match, required, matcher, conditions } = item;
  if (!isApproving(entry.state)) return;
  const at = subjectPath(match);
  const launch = conditions.args.denyExtra && conditions.env.allow !== undefined;
  // Who says so in the entry itself has decided it; what comes from the defaults may not have been thought of.
  const severity = entry.minIdentity === undefined ? 'warning' : 'info';
  const never = (path: Seen['path'], message: Message): Seen => ({ code: 'never-approves', path, severity: 'warning', message });
  const floating = (path: Seen['path'], message: Message): Seen => ({ code: 'approves-floating', path, severity, message });
  const short = (level: IdentityLevel): Message => joined(say('This fixes the level `{level}`, and `{required}` is required, so it approves nothing.', { level, required }), todo(required, matcher.kind));
  switch (matcher.kind) {
    case 'name':
      if (atLeast('name', required)) yield { code: 'approves-by-name', path: at, severity, message: say('Anything can be given the name `{name}`, and is then approved. Name the package or the URL instead.', { name: matcher.name }) };
      else yield never(at, short('name'));
      return;
    case 'command': {
      const { identity } = startedBy(matcher.argv);
      const ref = identity.kind === 'package' ? identity.package : identity.kind === 'remote' ? identity.via?.package : undefined;
      const level = ref && fixedVersion(ref) !== undefined && registryKey(ref.type, ref.registry) === undefined ? 'version' : 'source';
      if (!atLeast(level, required)) yield never(at, short(level));
      else if (ref && fixedVersion(ref) === undefined) yield floating(at, say('This command line runs whatever version of `{name}` is newest when it starts. Write an exact version into it.', { name: ref.name }));
      return;
    }
    case 'pattern':
    case 'url': {
      const wild = matcher.kind === 'url' ? matcher.url.below : matcher.pattern.pattern.slice(0, matcher.pattern.authorityEnd).includes('*');
      const whole = matcher.kind === 'url' ? matcher.url.path === undefined || (matcher.url.prefix && matcher.url.path === '/') : matcher.pattern.level === 'source';
      const level = wild || whole ? 'source' : launch ? 'launch' : 'version';
      if (!atLeast(level, required)) yield never(at, short(level));
      else if (wild) yield floating(at, say('Every host that fits is approved, whoever runs it, also one that is set up tomorrow. Name the hosts.'));
      return;
    }
    case 'package': {
      const { versions, digest, type, name } = matcher;
      const exact = digest !== undefined || (versions !== undefined && versions.exact.size > 0);
      const level = !exact ? 'source' : !launch ? 'version' : digest !== undefined && type === 'oci' ? 'artifact' : 'launch';
      // That nothing at all can match it is told already.
      if (type !== 'oci' && digest !== undefined && !versions) return;
      const written = match.package?.versions ?? [];
      const ranges = written.flatMap((text, i) => (versions?.ranges.includes(text) ? [i] : []));
      if (!atLeast(level, required)) yield never(ranges.length > 0 && !exact ? [...match.path, 'package', 'versions', ranges[0]!] : at, short(level));
      else if (!versions && digest === undefined) yield floating(at, say('Every version of `{name}` is approved, also one that is published tomorrow. Name exact `versions`.', { name }));
      // With an image that is fixed by its digest, the tag is for people.
      else if (digest === undefined || !atLeast('source', required)) {
        for (const i of ranges) {
          const path = [...match.path, 'package', 'versions', i];
          const range = written[i]!;
          if (atLeast('source', required)) yield floating(path, type === 'oci' ? say('A tag can be moved to other content at any time, which is then approved. Name a `digest`.') : say('Every version in `{range}` is approved, also one that is published tomorrow. Name exact versions.', { range }));
          else if (type !== 'oci') yield never(path, say('A range fixes the level `source`, and `{required}` is required, so `{range}` approves nothing. Name exact versions.', { range, required }));
        }
      }
    }
  }
}

function todo(required: IdentityLevel, kind: LintedItem['matcher']['kind']): Message {
  if (kind === 'name') return say('Name the package or the URL instead.');
  if (kind === 'command') return required === 'launch' || required === 'artifact' ? say('Name the package or the URL, with `args` and `env`.') : say('Name the package with an exact version; for a program of your own, lower `minIdentity` here.');
  if (required === 'artifact') return kind === 'package' ? say('An image reaches it by its `digest`, with `args.denyExtra` and `env.allow`.') : say('No URL reaches it: lower `minIdentity` here.');
  if (required === 'launch') return kind === 'package' ? say('Add an exact version, `args.denyExtra` and `env.allow`.') : say('Name host and path, and add `args.denyExtra` and `env.allow`.');
  return kind === 'package' ? say('Name an exact version; an image by its `digest`.') : say('Name one host, and a path below it.');
}
