import type { PackageRef } from '../identity/identity.ts';
import { purlOf } from '../identity/packages/purl.ts';
import { mask, maskText, maskUrl } from './mask.ts';
import { withoutTokens } from './token-formats.ts';

/** A package's purl as it may be shown: masked part by part, since behind an escape (`%2F`) no credential is known for one any more. */
export function shownPurl(ref: PackageRef): string | undefined {
  const { type, name, version, floating, registry } = ref;
  return purlOf({
    type,
    name: withoutTokens(name, mask),
    ...(version !== undefined && { version: withoutTokens(version, mask) }),
    ...(floating !== undefined && { floating: maskText(floating) }),
    ...(registry !== undefined && { registry: maskUrl(registry) }),
  });
}
