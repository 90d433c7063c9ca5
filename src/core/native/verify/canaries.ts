import { launchLine } from '../../shelf/launch-line.ts';
import { candidatesOf } from '../../shelf/from-policy.ts';
import type { AssessedServer } from '../../assess.ts';
import type { ServerDeclaration } from '../../config/config-file.ts';
import { identify } from '../../identity/identify.ts';
import type { CompiledPolicy } from '../../policy/compile.ts';
import { denies, type PolicyMatch } from '../../policy/document.ts';
import { readVersion } from '../../policy/versions.ts';
import { approves, type Verdict } from '../../policy/verdict.ts';
import { say, type Message } from '../../text/message.ts';
import { canaryDeclaration, type CanaryLaunch } from './canary-subjects.ts';
import type { Canary } from './verification.ts';
import { canaryName as name, unheardOf } from './unheard-of.ts';

/** What is to be tried, before it is known what a client makes of it. */
export interface PlannedCanary {
  readonly must: Canary['must'];
  readonly about: Message;
  readonly declaration: ServerDeclaration;
}

export interface PlannedCanaries {
  readonly canaries: readonly PlannedCanary[];
  /** Entries of the policy for which none could be made up: a whole range of hosts, a package of an extension. */
  readonly untried: number;
  /** Whether our policy is known not to approve a declaration; with it a client's own lists are gone through. */
  readonly mustBlock: (declaration: ServerDeclaration) => boolean;
}

/** More than these of one sort tell nothing new, and cost each client as many judgements. */
const most = 200;

/**
 * Declarations that show what a client's lists are worth: those that must be blocked, of which no policy has heard or which ours denies, and
 * those that must be allowed. Each is first held against our own policy, so that it is what it is taken for.
 * @param seen the servers that are really here: the names that approved ones go by
 */
export function planCanaries(policy: CompiledPolicy, seen: readonly AssessedServer[], now: string): PlannedCanaries {
  const verdict = (declaration: ServerDeclaration): Verdict => policy.decide({ server: declaration, identity: identify(declaration, { scope: 'user' }) }, now);
  const mustBlock = (declaration: ServerDeclaration): boolean => {
    const said = verdict(declaration);
    return !approves(said) && said.state !== 'undetermined';
  };
  const canaries: PlannedCanary[] = [];
  let untried = 0;
  const add = (must: Canary['must'], about: Message, called: string, launch: CanaryLaunch): boolean => {
    const declaration = canaryDeclaration(called, launch);
    const fits = must === 'be-allowed' ? approves(verdict(declaration)) : mustBlock(declaration);
    if (fits) canaries.push({ must, about, declaration });
    return fits;
  };
  add('be-blocked', say('unapproved package'), name, { argv: [...unheardOf.package] });
  add('be-blocked', say('unapproved address'), name, { url: unheardOf.address, transport: 'http' });
  add('be-blocked', say('unapproved program'), name, { argv: [...unheardOf.program] });
  const borrowed = seen.find(({ verdict: said, file }) => approves(said) && file.live)?.declaration.name;
  if (borrowed !== undefined) {
    add('be-blocked', say('unapproved package under an approved name'), borrowed, { argv: [...unheardOf.package] });
    add('be-blocked', say('unapproved address under an approved name'), borrowed, { url: unheardOf.address, transport: 'http' });
  }
  let tried = 0;
  for (const { document } of policy.layers) {
    for (const entry of document.servers) {
      if (!denies(entry.state) || tried >= most) continue;
      for (const match of entry.match) {
        tried++;
        const about = say('`{entry}`, denied: {kind}', { entry: entry.id, kind: kindOf(match) });
        if (!launchesDenied(match).some(({ called, launch }) => add('be-blocked', about, called, launch))) untried++;
      }
    }
  }
  tried = 0;
  for (const { document } of policy.approving) {
    for (const { id, launch } of candidatesOf(document)) {
      if (++tried > most) break;
      const { target } = launch;
      const of: CanaryLaunch = target.kind === 'remote' ? { url: target.url, transport: target.transport } : { argv: [...launchLine(launch, (variable) => variable)] };
      const called = namedLike(of, seen) ?? slug(id);
      if (!add('be-allowed', say('`{entry}`, approved', { entry: id }), called, of)) untried++;
    }
  }
  return { canaries, untried, mustBlock };
}

function kindOf(match: PolicyMatch): string {
  if (match.serverName !== undefined) return 'a name';
  if (match.serverCommand) return 'a command line';
  return match.package ? `a package (${match.package.type})` : 'an address';
}

/** Under which name what is launched just so is declared here; lists may go by names. */
function namedLike(launch: CanaryLaunch, seen: readonly AssessedServer[]): string | undefined {
  const wanted = 'url' in launch ? launch.url : JSON.stringify(launch.argv);
  return seen.find(({ declaration: { command, args, url } }) => (command ? JSON.stringify([command.value, ...args.map(({ value }) => value)]) : url?.value) === wanted)?.declaration.name;
}

function slug(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1).replace(/[^\w-]+/g, '-').slice(0, 60) || name;
}

interface Denied {
  readonly called: string;
  readonly launch: CanaryLaunch;
}

/** What an item that denies may be about, the likeliest first; whether it really is, the policy says. */
function launchesDenied({ serverName, serverCommand, serverUrl, url, package: named }: PolicyMatch): readonly Denied[] {
  const as = (launch: CanaryLaunch): Denied => ({ called: name, launch });
  const call = (address: string): Denied => as({ url: address, transport: 'http' });
  if (serverName !== undefined) return [{ called: serverName, launch: { argv: [...unheardOf.package] } }];
  if (serverCommand) return [as({ argv: [...serverCommand] as [string, ...string[]] })];
  if (serverUrl !== undefined) return ['canary', ''].map((word) => call(serverUrl.replace(/^\*:/, 'https:').replaceAll('*', word)));
  if (url) {
    const { scheme = 'https', host, port, path = '/' } = url;
    return [call(`${scheme}://${host.replace(/^\*/, 'canary')}${port === undefined ? '' : `:${port}`}${path}`)];
  }
  if (!named || named.type === 'vscode-extension') return [];
  const { type, name: packageName, versions = [], digest, registry } = named;
  const exact = versions.filter((text) => exactly(type, text));
  const lowest = versions.flatMap((text) => /\d+(?:\.\d+)+/.exec(text) ?? []);
  const tried = type === 'oci' ? [...(digest === undefined ? [] : [digest]), ...versions, `sha256:${'0'.repeat(64)}`] : [...exact, ...lowest, '1.0.0', '0.0.1'];
  return tried.map((version) => {
    if (type === 'oci' && !version.startsWith('sha256:')) return as({ argv: ['docker', 'run', '-i', '--rm', `${packageName}:${version}`] });
    return as({ argv: [...launchLine({ target: { kind: 'package', type, name: packageName, version: version.replace(/^=+\s*/, ''), ...(registry !== undefined && { registry }) }, args: [], env: [], headers: [] }, (variable) => variable)] });
  });
}

function exactly(type: NonNullable<PolicyMatch['package']>['type'], text: string): boolean {
  const version = readVersion(type, text);
  return version !== undefined && 'exact' in version;
}
