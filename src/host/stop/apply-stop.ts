import * as crypto from 'node:crypto';
import type { Environment } from '../../core/clients/client.ts';
import type { FileStep } from '../../core/native/stop/plan.ts';
import { undoEdits } from '../../core/native/stop/undo.ts';
import { say, type Message } from '../../core/text/message.ts';
import { dropRecord, keepRecord } from './record-place.ts';
import { holds, replaceFile } from './replace-file.ts';
import { stopJournal, type StopFile } from './stop-journal.ts';

/** What became of each file. */
export interface Applied {
  readonly written: readonly string[];
  readonly failed: readonly { readonly path: string; readonly why: Message }[];
}

/**
 * Writes what a plan says, each file as a whole or not at all, and remembers how to undo it. Where one of them has changed since it was looked at,
 * none is written; where one cannot be written, the others are.
 * @param judged what is scanned or open
 * @returns why nothing was written, if so
 */
export async function applyStop(steps: readonly FileStep[], { label, at, environment, judged }: { readonly label: string; readonly at: string; readonly environment: Environment; readonly judged: readonly string[] }): Promise<Applied | { readonly refused: Message }> {
  const changed = steps.find(({ path, before }) => !holds(path, before));
  if (changed) return { refused: say('{file} has changed since it was looked at, so nothing was written. Look again.', { file: changed.path }) };
  const journal = stopJournal(environment, judged);
  if ('refused' in journal) return journal;
  const files: StopFile[] = [];
  try {
    for (const { path: file, root, before, after, edits, file: read } of steps) {
      const record = keepRecord({ file, syntax: read?.syntax ?? 'json', ...(before === undefined && { made: true as const }), edits: undoEdits(before ?? '', after, edits) });
      files.push({ file, record, ...(root !== undefined && { root }) });
    }
  } catch (error) {
    for (const { record } of files) dropRecord(record);
    return { refused: say('What is needed to undo it could not be kept ({code}), so nothing was written.', { code: (error as NodeJS.ErrnoException).code ?? 'for an unknown reason' }) };
  }
  const id = crypto.randomBytes(8).toString('hex');
  // Before the first file is written: should the process die in between, it can be undone all the same.
  const held = await journal.update(({ stops }) => ({ stops: [...stops, { id, at, label, files }] }));
  if (held.unusable) {
    for (const { record } of files) dropRecord(record);
    return { refused: held.unusable };
  }
  const written: string[] = [];
  const failed: { path: string; why: Message }[] = [];
  for (const { path, root, before, after } of steps) {
    const why = replaceFile(path, before, after, root);
    if (why) failed.push({ path, why });
    else written.push(path);
  }
  if (failed.length > 0) {
    const lost = new Set(failed.map(({ path }) => path));
    for (const { file, record } of files) if (lost.has(file)) dropRecord(record);
    const kept = files.filter(({ file }) => !lost.has(file));
    await journal.update(({ stops }) => ({ stops: stops.flatMap((stop) => (stop.id !== id ? [stop] : kept.length > 0 ? [{ ...stop, files: kept }] : [])) }));
  }
  return { written, failed };
}
