import { maskText, maskUrl } from '../secret/mask.ts';
import type { Identity, PackageRef } from './identity.ts';
import { kindOf } from './steps.ts';

/** An identity in a few words, for a hover or a line of a report. Never arguments, never a secret. */
export function describeIdentity(identity: Identity): string {
  switch (identity.kind) {
    case 'package':
      return describePackage(identity.package);
    case 'remote':
      return identity.via ? `${describeUrl(identity.url)} through ${describePackage(identity.via.package)}` : describeUrl(identity.url);
    case 'program':
      return identity.script === undefined ? `program ${maskText(identity.program)}` : `${maskText(identity.program)} ${maskText(identity.script)}`;
    case 'opaque':
      return identity.code === 'unresolved' ? 'not known: a variable stands for it' : 'cannot be told';
  }
}

/** Without parameters; parts of the path that look like credentials masked. */
function describeUrl(url: string): string {
  const query = url.indexOf('?');
  return maskUrl(query < 0 ? url : url.slice(0, query));
}

function describePackage(ref: PackageRef): string {
  const { type, name, version, floating, registry } = ref;
  const from = registry === undefined ? '' : ` from ${describeUrl(registry)}`;
  if (type === 'oci') return `${kindOf(ref)} ${name}${version !== undefined ? `@${version}` : floating !== undefined ? `:${floating}` : ''}`;
  return `${kindOf(ref)} ${name} ${version ?? (floating === undefined ? '(any version)' : `(${floating})`)}${from}`;
}
