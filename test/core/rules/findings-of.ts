import * as path from 'node:path';
import { assess } from '../../../src/core/assess.ts';
import { knownPathAt } from '../../../src/core/clients/clients.ts';
import { readLoaded } from '../../../src/core/config/read-place.ts';
import { noFacts, type FolderFacts } from '../../../src/core/facts.ts';
import type { Finding } from '../../../src/core/finding/finding.ts';
import type { Knowledge } from '../../../src/core/knowledge.ts';
import type { PolicyState } from '../../../src/core/policy/policy-state.ts';
import { shippedKnowledge as shippedIn } from '../../../src/host/knowledge/shipped-knowledge.ts';

/** The bundle of a test that lies deeper lies deeper too. */
const root = __dirname.slice(0, __dirname.lastIndexOf(path.join('dist', 'test')));
let shipped: Knowledge | undefined;

/** What ships, as the surfaces load it. */
export function shippedKnowledge(): Knowledge {
  return (shipped ??= shippedIn(root));
}

/** What the rules, or those named, say of one file's text. */
export function findingsIn(file: string, text: string, { policy = { kind: 'none' }, folder, only }: { policy?: PolicyState; folder?: FolderFacts; only?: readonly string[] } = {}): readonly Finding[] {
  const known = knownPathAt(file)!.known;
  const config = readLoaded({ path: `/w/${file}`, root: '/w', known, live: true, content: { text } });
  const facts = folder ? { folders: new Map([['/w', folder]]) } : noFacts;
  const all = assess({ files: [config], policy, facts, known: shippedKnowledge(), lint: { audience: 'strict' }, now: '2026-11-21T00:00:00Z' }).findings;
  return only ? all.filter(({ ruleId }) => only.includes(ruleId)) : all;
}

/** The same for one server's entry in `.mcp.json`. */
export function findingsOf(entry: unknown, options: Parameters<typeof findingsIn>[2] = {}): readonly Finding[] {
  return findingsIn('.mcp.json', JSON.stringify({ mcpServers: { x: entry } }, undefined, 2), options);
}
