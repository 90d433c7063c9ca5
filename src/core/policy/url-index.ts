import type { Address } from './address.ts';
import { joined } from './multimap.ts';

/** How many leading path segments take part in looking up; more entries than that on one path are gone through one by one. */
const stemDepth = 6;

/** The leading whole segments of a path, in lower case, for looking up. */
export function stemOf(path: string): readonly string[] {
  return path.toLowerCase().split('/', 200).filter(Boolean).slice(0, stemDepth);
}

/**
 * Things under hosts and paths, so that a URL finds those that may concern it without going through all of them: by host, then by
 * each leading part of its path. What it finds still has to be compared.
 */
export class UrlIndex<T> {
  readonly #hosts = new Map<string, Map<string, T[]>>();
  readonly #below = new Map<string, Map<string, T[]>>();
  /** Under no host in particular: a wildcard stands where its name should. */
  readonly #anywhere: T[] = [];

  add(place: { readonly host: string; readonly below: boolean; readonly stem: readonly string[] }, thing: T): void {
    if (place.host === '') {
      this.#anywhere.push(thing);
      return;
    }
    const hosts = place.below ? this.#below : this.#hosts;
    let stems = hosts.get(place.host);
    if (!stems) hosts.set(place.host, (stems = new Map()));
    const stem = place.stem.join('/');
    const same = stems.get(stem);
    if (same) same.push(thing);
    else stems.set(stem, [thing]);
  }

  find({ host, path }: Address): readonly T[] {
    const hosts = this.#stemsFor(host);
    if (hosts.length === 0) return this.#anywhere;
    let found: readonly T[] = this.#anywhere;
    const stem = stemOf(path);
    for (const stems of hosts) {
      let key = '';
      found = joined(found, stems.get(key));
      for (const segment of stem) {
        key = key === '' ? segment : `${key}/${segment}`;
        found = joined(found, stems.get(key));
      }
    }
    return found;
  }

  /** Whether anything concerns a host at all. */
  knows(host: string): boolean {
    return this.#anywhere.length > 0 || this.#stemsFor(host).length > 0;
  }

  get empty(): boolean {
    return this.#hosts.size + this.#below.size + this.#anywhere.length === 0;
  }

  /** @param host in lower case, without a dot at its end */
  #stemsFor(host: string): Map<string, T[]>[] {
    const exact = this.#hosts.get(host);
    const found = exact ? [exact] : [];
    if (this.#below.size === 0) return found;
    // A name has at most 127 labels (RFC 1035).
    for (let dot = host.indexOf('.'), n = 0; dot >= 0 && n < 127; dot = host.indexOf('.', dot + 1), n++) {
      const stems = this.#below.get(host.slice(dot + 1));
      if (stems) found.push(stems);
    }
    return found;
  }
}
