import assert from 'node:assert/strict';
import { assess } from '../../../src/core/assess.ts';
import { knownPathAt } from '../../../src/core/clients/clients.ts';
import { filesOfFolder } from '../../../src/core/places/files-of-folder.ts';
import { readPlace } from '../../../src/core/config/read-place.ts';
import type { ConfigFile } from '../../../src/core/config/config-file.ts';
import { syntaxOf } from '../../../src/core/config/syntaxes.ts';
import { noFacts } from '../../../src/core/facts.ts';
import type { Finding } from '../../../src/core/finding/finding.ts';
import type { Position } from '../../../src/core/text/document.ts';
import { render } from '../../../src/core/text/message.ts';
import { applyEdits } from '../../../src/core/text/edit.ts';

/** What one rule says of one file of a workspace: the text it underlines, its words, its severity. */
export interface Said {
  readonly on: string;
  readonly message: string;
  readonly severity: Finding['severity'];
  readonly fixes: readonly string[];
}

export async function readAt(path: string, content: unknown): Promise<ConfigFile> {
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  return readPlace({ path: `/w/${path}`, root: '/w', known: filesOfFolder.find((known) => known.path === path) ?? knownPathAt(`/w/${path}`)!.known, live: true, content: { text } });
}

export async function findingsAt(path: string, content: unknown, rule?: string): Promise<readonly Finding[]> {
  const { findings } = assess({ files: [await readAt(path, content)], policy: { kind: 'none' }, facts: noFacts, now: '2026-11-21T00:00:00Z' });
  return rule === undefined ? findings : findings.filter(({ ruleId }) => ruleId === rule);
}

export async function lookAt(rule: string, path: string, content: unknown): Promise<readonly Said[]> {
  const { document } = await readAt(path, content);
  return (await findingsAt(path, content, rule)).map(({ range, message, severity, fixes }) => ({
    on: document.text.slice(offsetOf(document.text, range.start), offsetOf(document.text, range.end)),
    message: render(message),
    severity,
    fixes: fixes.map(({ id, safety }) => `${id} ${safety}`),
  }));
}

function offsetOf(text: string, { line, character }: Position): number {
  return text.split('\n').slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
}

/** The text after one fix of one rule; the finding it was for is gone. */
export async function mendedAt(rule: string, id: string, path: string, content: unknown): Promise<string> {
  const file = await readAt(path, content);
  const [finding, ...others] = (await findingsAt(path, content, rule)).filter(({ fixes }) => fixes.some((fix) => fix.id === id));
  assert.ok(finding, `no fix ${id} of ${rule}`);
  const edits = syntaxOf(file.syntax)!.edits(file.document.text, file.tree!, finding.fixes.find((fix) => fix.id === id)!.changes);
  assert.ok(edits, `${id} cannot be made`);
  const after = applyEdits(file.document.text, edits);
  const left = (await findingsAt(path, after, rule)).filter(({ fixes }) => fixes.some((fix) => fix.id === id));
  assert.equal(left.length, others.length, `${id} leaves ${rule}:\n${after}`);
  return after;
}
