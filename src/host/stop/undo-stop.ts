import * as fs from 'node:fs';
import type { Environment } from '../../core/clients/client.ts';
import { loadSyntax } from '../../core/config/syntaxes.ts';
import { undone } from '../../core/native/stop/undo.ts';
import { say, type Message } from '../../core/text/message.ts';
import { dropRecord, keptRecord } from './record-place.ts';
import { replaceFile } from './replace-file.ts';
import { stopJournal, type Stop, type StopFile } from './stop-journal.ts';

/** What became of a stop that was undone. */
export interface Undone {
  readonly stop: Stop;
  /** Files that are what they were, or hold again what was taken out of them. */
  readonly restored: readonly string[];
  readonly failed: readonly { readonly path: string; readonly why: Message; /** Where what was taken out is kept. */ readonly kept?: string }[];
}

/** Takes back the last stop, in all its files. What cannot be taken back stays remembered. */
export async function undoStop(environment: Environment, judged: readonly string[]): Promise<Undone | { readonly refused: Message }> {
  const journal = stopJournal(environment, judged);
  if ('refused' in journal) return journal;
  const { value, unusable } = journal.read();
  const stop = value.stops.at(-1);
  if (!stop) return { refused: unusable ?? say('There is no emergency stop to undo.') };
  const restored: string[] = [];
  const failed: Undone['failed'][number][] = [];
  for (const file of stop.files) {
    const why = await restore(file);
    if (why) failed.push({ path: file.file, why, ...(fs.existsSync(file.record.path) && { kept: file.record.path }) });
    else restored.push(file.file);
  }
  const left = new Set(failed.map(({ path }) => path));
  const held = await journal.update(({ stops }) => ({ stops: stops.flatMap((one) => (one.id !== stop.id ? [one] : left.size > 0 ? [{ ...one, files: one.files.filter(({ file }) => left.has(file)) }] : [])) }));
  if (!held.unusable) for (const { file, record } of stop.files) if (!left.has(file)) dropRecord(record);
  return { stop, restored, failed };
}

/** Keeps the last stop for good: what would undo it is deleted, wherever it is kept. @returns what was stopped */
export async function forgetStop(environment: Environment, judged: readonly string[]): Promise<Stop | { readonly refused: Message }> {
  const journal = stopJournal(environment, judged);
  if ('refused' in journal) return journal;
  const stop = journal.read().value.stops.at(-1);
  if (!stop) return { refused: say('There is no emergency stop to keep for good.') };
  const held = await journal.update(({ stops }) => ({ stops: stops.filter(({ id }) => id !== stop.id) }));
  if (held.unusable) return { refused: held.unusable };
  for (const { record } of stop.files) dropRecord(record);
  return stop;
}

async function restore({ file, root, record: kept }: StopFile): Promise<Message | undefined> {
  const record = keptRecord(kept);
  if (!record || record.file !== file) return say('What was taken out of it is not where it was kept, or is not what was kept there.');
  await loadSyntax(record.syntax);
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return record.made ? undefined : say('It is not there any more.');
    return say('It could not be read ({code}).', { code: (error as NodeJS.ErrnoException).code ?? 'for an unknown reason' });
  }
  const before = undone(text, record);
  if ('lost' in before) return before.lost;
  return replaceFile(file, text, record.made && before.text.trim() === '' ? undefined : before.text, root);
}
