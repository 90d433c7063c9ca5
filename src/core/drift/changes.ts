import type { Path } from '../config/node.ts';
import type { Message } from '../text/message.ts';
import type { DriftChange, DriftClass, DriftSubject } from './drift.ts';
import { kept, type Json } from './json-value.ts';

/** Whom a change is about. */
export interface About {
  readonly subject: DriftSubject;
  readonly name?: string;
}

/** One change of a part: added, removed or changed as its two values tell. */
export function changeOf({ subject, name }: About, kind: DriftClass, at: Path, before: Json | undefined, after: Json | undefined, consequence: Message): DriftChange {
  const [old, fresh] = [kept(before), kept(after)];
  return {
    class: kind,
    subject,
    ...(name !== undefined && { name }),
    how: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
    at,
    ...(old !== undefined && { before: old }),
    ...(fresh !== undefined && { after: fresh }),
    consequence,
  };
}

/** A change of a whole item. */
export function wholeChange({ subject, name }: About, kind: DriftClass, how: DriftChange['how'], before: string | undefined, after: string | undefined, consequence: Message): DriftChange {
  return { class: kind, subject, ...(name !== undefined && { name }), how, ...(before !== undefined && { before }), ...(after !== undefined && { after }), consequence };
}
