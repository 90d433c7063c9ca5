import { driftExit, type CheckedServer } from '../../core/drift/outcome.ts';
import type { Drift } from '../../core/drift/drift.ts';
import { driftJson } from '../../core/drift/report-json.ts';
import { driftMarkdown } from '../../core/drift/report-markdown.ts';
import { driftSarif } from '../../core/drift/report-sarif.ts';
import { changeLines, driftText } from '../../core/drift/report-text.ts';
import { sha256 } from '../../host/evidence/sha256.ts';
import type { ExitCode } from '../exit-code.ts';
import { listeningMeaningOf } from '../listening-exits.ts';
import { placesFrom } from '../places.ts';
import { textOptions } from '../terminal.ts';

export type DriftFormat = 'text' | 'json' | 'markdown' | 'sarif';

/** How servers differ from what was approved, for a person at the terminal. */
export function driftAtTerminal(servers: readonly CheckedServer[]): string {
  return withEnd(driftText(servers, textOptions()));
}

/** What changed at one server, without a word on what else was looked at. */
export function changesAtTerminal(server: CheckedServer, drift: Drift): string {
  return `${changeLines(server, drift, textOptions()).join('\n')}\n`;
}

/** @param code what the run ends with */
export function driftReport(servers: readonly CheckedServer[], format: DriftFormat, code: ExitCode, { paths, toFile }: { readonly paths: readonly string[]; readonly toFile: boolean }): string {
  const places = placesFrom(paths);
  switch (format) {
    case 'text':
      return withEnd(driftText(servers, { ...textOptions(), ...(toFile && { style: (_, text) => text, width: 120 }) }));
    case 'json':
      return withEnd(driftJson(servers, code));
    case 'markdown':
      return withEnd(driftMarkdown(servers, (file) => places.named(file)));
    case 'sarif':
      return withEnd(driftSarif(servers, { places, toolVersion: __VERSION__, sha256, exit: { code, meaning: code === 0 && driftExit(servers) === 1 ? '--fail-on never lets what changed pass.' : listeningMeaningOf(code) } }));
  }
}

function withEnd(text: string): string {
  return text.endsWith('\n') || text === '' ? text : `${text}\n`;
}
