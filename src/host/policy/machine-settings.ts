import * as path from 'node:path';
import { say, type Message } from '../../core/text/message.ts';
import { onlyUtf8, readRegularFile } from '../files/read-regular-file.ts';
import { isRecord, readKeys, type ReadKeys } from './policy-keys.ts';
import { settingsFileName } from './well-known.ts';

/** What an administrator set for the whole machine, in the folder that the operating system protects. */
export interface MachineSettings {
  readonly file: string;
  /** A file or an address, as it is written. */
  readonly policy?: string;
  readonly keys?: ReadKeys;
  /** Why nothing of it can be gone by. */
  readonly unusable?: Message;
}

/** Read the machine's settings; undefined where there are none. Never throws. */
export function readMachineSettings(folder: string): MachineSettings | undefined {
  const file = path.join(folder, settingsFileName);
  const content = readRegularFile(file, onlyUtf8);
  if ('absent' in content) return undefined;
  if ('unreadable' in content) return { file, unusable: content.unreadable };
  let value: unknown;
  try {
    value = JSON.parse(content.text.replace(/^\uFEFF/, ''));
  } catch {
    return { file, unusable: say('it is not JSON') };
  }
  if (!isRecord(value)) return { file, unusable: say('it is not a map in `{` and `}`') };
  const { policy, keys } = value;
  // What is misspelt would be missing in silence.
  const unknown = Object.keys(value).find((key) => !['policy', 'keys', '$schema'].includes(key));
  if (unknown !== undefined) return { file, unusable: say('it holds {key}, which is no setting: there are `policy` and `keys`', { key: unknown }) };
  if (policy !== undefined && (typeof policy !== 'string' || policy.trim() === '')) return { file, unusable: say('`policy` is neither a path nor an address') };
  return { file, ...(policy !== undefined && { policy: policy.trim() }), ...(keys !== undefined && { keys: readKeys(keys) }) };
}
