import type { PolicyState } from '../../policy/policy-state.ts';
import type { fileRow } from '../../report/json.ts';
import type { ReportContext } from '../../report/report.ts';
import type { Message } from '../../text/message.ts';
import type { InventoryRow } from '../row.ts';

/** An inventory, and what it was made from. */
export interface InventoryReport {
  readonly rows: readonly InventoryRow[];
  /** ISO 8601. */
  readonly generatedAt: string;
  /** Every file that was looked for. */
  readonly files: readonly ReturnType<typeof fileRow>[];
  readonly notLookedInto: ReportContext['notLookedInto'];
  readonly searched: NonNullable<ReportContext['searched']>;
  readonly policy: PolicyState;
  /** How many rows are remembered and not among `rows`. */
  readonly alsoRemembered: number;
  /** What is wrong with what is remembered. */
  readonly notes: readonly Message[];
}

export const inventoryFormats = ['table', 'json', 'ndjson', 'cyclonedx', 'markdown'] as const;
export type InventoryFormat = (typeof inventoryFormats)[number];
