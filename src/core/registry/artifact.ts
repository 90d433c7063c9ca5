import { canonicalRegistry, canonicalUrl } from '../identity/canonical-url.ts';
import type { PackageType } from '../identity/identity.ts';
import { imageReference } from '../identity/packages/image-reference.ts';
import { readCanonical, type Address } from '../policy/address.ts';
import { registryKey } from '../policy/package-key.ts';
import { exactVersion } from '../policy/versions.ts';
import type { RegistryPackage, RegistryRemote } from './registry-server.ts';

/** What a package of a registry's entry is, in the terms of identities. */
export interface RegistryArtifact {
  readonly type: PackageType;
  readonly name: string;
  /** Exactly one version as the registry writes it; of an image the digest, or else the tag, which fixes nothing. */
  readonly version: string;
  /** In the form to compare by; undefined for the default one of its kind. */
  readonly registry: string | undefined;
  readonly digest: string | undefined;
}

const npmName = /^(?:@[\w.~-]+\/)?[\w.~-]+$/;
const otherName = /^[A-Za-z0-9][\w.-]*$/;

/** Undefined for what no launcher known here starts, and for what names no one version: a registry's range or `latest` approves nothing. */
export function artifactOf({ type, identifier, version, registryBaseUrl, fileSha256 }: RegistryPackage): RegistryArtifact | undefined {
  if (type === 'oci') return imageOf(identifier, version, registryBaseUrl);
  if (type !== 'npm' && type !== 'pypi' && type !== 'nuget') return undefined;
  if (version === undefined || exactVersion(type, version) === undefined || !(type === 'npm' ? npmName : otherName).test(identifier)) return undefined;
  const registry = registryBaseUrl === undefined ? undefined : baseKey(type, registryBaseUrl);
  if (registry === null) return undefined;
  return { type, name: identifier, version, registry, digest: fileSha256 === undefined ? undefined : `sha256:${fileSha256}` };
}

/** The addresses under which the registry's format names the default registries, beside npm's (OpenAPI of the MCP registry, `registryBaseUrl`). */
const defaults: Readonly<Record<'pypi' | 'nuget', RegExp>> = {
  pypi: /^https:\/\/(?:pypi\.org|files\.pythonhosted\.org)(?:\/|$)/,
  nuget: /^https:\/\/(?:api|www)\.nuget\.org(?:\/|$)/,
};

/** Null for what is no address. */
function baseKey(type: 'npm' | 'pypi' | 'nuget', base: string): string | null | undefined {
  const url = canonicalRegistry(base);
  if (url === undefined) return null;
  return type !== 'npm' && defaults[type].test(url) ? undefined : registryKey(type, url);
}

/** Since 2025-10-11 an image's registry, tag and digest stand in its identifier; before, in fields of their own. */
function imageOf(identifier: string, version: string | undefined, base: string | undefined): RegistryArtifact | undefined {
  let image = imageReference(identifier);
  if (!image) return undefined;
  if (image.short && base !== undefined) {
    const url = canonicalRegistry(base);
    const host = url && readCanonical(url)?.host;
    if (host === undefined) return undefined;
    if (!/(?:^|\.)docker\.(?:io|com)$/.test(host)) image = imageReference(`${host}/${identifier}`);
  }
  if (!image) return undefined;
  const digest = image.digest ?? (version !== undefined && /^sha256:[0-9a-f]{64}$/.test(version) ? version : undefined);
  const named = digest ?? image.tag ?? version;
  if (named === undefined || named === 'latest') return undefined;
  return { type: 'oci', name: image.name, version: named, registry: undefined, digest: digest?.startsWith('sha256:') ? digest : undefined };
}

/** An address with the values of its parameters, which a registry writes out: other values can mean another server, or other rights. */
interface RegistryAddress extends Address {
  readonly search: string;
}

/** The parameters of a text that is an address, the same in whatever order; undefined for any other text. */
export function parametersOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { searchParams } = new URL(text);
  searchParams.sort();
  return searchParams.toString();
}

/** More than any real server offers; beyond it none counts, since which ones were left out would be chance. */
const maxAddresses = 64;
const template = /\{([\w.-]{1,100})\}/;

/**
 * The addresses that a remote may be called at. For a `{variable}` in it the registry must say which values there are (`choices`, or
 * one that stands fast): anything else would approve whatever is put in.
 */
export function addressesOf({ url, variables = [] }: RegistryRemote): readonly RegistryAddress[] {
  let texts = [url];
  for (let match = template.exec(url); match; match = template.exec(texts[0]!)) {
    const [place, called] = match;
    const variable = variables.find(({ name }) => name === called);
    const values = variable?.value !== undefined ? [variable.value] : (variable?.choices ?? []);
    if (values.length === 0 || texts.length * values.length > maxAddresses || values.some((value) => /[{}]/.test(value))) return [];
    texts = texts.flatMap((text) => values.map((value) => text.replaceAll(place, () => value)));
  }
  return texts.flatMap((text) => {
    if (/[{}]/.test(text)) return [];
    const read = canonicalUrl(text);
    const address = 'problem' in read ? undefined : readCanonical(read.url);
    return address && !('problem' in read) ? [{ ...address, query: read.query, search: new URL(text).search }] : [];
  });
}
