import * as crypto from 'node:crypto';
import * as os from 'node:os';
import * as vscode from 'vscode';
import type { InventoryReport } from '../core/inventory/export/report.ts';
import type { InventoryKeeper, InventoryTools } from '../live/inventory-keeper.ts';
import type { RollCall } from '../live/roll-call.ts';
import { fileKey } from './file-key.ts';
import { t } from './words.ts';

/** What an inventory can be written as; the table of the command line is for a terminal. */
const formats = {
  json: { label: 'JSON', detail: 'All that is known, with coverage. For scripts; its schema is versioned.', extension: 'json' },
  ndjson: { label: 'NDJSON', detail: 'One row on each line. For putting the inventories of many machines together.', extension: 'ndjson' },
  cyclonedx: { label: 'CycloneDX 1.7', detail: 'Packages and programs as components, remotes and model providers as services. For SBOM tools.', extension: 'cdx.json' },
  markdown: { label: 'Markdown', detail: 'A table to paste into an issue or a page.', extension: 'md' },
} as const;
type Format = keyof typeof formats;

/**
 * Writes the inventory of this window to a file that the user chooses.
 * @param argument `{ format, uri }`: what would be asked otherwise
 */
export async function exportInventory(rollCall: RollCall, keeper: InventoryKeeper, tools: () => Promise<InventoryTools>, argument: unknown): Promise<void> {
  const given = typeof argument === 'object' && argument !== null ? (argument as { readonly format?: unknown; readonly uri?: unknown }) : {};
  const format = (Object.keys(formats) as Format[]).find((one) => one === given.format) ?? (await pickFormat());
  if (format === undefined) return;
  const uri = given.uri instanceof vscode.Uri ? given.uri : await askWhere(format);
  if (!uri) return;
  const assessment = await rollCall.settled();
  // An export that lies over what was just read would be the end of it.
  if (assessment.files.some((file) => file.status !== 'absent' && file.path === fileKey(uri))) {
    void vscode.window.showWarningMessage(t('This is one of the files that the inventory is made from. Choose another one.'));
    return;
  }
  const { rows, generatedAt, notes } = await keeper.inventory(assessment);
  const writers = await tools();
  const present = rows.filter(({ sightings }) => sightings.length > 0);
  const report: InventoryReport = {
    rows: present,
    generatedAt,
    files: assessment.files.map(writers.fileRow),
    notLookedInto: [],
    searched: [],
    policy: assessment.policy,
    alsoRemembered: rows.length - present.length,
    notes,
  };
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(written(writers, format, report)));
  void tellWritten(uri);
}

function written(writers: InventoryTools, format: Format, report: InventoryReport): string {
  switch (format) {
    case 'json':
      return [...writers.jsonOf(report)].join('');
    case 'ndjson':
      return [...writers.ndjsonOf(report)].join('');
    case 'cyclonedx':
      return writers.cycloneDxOf(report, { serialNumber: `urn:uuid:${crypto.randomUUID()}`, toolVersion: __VERSION__ });
    case 'markdown':
      return writers.markdownOf(report);
  }
}

async function pickFormat(): Promise<Format | undefined> {
  const items = (Object.keys(formats) as Format[]).map((format) => ({ label: formats[format].label, detail: t(formats[format].detail), format }));
  return (await vscode.window.showQuickPick(items, { title: t('Export inventory as'), matchOnDetail: true }))?.format;
}

async function askWhere(format: Format): Promise<vscode.Uri | undefined> {
  const { label, extension } = formats[format];
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(os.homedir());
  return vscode.window.showSaveDialog({
    title: t('Export inventory'),
    saveLabel: t('Export'),
    defaultUri: vscode.Uri.joinPath(folder, `mcp-inventory.${extension}`),
    filters: { [label]: [extension.split('.').at(-1)!] },
  });
}

async function tellWritten(uri: vscode.Uri): Promise<void> {
  const open = t('Open');
  const picked = await vscode.window.showInformationMessage(t('The inventory is in {file}.', { file: vscode.workspace.asRelativePath(uri) }), open);
  if (picked === open) await vscode.window.showTextDocument(uri);
}
