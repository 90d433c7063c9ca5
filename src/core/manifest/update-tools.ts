import { child, nodeAt, stringOf, type ConfigNode } from '../config/node.ts';
import type { TreeChange } from '../finding/finding.ts';
import { inContract } from './contract.ts';
import { draftedBefore } from './drafted-before.ts';
import { evidenceFields } from './evidence.ts';
import type { ContractTool, FromSnapshot } from './from-snapshot.ts';
import { nodeOf, sameNode } from './same-node.ts';
import type { Stub } from './stub.ts';
import { isOpen } from './todos.ts';

const toolsAt = inContract('tools');
const snapshotAt = inContract('toolSnapshot');

/**
 * The tools of a contract and their digest, brought up to what the server says now: tool by tool, so that what a person changed, took out or
 * added stays. A digest is only renewed where the one there is still the one that was drafted. Nothing where the server was not listened to.
 */
export function toolChanges(tree: ConfigNode, { contract, evidence }: Stub): TreeChange[] {
  const spoken = new Set(evidence.map(({ field }) => field));
  const before = draftedBefore(tree);
  const drafted = (field: string): ConfigNode | undefined => child(before.get(field)?.item, 'value');
  return [
    ...(spoken.has(evidenceFields.tools) ? listChanges(tree, contract['tools'] as readonly ContractTool[], drafted(evidenceFields.tools)) : []),
    ...(spoken.has(evidenceFields.digest) ? digestChanges(tree, contract['toolSnapshot'] as NonNullable<FromSnapshot['toolSnapshot']>, drafted(evidenceFields.digest)) : []),
  ];
}

function listChanges(tree: ConfigNode, wanted: readonly ContractTool[], base: ConfigNode | undefined): TreeChange[] {
  const now = nodeAt(tree, toolsAt);
  // Drafted before and gone: a person took it out.
  if (!now) return base ? [] : [{ op: 'insert', at: inContract(), key: 'tools', value: wanted }];
  if (isOpen(stringOf(now))) return [{ op: 'replace', at: toolsAt, value: wanted }];
  if (now.kind !== 'array') return [];
  // An empty list is one that a person emptied, where there was a draft of it.
  const unwritten = now.items.every(isPlaceholder) && (now.items.length > 0 || !base);
  if (unwritten || (base && sameNode(now, base))) return sameNode(now, nodeOf(wanted)) ? [] : [{ op: 'replace', at: toolsAt, value: wanted }];
  const bases = byName(base);
  const there = byName(now);
  const names = new Set(wanted.map(({ name }) => name));
  const kept = now.items.flatMap((item, i): TreeChange[] => {
    const at = [...toolsAt, i];
    const name = nameOf(item);
    if (isPlaceholder(item)) return [{ op: 'remove', at }];
    const untouched = name !== undefined && sameNode(item, bases.get(name));
    const tool = wanted.find((one) => one.name === name);
    if (!tool) return untouched && !names.has(name) ? [{ op: 'remove', at }] : [];
    if (untouched) return sameNode(item, nodeOf(tool)) ? [] : [{ op: 'replace', at, value: tool }];
    return (['effect', 'consent'] as const).flatMap((key): TreeChange[] => (isOpen(stringOf(child(item, key))) ? [{ op: 'replace', at: [...at, key], value: tool[key] }] : []));
  });
  const added = wanted.filter(({ name }) => !there.has(name) && !bases.has(name)).map((value): TreeChange => ({ op: 'append', at: toolsAt, value }));
  return [...kept, ...added];
}

function digestChanges(tree: ConfigNode, wanted: NonNullable<FromSnapshot['toolSnapshot']>, base: ConfigNode | undefined): TreeChange[] {
  const now = nodeAt(tree, snapshotAt);
  if (!now) return base ? [] : [{ op: 'insert', at: inContract(), key: 'toolSnapshot', value: wanted }];
  if (now.kind !== 'object') return isOpen(stringOf(now)) ? [{ op: 'replace', at: snapshotAt, value: wanted }] : [];
  const digest = child(now, 'digest');
  const text = stringOf(digest);
  // The same as it was: when it was taken stays too, so that listening again changes nothing.
  if (text === wanted.digest && stringOf(child(now, 'algorithm')) === wanted.algorithm) return [];
  if (digest ? !(isOpen(text) || text === '' || digest.kind === 'null' || (base && sameNode(digest, base))) : base !== undefined) return [];
  return Object.entries(wanted).flatMap(([key, value]): TreeChange[] => {
    const held = child(now, key);
    if (held && sameNode(held, nodeOf(value))) return [];
    return [held ? { op: 'replace', at: [...snapshotAt, key], value } : { op: 'insert', at: snapshotAt, key, value }];
  });
}

/** The item that a draft puts where no tool is known: all of it still open. */
function isPlaceholder(item: ConfigNode): boolean {
  return item.kind === 'object' && item.entries.length > 0 && item.entries.every(({ value }) => isOpen(stringOf(value)));
}

function byName(list: ConfigNode | undefined): Map<string, ConfigNode> {
  const named = new Map<string, ConfigNode>();
  if (list?.kind === 'array') for (const item of list.items) named.set(nameOf(item) ?? '', item);
  return named;
}

function nameOf(item: ConfigNode): string | undefined {
  return stringOf(child(item, 'name'));
}
