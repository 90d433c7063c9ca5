// What makes, keeps and writes an inventory. A bundle of its own (esbuild.mjs): a scan needs none of it, and a window that only looks at
// one file does not either.
export { cycloneDxOf } from '../../core/inventory/export/cyclonedx.ts';
export { jsonOf, ndjsonOf } from '../../core/inventory/export/json.ts';
export { markdownOf } from '../../core/inventory/export/markdown.ts';
export { tableOf } from '../../core/inventory/export/table.ts';
export { rowsOf } from '../../core/inventory/inventory.ts';
export { Observation } from '../../core/inventory/observation.ts';
export { fileRow } from '../../core/report/json.ts';
export { InventoryStore } from '../store/inventory-store.ts';
export { InventoryEvidence } from './inventory-evidence.ts';
