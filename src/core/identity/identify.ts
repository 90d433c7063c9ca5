import type { Scope } from '../clients/client.ts';
import type { Located, NamedValue, ServerDeclaration } from '../config/config-file.ts';
import type { FolderFacts } from '../facts.ts';
import { render, say, type Message } from '../text/message.ts';
import { bridgeOf, called } from './bridges.ts';
import { hijacksIn } from './hijacks.ts';
import type { Identity, Launch, OpaqueIdentity } from './identity.ts';
import { opaque, type CannotTell, type FetchedPackage } from './launched.ts';
import { packageRef } from './packages/package-ref.ts';
import { purlOf } from './packages/purl.ts';
import { onlyStarts, readCommand } from './read-command.ts';
import { stepsOf } from './steps.ts';
import { isWorkspaceFolder } from './variables.ts';

/** What identity depends on beside the declaration. */
export interface IdentityContext {
  readonly scope: Scope;
  /** Facts of the workspace folder whose file declares the server. */
  readonly folder?: FolderFacts;
}

/** More wrappers around wrappers than anyone writes. */
const maxDepth = 8;

/**
 * What a declaration really launches or calls. What cannot be told for certain is opaque, with the reason; what a variable hides is
 * opaque as `unresolved`. Never throws, whatever is declared.
 * @param trace is given the chain from the declaration to the identity, one sentence for each step, in plain words and without secrets
 */
export function identify(server: ServerDeclaration, context: IdentityContext, trace?: (step: Message) => void): Identity {
  const identity = identityOf(server, context, trace);
  if (trace) for (const step of stepsOf(identity)) trace(step);
  return identity;
}

const wrong = {
  both: opaque(say('Both a `command` and a `url` stand there, and clients choose differently.')),
  neither: opaque(say('Neither a `command` nor a `url` stands there.')),
  notCommand: opaque(say('The `type` is one for servers that are called, but a `command` stands there.')),
  notUrl: opaque(say('The `type` is one for servers that are started, but a `url` stands there.')),
  tooDeep: opaque(say('One program starts the next, too many times over to be followed.')),
  noPurl: opaque(say('What is fetched has a name that no package of its kind can have.')),
};

function identityOf(server: ServerDeclaration, context: IdentityContext, trace: ((step: Message) => void) | undefined): Identity {
  if (server.extension) return extension(server, server.extension);
  if (server.ambiguity) return cannotTell(server, opaque(say('{trouble}.', { trouble: render(server.ambiguity) })));
  const { command, url, transport } = server;
  if (command && url) return cannotTell(server, wrong.both);
  if (url) {
    if (transport === 'stdio') return cannotTell(server, wrong.notUrl);
    const target = called(url.value);
    return target.kind === 'called' ? { kind: 'remote', url: target.url, launch: { args: [], env: server.env, hijacks: [] } } : cannotTell(server, target);
  }
  if (!command) return cannotTell(server, wrong.neither);
  if (transport !== 'stdio' && transport !== 'unknown') return cannotTell(server, wrong.notCommand);
  return commanded(server, command, context, trace);
}

function extension(server: ServerDeclaration, { id, version }: NonNullable<ServerDeclaration['extension']>): Identity {
  const ref = packageRef('vscode-extension', id.toLowerCase(), { version });
  const purl = purlOf(ref);
  return purl === undefined || !/^[^.]+\.[^.]/.test(id) ? cannotTell(server, wrong.noPurl) : { kind: 'package', launcher: 'VS Code', package: ref, purl, launch: { args: [], env: [], hijacks: [] } };
}

function commanded(server: ServerDeclaration, command: Located, { scope, folder }: IdentityContext, trace: ((step: Message) => void) | undefined): Identity {
  const atHome = server.cwd === undefined || isWorkspaceFolder(server.cwd.value);
  const known = atHome && scope === 'workspace' ? folder : undefined;
  let program = command;
  let words = server.args;
  let env = server.env;
  for (let depth = 0; depth < maxDepth; depth++) {
    const read = readCommand(program.value, { words, env, folder: known, elsewhere: !atHome });
    const { launched } = read;
    switch (launched.kind) {
      case 'opaque':
        return cannotTell(server, launched, env);
      case 'program':
        return { kind: 'program', program: read.program, ...(launched.script !== undefined && { script: launched.script }), launch: launchOf(server, launched.args, env, launched.hijacks) };
      case 'package':
        return fetched(server, read.launcher, launched, launched.env?.length ? env.concat(launched.env) : env);
      case 'another':
        program = launched.words[0]!;
        words = launched.words.slice(1);
        if (launched.env?.length) env = env.concat(launched.env);
        trace?.(say('`{wrapper}` only starts another program: what counts is `{program}`.', { wrapper: launched.shown, program: program.value.split(/\s/, 1)[0]! }));
    }
  }
  return cannotTell(server, wrong.tooDeep, env);
}

/** A package that is fetched and run: itself the server, or a bridge to one, or something that only runs what it is told. */
function fetched(server: ServerDeclaration, launcher: string, launched: FetchedPackage, env: readonly NamedValue[]): Identity {
  const purl = purlOf(launched.package);
  if (purl === undefined) return cannotTell(server, wrong.noPurl, env);
  const bridge = bridgeOf(launched.package);
  if (bridge) {
    const target = bridge(launched.args);
    if (target.kind === 'opaque') return cannotTell(server, target, env, launched);
    return { kind: 'remote', url: target.url, via: { launcher, package: launched.package, purl }, launch: launchOf(server, launched.args, env, [...launched.hijacks, ...target.hijacks], launched.accounted) };
  }
  const starter = onlyStarts(launcher, launched.package);
  if (starter) return cannotTell(server, starter, env, launched);
  return { kind: 'package', launcher, package: launched.package, purl, launch: launchOf(server, launched.args, env, launched.hijacks, launched.accounted) };
}

function cannotTell(server: ServerDeclaration, { reason, code }: CannotTell, env: readonly NamedValue[] = server.env, launched?: FetchedPackage): OpaqueIdentity {
  const words = server.args.map((arg) => arg.value);
  if (server.command) words.unshift(server.command.value);
  if (server.url) words.push(server.url.value);
  const args = launched ? launched.args : server.args;
  return { kind: 'opaque', reason, code, words, launch: launchOf(server, args, env, launched?.hijacks ?? []) };
}

function launchOf(server: ServerDeclaration, args: readonly Located[], env: readonly NamedValue[], found: readonly string[], accounted: readonly string[] = []): Launch {
  const hijacks = [...new Set([...(env.length > 0 ? hijacksIn(env, accounted) : []), ...(server.envFile ? ['envFile'] : []), ...found])];
  const words = args.map((arg) => arg.value);
  return server.cwd ? { args: words, env, cwd: server.cwd.value, hijacks } : { args: words, env, hijacks };
}
