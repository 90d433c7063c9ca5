import type { Platform } from '../clients/client.ts';
import type { ProviderDeclaration } from '../config/config-file.ts';
import type { Identity, PackageRef } from '../identity/identity.ts';
import { purlOf } from '../identity/packages/purl.ts';
import { comparableWords } from '../manifest/arguments.ts';
import type { Sha256 } from '../manifest/launch-mark.ts';
import { mask, maskText, maskUrl } from '../secret/mask.ts';
import { withoutTokens } from '../secret/token-formats.ts';
import { visible } from '../text/visible.ts';

/** Where this machine and this workspace lie, so that neither bears on an id. */
export interface Whereabouts {
  readonly platform: Platform;
  /** The user's home folder, absolute. */
  readonly home: string;
  /** The workspace folder the declaration was found in. */
  readonly root?: string | undefined;
}

/** Longer ids are cut, and told apart by a hash. */
const longest = 240;

/**
 * The row a declaration belongs to: a package by its purl without version, a remote by its address without parameters, a local
 * program by its path with home and workspace folder taken out, anything else by a hash of its words. Parts that look like
 * credentials are masked before anything is hashed, so that a secret neither shows nor splits a server into two rows.
 */
export function rowId(identity: Identity, where: Whereabouts, sha256: Sha256): string {
  switch (identity.kind) {
    case 'package':
      return bounded(unversioned(identity.package), sha256);
    case 'remote':
      return bounded(maskUrl(identity.url.split('?', 1)[0]!), sha256);
    case 'program': {
      const { program, script, launch } = identity;
      const parts = [program, ...(script === undefined ? [] : [script])].map((part) => portable(part, where));
      const cwd = launch.cwd === undefined ? '' : ` in ${portable(launch.cwd, where)}`;
      return bounded(`program:${parts.join(' ')}${cwd}`, sha256);
    }
    case 'opaque':
      return `opaque:${sha256(JSON.stringify(comparableWords(identity.words.map((word) => withoutPlaces(word, where))))).slice(0, 24)}`;
  }
}

/**
 * The row a model provider belongs to: by the address it calls; where none is written by the catalog's id of whose API it is, or else
 * by what the file calls it; where the address cannot be told by a hash of what is written, its secrets masked.
 * @param url the address in canonical form, where it has one
 */
export function providerRowId({ baseUrl, provider, name }: Pick<ProviderDeclaration, 'baseUrl' | 'provider' | 'name'>, url: string | undefined, sha256: Sha256): string {
  // A base address is one with and without a slash at its end: clients put one there.
  if (url !== undefined) return bounded(`provider:${maskUrl(url.split('?', 1)[0]!).replace(/\/$/, '')}`, sha256);
  if (baseUrl) return `provider:opaque:${sha256(maskText(baseUrl.value)).slice(0, 24)}`;
  return bounded(`provider:${withoutTokens(provider ?? name, mask)}`, sha256);
}

/** A package's purl without its version, that of another registry with its address: the same name there is other code. */
function unversioned({ type, name, registry }: PackageRef): string {
  const ref = { type, name: withoutTokens(name, mask), ...(registry !== undefined && { registry: maskUrl(registry) }) };
  return purlOf(ref) ?? `${type}:${ref.name}`;
}

function bounded(id: string, sha256: Sha256): string {
  const shown = visible(id, longest);
  return shown === id ? id : `${shown}#${sha256(id).slice(0, 12)}`;
}

const projectFolder = /\$\{(?:workspaceFolder|workspaceRoot|fileWorkspaceFolder|CLAUDE_PROJECT_DIR)(?::[^${}]{0,100})?\}/g;
const homeFolder = /\$\{userHome\}|\$\{env:(?:HOME|USERPROFILE)\}|\$\{HOME\}|\$HOME\b|%USERPROFILE%/g;

/** A path that reads the same on every machine and wherever the workspace lies. */
function portable(path: string, where: Whereabouts): string {
  return maskText(withoutPlaces(path, where).replaceAll('\\', '/').replace(/^\.\/(?=.)/, ''));
}

function withoutPlaces(text: string, { platform, home, root }: Whereabouts): string {
  let shown = text.replace(projectFolder, '${workspaceFolder}').replace(homeFolder, '~');
  if (root !== undefined) shown = replaced(shown, root, '${workspaceFolder}', platform);
  return replaced(shown, home, '~', platform);
}

/** A folder's path taken out wherever it stands as a whole. File systems of macOS and Windows do not tell case apart. */
function replaced(text: string, folder: string, by: string, platform: Platform): string {
  const plain = folder.replace(/[\\/]+$/, '');
  if (plain.length < 2) return text;
  const pattern = plain.split(/[\\/]/).map((part) => part.replace(/[.*+?^${}()|[\]]/g, '\\$&')).join('[\\\\/]');
  return text.replace(new RegExp(`(?<![\\w.-])${pattern}(?=$|[\\\\/:;,"'\\s])`, platform === 'linux' ? 'g' : 'gi'), () => by);
}
