import { child, stringOf, type ConfigNode, type Path } from '../../config/node.ts';
import type { Change } from '../../finding/finding.ts';
import { packagesIn } from '../packages-in.ts';
import { pathTo, walk } from '../walk.ts';
import { newestServerSchema } from './edition.ts';

/** What the first edition called its fields, and what they are called since 2025-09-16 (registry, docs/reference/server-json/CHANGELOG.md). */
const renamed: ReadonlyMap<string, string> = new Map([
  ['registry_type', 'registryType'], ['registry_base_url', 'registryBaseUrl'], ['file_sha256', 'fileSha256'], ['runtime_hint', 'runtimeHint'], ['runtime_arguments', 'runtimeArguments'],
  ['package_arguments', 'packageArguments'], ['environment_variables', 'environmentVariables'], ['is_required', 'isRequired'], ['is_secret', 'isSecret'],
  ['value_hint', 'valueHint'], ['is_repeated', 'isRepeated'], ['website_url', 'websiteUrl'],
]);

/** A field in the first edition's spelling, and what it is called now. */
export interface OldName {
  readonly at: Path;
  readonly key: string;
  readonly now: string;
}

/** The fields of a manifest in the first edition's spelling, in order, where the map has no field of the new name too. */
export function oldNames(tree: ConfigNode): OldName[] {
  const found: OldName[] = [];
  walk(tree, (part) => {
    const { key, holder, node } = part;
    // What stands in `_meta` is its owner's, and the keys of `variables` are names of variables.
    if (key === '_meta' && holder?.holder === undefined) return false;
    const now = key === undefined || holder?.key === 'variables' ? undefined : renamed.get(key);
    if (now !== undefined && typeof part.step === 'string' && !child(holder?.node, now) && found.length < 1000) found.push({ at: pathTo(part), key: key!, now });
    return node.kind === 'object' || node.kind === 'array';
  });
  return found;
}

/** The changes that give every field its new name: the inner ones first, so that each way still holds. */
export function renames(names: readonly OldName[]): Change[] {
  return names.toReversed().map(({ at, now }): Change => ({ op: 'rename', at, key: now }));
}

/** What brings a manifest of the registry's format to the newest edition, as its changelog says. */
export function migration(tree: ConfigNode): Change[] {
  const changes: Change[] = [];
  changes.push(child(tree, '$schema') ? { op: 'replace', at: ['$schema'], value: newestServerSchema } : { op: 'insert', at: [], key: '$schema', value: newestServerSchema });
  // 2025-09-29: the registry keeps these itself.
  if (child(tree, 'status')) changes.push({ op: 'remove', at: ['status'] });
  if (child(child(tree, '_meta'), officialKey)) changes.push({ op: 'remove', at: ['_meta', officialKey] });
  // 2025-10-11: an image's tag belongs to its name.
  for (const { at, type, identifier, version } of packagesIn(tree)) {
    const plain = type === 'oci' && version !== undefined && identifier !== '' && !/[@:][^/]*$/.test(identifier);
    if (!plain) continue;
    changes.push({ op: 'replace', at: [...at, 'identifier'], value: `${registryIn(tree, at, identifier)}${identifier}${version.startsWith('sha256:') ? '@' : ':'}${version}` }, { op: 'remove', at: [...at, 'version'] });
  }
  return [...changes, ...renames(oldNames(tree))];
}

const officialKey = 'io.modelcontextprotocol.registry/official';

/** The host of the registry that an image comes from, where its name does not begin with one. */
function registryIn(tree: ConfigNode, at: Path, identifier: string): string {
  const list = child(tree, 'packages');
  const node = list?.kind === 'array' ? list.items[Number(at[1])] : undefined;
  const base = stringOf(child(node, 'registryBaseUrl') ?? child(node, 'registry_base_url'));
  const host = /^https:\/\/([a-z0-9.-]{1,200}(?::\d{1,5})?)\/?$/.exec(base ?? '')?.[1];
  return host === undefined || /^[^/]*[.:][^/]*\//.test(identifier) ? '' : `${host}/`;
}
