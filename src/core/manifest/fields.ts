import type { Path } from '../config/node.ts';
import { say, type Message } from '../text/message.ts';
import { contractKey } from './contract.ts';

/** A field that only a person can fill in. */
export interface Field {
  /** Stands in the draft behind `TODO: `; empty for a plain `TODO`. */
  readonly hint: string;
  /** What to put there, and why, for whoever is told that it is missing. */
  readonly message: Message;
}

/** Every field a draft may leave open, by its way: `*` for an index, `contract` for the contract's key. */
const fields: ReadonlyMap<string, Field> = new Map([
  ['name', { hint: '', message: say('Choose the name this server is registered under: a namespace that you own, the way round that Java packages have it, then a slash and a short name, such as `com.contoso.payments/ledger`.') }],
  ['description', { hint: 'one sentence on what this server lets an agent do (max 100 chars)', message: say('Say in one sentence of at most 100 characters what this server lets an agent do. It is the first thing a reviewer reads.') }],
  ['version', { hint: 'the version the server reports of itself', message: say('Put the version here that the server reports of itself, so that a later change of it can be told.') }],
  ['packages/*/version', { hint: 'exact version', message: say('Put the exact version of the package here: that is what gets reviewed.') }],
  ['contract/owner/team', { hint: 'team that answers for this server', message: say('Name the team that answers for this server. A suggestion, where there was evidence for one, stands under `detected`.') }],
  ['contract/owner/contact', { hint: 'where to reach the owner', message: say('Say where the owner can be reached: an address or a channel that outlives any one person.') }],
  ['contract/owner/securityContact', { hint: 'where to report a vulnerability', message: say('Say where a vulnerability in this server is to be reported.') }],
  ['contract/owner/onCall', { hint: 'who acts when it must be stopped at night', message: say('Say who acts when this server has to be stopped outside of office hours.') }],
  ['contract/purpose', { hint: 'what it is needed for, and by whom', message: say('Say what this server is needed for, and by whom: that is what the risk is weighed against.') }],
  ['contract/runtime/location', { hint: 'who runs it, and where', message: say('Say who runs this service, and where: your own team, another one, or a vendor.') }],
  ['contract/identity/auth', { hint: 'none, static-key or oauth2', message: say('Say how a caller proves who it is: `none`, `static-key` or `oauth2`.') }],
  ['contract/identity/audience', { hint: 'what its tokens are good for, or none', message: say('Say what the server’s tokens are good for (their audience), or `none` where it uses none.') }],
  ['contract/data/classification', { hint: 'public, internal, confidential or restricted', message: say('Say how sensitive the data is that passes through this server, in your organisation’s classes.') }],
  ['contract/tools/*/name', { hint: 'each tool it offers', message: say('List each tool that the server offers, by the name it answers with.') }],
  ['contract/tools/*/effect', { hint: 'read, write or destructive', message: say('Say what the tool does: `read`, `write` or `destructive`.') }],
  ['contract/tools/*/consent', { hint: 'session, or every-call where it writes', message: say('Say when the user is asked: once in a `session`, or at `every-call`, which a tool that writes or destroys needs.') }],
  ['contract/toolSnapshot/digest', { hint: '', message: say('The digest of the tools as they were reviewed is missing, so a later change of them could not be told.') }],
  ['contract/supplyChain/license', { hint: 'SPDX licence id', message: say('Put the licence here that the server’s code is under, as an SPDX id such as `MIT`.') }],
  ['contract/supplyChain/sbom', { hint: 'URL or path (CycloneDX or SPDX)', message: say('Say where the bill of materials lies (CycloneDX or SPDX), or `none`.') }],
  ['contract/supplyChain/provenance', { hint: 'URL of a SLSA or Sigstore attestation', message: say('Say where it is attested how the package was built (SLSA or Sigstore), or `none`.') }],
  ['contract/supplyChain/vulnerabilityPolicy', { hint: 'how soon vulnerabilities are fixed', message: say('Say how soon vulnerabilities in the server and what it is built of are fixed.') }],
  ['contract/killSwitch/contact', { hint: 'who can switch it off everywhere', message: say('Say who can switch this server off everywhere at once.') }],
  ['contract/review/requestedBy', { hint: 'who asks for this review', message: say('Say who asks for this review.') }],
]);

const unknownField: Field = { hint: '', message: say('This is marked TODO: fill it in, or take it out.') };

/** What is to be put at a path of a manifest. */
export function fieldAt(path: Path): Field {
  const steps = path[0] === '_meta' && path[1] === contractKey ? ['contract', ...path.slice(2)] : path;
  return fields.get(steps.map((step) => (typeof step === 'number' ? '*' : typeof step === 'string' ? step : step.key)).join('/')) ?? unknownField;
}

/** What a draft says in a field that is not known. */
export function todoAt(path: Path): string {
  const { hint } = fieldAt(path);
  return hint === '' ? 'TODO' : `TODO: ${hint}`;
}
