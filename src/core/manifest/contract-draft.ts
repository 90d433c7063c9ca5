import { pointer } from '../config/node.ts';
import type { Identity } from '../identity/identity.ts';
import { snapshotAlgorithm } from '../snapshot/snapshot.ts';
import { shownWords } from './arguments.ts';
import { inContract } from './contract.ts';
import { egressOf } from './endpoint.ts';
import { evidenceFields } from './evidence.ts';
import { todoAt } from './fields.ts';
import { fromSnapshot, snapshotSource, type FromSnapshot } from './from-snapshot.ts';
import { fingerprint, programPath, registeredAs } from './launch-mark.ts';
import type { Notes } from './notes.ts';
import { isPlainName } from './plain.ts';
import type { StubInput } from './stub.ts';

/** A contract, as far as its parts are told apart here. */
export interface Contract {
  readonly [part: string]: unknown;
  readonly detected: Readonly<Record<string, unknown>>;
}

/** The contract of a server: what was detected, and a place for all that its owner has to declare. Never an approval. */
export function contractFor({ server, identity, sha256, heard }: StubInput, notes: Notes): Contract {
  const egress = identity.kind === 'remote' ? egressOf(identity.url) : undefined;
  const license = notes.best(evidenceFields.license, (value) => /^[\w .()+,&/-]{1,100}$/.test(value));
  const owner = notes.best(evidenceFields.suggestedOwner, isPlainName);
  return {
    contractVersion: 1,
    kind: 'registration-request',
    detected: {
      artifact: registeredAs(identity, server.name, sha256),
      source: notes.source,
      fingerprint: fingerprint(server, identity, sha256),
      ...seen(identity),
      ...(owner && { suggestedOwner: { value: owner.value, evidence: owner.source, confidence: owner.confidence } }),
    },
    ...declarations({
      location: identity.kind === 'remote' ? open('runtime', 'location') : 'developer-workstation',
      egress: egress === undefined ? [] : notes.stated(pointer(inContract('data', 'egress')), [egress]),
      ...(license && { license: notes.found(evidenceFields.license, license.value, license) }),
      ...(heard && noted(fromSnapshot(heard), notes)),
    }),
  };
}

/** What of a contract can be known beforehand. */
interface Known {
  readonly location: string;
  readonly egress: readonly string[];
  readonly license?: string;
  readonly tools?: FromSnapshot['tools'];
  readonly toolSnapshot?: FromSnapshot['toolSnapshot'];
}

/** What a snapshot gives, with its evidence: effects are concluded, the digest is told. */
function noted({ tools, toolSnapshot }: FromSnapshot, notes: Notes): FromSnapshot {
  if (tools) notes.found(evidenceFields.tools, tools, { source: snapshotSource, confidence: 'low', inferred: true });
  if (toolSnapshot) notes.found(evidenceFields.digest, toolSnapshot.digest, { source: snapshotSource, confidence: 'high', inferred: false });
  return { ...(tools && { tools }), ...(toolSnapshot && { toolSnapshot }) };
}

/** All that a server's owner has to declare, marked where it is not known. */
export function declarations({ location, egress, license, tools, toolSnapshot }: Known): Readonly<Record<string, unknown>> {
  return {
    owner: { team: open('owner', 'team'), contact: open('owner', 'contact'), securityContact: open('owner', 'securityContact'), onCall: open('owner', 'onCall') },
    purpose: open('purpose'),
    lifecycle: 'experimental',
    runtime: { location },
    identity: { auth: open('identity', 'auth'), audience: open('identity', 'audience'), scopes: [], tokenLifetimeMinutes: null },
    data: { classification: open('data', 'classification'), categories: [], egress },
    tools: tools ?? [{ name: todoAt([...inContract('tools'), 0, 'name']), effect: todoAt([...inContract('tools'), 0, 'effect']), consent: todoAt([...inContract('tools'), 0, 'consent']) }],
    toolSnapshot: toolSnapshot ?? { algorithm: snapshotAlgorithm, digest: open('toolSnapshot', 'digest'), takenAt: null },
    supplyChain: {
      license: license ?? open('supplyChain', 'license'),
      sbom: open('supplyChain', 'sbom'),
      provenance: open('supplyChain', 'provenance'),
      vulnerabilityPolicy: open('supplyChain', 'vulnerabilityPolicy'),
    },
    killSwitch: { method: 'policy-deny', contact: open('killSwitch', 'contact') },
    review: { requestedBy: open('review', 'requestedBy'), reviewBy: null },
  };
}

function open(...way: string[]): string {
  return todoAt(inContract(...way));
}

/** What of a launch the manifest's own fields cannot say, without anything that may be a secret. */
function seen(identity: Identity): Readonly<Record<string, unknown>> {
  if (identity.kind === 'remote' && identity.via) {
    const { launcher, package: ref } = identity.via;
    return { via: { launcher, package: `${ref.type}:${ref.name}`, ...(ref.version !== undefined && { version: ref.version }) } };
  }
  if (identity.kind === 'program') return { launch: [programPath(identity.program), ...(identity.script === undefined ? [] : [programPath(identity.script)]), ...shownWords(identity.launch.args.slice(0, 100))] };
  if (identity.kind === 'opaque') return { unknown: identity.code, launch: shownWords(identity.words.slice(0, 100)) };
  return {};
}
