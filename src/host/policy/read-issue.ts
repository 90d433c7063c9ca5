import { isUtf8 } from 'node:buffer';
import { readPolicy, type ReadPolicy } from '../../core/policy/read.ts';
import { render, say, type Message } from '../../core/text/message.ts';
import { onlyUtf8, readRegularFile } from '../files/read-regular-file.ts';
import { keyPrint } from './policy-keys.ts';
import type { NamedPolicy } from './policy-sources.ts';
import { signatureEnding, verifyDetached } from './signature.ts';

/** Which policy is meant, and the keys it must be signed with. */
type Asked = Pick<NamedPolicy, 'source' | 'keys'>;

/** A policy as it came: its text, and the signature beside it where one is asked for. */
export interface Issue {
  readonly text: string;
  readonly signature?: string | undefined;
}

/** That there is none, and why. */
export interface NoIssue {
  readonly unreadable: Message;
}

/** What an issue says, and the key that it was signed with. */
export type IssueRead = ReadPolicy & { readonly signedBy?: string };

/** What an issue says. One that is not signed as it must be says nothing at all, not even what it denies: nobody knows whose it is. */
export function readIssue({ source, keys }: Asked, { text, signature }: Issue): IssueRead {
  const verified = keys && verifyDetached(Buffer.from(text, 'utf8'), signature, keys);
  if (verified && 'problem' in verified) return unread(verified.problem);
  return { ...readPolicy(text, source.at), ...(verified && { signedBy: keyPrint(verified.key) }) };
}

/** A policy of which there is no text, and why. */
export function unread(reason: Message): ReadPolicy {
  return { problems: [{ ...nowhere, message: say('The policy could not be read: {reason}.', { reason: render(reason) }) }] };
}

/** Of the whole, since there is no place in it to point at. */
export const nowhere = { path: [], part: 'value', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, severity: 'error' } as const;

/** Read a file and, where it must be signed, what lies beside it. Never throws. */
export function issueInFile({ source, keys }: Asked): Issue | NoIssue {
  // Over other bytes than these no signature was made.
  const content = keys ? readRegularFile(source.at, onlyUtf8) : readRegularFile(source.at);
  if ('absent' in content) return { unreadable: say('it is not there') };
  if ('unreadable' in content) return content;
  // In a name or address that lost characters an approval could mean another server.
  if (content.flaw) return { unreadable: content.flaw };
  if (!keys) return { text: content.text };
  const signature = readRegularFile(source.at + signatureEnding, onlyUtf8);
  if ('unreadable' in signature) return { unreadable: say('its signature cannot be read: {reason}', { reason: render(signature.unreadable) }) };
  return { text: content.text, ...('text' in signature && { signature: signature.text }) };
}

/** The text of bytes that came over the network; undefined where they are none. */
export function textOf(bytes: Uint8Array): string | undefined {
  return isUtf8(bytes) ? Buffer.from(bytes).toString('utf8') : undefined;
}

/** Where the signature of what an address gives lies: behind its path, what stands behind `?` stays. */
export function signatureAddress(address: string): string {
  const url = new URL(address);
  url.pathname += signatureEnding;
  return url.href;
}

export function sameIssue(a: Issue | NoIssue, b: Issue | NoIssue): boolean {
  if ('unreadable' in a || 'unreadable' in b) return 'unreadable' in a && 'unreadable' in b && render(a.unreadable) === render(b.unreadable);
  return a.text === b.text && a.signature === b.signature;
}
