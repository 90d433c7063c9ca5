import * as crypto from 'node:crypto';
import { assessFile } from '../../../src/core/assess-file.ts';
import type { FileAssessment } from '../../../src/core/assess.ts';
import { workspaceFileAt } from '../../../src/core/clients/clients.ts';
import { readConfigFile, type ConfigSource } from '../../../src/core/config/read.ts';
import { noFacts } from '../../../src/core/facts.ts';
import { rowsOf } from '../../../src/core/inventory/inventory.ts';
import { Observation } from '../../../src/core/inventory/observation.ts';
import { nothingRemembered, remember, type Remembered } from '../../../src/core/inventory/remembered.ts';
import type { InventoryRow } from '../../../src/core/inventory/row.ts';
import type { InventorySurroundings } from '../../../src/core/inventory/surroundings.ts';
import type { PolicyState } from '../../../src/core/policy/policy-state.ts';
import { none } from '../report/assessed.ts';

export function sha256(text: string): string {
  return crypto.createHash('sha256').update(text).digest('hex');
}

export const ada: InventorySurroundings = { platform: 'linux', home: '/home/ada', sha256 };

/** One file of a test: its path from `root`, and its servers, its text, or why there is none. */
export interface Given {
  readonly path: string;
  readonly servers?: Readonly<Record<string, unknown>>;
  readonly content?: ConfigSource['content'];
  readonly root?: string;
  readonly live?: boolean;
  /** The servers in it that its client leaves off. */
  readonly off?: readonly string[];
  readonly policy?: PolicyState;
}

export function fileOf({ path, servers = {}, content, root = '/repo', live = true, off = [], policy = none }: Given): FileAssessment {
  const known = workspaceFileAt(path)!;
  const key = known.spelling === 'vscode' ? 'servers' : 'mcpServers';
  const read = readConfigFile({ path: `${root}/${path}`, root, known, live, content: content ?? { text: JSON.stringify({ [key]: servers }) } });
  const declarations = read.declarations.map((declaration) => ({ ...declaration, disabled: off.includes(declaration.name) }));
  return assessFile({ ...read, declarations }, { policy, facts: noFacts, now: '2026-11-21T00:00:00Z' });
}

export function observe(given: readonly Given[], around: InventorySurroundings = ada): Observation {
  const observation = new Observation(around);
  for (const one of given) {
    const part = fileOf(one);
    observation.add({ ...part, files: [part.file] });
  }
  return observation;
}

export const day = (n: number): string => `2026-11-${String(n).padStart(2, '0')}T08:00:00.000Z`;

/** What is remembered after looking at these files, on top of what was. */
export function after(held: Remembered, given: readonly Given[], now: string, around?: InventorySurroundings): Remembered {
  return remember(held, observe(given, around), now);
}

export function rows(given: readonly Given[], { held = nothingRemembered, now = day(21), around = ada }: { held?: Remembered; now?: string; around?: InventorySurroundings } = {}): readonly InventoryRow[] {
  return rowsOf(observe(given, around), held, now);
}
