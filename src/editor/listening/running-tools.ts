import * as vscode from 'vscode';
import type { AssessedServer } from '../../core/assess.ts';
import { driftBetween } from '../../core/drift/compare.ts';
import type { Drift } from '../../core/drift/drift.ts';
import { inView, offeredBy, type OfferedTool } from '../../core/listening/offered.ts';
import { snapshotOf } from '../../core/snapshot/from-voice.ts';
import type { Snapshot } from '../../core/snapshot/snapshot.ts';
import { sha256 } from '../../host/evidence/sha256.ts';

/** What VS Code's running servers offer, as often as anybody asks; reading it starts nothing. */
export function offeredTools(): readonly OfferedTool[] {
  // Editors made from VS Code may lack the whole of it.
  const { lm } = vscode as { readonly lm?: typeof vscode.lm };
  return (lm?.tools ?? [])
    .filter(({ tags }) => tags.includes('mcp'))
    .map((tool) => {
      // Whose it is stands there at run time in 1.139, and in no stable API.
      const { source } = tool as { readonly source?: { readonly label?: unknown } };
      return { name: tool.name, description: tool.description, inputSchema: tool.inputSchema, ...(typeof source?.label === 'string' && { label: source.label }) };
    });
}

/** What VS Code's view of a server differs in, with both sides of that view. */
export interface RunningDrift {
  readonly drift: Drift;
  readonly approved: Snapshot;
  readonly now: Snapshot;
}

/**
 * How what VS Code offers of a server differs from what was approved, as far as VS Code passes it on: always partial, and never the word that
 * a server is the same. Undefined where it does not run, or cannot be told from another.
 */
export function runningDrift(server: AssessedServer, approved: Snapshot, all: readonly AssessedServer[], offered = offeredTools()): RunningDrift | undefined {
  const { name } = server.declaration;
  const { file } = server;
  // Only files that VS Code reads make it start anything; of two servers of one name nothing says which one runs.
  if (!file.clients.includes('vscode') || all.filter((one) => one.file.live && !one.declaration.disabled && one.file.clients.includes('vscode') && one.declaration.name === name).length !== 1) return undefined;
  const tools = offeredBy(name, approved, offered);
  if (!tools) return undefined;
  const { before, after } = inView(approved, tools);
  const [old, now] = [snapshotOf(before, approved.subject, sha256), snapshotOf(after, approved.subject, sha256)];
  return 'refused' in old || 'refused' in now ? undefined : { drift: { ...driftBetween(old, now), partial: true }, approved: old, now };
}
