import * as fs from 'node:fs';
import * as path from 'node:path';
import { satisfies as satisfiesPython } from '@renovatebot/pep440';
import satisfiesNpm from 'semver/functions/satisfies';
import validNpmRange from 'semver/ranges/valid';
import type { KnownPackage } from '../../core/facts.ts';
import type { Confidence } from '../../core/finding/finding.ts';
import type { Identity, PackageRef } from '../../core/identity/identity.ts';
import { evidenceFields, type Evidence } from '../../core/manifest/evidence.ts';
import { isInside } from '../files/inside.ts';
import { codeOwnersOf } from './codeowners.ts';
import { packageFacts } from './folder-facts.ts';
import { Folder } from './folder.ts';
import { likelyAuthor } from './git-history.ts';
import { installedFromNpm } from './installed-npm.ts';

export interface WhereToLook {
  /** The workspace folder, as an absolute path. */
  readonly folder: string;
  /** The config file that declares the server, as an absolute path. */
  readonly configPath: string;
  readonly identity: Identity;
  /** Whether git may be asked for the config file's authors. Nothing else is ever started. */
  readonly allowGit: boolean;
}

/**
 * What lies beside a server's declaration and speaks for its registration: version, licence, repository and registered name of its
 * package as locked or installed in the folder, and its likely owner. Never throws; no evidence is an empty list.
 */
export async function gatherEvidence({ folder, configPath, identity, allowGit }: WhereToLook): Promise<Evidence[]> {
  const opened = new Folder(folder);
  const evidence = identity.kind === 'package' ? packageEvidence(opened, identity.package) : [];
  const owner = await ownerEvidence(opened, folder, configPath, allowGit);
  return owner ? [...evidence, owner] : evidence;
}

function packageEvidence(folder: Folder, ref: PackageRef): Evidence[] {
  const key = `${ref.type}:${ref.name}`;
  const { locked, installed } = packageFacts(folder, [key]);
  const lock = locked.get(key);
  const copy = installed.get(key);
  const evidence: Evidence[] = [];
  const add = (field: string, value: string | undefined, source: string, confidence: Confidence, inferred: boolean): void => {
    if (value !== undefined) evidence.push({ field, value, source, confidence, inferred });
  };
  // Which version a launch fetches that names none is not what the folder has, only likely to be.
  if (lock && mayBe(ref, lock.version)) add(evidenceFields.version, lock.version, lock.evidence, isTag(ref) ? 'low' : 'medium', true);
  if (copy && mayBe(ref, copy.version)) add(evidenceFields.version, copy.version, copy.evidence, 'low', true);
  // What another version says of itself need not hold for this one.
  const sure = (known: KnownPackage): Confidence => (ref.version === undefined || ref.version === known.version ? 'medium' : 'low');
  if (lock) add(evidenceFields.license, lock.license, lock.evidence, sure(lock), false);
  if (copy) {
    add(evidenceFields.license, copy.license, copy.evidence, sure(copy), false);
    add(evidenceFields.repository, copy.repository, copy.evidence, sure(copy), false);
    if (ref.type === 'npm') add(evidenceFields.name, installedFromNpm(folder, ref.name)?.mcpName, copy.evidence, sure(copy), false);
  }
  return evidence;
}

/** `latest` and the like: npm tags, which are no ranges. */
function isTag({ type, floating }: PackageRef): boolean {
  return floating !== undefined && (type === 'pypi' ? floating === 'latest' : validNpmRange(floating, true) === null);
}

/** Whether a launch that names no exact version may fetch that one. */
function mayBe(ref: PackageRef, version: string): boolean {
  if (ref.version !== undefined) return false;
  if (ref.floating === undefined || isTag(ref)) return true;
  try {
    return ref.type === 'pypi' ? satisfiesPython(version, ref.floating) : ref.type === 'npm' && satisfiesNpm(version, ref.floating, { loose: true });
  } catch {
    return false;
  }
}

async function ownerEvidence(opened: Folder, folder: string, configPath: string, allowGit: boolean): Promise<Evidence | undefined> {
  const file = wayTo(configPath, folder);
  if (file === undefined) return undefined;
  const field = evidenceFields.suggestedOwner;
  const owners = codeOwnersOf(opened, file);
  if (owners) return { field, value: owners.owners.slice(0, 3).join(' '), source: owners.source, confidence: 'medium', inferred: true };
  const author = allowGit ? await likelyAuthor(folder, file) : undefined;
  return author && { field, value: author.author, source: `git log ${file}: ${author.commits} of ${author.of} commits`, confidence: 'low', inferred: true };
}

/** A file's way from the folder, with `/`; undefined when it does not lie in it. */
function wayTo(file: string, folder: string): string | undefined {
  const inside = isInside(file, folder) ? path.relative(folder, file) : undefined;
  if (inside !== undefined && inside !== '') return inside.split(path.sep).join('/');
  try {
    const [realFile, realFolder] = [fs.realpathSync.native(file), fs.realpathSync.native(folder)];
    return isInside(realFile, realFolder) && realFile !== realFolder ? path.relative(realFolder, realFile).split(path.sep).join('/') : undefined;
  } catch {
    return undefined;
  }
}
