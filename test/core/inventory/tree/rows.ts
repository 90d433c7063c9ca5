import type { ConfigFile } from '../../../../src/core/config/config-file.ts';
import type { InventoryRow, Sighting } from '../../../../src/core/inventory/row.ts';
import type { Speech } from '../../../../src/core/inventory/tree/shown.ts';
import type { Verdict, VerdictState } from '../../../../src/core/policy/verdict.ts';
import { render, say } from '../../../../src/core/text/message.ts';
import { assessed } from '../../report/assessed.ts';

export function verdict(state: VerdictState, code: Verdict['code'] = 'matched'): Verdict {
  return { state, code, reason: say('because it is {state}', { state }) };
}

/** A declaration in line 4 of VS Code's workspace file, approved, unless said otherwise. */
export function sighting(name: string, other: Partial<Sighting> = {}): Sighting {
  return {
    clients: ['vscode'],
    scope: 'workspace',
    file: '/repo/.vscode/mcp.json',
    at: ['servers', name],
    range: { start: { line: 3, character: 4 }, end: { line: 6, character: 5 } },
    name,
    live: true,
    disabled: false,
    verdict: verdict('approved'),
    identity: `npm package ${name}-mcp 1.0.0`,
    ...other,
  };
}

export function row(id: string, sightings: readonly Sighting[], other: Partial<InventoryRow> = {}): InventoryRow {
  return {
    id,
    kind: 'mcp-server',
    identityKind: 'package',
    names: [...new Set(sightings.map(({ name }) => name))],
    identity: sightings[0]?.identity ?? id,
    sightings,
    rememberedIn: [],
    ...(sightings[0] && { verdict: sightings[0].verdict }),
    state: 'active',
    firstSeen: '2026-11-21T10:00:00Z',
    lastSeen: '2026-11-21T10:00:00Z',
    ...other,
  };
}

/** A row with the only declaration there is of it. */
export function one(name: string, other: Partial<Sighting> = {}): InventoryRow {
  return row(`pkg:npm/${name}-mcp`, [sighting(name, other)]);
}

export const unreadable: ConfigFile = assessed('.cursor/mcp.json', { unreadable: say('permission denied') }).file;

export const english: Speech = { words: render, place: (file) => file.replace('/repo/', ''), canDisable: () => false };
