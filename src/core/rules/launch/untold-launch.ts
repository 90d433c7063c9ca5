import { headersByCommand } from '../../clients/dialect.ts';
import type { ServerDeclaration } from '../../config/config-file.ts';
import { slipsIn } from '../../config/trouble.ts';
import { gitSource } from '../../identity/git-source.ts';
import { calledHosts } from '../transport/called-hosts.ts';
import { disguiseOf } from '../transport/disguise.ts';
import type { ServerContext } from '../rule.ts';
import { hiddenLaunch } from './hidden-launch.ts';
import { policyKnows } from './policy-knows.ts';

/** Whether what a server launches cannot be told, and no other rule says why. */
export function isUntold({ identity, server, verdict, file, known }: ServerContext): boolean {
  // With a policy the verdict's diagnostic says this; where it is hidden in a known way, the rule for that way does.
  if (identity.kind !== 'opaque' || identity.code !== 'opaque' || policyKnows(verdict) || hiddenLaunch(server, identity)) return false;
  if (server.ambiguity?.template === headersByCommand) return false;
  // `unpinned-package` speaks of code from git, where it names no commit; where it does, what runs can be told after all.
  if (gitSource(server, identity)) return false;
  // A slip of the pen is told at its place: command-and-url, wrong-type, duplicate-key, ignored-key.
  if (server.troubles && slipsIn(file, server).length > 0) return false;
  // `look-alike-host` says more of a host that stands where a login does.
  return !calledHosts({ server, identity }).some((host) => disguiseOf(host, known.catalog)?.how === 'login');
}

/** Whether it is the entry that is to be mended, as opposed to a launch that is well written and leads elsewhere. */
export function isEntryAmiss({ ambiguity, command, url, transport, path }: ServerDeclaration): boolean {
  // Of some clients one text is the whole server, as it should be.
  if (command?.path === path) return false;
  return ambiguity !== undefined || url !== undefined || command === undefined || command.value.trim() === '' || (transport !== 'stdio' && transport !== 'unknown');
}
