import { staysHere } from '../../identity/loopback.ts';
import { json } from '../../report/json.ts';
import { isUnread } from '../../report/unread.ts';
import { visible } from '../../text/visible.ts';
import type { InventoryRow, Sighting } from '../row.ts';
import { clientsOf, filesOf } from './json.ts';
import type { InventoryReport } from './report.ts';

/** What makes a document one of its own. */
export interface BomIdentity {
  /** `urn:uuid:…` (RFC 4122), another one for every document. */
  readonly serialNumber: string;
  /** The version of the program that writes it. */
  readonly toolVersion: string;
}

interface Property {
  readonly name: string;
  readonly value: string;
}

interface Component {
  readonly type: 'application' | 'container' | 'machine-learning-model';
  readonly 'bom-ref': string;
  readonly group?: string;
  readonly name: string;
  readonly version?: string;
  readonly scope?: 'required' | 'optional' | 'excluded';
  readonly hashes?: readonly { readonly alg: 'SHA-256'; readonly content: string }[];
  readonly purl?: string;
  readonly properties: readonly Property[];
}

interface Service {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly endpoints?: readonly string[];
  readonly 'x-trust-boundary'?: boolean;
  readonly properties: readonly Property[];
}

/**
 * The inventory as CycloneDX 1.7 (https://cyclonedx.org/docs/1.7/json): packages, one for each version, and local programs as
 * components; remotes and model providers as services, models as components of theirs. Only what stands in files now; what no
 * assistant reads there as `excluded`. Whether a service authenticates is not said, since a config file does not say it; that the
 * list is complete is never said.
 */
export function cycloneDxOf({ rows, generatedAt, files }: Pick<InventoryReport, 'rows' | 'generatedAt' | 'files'>, { serialNumber, toolVersion }: BomIdentity): string {
  const bom = new Bom();
  for (const row of rows) if (row.sightings.length > 0) bom.add(row);
  const { components, services, dependencies } = bom;
  const list = (items: readonly unknown[]): string => (items.length === 0 ? '[]' : `[\n    ${items.map(json).join(',\n    ')}\n  ]`);
  const head = {
    timestamp: generatedAt,
    lifecycles: [{ phase: 'discovery' }],
    tools: { components: [{ type: 'application', name: 'mcp-roll-call', version: toolVersion }] },
  };
  return [
    '{\n  "bomFormat": "CycloneDX",\n  "specVersion": "1.7",\n  "serialNumber": ', json(serialNumber), ',\n  "version": 1,\n  "metadata": ', json(head),
    ',\n  "components": ', list([...components.values()]), ',\n  "services": ', list([...services.values()]), ',\n  "dependencies": ', list(dependencies),
    ',\n  "compositions": ', list([{ aggregate: files.some(isUnread) ? 'incomplete' : 'unknown' }]), '\n}\n',
  ].join('');
}

class Bom {
  readonly components = new Map<string, Component>();
  readonly services = new Map<string, Service>();
  readonly dependencies: { readonly ref: string; readonly dependsOn: readonly string[] }[] = [];

  add(row: InventoryRow): void {
    if (row.identityKind === 'package') for (const sightings of byPurl(row.sightings)) this.#package(row, sightings);
    else if (row.identityKind === 'remote') this.#service(row, this.#bridges(row));
    else if (row.identityKind === 'provider') this.#service(row, this.#models(row));
    else this.#component({ type: 'application', 'bom-ref': row.id, name: shown(row.identityKind === 'program' ? row.identity.replace(/^program /, '') : (row.names[0] ?? row.id)), scope: scopeOf(row.sightings), properties: propertiesOf(row) });
  }

  #package(row: InventoryRow, sightings: readonly Sighting[]): void {
    const { purl = row.id, version } = sightings[0]!;
    this.#component({ ...componentOf(purl, version), scope: scopeOf(sightings), properties: propertiesOf({ ...row, sightings }) });
  }

  /** The packages through which a remote is called: they run here. */
  #bridges(row: InventoryRow): readonly string[] {
    const bridges = [...new Set(row.sightings.flatMap(({ purl }) => purl ?? []))];
    for (const purl of bridges) if (!this.components.has(purl)) this.#component({ ...componentOf(purl, undefined), properties: [property('role', 'bridge')] });
    return bridges;
  }

  #models(row: InventoryRow): readonly string[] {
    return (row.models ?? []).map((model) => this.#component({ type: 'machine-learning-model', 'bom-ref': `${row.id}#${model}`, name: shown(model), properties: [property('provider', row.id)] }));
  }

  #service(row: InventoryRow, dependsOn: readonly string[]): void {
    const endpoints = [...new Set(row.sightings.flatMap(({ url }) => (url === undefined ? [] : iri(url))))];
    const host = hostOf(row.url ?? row.sightings[0]!.url);
    this.services.set(row.id, {
      'bom-ref': row.id,
      name: shown(host ?? row.names[0] ?? row.id),
      ...(endpoints.length > 0 && { endpoints }),
      ...(host !== undefined && { 'x-trust-boundary': !staysHere(host) }),
      properties: propertiesOf(row),
    });
    if (dependsOn.length > 0) this.dependencies.push({ ref: row.id, dependsOn });
  }

  #component(component: Component): string {
    // A package can be a server here and a bridge there: what is said of the server says more.
    this.components.set(component['bom-ref'], component);
    return component['bom-ref'];
  }
}

function byPurl(sightings: readonly Sighting[]): (readonly Sighting[])[] {
  const groups = new Map<string | undefined, Sighting[]>();
  for (const sighting of sightings) {
    const same = groups.get(sighting.purl);
    if (same) same.push(sighting);
    else groups.set(sighting.purl, [sighting]);
  }
  return [...groups.values()];
}

/** https://github.com/package-url/purl-spec: `pkg:type/namespace/name@version?qualifiers`. */
function componentOf(purl: string, version: string | undefined): Omit<Component, 'properties'> {
  const [, type = '', path = purl, written] = /^pkg:([^/]+)\/([^@?#]+)(?:@([^?#]+))?/.exec(purl) ?? [];
  const parts = path.split('/').map(decoded);
  const exact = version ?? (written === undefined ? undefined : decoded(written));
  const digest = /^sha256:([0-9a-f]{64})$/.exec(exact ?? '')?.[1];
  return {
    type: type === 'oci' ? 'container' : 'application',
    'bom-ref': purl,
    ...(parts.length > 1 && { group: shown(parts.slice(0, -1).join('/')) }),
    name: shown(parts.at(-1)!),
    ...(exact !== undefined && { version: shown(exact) }),
    ...(digest !== undefined && { hashes: [{ alg: 'SHA-256', content: digest }] }),
    purl,
  };
}

function propertiesOf(row: InventoryRow): readonly Property[] {
  const { id, names, state, verdict, owner, exposure, firstSeen, lastSeen, lastChange } = row;
  return [
    property('id', id),
    ...names.map((name) => property('name', name)),
    property('lifecycle-status', state),
    ...(verdict ? [property('verdict', verdict.state), property('verdict-code', verdict.code)] : []),
    ...(owner ? [property('owner', owner.value), property('owner-from', owner.from)] : []),
    ...(exposure ? [property('exposure', String(exposure.score)), property('exposure-level', exposure.level)] : []),
    ...clientsOf(row).map((client) => property('client', client)),
    ...filesOf(row).map((file) => property('file', file)),
    property('first-seen', firstSeen),
    property('last-seen', lastSeen),
    ...(lastChange === undefined ? [] : [property('last-change', lastChange)]),
  ];
}

function property(name: string, value: string): Property {
  return { name: `mcp-roll-call:${name}`, value: shown(value) };
}

function scopeOf(sightings: readonly Sighting[]): 'required' | 'optional' | 'excluded' {
  const live = sightings.filter((sighting) => sighting.live);
  return live.length === 0 ? 'excluded' : live.some(({ disabled }) => !disabled) ? 'required' : 'optional';
}

function shown(text: string): string {
  return visible(text, 2000);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function hostOf(url: string | undefined): string | undefined {
  return /^https?:\/\/(\[[^\]]*\]|[^/?#:]*)/.exec(url ?? '')?.[1];
}

/** What URLs may hold and IRIs (RFC 3987) may not. */
function iri(url: string): string {
  const path = url.indexOf('/', url.indexOf('//') + 2);
  const encode = (text: string, what: RegExp): string => text.replace(what, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return path < 0 ? url : url.slice(0, path) + encode(url.slice(path), /[\s"<>\\^`{|}[\]]/g);
}
