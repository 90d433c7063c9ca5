import assert from 'node:assert/strict';
import { assess, type Assessment } from '../../../../src/core/assess.ts';
import { knownPathAt } from '../../../../src/core/clients/clients.ts';
import { readConfigFile } from '../../../../src/core/config/read.ts';
import { json } from '../../../../src/core/config/json.ts';
import { pointer } from '../../../../src/core/config/node.ts';
import { noFacts } from '../../../../src/core/facts.ts';
import type { PolicyState } from '../../../../src/core/policy/policy-state.ts';
import { applyEdits } from '../../../../src/core/text/edit.ts';

interface Where {
  readonly file?: string;
  readonly root?: string;
  readonly policy?: PolicyState;
  readonly scope?: 'user';
  /** Absent: `strict`, since tests ask for the rules they are about by name. */
  readonly audience?: 'default';
}

/** A text assessed as a file of a folder. */
export function assessText(text: string, { file = '.vscode/mcp.json', root = '/w', policy = { kind: 'none' }, scope, audience }: Where = {}): Assessment {
  const { known } = knownPathAt(file)!;
  const place = scope ? { ...known, scope } : known;
  return assess({ files: [readConfigFile({ path: `${root}/${file}`, ...(scope === undefined && { root }), known: place, live: true, content: { text } })], policy, facts: noFacts, lint: { audience: audience ?? 'strict' }, now: '2026-11-21T00:00:00Z' });
}

export function textOf(entry: unknown, file = '.vscode/mcp.json'): string {
  return JSON.stringify({ [file === '.vscode/mcp.json' ? 'servers' : 'mcpServers']: { x: entry } }, undefined, 2);
}

/** What is found in one server, of these rules or all: `rule /place`, the place from the server's entry. */
export function found(entry: unknown, where: Where = {}, ...rules: readonly string[]): string[] {
  // What nobody asked for by name is what everybody hears.
  const { findings } = assessText(textOf(entry, where.file), rules.length === 0 ? { audience: 'default', ...where } : where);
  return findings.filter(({ ruleId }) => rules.length === 0 || rules.includes(ruleId)).map(({ ruleId, at }) => `${ruleId} ${pointer(at.slice(2))}`.trim());
}

/** The server's entry after the fix with that id, and that its finding is gone. */
export function fixed(entry: unknown, id: string, where: Where = {}): unknown {
  const text = textOf(entry, where.file);
  const { findings, files } = assessText(text, where);
  const finding = findings.find(({ fixes }) => fixes.some((fix) => fix.id === id));
  assert.ok(finding, `no fix ${id} among ${findings.map(({ ruleId, fixes }) => `${ruleId}: ${fixes.map((fix) => fix.id).join()}`).join('; ')}`);
  const { changes } = finding.fixes.find((fix) => fix.id === id)!;
  const after = edited(text, json.edits(text, files[0]!.tree!, changes));
  assert.deepEqual(assessText(after, where).findings.filter(({ ruleId, at }) => ruleId === finding.ruleId && pointer(at) === pointer(finding.at)), []);
  return (Object.values(JSON.parse(after) as Record<string, Record<string, unknown>>)[0]!)['x'];
}

function edited(text: string, edits: ReturnType<typeof json.edits>): string {
  assert.ok(edits, 'the fix cannot be applied');
  return applyEdits(text, edits);
}
