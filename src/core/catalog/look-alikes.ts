import type { PackageRef, PackageType } from '../identity/identity.ts';
import { NearNames } from '../policy/near-names.ts';
import { skeleton } from '../text/confusables.ts';
import type { CatalogServer } from './schema.ts';

/** A package that has almost the name of a well-known one. */
export interface LookAlike {
  readonly server: CatalogServer;
  readonly type: PackageType;
  /** The well-known name. */
  readonly name: string;
  /**
   * `letter`: one letter more, less, other, or two swapped; `look`: a character that looks like another, or a separator; `scope`: without its
   * scope; `ecosystem`: the same name in another ecosystem.
   */
  readonly how: 'letter' | 'look' | 'scope' | 'ecosystem';
}

interface Entry {
  readonly server: CatalogServer;
  readonly type: PackageType;
  readonly name: string;
}

/** Shorter names are one letter away from too many others. */
const shortest = 8;

/** Words that many servers' names are made of, so that a name of nothing else is nobody's in particular. */
const common = new Set(['mcp', 'server', 'servers', 'client', 'remote', 'proxy', 'local', 'api', 'sdk', 'cli', 'tool', 'tools', 'ai', 'agent', 'js', 'node', 'py', 'python', 'ts']);

/** The well-known names, ready for finding those that are almost one of them. Every look-up is linear in the name. */
export class LookAlikes {
  readonly #known = new Map<string, Entry>();
  readonly #near = new Map<PackageType, NearNames<Entry>>();
  readonly #looks = new Map<string, Entry>();
  readonly #bare = new Map<string, Entry>();

  add(type: PackageType, name: string, server: CatalogServer): void {
    const entry = { server, type, name };
    this.#known.set(`${type}:${name}`, entry);
    if (name.length < shortest) return;
    let near = this.#near.get(type);
    if (!near) this.#near.set(type, (near = new NearNames()));
    near.add(name, entry);
    this.#looks.set(`${type}:${lookOf(name)}`, entry);
    const bare = bareName(name);
    if (bare !== name && isOwn(bare)) this.#bare.set(`${type}:${bare}`, entry);
  }

  find({ type, name }: Pick<PackageRef, 'type' | 'name'>): LookAlike | undefined {
    if (name.length < shortest || name.length > 214 || this.#known.has(`${type}:${name}`)) return undefined;
    const look = this.#looks.get(`${type}:${lookOf(name)}`);
    if (look && !sameOwner(look.name, name)) return { ...look, how: 'look' };
    const near = this.#near.get(type)?.find(name);
    if (near && !sameOwner(near.name, name) && !isVariant(near.name, name)) return { ...near, how: 'letter' };
    const scoped = name.includes('/') ? undefined : this.#bare.get(`${type}:${name}`);
    if (scoped) return { ...scoped, how: 'scope' };
    const other = type === 'npm' ? 'pypi' : type === 'pypi' ? 'npm' : undefined;
    const elsewhere = other && this.#known.get(`${other}:${name}`);
    return elsewhere && isOwn(name) ? { ...elsewhere, how: 'ecosystem' } : undefined;
  }
}

/** What a name looks like when nobody counts its separators. */
function lookOf(name: string): string {
  return skeleton(name).replace(/[-_.]/g, '');
}

function bareName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** A name that is somebody's: it has a word of its own. */
function isOwn(name: string): boolean {
  return name.length >= shortest && name.split(/[-_.]/).some((word) => word.length > 2 && !common.has(word));
}

/** Nobody but its owner publishes under a scope, or in an account of an image registry. */
function sameOwner(a: string, b: string): boolean {
  const end = a.lastIndexOf('/');
  return end > 0 && b.startsWith(a.slice(0, end + 1));
}

/** Whether two names differ as names of good faith do: by a number. */
function isVariant(a: string, b: string): boolean {
  return a.replace(/\d+/g, '') === b.replace(/\d+/g, '');
}
