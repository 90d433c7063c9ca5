import type { Pinned } from '../snapshot/snapshot.ts';
import type { DriftSubject } from './drift.ts';
import { isObject, type JsonObject } from './json-value.ts';

/** What one of a server's lists holds, read. */
export interface Item {
  readonly subject: DriftSubject & ('tool' | 'prompt' | 'resourceTemplate');
  readonly name: string;
  readonly pinned: Pinned;
  /** Undefined: no object, or nested too deeply to be looked into. Such a one is compared as a whole. */
  readonly value: JsonObject | undefined;
}

/** No schema that a person wrote comes near it; functions that call themselves stay far from the end of the stack. */
const deepest = 120;

/** A pinned item, opened for comparing. */
export function itemOf(pinned: Pinned, subject: Item['subject']): Item {
  return { subject, name: pinned.name, pinned, value: parsed(pinned.canonical) };
}

/** JSON text as an object; undefined where it is none, or too deep. */
export function parsed(canonical: string | undefined): JsonObject | undefined {
  if (canonical === undefined || depthOf(canonical) > deepest) return undefined;
  try {
    const value = JSON.parse(canonical) as JsonObject;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (quoted) {
      if (code === 92) i++;
      else if (code === 34) quoted = false;
    } else if (code === 34) quoted = true;
    else if (code === 123 || code === 91) most = Math.max(most, ++depth);
    else if (code === 125 || code === 93) depth--;
  }
  return most;
}
