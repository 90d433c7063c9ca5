import { denies } from '../../policy/document.ts';
import { say } from '../../text/message.ts';
import type { Loss, Plan } from '../compile/plan.ts';
import type { NativeSubject } from '../native.ts';
import { isCalled, isLocal } from './said.ts';

/** What a remote configuration does not say, and what gets by for it. */
export function lossesOf(names: readonly string[], urls: readonly string[], approved: (subject: NativeSubject) => boolean): readonly Loss[] {
  const byName = new Set(names);
  const byUrl = new Set(urls);
  return [
    ...(names.length === 0 ? [] : [{
      direction: 'lets-through' as const, dimension: 'whole-server' as const,
      message: say('Of a local server Cline compares nothing but its name: whatever is declared as {names} starts, with any command, package, version and environment. Whoever wants to get by this only has to choose one of these names; hold the declarations against the policy with MCP Roll Call, on each machine and in CI.', { names: shown(names) }),
      covers: (subject: NativeSubject) => isLocal(subject) && byName.has(subject.server.name),
    }]),
    ...(urls.length === 0 ? [] : [{
      direction: 'lets-through' as const, dimension: 'headers' as const, nature: 'general' as const,
      message: say('Of a server that is called Cline compares nothing but the address: it may be declared under any name and be sent any header. Hold the declarations against the policy with MCP Roll Call, on each machine and in CI.'),
      covers: (subject: NativeSubject) => isCalled(subject) && byUrl.has(subject.server.url!.value),
    }]),
    {
      direction: 'blocks', dimension: 'name', nature: 'general',
      message: say('An approved local server starts only under a name that is listed: under any other, or under one that is denied too, Cline blocks it without a word. Agree on names, and compile where they are in use.'),
      covers: (subject) => isLocal(subject) && !byName.has(subject.server.name) && approved(subject),
    },
    {
      direction: 'blocks', dimension: 'address-spelling', nature: 'general',
      message: say('An approved address is called only as it is written here, character by character: with another path below an approved one, a parameter, a capital letter or a slash at the end Cline blocks it without a word. Compile where the servers are in use, so that their addresses are known; what holds a secret is left out.'),
      covers: (subject) => isCalled(subject) && !byUrl.has(subject.server.url!.value) && approved(subject),
    },
  ];
}

/** Without allowances nothing can be said: there is no list of denials. */
export function denialsUnsaid({ policy, now }: Plan): Loss {
  return {
    direction: 'lets-through', dimension: 'whole-server',
    message: say('Cline has no list of what is denied, so nothing can be written that blocks a single server. Compile with allowances, or block all local servers (`mcpMarketplaceEnabled: false`) and all addresses of people’s own (`blockPersonalRemoteMCPServers: true`).'),
    covers: (subject) => denies(policy.decide(subject, now).state),
  };
}

function shown(names: readonly string[]): string {
  const first = names.slice(0, 5).map((name) => `\`${name}\``).join(', ');
  return names.length > 5 ? `${first} …` : first;
}
