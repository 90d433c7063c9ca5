import type { PackageRef, PackageType } from '../identity.ts';

type Parts = { readonly [K in 'version' | 'floating' | 'registry' | 'digest']?: string | undefined };

/** A reference that has only the parts that are there. One is made for nearly every server, and spreading each part in would cost several times as much. */
export function packageRef(type: PackageType, name: string, { version, floating, registry, digest }: Parts): PackageRef {
  const ref: { -readonly [K in keyof PackageRef]: PackageRef[K] } = { type, name };
  if (version !== undefined) ref.version = version;
  if (floating !== undefined) ref.floating = floating;
  if (registry !== undefined) ref.registry = registry;
  if (digest !== undefined) ref.digest = digest;
  return ref;
}
