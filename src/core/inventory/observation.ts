import type { AssessedProvider, AssessedServer } from '../assess.ts';
import { providerDeclaredIn } from '../catalog/provider-known-as.ts';
import type { ConfigFile } from '../config/config-file.ts';
import { pointer } from '../config/node.ts';
import type { Confidence, Finding } from '../finding/finding.ts';
import { describeIdentity } from '../identity/describe.ts';
import type { Identity } from '../identity/identity.ts';
import { fingerprint, registeredAs } from '../manifest/launch-mark.ts';
import { calledAddress } from '../providers/called-address.ts';
import { mask, maskedCommandLine, maskText, maskUrl } from '../secret/mask.ts';
import { shownPurl } from '../secret/shown-purl.ts';
import { withoutTokens } from '../secret/token-formats.ts';
import { isDrifted } from '../listening/weigh.ts';
import type { ContractFacts } from './contract-facts.ts';
import { declaredParts } from './declared-parts.ts';
import { contributorsOf, providerContributorsOf } from './exposure.ts';
import { providerRowId, rowId } from './row-id.ts';
import type { Contributor, Owner, RowIdentity, RowKind, Sighting } from './row.ts';
import type { InventorySurroundings } from './surroundings.ts';

/** A sighting with what else of it bears on its row. */
export interface Seen extends Sighting {
  /** What it launches, as a hash on which no secret bears. */
  readonly launch: string;
  /** What it is without version and command line: what may be stored. */
  readonly plain: string;
  readonly owner?: Owner;
  readonly contributors: readonly Contributor[];
}

/** A launch is shown up to here: one can be as long as a file may be. */
const longestShown = 1000;

/** All declarations of one row. */
export interface Group {
  readonly id: string;
  readonly kind: RowKind;
  readonly identityKind: RowIdentity;
  readonly seen: Seen[];
}

/** What of a set of files or of one file is needed. An `Assessment` and a `FileAssessment` both do. */
export interface Observable {
  readonly files: readonly ConfigFile[];
  readonly servers: readonly AssessedServer[];
  readonly providers: readonly AssessedProvider[];
  readonly findings: readonly Finding[];
}

/**
 * What a set of config files holds, by row. It takes one file or many at a time and keeps none of their trees, so that it
 * can be made of more files than fit into memory.
 */
export class Observation {
  readonly groups = new Map<string, Group>();
  /** Files whose whole content is known: read without a flaw, or not there. What else holds may be more than was seen. */
  readonly known = new Set<string>();
  readonly unsaved: ReadonlySet<string>;
  readonly #around: InventorySurroundings;

  constructor(around: InventorySurroundings) {
    this.#around = around;
    this.unsaved = around.unsaved ?? new Set();
    for (const file of around.vanished ?? []) this.known.add(shownFile(file));
  }

  add({ files, servers, providers, findings }: Observable): void {
    for (const { path, status } of files) if (status === 'read' || status === 'absent') this.known.add(shownFile(path));
    const rules = rulesByServer(findings);
    for (const server of servers) this.#add(server, rules.get(keyOf(server.file.path, pointer(server.declaration.path))) ?? none);
    for (const provider of providers) this.#addProvider(provider, rules.get(keyOf(provider.file.path, pointer(provider.declaration.path))) ?? none);
  }

  #add(assessed: AssessedServer, rules: ReadonlyMap<string, Confidence>): void {
    const { file, declaration, identity, verdict, change, heard } = assessed;
    const { sha256, platform, home, catalog } = this.#around;
    const id = rowId(identity, { platform, home, root: file.root }, sha256);
    const contract = this.#contractOf(assessed);
    const owner = this.#ownerOf(assessed, contract);
    const ref = identity.kind === 'package' ? identity.package : identity.kind === 'remote' ? identity.via?.package : undefined;
    const purl = ref && shownPurl(ref);
    const seen: Seen = {
      clients: file.clients,
      scope: file.scope,
      file: file.path,
      at: declaration.path,
      range: declaration.range,
      name: withoutTokens(declaration.name, mask),
      live: file.live,
      disabled: declaration.disabled,
      verdict,
      ...(change && { changed: true }),
      ...(isDrifted(heard) && { drifted: true }),
      identity: identity.kind === 'opaque' ? `${describeIdentity(identity)}: ${maskedCommandLine(declaration)}`.slice(0, longestShown) : shownIdentity(identity),
      ...(purl !== undefined && { purl }),
      ...(identity.kind === 'package' && identity.package.version !== undefined && { version: withoutTokens(identity.package.version, mask) }),
      ...(identity.kind === 'remote' && { url: maskUrl(identity.url) }),
      declared: declaredParts(declaration, identity),
      launch: fingerprint(declaration, identity, sha256).slice(0, 'sha256:'.length + 24),
      plain: plainIdentity(identity),
      ...(owner && { owner }),
      contributors: contributorsOf({ server: declaration, identity, verdict, rules, owner, contract, catalogued: catalog !== undefined, known: catalog?.serverInCatalog(identity), heard }),
    };
    this.#put(id, 'mcp-server', identity.kind, seen);
  }

  #addProvider({ file, declaration, verdict }: AssessedProvider, rules: ReadonlyMap<string, Confidence>): void {
    const { sha256, catalog } = this.#around;
    const { name, path, range, provider, models, disabled, ignored } = declaration;
    const address = calledAddress(declaration);
    const called = address.kind === 'address' ? address.url : undefined;
    const url = called === undefined ? undefined : maskUrl(called);
    const owner = this.#ownerOf({ file, verdict }, undefined);
    const names = [...new Set(models.map(({ value }) => maskText(value)))].sort();
    const shown = url ?? withoutTokens(provider ?? name, mask);
    const seen: Seen = {
      clients: file.clients,
      scope: file.scope,
      file: file.path,
      at: path,
      range,
      name: withoutTokens(name, mask),
      live: file.live,
      disabled: disabled || ignored !== undefined,
      verdict,
      identity: `model provider ${shown}`,
      ...(url !== undefined && { url }),
      ...(names.length > 0 && { models: names }),
      launch: `sha256:${sha256(JSON.stringify([url, provider, names])).slice(0, 24)}`,
      plain: `model provider ${shown}`,
      ...(owner && { owner }),
      contributors: providerContributorsOf({ provider: declaration, url: called, verdict, rules, owner, contract: undefined, catalogued: catalog !== undefined, known: catalog && providerDeclaredIn(catalog, declaration) }),
    };
    this.#put(providerRowId(declaration, called, sha256), 'model-provider', 'provider', seen);
  }

  #put(id: string, kind: RowKind, identityKind: RowIdentity, seen: Seen): void {
    const group = this.groups.get(id);
    if (group) group.seen.push(seen);
    else this.groups.set(id, { id, kind, identityKind, seen: [seen] });
  }

  /** Who answers: as the policy says, else a manifest beside the declaration, else CODEOWNERS of the config file. */
  #ownerOf({ file, verdict }: Pick<AssessedServer, 'file' | 'verdict'>, contract: ContractFacts | undefined): Owner | undefined {
    if (verdict.entry?.owner !== undefined) return { value: maskText(verdict.entry.owner), from: 'policy' };
    if (contract?.owner !== undefined) return { value: contract.owner, from: 'manifest' };
    const owners = this.#around.codeOwners?.get(file.path);
    return owners === undefined ? undefined : { value: owners, from: 'codeowners' };
  }

  #contractOf({ file, identity, declaration }: AssessedServer): ContractFacts | undefined {
    const contracts = file.root === undefined ? undefined : this.#around.contracts?.get(file.root);
    if (!contracts || contracts.length === 0) return undefined;
    const artifact = registeredAs(identity, declaration.name, this.#around.sha256);
    return contracts.find(({ about }) => about.includes(artifact));
  }
}

const none: ReadonlyMap<string, Confidence> = new Map();

function keyOf(file: string, server: string): string {
  return `${file}\n${server}`;
}

/** Of each server the rules that found something, each with the most that one of its findings is sure. */
function rulesByServer(findings: readonly Finding[]): Map<string, Map<string, Confidence>> {
  const servers = new Map<string, Map<string, Confidence>>();
  for (const { file, server, provider, ruleId, confidence } of findings) {
    const about = server ?? provider;
    if (!about) continue;
    const key = keyOf(file, pointer(about));
    const rules = servers.get(key) ?? new Map<string, Confidence>();
    servers.set(key, rules);
    if (rules.get(ruleId) !== 'high') rules.set(ruleId, confidence);
  }
  return servers;
}

function shownIdentity(identity: Identity): string {
  const text = describeIdentity(identity);
  return identity.kind === 'program' ? maskText(text) : withoutTokens(text, mask);
}

function plainIdentity(identity: Identity): string {
  if (identity.kind !== 'package') return shownIdentity(identity);
  const { type, name, registry } = identity.package;
  return withoutTokens(describeIdentity({ ...identity, package: { type, name, ...(registry !== undefined && { registry }) } }).replace(' (any version)', ''), mask);
}

/** A path as it may be stored and shown: a folder can be named like a credential. */
export function shownFile(path: string): string {
  return withoutTokens(path, mask);
}
