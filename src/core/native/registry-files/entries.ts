import { manifestSchema } from '../../manifest/contract.ts';
import { compareVersions } from '../../policy/versions.ts';
import { maskText } from '../../secret/mask.ts';
import { namesSecret } from '../../secret/names.ts';
import { visible } from '../../text/visible.ts';
import type { Listed } from './listed.ts';
import { serverNames } from './server-names.ts';

/** One version of one server as the API gives it (OpenAPI of the MCP registry, `ServerResponse`; modelcontextprotocol/registry, docs/reference/api/openapi.yaml @ 145c2ec). */
export interface RegistryEntry {
  readonly server: { readonly name: string; readonly version: string; readonly [field: string]: unknown };
  readonly _meta: Readonly<Record<string, unknown>> & { readonly 'io.modelcontextprotocol.registry/official': Official };
}

interface Official {
  readonly status: Listed['status'];
  readonly statusChangedAt?: string;
  readonly statusMessage?: string;
  readonly publishedAt?: string;
  readonly updatedAt?: string;
  readonly isLatest: boolean;
}

/** What a registry that takes from others says under a name of its own: which policy, and what it says beyond what a registry can. */
const policyKey = 'io.github.mcp-roll-call/policy';

/** What stands behind one name and version: several packages, several addresses. */
interface Version {
  readonly name: string;
  readonly version: string;
  readonly status: Listed['status'];
  readonly listed: Listed[];
}

/** Every version of every server, by name and then newest first. No time stands in it that is not the policy's: the same policy gives the same. */
export function registryEntries(listed: readonly Listed[]): RegistryEntry[] {
  const names = serverNames(listed);
  const versions = new Map<string, Version>();
  for (const one of listed) {
    const name = names.get(one.entry.id)!;
    // One version has one status: what is approved, and what is not, of the same entry must not be put together.
    const same = versions.get(`${name}\n${one.version}\n${one.status}`);
    if (same) same.listed.push(one);
    else versions.set(`${name}\n${one.version}\n${one.status}`, { name, version: one.version, status: one.status, listed: [one] });
  }
  const all = distinct([...versions.values()]).toSorted((a, b) => (a.name === b.name ? compareVersions(b.version, a.version) : a.name < b.name ? -1 : 1));
  const latest = new Map<string, Version>();
  for (const version of all) {
    const other = latest.get(version.name);
    if (version.status !== 'deleted' && (!other || (other.status !== 'active' && version.status === 'active'))) latest.set(version.name, version);
  }
  return all.map((version) => entryOf(version, latest.get(version.name) === version));
}

/** The same version with another status gets a version of its own, since a name and a version stand for one thing. */
function distinct(versions: readonly Version[]): Version[] {
  const taken = new Set<string>();
  return versions.map((version) => {
    let text = version.version;
    for (let i = 2; taken.has(`${version.name}\n${text}`); i++) text = `${version.version}${version.version.includes('+') ? '.' : '+'}${i}`;
    taken.add(`${version.name}\n${text}`);
    return { ...version, version: text };
  });
}

function entryOf({ name, version, status, listed }: Version, isLatest: boolean): RegistryEntry {
  const { entry, document } = listed[0]!;
  const { issuedAt } = document;
  const packages = once(listed.flatMap((one) => packageOf(one) ?? []));
  const remotes = once(listed.flatMap(({ launch: { target } }) => (target.kind === 'remote' ? [{ type: target.transport === 'sse' ? 'sse' : 'streamable-http', url: target.url }] : [])));
  const message = status === 'active' ? undefined : entry.reason;
  return {
    server: {
      $schema: manifestSchema,
      name,
      description: clipped(entry.reason ?? `${status === 'active' ? 'Approved' : 'Listed'} by ${document.issuer}.`, 100),
      version,
      ...(packages.length > 0 && { packages }),
      ...(remotes.length > 0 && { remotes }),
    },
    _meta: {
      'io.modelcontextprotocol.registry/official': {
        status,
        ...(status !== 'active' && issuedAt !== undefined && { statusChangedAt: issuedAt }),
        ...(message !== undefined && { statusMessage: clipped(message, 500) }),
        ...(issuedAt !== undefined && { publishedAt: issuedAt, updatedAt: issuedAt }),
        isLatest,
      },
      [policyKey]: {
        issuer: document.issuer,
        serial: document.serial,
        entry: entry.id,
        ...(entry.expires !== undefined && { expires: entry.expires }),
        ...(entry.owner !== undefined && { owner: entry.owner }),
        ...(entry.conditions !== undefined && { conditions: entry.conditions }),
        ...(entry.replacedBy !== undefined && { replacedBy: entry.replacedBy }),
      },
    },
  };
}

/** Which program VS Code and others start a package with. */
const runtimes = { npm: 'npx', pypi: 'uvx', oci: 'docker', nuget: 'dnx' } as const;

function packageOf({ launch: { target, args, env } }: Listed): object | undefined {
  if (target.kind !== 'package') return undefined;
  const { type, name, version, registry } = target;
  // Since 2025-10-11 an image's version stands in its identifier.
  const image = type === 'oci';
  return {
    registryType: type,
    ...(registry !== undefined && !image && { registryBaseUrl: registry }),
    identifier: image ? `${name}@${version}` : name,
    ...(!image && { version }),
    runtimeHint: runtimes[type],
    transport: { type: 'stdio' },
    ...(args.length > 0 && { packageArguments: args.flatMap((value) => (typeof value === 'string' ? [{ type: 'positional', value }] : [])) }),
    ...(env.length > 0 && { environmentVariables: env.map((one) => ({ name: one.name, isSecret: namesSecret(one.name) })) }),
  };
}

/** Each once. */
function once<T extends object>(list: readonly T[]): T[] {
  return [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
}

/** In code points, as the schema counts; never with a secret in it. */
function clipped(text: string, most: number): string {
  const points = [...visible(maskText(text), most * 4)];
  return points.length <= most ? points.join('') : `${points.slice(0, most - 1).join('')}…`;
}
