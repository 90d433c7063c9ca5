import type { CatalogProvider, CatalogServer } from '../catalog/schema.ts';
import type { NamedValue, ProviderDeclaration, ServerDeclaration } from '../config/config-file.ts';
import type { Identity, PackageRef } from '../identity/identity.ts';
import { staysHere } from '../identity/loopback.ts';
import { mask } from '../secret/mask.ts';
import { namesSecret } from '../secret/names.ts';
import { withoutTokens } from '../secret/token-formats.ts';
import type { HeardServer } from '../listening/heard.ts';
import { isDrifted } from '../listening/weigh.ts';
import type { Verdict } from '../policy/verdict.ts';
import { say, type Message } from '../text/message.ts';
import type { Confidence } from '../finding/finding.ts';
import type { ContractFacts } from './contract-facts.ts';
import type { Owner } from './row.ts';

/** What is known of any declaration when its exposure is judged. Nothing here was asked of anybody: it all stands in files. */
interface Governed {
  readonly verdict: Verdict;
  /** The rules that found something in it, by id, and how sure they are. */
  readonly rules: ReadonlyMap<string, Confidence>;
  readonly owner: Owner | undefined;
  readonly contract: ContractFacts | undefined;
  /** There is a catalog, so that not to be in it means something. */
  readonly catalogued: boolean;
}

/** What is known of a server's declaration. */
export interface Circumstance extends Governed {
  readonly known: CatalogServer | undefined;
  readonly server: ServerDeclaration;
  readonly identity: Identity;
  /** What it said when it was last listened to. */
  readonly heard: HeardServer | undefined;
}

/** What is known of a model provider's. */
export interface ProviderCircumstance extends Governed {
  readonly known: CatalogProvider | undefined;
  readonly provider: ProviderDeclaration;
  /** Canonical; undefined where none is written or known, or it cannot be told. */
  readonly url: string | undefined;
}

/** One reason for exposure: `when` gives the sentence where it holds. `points` weigh a thing that is bad; what is merely unknown weighs little, but something. */
interface Contribution<C> {
  readonly id: string;
  readonly points: number;
  readonly when: (circumstance: C) => Message | undefined;
}

function fetched(identity: Identity): PackageRef | undefined {
  return identity.kind === 'package' ? identity.package : identity.kind === 'remote' ? identity.via?.package : undefined;
}

function shown(text: string): string {
  return withoutTokens(text, mask);
}

function floats({ type, version, digest }: PackageRef): boolean {
  return type === 'oci' ? digest === undefined : version === undefined;
}

const identity: readonly Contribution<Circumstance>[] = [
  {
    id: 'identity/changed-voice',
    points: 15,
    when: ({ heard }) => (heard?.unsteady ? say('It says different things on different connections.') : isDrifted(heard) ? say('It says something else of itself than was approved.') : undefined),
  },
  { id: 'identity/opaque', points: 20, when: (c) => (c.identity.kind === 'opaque' ? say('What it launches cannot be told from its declaration.') : undefined) },
  {
    id: 'identity/unpinned',
    points: 12,
    when: (c) => {
      const ref = fetched(c.identity);
      return ref && floats(ref) ? say('No exact version is fixed: each start may run code that nobody has looked at.') : undefined;
    },
  },
  {
    id: 'identity/hijack',
    points: 8,
    when: ({ identity: { launch } }) => {
      const names = launch.hijacks.filter((name) => !reaching.test(name));
      return names.length > 0 ? say('Something beside the server itself decides what code runs: {names}.', { names: names.slice(0, 5).map(shown).join(', ') }) : undefined;
    },
  },
  { id: 'identity/local-program', points: 8, when: (c) => (c.identity.kind === 'program' ? say('It is a program on this machine, told by its path only: whatever lies there runs.') : undefined) },
  { id: 'identity/other-registry', points: 6, when: (c) => (fetched(c.identity)?.registry === undefined ? undefined : say('It is fetched from another registry than the usual one.')) },
  { id: 'identity/changing-service', points: 4, when: (c) => (c.identity.kind === 'remote' ? say('An address tells who is called, not what answers: the service can change at any time.') : undefined) },
  {
    id: 'identity/not-the-maker',
    points: 3,
    when: ({ known }) => (known?.official?.value === false ? say('It is published by {publisher}, not by who makes the system that it opens.', { publisher: known.publisher.value.name }) : undefined),
  },
  {
    id: 'identity/unknown-publisher',
    points: 2,
    when: ({ catalogued, known, identity: { kind } }) => (catalogued && !known && (kind === 'package' || kind === 'remote') ? say('Who publishes it stands in no catalog that is known here.') : undefined),
  },
  {
    id: 'identity/no-digest',
    points: 3,
    when: (c) => {
      const ref = fetched(c.identity);
      return ref && !floats(ref) && ref.digest === undefined ? say('Its version is fixed, its content is not: no digest stands in the declaration.') : undefined;
    },
  },
];

/** Options with which a container gets at what lies outside of it. */
const reaching = /^(?:--privileged|--use-api-socket|-v|--volumes?|--mount|--volumes-from|--cap-add|--device|--device-cgroup-rule|--network|--net|--pid|--ipc|--uts|--userns|--cgroupns|--security-opt)$/;
/** An argument that hands over a whole home folder or disk. */
const everything = /^(?:\/|~\/?|[A-Za-z]:[\\/]?|\/(?:home|Users|root|etc|var|mnt)(?:\/[^/]+)?\/?|[A-Za-z]:[\\/]Users(?:[\\/][^\\/]+)?[\\/]?|(?:\$HOME|\$\{HOME\}|\$\{env:(?:HOME|USERPROFILE)\}|\$\{userHome\}|%USERPROFILE%)[\\/]?)$/;

function isContainer(identity: Identity): boolean {
  return identity.kind === 'package' && identity.package.type === 'oci';
}

const privilege: readonly Contribution<Circumstance>[] = [
  { id: 'privilege/destructive-tools', points: 15, when: ({ contract }) => (contract?.tools.some(({ effect }) => effect === 'destructive') ? say('Its contract declares tools that destroy.') : undefined) },
  { id: 'privilege/privileged', points: 15, when: (c) => (c.identity.launch.hijacks.some((name) => /^--(?:privileged|use-api-socket)$/.test(name)) ? say('Its container runs with the rights of the machine.') : undefined) },
  { id: 'privilege/broad-paths', points: 10, when: (c) => (c.identity.launch.args.some((arg) => everything.test(arg)) ? say('It is given a whole home folder or disk to work on.') : undefined) },
  {
    id: 'privilege/host-access',
    points: 8,
    when: ({ identity: { launch } }) => {
      const names = launch.hijacks.filter((name) => reaching.test(name) && name !== '--privileged' && name !== '--use-api-socket');
      return names.length > 0 ? say('Its container reaches what lies outside of it: {names}.', { names: names.join(', ') }) : undefined;
    },
  },
  { id: 'privilege/write-tools', points: 8, when: ({ contract }) => (contract?.tools.some(({ effect }) => effect === 'write') ? say('Its contract declares tools that write.') : undefined) },
  { id: 'privilege/no-consent', points: 8, when: ({ contract }) => (contract?.tools.some(({ effect, everyCall }) => effect !== 'read' && !everyCall) ? say('Tools that write or destroy run without the user being asked at every call, as its contract says.') : undefined) },
  { id: 'privilege/unasked', points: 8, when: ({ server }) => ((server.approvals?.length ?? 0) > 0 ? say('Tools of it run without the user being asked, as its entry says.') : undefined) },
  { id: 'privilege/unknown-tools', points: 5, when: ({ contract }) => (contract && contract.tools.length > 0 ? undefined : say('Which tools it offers, and what they do, is declared nowhere here.')) },
  { id: 'privilege/user-rights', points: 5, when: (c) => (c.identity.kind === 'remote' || isContainer(c.identity) ? undefined : say('It runs on this machine with all rights of the user.')) },
];

function keys(values: readonly NamedValue[]): readonly string[] {
  return values.filter(({ name }) => namesSecret(name)).map(({ name }) => shown(name));
}

const secrets: readonly Contribution<Circumstance>[] = [
  { id: 'secrets/literal', points: 15, when: ({ rules }) => (rules.get('literal-secret') === 'high' ? say('A secret is written out in a config file.') : undefined) },
  { id: 'secrets/likely-literal', points: 10, when: ({ rules }) => (rules.has('literal-secret') && rules.get('literal-secret') !== 'high' ? say('What may be a secret is written out in a config file.') : undefined) },
  { id: 'secrets/plain-http', points: 10, when: ({ rules }) => (rules.has('plain-http') ? say('It is called over plain HTTP: tokens can be read on the way.') : undefined) },
  {
    id: 'secrets/in-address',
    points: 8,
    when: (c) => {
      if (c.identity.kind !== 'remote') return undefined;
      const names = [...new URLSearchParams(c.identity.url.split('?').slice(1).join('?')).keys()].filter(namesSecret);
      return names.length > 0 ? say('A credential is part of its address ({names}), where logs keep it.', { names: names.slice(0, 5).map(shown).join(', ') }) : undefined;
    },
  },
  { id: 'secrets/no-auth', points: 6, when: ({ contract }) => (contract?.auth === 'none' ? say('It asks nobody who they are, as its contract says.') : undefined) },
  {
    id: 'secrets/key-instead-of-oauth',
    points: 3,
    when: ({ server, known }) => (known?.authentication?.value.includes('oauth2') && keys([...server.env, ...server.headers]).length > 0 ? say('It offers OAuth, and is given a key that lasts.') : undefined),
  },
  {
    id: 'secrets/static-key',
    points: 5,
    when: ({ server }) => {
      const names = [...new Set([...keys(server.env), ...keys(server.headers)])];
      return names.length > 0 ? say('It is given a key that lasts ({names}), and no token that runs out by itself.', { names: names.slice(0, 5).join(', ') }) : undefined;
    },
  },
  { id: 'secrets/no-audience', points: 3, when: ({ contract }) => (contract?.auth === 'oauth2' && contract.audience === undefined ? say('What its tokens are good for is not declared.') : undefined) },
  {
    id: 'secrets/unknown-auth',
    points: 3,
    when: ({ identity: { kind }, server, contract }) => (kind === 'remote' && contract?.auth === undefined && keys(server.headers).length === 0 ? say('How it proves who calls is not known.') : undefined),
  },
];

const sensitivity: Readonly<Record<string, number>> = { restricted: 10, confidential: 7, internal: 3, public: 0 };

const data: readonly Contribution<Circumstance>[] = [
  ...Object.entries(sensitivity).flatMap(([level, points]): readonly Contribution<Circumstance>[] =>
    points === 0 ? [] : [{ id: `data/${level}`, points, when: ({ contract }) => (contract?.classification?.toLowerCase() === level ? say('Its contract says that {level} data passes through it.', { level }) : undefined) }],
  ),
  {
    id: 'data/unknown',
    points: 4,
    when: ({ contract }) => (Object.hasOwn(sensitivity, contract?.classification?.toLowerCase() ?? '') ? undefined : say('Which data passes through it is declared nowhere here.')),
  },
  {
    id: 'data/other-host',
    points: 5,
    when: (c) => {
      if (c.identity.kind !== 'remote') return undefined;
      const host = hostOf(c.identity.url);
      return host !== undefined && !staysHere(host) ? say('What it is told goes to {host}.', { host: shown(host) }) : undefined;
    },
  },
  {
    id: 'data/trains',
    points: 5,
    when: ({ known }) => (trains(known?.trainsOnData?.value) ? say('What it is given may train models, as its documentation says.') : undefined),
  },
  {
    id: 'data/unknown-egress',
    points: 3,
    when: ({ identity: { kind }, contract }) => (kind !== 'remote' && contract?.egress === undefined ? say('Where it sends data is declared nowhere here.') : undefined),
  },
];

function hostOf(url: string): string | undefined {
  return /^https?:\/\/(\[[^\]]*\]|[^/?#:]*)/.exec(url)?.[1];
}

/** Unless somebody sees to it that it does not. */
function trains(value: string | undefined): boolean {
  return value === 'yes' || value === 'opt-out';
}

const supplyChain: readonly Contribution<Circumstance>[] = [
  {
    id: 'supply-chain/unmaintained',
    points: 5,
    when: ({ known }) => (known?.status?.value === 'deprecated' || known?.status?.value === 'archived' ? say('It is {status}, as its publisher says.', { status: known.status.value }) : undefined),
  },
  { id: 'supply-chain/no-provenance', points: 3, when: (c) => (c.identity.kind !== 'remote' && c.contract?.provenance === undefined ? say('How it was built is attested nowhere that is declared here.') : undefined) },
  { id: 'supply-chain/no-sbom', points: 2, when: (c) => (c.identity.kind !== 'remote' && c.contract?.sbom === undefined ? say('What it is built of is declared nowhere here.') : undefined) },
  { id: 'supply-chain/no-license', points: 1, when: (c) => (c.identity.kind !== 'remote' && c.contract?.license === undefined ? say('Under which licence it comes is declared nowhere here.') : undefined) },
  { id: 'supply-chain/bridge', points: 3, when: (c) => (c.identity.kind === 'remote' && c.identity.via ? say('It is called through a bridge, a package that runs here and sees all that passes.') : undefined) },
];

const governance: readonly Contribution<Governed>[] = [
  { id: 'governance/revoked', points: 10, when: ({ verdict }) => (verdict.state === 'revoked' ? say('The policy has revoked it.') : undefined) },
  { id: 'governance/denied', points: 10, when: ({ verdict }) => (verdict.state === 'denied' ? say('The policy denies it.') : undefined) },
  { id: 'governance/expired', points: 5, when: ({ verdict }) => (verdict.code === 'expired' ? say('Its approval has run out.') : undefined) },
  { id: 'governance/deprecated', points: 5, when: ({ verdict }) => (verdict.state === 'deprecated' ? say('The policy has it replaced by something else.') : undefined) },
  {
    id: 'governance/not-approved',
    points: 4,
    when: ({ verdict }) => (verdict.state === 'unknown' && verdict.code !== 'no-policy' && verdict.code !== 'expired' ? say('The policy does not approve it as it is declared.') : verdict.state === 'pending' ? (verdict.code === 'submitted' ? say('You asked for it to be registered, and nobody has decided.') : say('It is registered, and not decided on.')) : undefined),
  },
  {
    id: 'governance/undecided',
    points: 3,
    when: ({ verdict }) => (verdict.code === 'no-policy' ? say('There is no policy that says whether it may be used.') : verdict.state === 'undetermined' ? say('The policy that says whether it may be used is not to be had.') : undefined),
  },
  { id: 'governance/no-owner', points: 4, when: ({ owner }) => (owner ? undefined : say('Nobody is named who answers for it.')) },
  { id: 'governance/no-on-call', points: 1, when: ({ contract }) => (contract && contract.onCall === undefined ? say('Its contract names nobody who can stop it outside of office hours.') : undefined) },
];

/** Those of servers, by group. A contributor's id is stable; its weight may change with a release. */
export const contributions: readonly Contribution<Circumstance>[] = [...identity, ...privilege, ...secrets, ...data, ...supplyChain, ...governance];

/** Those of model providers. What one is told is the user's work as a whole, so that where it goes weighs more than for a server. */
export const providerContributions: readonly Contribution<ProviderCircumstance>[] = [
  { id: 'identity/opaque', points: 20, when: ({ provider, url }) => (provider.ambiguity || (provider.baseUrl && url === undefined) ? say('Which address it calls cannot be told from its declaration.') : undefined) },
  { id: 'identity/changing-service', points: 4, when: ({ url }) => (url === undefined || isElsewhere(url) ? say('An address tells who is called, not what answers: the service can change at any time.') : undefined) },
  { id: 'secrets/literal', points: 15, when: ({ provider, rules }) => ((provider.key === 'literal' && !provider.keepsKeys) || rules.get('literal-secret') === 'high' ? say('A secret is written out in a config file.') : undefined) },
  { id: 'secrets/plain-http', points: 10, when: ({ url }) => (url?.startsWith('http://') && isElsewhere(url) ? say('It is called over plain HTTP: tokens can be read on the way.') : undefined) },
  { id: 'secrets/key-command', points: 5, when: ({ provider }) => (provider.keyCommand ? say('Its key comes from a command that the file makes the client run.') : undefined) },
  { id: 'secrets/static-key', points: 5, when: ({ provider }) => (provider.key === 'reference' || provider.keepsKeys ? say('It is given a key that lasts, and no token that runs out by itself.') : undefined) },
  { id: 'data/other-host', points: 8, when: ({ url }) => (url === undefined || isElsewhere(url) ? say('Prompts, and what is read for them, leave this machine.') : undefined) },
  { id: 'identity/unknown-publisher', points: 6, when: ({ catalogued, known, url }) => (catalogued && !known && (url === undefined || isElsewhere(url)) ? say('Who answers there stands in no catalog that is known here.') : undefined) },
  {
    id: 'data/trains',
    points: 3,
    when: ({ known }) => {
      const tier = known?.trainsOnData?.find(({ value }) => trains(value))?.tier;
      return tier === undefined ? undefined : say('What it is told may train models under some plans ({tier}), as its documentation says.', { tier });
    },
  },
  { id: 'data/unknown', points: 4, when: () => say('Which data passes through it is declared nowhere here.') },
  ...governance,
];

function isElsewhere(url: string): boolean {
  const host = hostOf(url);
  return host === undefined || !staysHere(host);
}
