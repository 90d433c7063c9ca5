import type { IntakeTarget } from '../policy/intake-schema.ts';

/** A page to open, on which the user sends what is filled in. */
export interface PreparedPage {
  readonly how: 'page';
  readonly target: IntakeTarget;
  readonly url: string;
  /** The page without what is filled in: what is remembered as link. */
  readonly link: string;
  /** What goes onto the clipboard, since the address cannot carry it. */
  readonly clipboard?: string;
  /** What is filled in, by the field's name on the page. */
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/** A request to send, byte for byte. */
export interface PreparedPost {
  readonly how: 'post';
  readonly target: IntakeTarget;
  readonly url: string;
  readonly link: string;
  readonly method: 'POST';
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  readonly timeoutSeconds: number;
}

/** A file to write, for somebody to take from there. */
export interface PreparedFile {
  readonly how: 'file';
  readonly target: IntakeTarget;
  readonly fileName: string;
  readonly text: string;
  /** What is done with it then. */
  readonly next: string;
}

/** What will be done once the user agrees: all of it, nothing more. */
export type Prepared = PreparedPage | PreparedPost | PreparedFile;

/** What an address may be long. */
export interface Limits {
  /** Characters of an address that the opener and the host both take. */
  readonly longestAddress: number;
}

/** GitHub answers 414 somewhat above 8000. */
export const usualLimits: Limits = { longestAddress: 7500 };
/** Windows' shell takes 2081 (Electron, `shell.openExternal`). */
export const windowsLimits: Limits = { longestAddress: 2000 };
