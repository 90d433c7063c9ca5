import { parseUrl } from '../../policy/subject.ts';
import { maskText } from '../../secret/mask.ts';
import { say, type Message } from '../../text/message.ts';
import type { ValueMatch } from '../codex/identity.ts';
import type { NativeEntry, NativeMatch } from '../native.ts';
import { canaryDeclaration, type CanaryLaunch } from './canary-subjects.ts';
import type { PlannedCanary } from './canaries.ts';
import { canaryName, unheardOf } from './unheard-of.ts';

/** More than these tell nothing new, and cost as many judgements. Those that our policy approves do not count: nothing comes of them. */
const most = 200;

/**
 * Declarations that a client's own allow lists let through: what each entry names, held against our policy. A list that has one entry too many
 * blocks all that nobody ever heard of, and is not our policy all the same.
 * @param mustBlock whether our policy does not approve a declaration
 */
export function listedCanaries(entries: Iterable<NativeEntry>, mustBlock: (declaration: PlannedCanary['declaration']) => boolean): readonly PlannedCanary[] {
  const canaries = new Map<string, PlannedCanary>();
  for (const { effect, matches } of entries) {
    if (effect !== 'allow') continue;
    for (const { called, launch, about } of launchesOf(matches)) {
      const key = JSON.stringify([called, launch]);
      const declaration = canaryDeclaration(called, launch);
      if (!canaries.has(key) && mustBlock(declaration)) canaries.set(key, { must: 'be-blocked', about, declaration });
      if (canaries.size >= most) return [...canaries.values()];
    }
  }
  return [...canaries.values()];
}

interface Listed {
  readonly called: string;
  readonly launch: CanaryLaunch;
  readonly about: Message;
}

function launchesOf(matches: NativeMatch): readonly Listed[] {
  switch (matches.kind) {
    case 'name': {
      const about = say('something that no policy approves, under the name `{name}` on its list', { name: maskText(matches.name) });
      return [{ called: matches.name, launch: { argv: [...unheardOf.package] }, about }, { called: matches.name, launch: { url: unheardOf.address, transport: 'http' }, about }];
    }
    case 'command':
      return lineOf(canaryName, matches.argv, say('a command line on its list that the policy does not approve'));
    case 'url':
      return addressesIn(matches.pattern).map((url) => ({ called: canaryName, launch: { url, transport: 'http' as const }, about: say('an address on its list that the policy does not approve') }));
    case 'identity': {
      const { name, plugin, identity } = matches;
      // Of a plugin's servers only where it is installed can be told what they are held against.
      if (plugin !== undefined) return [];
      const about = say('what its list has under the name `{name}`, and the policy does not approve', { name: maskText(name) });
      if (identity.kind === 'command') return lineOf(name, [identity.command, canaryName], about);
      if (identity.kind === 'launch') {
        const args = identity.args.flatMap((arg) => exampleOf(arg) ?? []);
        return args.length === identity.args.length ? lineOf(name, [identity.executable, ...args], about) : [];
      }
      const url = exampleOf(identity.url);
      return url === undefined || !isAddress(url) ? [] : [{ called: name, launch: { url, transport: 'http' }, about }];
    }
    case 'definition':
      // It stands in a file as a server does, and is looked at with those.
      return [];
  }
}

function lineOf(called: string, [command, ...args]: readonly string[], about: Message): readonly Listed[] {
  return command === undefined ? [] : [{ called, launch: { argv: [command, ...args] }, about }];
}

function exampleOf(value: ValueMatch): string | undefined {
  if (value.match === 'regex') return undefined;
  return value.match === 'exact' ? value.value : `${value.value}canary`;
}

/** Addresses that a pattern may be about: with a word in place of each `*` and with nothing, and below it where it has no path. Parameters stay away. */
function addressesIn(pattern: string): readonly string[] {
  const [whole = '', query = ''] = /^([^?]*)(.*)$/s.exec(pattern)!.slice(1);
  const schemes = whole.startsWith('*://') ? ['https', 'http'] : [undefined];
  const filled = schemes.flatMap((scheme) => ['canary', ''].map((word) => (scheme === undefined ? whole : scheme + whole.slice(1)).replace(/:\*(?=[/#]|$)/, ':8443').replaceAll('*', word) + query.replaceAll('*', '')));
  const below = filled.filter((url) => /^[a-z]+:\/\/[^/?#]+$/i.test(url)).map((url) => `${url}/canary`);
  return [...new Set([...filled, ...below])].filter(isAddress);
}

function isAddress(text: string): boolean {
  const url = parseUrl(text);
  return url !== undefined && /^https?:$/.test(url.protocol) && url.hostname !== '';
}
