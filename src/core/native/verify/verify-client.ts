import type { AssessedServer } from '../../assess.ts';
import { folderOf, plain } from '../../places/folder-of.ts';
import type { ClientId, Environment } from '../../clients/client.ts';
import { clientOf } from '../../clients/clients.ts';
import type { ConfigFile, ServerDeclaration } from '../../config/config-file.ts';
import type { PolicyState } from '../../policy/policy-state.ts';
import { approves } from '../../policy/verdict.ts';
import { maskedCommandLine } from '../../secret/mask.ts';
import { say, type Message } from '../../text/message.ts';
import type { Judgement, NativeClient, NativeFile } from '../native.ts';
import type { PlannedCanaries, PlannedCanary } from './canaries.ts';
import { canaryPlaces, canarySubjects, type CanaryPlaces } from './canary-subjects.ts';
import { caveatsOf } from './caveats.ts';
import { listedCanaries } from './listed-canaries.ts';
import { contextsOf, judge, type Context, type Contexts } from './contexts.ts';
import type { Running } from './running-lists.ts';
import { statusOf, type Outcomes } from './status.ts';
import type { Canary, CanaryScope, ClientVerification, EnforcementSource, InstalledClient, JudgedServer } from './verification.ts';
import { oldest } from './version-order.ts';

interface OneClient {
  readonly client: ClientId;
  readonly natives: readonly NativeClient[];
  readonly files: readonly ConfigFile[];
  /** Of this client, live and not switched off. */
  readonly servers: readonly AssessedServer[];
  readonly installed: InstalledClient | undefined;
  readonly policy: PolicyState;
  readonly plan: PlannedCanaries;
  readonly environment: Environment;
  readonly shown: (path: string) => string;
  readonly running: Running | undefined;
}

/** One client's own enforcement, held against our policy. */
export function verifyClient({ client, natives, files, servers, installed, policy, plan, environment, shown, running }: OneClient): ClientVerification {
  const { name } = clientOf(client);
  const versions = installed?.versions ?? [];
  // Of several copies the oldest may be the one that runs.
  const version = oldest(versions);
  const contexts = contextsOf(client, natives, files, { platform: environment.platform, env: environment.env, ...(version !== undefined && { version }) }, shown, running?.files);
  const all = [contexts.everywhere, ...contexts.folders.values()];
  const restricts = all.some(({ enforcements }) => enforcements.some((one) => one.restricts));
  const unseen = [...contexts.unread, ...distinct(contexts.everywhere.enforcements.flatMap((one) => one.unseen))];
  const judged = servers.map((server) => judgedServer(server, contexts, policy.kind !== 'none' && !approves(server.verdict)));
  const places = canaryPlaces(client, environment);
  const canaries = withListed(plan, contexts.files).map((canary) => triedCanary(canary, client, environment, places, contexts));
  const isWanted = ({ server }: JudgedServer): boolean => approves(server.verdict);
  const isUnwanted = ({ server }: JudgedServer): boolean => policy.kind === 'ready' && !approves(server.verdict) && server.verdict.state !== 'undetermined';
  const having = (outcome: Judgement['outcome'], which: (one: JudgedServer) => boolean): JudgedServer[] => judged.filter((one) => one.outcome === outcome && which(one));
  const outcomes = (must: Canary['must'], which: (one: JudgedServer) => boolean): Outcomes => {
    const count = (outcome: Judgement['outcome']): number => canaries.filter((canary) => canary.must === must && canary.outcome === outcome).length + having(outcome, which).length;
    return { allowed: count('allowed'), blocked: count('blocked'), undetermined: count('undetermined') };
  };
  const blocked = judged.filter(({ outcome }) => outcome === 'blocked').length;
  const result = policy.kind === 'ready'
    ? statusOf({ client: name, mustBlock: outcomes('be-blocked', isUnwanted), mustAllow: outcomes('be-allowed', isWanted), restricts, unseen: unseen.length > 0, unread: contexts.unread.length > 0 })
    : { summary: policy.kind === 'unusable'
        ? say('The policy cannot be used, so that nothing says what {client} should block.', { client: name })
        : restricts ? say('No policy is configured to hold it against. By itself {client} would not start {blocked} of its {servers} servers here.', { client: name, blocked, servers: servers.length })
        : say('No policy is configured to hold it against, and {client} has no list here that keeps any server from being started.', { client: name }) };
  return {
    client, name, versions,
    ...(installed && { installed: installed.at }),
    ...(policy.kind === 'unusable' && { status: 'undetermined' as const }),
    ...result,
    restricts,
    sources: contexts.files.toSorted((a, b) => rank(a) - rank(b)).map(sourceOf),
    unseen,
    blockedThough: having('blocked', isWanted),
    getsThrough: having('allowed', isUnwanted),
    unclear: having('undetermined', isUnwanted),
    blocked,
    servers: servers.length,
    canaries,
    untried: plan.untried,
    caveats: [...(running?.notes ?? []), ...contexts.void, ...(restricts ? environmentCaveat(name, plan.canaries, client, environment, places, contexts) : []), ...natives.flatMap(({ asks }) => asks ?? []), ...caveatsOf(client, versions, files), ...softly(contexts, restricts, name)],
  };
}

/**
 * The user's servers are there in every folder, so that a folder which loosens lets them through as well: the result that differs from what
 * our policy wants counts.
 */
function judgedServer(server: AssessedServer, { everywhere, folders }: Contexts, mustBlock: boolean): JudgedServer {
  const { declaration, identity, file } = server;
  // Claude Code keeps servers of one folder in the user's file, under its path.
  const [first, second] = declaration.path;
  const folder = file.scope === 'workspace' ? folderOf(file) : first === 'projects' && typeof second === 'string' ? plain(second) : undefined;
  const where: readonly Context[] = folder === undefined ? [everywhere, ...folders.values()] : [folders.get(folder) ?? everywhere];
  const bad: readonly Judgement['outcome'][] = mustBlock ? ['blocked', 'undetermined', 'allowed'] : ['allowed', 'undetermined', 'blocked'];
  const found = where.map((context) => ({ context, judgement: judge(context, { server: declaration, identity, file }) }));
  const worst = found.reduce((a, b) => (bad.indexOf(b.judgement.outcome) > bad.indexOf(a.judgement.outcome) ? b : a));
  const { outcome, reason, by } = worst.judgement;
  const offInVain = declaration.ignored?.some(({ key }) => key === 'disabled' || key === 'enabled');
  const only = worst.context.folder;
  return { server, outcome, reason, verdict: server.verdict.reason, ...(by && { by }), ...(folder === undefined && only !== undefined && { folder: only }), ...(offInVain && { offInVain }) };
}

function triedCanary({ must, about, declaration }: PlannedCanary, client: ClientId, environment: Environment, places: CanaryPlaces, { everywhere, folders }: Contexts): Canary {
  const wanted = must === 'be-blocked' ? 'blocked' : 'allowed';
  const order: readonly Judgement['outcome'][] = must === 'be-blocked' ? ['blocked', 'undetermined', 'allowed'] : ['allowed', 'undetermined', 'blocked'];
  let worst: Judgement | undefined;
  const failedIn = new Set<CanaryScope>();
  for (const context of [everywhere, ...folders.values()]) {
    for (const { scope, subject } of canarySubjects(declaration, client, environment, places, context.folder)) {
      const judgement = judge(context, subject);
      if (judgement.outcome !== wanted) failedIn.add(scope);
      if (!worst || order.indexOf(judgement.outcome) > order.indexOf(worst.outcome)) worst = judgement;
    }
  }
  const { outcome, reason } = worst ?? { outcome: 'undetermined' as const, reason: say('The client takes servers from nowhere that is known.') };
  return { must, about, launch: maskedCommandLine(declaration), outcome, passed: outcome === wanted, reason, failedIn: [...failedIn] };
}

/**
 * That a list looks at no environment is nothing that it can be told to do, so it makes no result worse; but whoever reads `enforced` must know
 * what goes by it. Tried, not taken for granted: the system definitions of Gemini CLI take the place of what others write.
 */
function environmentCaveat(client: string, canaries: readonly PlannedCanary[], id: ClientId, environment: Environment, places: CanaryPlaces, { everywhere }: Contexts): Message[] {
  const passes = (declaration: ServerDeclaration): boolean => canarySubjects(declaration, id, environment, places, undefined).some(({ subject }) => judge(everywhere, subject).outcome === 'allowed');
  const goesBy = canaries.some(({ must, declaration }) => {
    if (must !== 'be-allowed' || !declaration.command) return false;
    const env = [{ name: 'NODE_OPTIONS', path: [...declaration.path, 'env', 'NODE_OPTIONS'], value: '--require=./canary.js' }];
    return passes(declaration) && passes({ ...declaration, env });
  });
  return goesBy ? [say('The lists of {client} look at command lines and not at what is around them: an approved one starts with any environment variable too, as `NODE_OPTIONS`, which makes it run other code. Only a check in the editor and in CI sees that.', { client })] : [];
}

/** What is tried of every client, and what this one's own lists let through; each once. */
function withListed({ canaries, mustBlock }: PlannedCanaries, files: readonly NativeFile[]): readonly PlannedCanary[] {
  const keyOf = ({ must, declaration: { name, url, command, args } }: PlannedCanary): string => JSON.stringify([must, name, url?.value, command?.value, args.map(({ value }) => value)]);
  const known = new Set(canaries.map(keyOf));
  return [...canaries, ...listedCanaries(files.flatMap(({ list }) => list.entries), mustBlock).filter((canary) => !known.has(keyOf(canary)))];
}

/** The machine's before the user's before a folder's, as they are read. */
function rank({ scope }: NativeFile): number {
  return ['managed', 'user', 'workspace'].indexOf(scope);
}

function sourceOf({ list, path, scope, folder }: NativeFile): EnforcementSource {
  const count = (effect: 'allow' | 'deny'): number => list.entries.filter((entry) => entry.effect === effect).length;
  return { path, scope, ...(folder !== undefined && { folder }), ...(list.allows && { allows: count('allow') }), denies: count('deny'), switches: list.switches.map(({ key, value }) => ({ key, value: String(value) })) };
}

/** Lists that the user may edit hold as long as the user wants them to. */
function softly({ files }: Contexts, restricts: boolean, client: string) {
  return restricts && files.length > 0 && files.every(({ scope }) => scope !== 'managed') ? [say('What {client} enforces stands in files that the user can edit. Deliver it as a managed policy, so that it cannot be taken away.', { client })] : [];
}

function distinct<T extends { readonly template: string }>(messages: readonly T[]): T[] {
  return [...new Map(messages.map((message) => [message.template + JSON.stringify((message as { args?: unknown }).args), message])).values()];
}
