import { jsonEdits } from '../config/json/edit.ts';
import { parseJson } from '../config/json/parse.ts';
import { child, nodeAt, stringOf, type ConfigNode, type Path } from '../config/node.ts';
import type { TreeChange } from '../finding/finding.ts';
import { applyEdits } from '../text/edit.ts';
import { contractKey, inContract } from './contract.ts';
import { draftedBefore, evidenceAt } from './drafted-before.ts';
import { evidenceFields, type Evidence } from './evidence.ts';
import { withVisibleCharacters } from './layout.ts';
import { withoutPart } from './remove-part.ts';
import { nodeOf, sameNode } from './same-node.ts';
import type { Stub } from './stub.ts';
import { isOpen } from './todos.ts';
import { toolChanges } from './update-tools.ts';

/** Where the machine-made values of an existing manifest stand. */
export interface Place {
  /** Index of the package, or of the remote, that is drafted again; absent when the manifest has none such. */
  readonly package?: number;
  readonly remote?: number;
}

const detectedAt = inContract('detected');

/**
 * A manifest with what is known now in place of what was drafted before. A field changes only where its value is still the one that
 * was drafted (as the evidence in the manifest tells), or is still open; what a person put, changed or took out stays as it is, and so
 * does every byte between. Undefined where the text has no room for a contract.
 */
export function updated(text: string, stub: Stub, place: Place): string | undefined {
  const shrunk = withoutStale(text, stub, place);
  const { tree } = parseJson(shrunk);
  const changes = tree && changesTo(tree, stub, place);
  const edits = changes && jsonEdits(shrunk, tree, changes);
  return edits && applyEdits(shrunk, edits.map((edit) => ({ ...edit, newText: withVisibleCharacters(edit.newText) })));
}

/** Fields that a declaration states only sometimes: drafted before and no longer stated, they go, unless a person changed them. */
const optional = /^\/(?:packages|remotes)\/0\/(?:registryBaseUrl|runtimeArguments|packageArguments|environmentVariables|headers|variables)$/;

function withoutStale(text: string, stub: Stub, place: Place): string {
  const stated = new Set(stub.evidence.map(({ field }) => field));
  let shrunk = text;
  for (const field of draftedBefore(parseJson(text).tree).keys()) {
    if (!optional.test(field) || stated.has(field)) continue;
    const { tree } = parseJson(shrunk);
    const path = pathOf(field, place);
    const { index, item } = draftedBefore(tree).get(field)!;
    if (!path || !sameNode(nodeAt(tree, path), child(item, 'value'))) continue;
    // The evidence stands behind what it speaks of, so the first removal would move the second.
    shrunk = withoutPart(withoutPart(shrunk, [...evidenceAt, index]), path);
  }
  return shrunk;
}

function changesTo(tree: ConfigNode, stub: Stub, place: Place): TreeChange[] | undefined {
  const contract = nodeAt(tree, inContract());
  if (contract === undefined) {
    const meta = child(tree, '_meta');
    if (meta && meta.kind !== 'object') return undefined;
    const holder: TreeChange = meta ? { op: 'insert', at: ['_meta'], key: contractKey, value: stub.contract } : { op: 'insert', at: [], key: '_meta', value: { [contractKey]: stub.contract } };
    return [...fieldChanges(tree, stub, place).filter(({ at }) => at[0] !== '_meta'), holder];
  }
  if (contract.kind !== 'object') return undefined;
  return [...fieldChanges(tree, stub, place), ...toolChanges(tree, stub), ...detectedChanges(tree, stub)];
}

/** Changes to what evidence speaks for. */
function fieldChanges(tree: ConfigNode, { evidence, fields }: Stub, place: Place): TreeChange[] {
  const before = draftedBefore(tree);
  const changes: TreeChange[] = [];
  for (const { field, value } of evidence) {
    const path = pathOf(field, place);
    if (!path || field === evidenceFields.tools || field === evidenceFields.digest) continue;
    const now = nodeAt(tree, path);
    const drafted = before.get(field);
    if (!now) {
      // Drafted before and gone: a person took it out.
      if (!drafted) changes.push(...insertion(tree, path, value, fields));
      continue;
    }
    const wanted = nodeOf(value);
    if (sameNode(now, wanted)) continue;
    const base = drafted && child(drafted.item, 'value');
    if (isOpen(stringOf(now)) || (base && sameNode(now, base))) changes.push({ op: 'replace', at: path, value });
    else if (base) changes.push(...additions(now, base, wanted, path, value));
  }
  return changes;
}

/** A field that was not there; with the map that holds it where that is the repository's. */
function insertion(tree: ConfigNode, path: Path, value: unknown, fields: Stub['fields']): TreeChange[] {
  const holder = path.slice(0, -1);
  const key = path.at(-1);
  if (typeof key !== 'string') return [];
  if (nodeAt(tree, holder)?.kind === 'object') return [{ op: 'insert', at: holder, key, value }];
  const isRepository = path.length === 2 && path[0] === 'repository' && key === 'url' && child(tree, 'repository') === undefined;
  return isRepository ? [{ op: 'insert', at: [], key: 'repository', value: fields['repository'] }] : [];
}

/** Variables and headers that are new, for a list that a person has changed: by name, and not those the person took out. */
function additions(now: ConfigNode, base: ConfigNode, wanted: ConfigNode | undefined, path: Path, value: unknown): TreeChange[] {
  if (now.kind !== 'array' || wanted?.kind !== 'array' || !Array.isArray(value)) return [];
  const known = new Set([...namesIn(now), ...namesIn(base)]);
  return wanted.items.flatMap((item, i): TreeChange[] => {
    const name = namedBy(item);
    return name === undefined || known.has(name) ? [] : [{ op: 'append', at: path, value: value[i] }];
  });
}

function namesIn(list: ConfigNode): string[] {
  return list.kind === 'array' ? list.items.flatMap((item) => namedBy(item) ?? []) : [];
}

/** Arguments have names too, but their order counts: only what has no type is a variable or a header. */
function namedBy(item: ConfigNode): string | undefined {
  return child(item, 'type') === undefined ? stringOf(child(item, 'name')) : undefined;
}

/** Changes to what was detected, which is the machine's to say: leaf by leaf, so that what is the same stays as it stands. */
function detectedChanges(tree: ConfigNode, { contract, evidence }: Stub): TreeChange[] {
  const now = nodeAt(tree, detectedAt);
  const value = contract.detected;
  if (!now) return [{ op: 'insert', at: inContract(), key: 'detected', value }];
  if (now.kind !== 'object') return [{ op: 'replace', at: detectedAt, value }];
  const changes: TreeChange[] = [];
  for (const [key, item] of Object.entries(value)) {
    const path = [...detectedAt, key];
    const held = nodeAt(tree, path);
    if (key === 'evidence' && held?.kind === 'array') changes.push(...evidenceChanges(tree, evidence));
    else if (!held) changes.push({ op: 'insert', at: detectedAt, key, value: item });
    else if (!sameNode(held, nodeOf(item))) changes.push({ op: 'replace', at: path, value: item });
  }
  return changes;
}

function evidenceChanges(tree: ConfigNode, evidence: readonly Evidence[]): TreeChange[] {
  const before = draftedBefore(tree);
  return evidence.flatMap((one): TreeChange[] => {
    const drafted = before.get(one.field);
    if (!drafted) return [{ op: 'append', at: evidenceAt, value: one }];
    return Object.entries(one).flatMap(([key, value]): TreeChange[] => {
      const held = child(drafted.item, key);
      if (sameNode(held, nodeOf(value))) return [];
      const at = [...evidenceAt, drafted.index];
      return [held ? { op: 'replace', at: [...at, key], value } : { op: 'insert', at, key, value }];
    });
  });
}

/** A field of a draft as the way to it in this manifest, where packages and remotes may stand in another order. */
function pathOf(field: string, place: Place): Path | undefined {
  const steps = field.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const [list, , ...rest] = steps;
  if (list !== 'packages' && list !== 'remotes') return steps;
  const index = list === 'packages' ? place.package : place.remote;
  return index === undefined ? undefined : [list, index, ...rest];
}
