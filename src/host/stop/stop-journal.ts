import * as path from 'node:path';
import type { Environment } from '../../core/clients/client.ts';
import { say, type Message } from '../../core/text/message.ts';
import { StateFile } from '../store/state-file.ts';
import { stateOutside } from '../store/state-outside.ts';
import type { KeptRecord } from './record-place.ts';

/** One emergency stop, as it is remembered: which files were written, and where what undoes that is kept. No text of any file. */
export interface Stop {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  /** What was stopped, without secrets. */
  readonly label: string;
  readonly files: readonly StopFile[];
}

export interface StopFile {
  readonly file: string;
  readonly root?: string;
  readonly record: KeptRecord;
}

interface Journal {
  readonly stops: readonly Stop[];
}

/**
 * The journal of this user's stops, in the state folder.
 * @param judged absolute paths of what is scanned or open: a repository must not bring its own journal
 */
export function stopJournal(environment: Environment, judged: readonly string[]): StateFile<Journal> | { readonly refused: Message } {
  const found = stateOutside(environment, judged, ['stops.json']);
  if ('refused' in found) return found;
  if (found.within !== undefined) return { refused: say('What undoes it is not remembered in {folder}: that lies in {judged}, and a repository must not bring its own', { folder: found.folder, judged: found.within }) };
  return new StateFile({ file: path.join(found.folder, 'stops.json'), name: 'stops', version: 1, empty: () => ({ stops: [] }), read: (stored) => (isJournal(stored) ? stored : undefined) });
}

function isJournal(value: unknown): value is Journal {
  return isObject(value) && Array.isArray(value['stops']) && value['stops'].every((stop) => isObject(stop) && isText(stop['id'], stop['at'], stop['label']) && Array.isArray(stop['files']) && stop['files'].every((file) => isObject(file) && isText(file['file']) && (file['root'] === undefined || isText(file['root'])) && isObject(file['record']) && isText(file['record']['path'], file['record']['seal'])));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isText(...values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === 'string');
}
