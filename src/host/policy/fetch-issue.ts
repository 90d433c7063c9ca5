import { render, say, type Message } from '../../core/text/message.ts';
import { fetchBytes, type Fetched, type FetchOptions, type Validators } from './fetch-bytes.ts';
import type { RememberedPolicy } from './policy-cache.ts';
import { signatureAddress, textOf, type Issue } from './read-issue.ts';

/** An issue, and what to ask with next time. */
export type AskedIssue = Issue & Pick<RememberedPolicy, 'validators' | 'signatureValidators'>;

/**
 * Get a policy, and the signature beside it where one is asked for.
 * @param held the last good one: the server need not send the same again
 * @returns `unreadable`: something came, and it is no text; `failed`: nobody knows what there is now
 */
export async function fetchIssue(address: string, isSigned: boolean, held: RememberedPolicy | undefined, options: FetchOptions): Promise<AskedIssue | { readonly failed: Message } | { readonly unreadable: Message }> {
  const [text, signature] = await Promise.all([
    fetchBytes(address, { ...options, validators: held?.validators }),
    isSigned ? fetchBytes(signatureAddress(address), { ...options, validators: held?.signatureValidators, limit: 64 * 1024 }) : undefined,
  ]);
  if (text.kind === 'failed') return { failed: text.reason };
  // A signature that is not published is one that is missing; one that could not be got may be there.
  if (signature?.kind === 'failed' && signature.status !== 404 && signature.status !== 410) return { failed: say('its signature could not be got: {reason}', { reason: render(signature.reason) }) };
  const whole = textGot(text, held?.text);
  if (whole === undefined) return { unreadable: say('what came is not UTF-8, so that names in it could mean something else') };
  return { text: whole, signature: signature && textGot(signature, held?.signature), validators: validatorsGot(text, held?.validators), signatureValidators: validatorsGot(signature, held?.signatureValidators) };
}

function textGot(fetched: Fetched, held: string | undefined): string | undefined {
  return fetched.kind === 'fresh' ? textOf(fetched.bytes) : fetched.kind === 'unchanged' ? held : undefined;
}

function validatorsGot(fetched: Fetched | undefined, held: Validators = {}): Validators {
  return fetched?.kind === 'fresh' ? fetched.validators : fetched?.kind === 'unchanged' ? held : {};
}
