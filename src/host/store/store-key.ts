import * as crypto from 'node:crypto';
import * as path from 'node:path';
import type { Seal } from '../../core/launch/launch.ts';
import { StateFile } from './state-file.ts';

/** The key that seals are made with. Empty until something is to be stored. */
export interface Key {
  readonly key: string;
}

export const keyFile = 'launch-key.json';

/** It lies in a file of its own: whoever gets to see the one with the seals cannot try out what a short secret might have been. */
export function storeKey(folder: string): StateFile<Key> {
  return new StateFile({ file: path.join(folder, keyFile), name: 'launch-key', version: 1, empty: () => ({ key: '' }), read: (stored) => (isKey(stored) ? stored : undefined) });
}

/** The key that is there, or a new one. */
export function withKey(held: Key): Key {
  return held.key === '' ? { key: crypto.randomBytes(32).toString('hex') } : held;
}

/** Seals texts with this key: only whoever has it can make, or try, the same seal. */
export function sealWith(key: string): Seal {
  const bytes = Buffer.from(key, 'hex');
  return (text) => crypto.createHmac('sha256', bytes).update(text).digest('base64url').slice(0, 27);
}

function isKey(stored: unknown): stored is Key {
  return typeof stored === 'object' && stored !== null && 'key' in stored && typeof stored.key === 'string' && /^[0-9a-f]{64}$/.test(stored.key);
}
