import type { Path, Step } from '../config/node.ts';
import { say } from '../text/message.ts';
import { changeOf, type About } from './changes.ts';
import type { DriftChange } from './drift.ts';
import { isList, isObject, type Json } from './json-value.ts';

interface Found {
  readonly kind: 'header' | 'reference' | 'icon';
  readonly at: Path;
  readonly value: Json;
  /** What counts: a header's name, the host that is asked. */
  readonly what: string;
}

/**
 * What makes a client send something elsewhere than into a call: an argument that it repeats in a header of HTTP (`x-mcp-header`, 2026-07-28),
 * a schema or an icon that it may fetch from somewhere. New ones mean more than before; those that go mean less.
 */
export function elsewhereChanges(about: About, before: Json | undefined, after: Json | undefined): DriftChange[] {
  const [old, fresh] = [elsewhereIn(before), elsewhereIn(after)];
  if (old.length + fresh.length === 0) return [];
  const key = ({ kind, at, what }: Found): string => JSON.stringify(kind === 'header' ? [kind, at, what] : [kind, what]);
  const [had, has] = [new Set(old.map(key)), new Set(fresh.map(key))];
  const args = (what: string): Record<string, string> => ({ name: about.name ?? '', what });
  const come = fresh.filter((found) => !had.has(key(found))).map(({ kind, at, value, what }) => changeOf(about, 'authority', at, undefined, value, say(comes[kind], args(what))));
  const gone = old.filter((found) => found.kind === 'header' && !has.has(key(found))).map(({ kind, at, value, what }) => changeOf(about, 'narrowing', at, value, undefined, say(goes[kind], args(what))));
  return [...come, ...gone];
}

const comes: Readonly<Record<Found['kind'], string>> = {
  header: 'An argument of `{name}` is now also sent as the header `{what}`, where proxies and logs can read it.',
  reference: '`{name}` now points to a schema on `{what}`, from where a client may fetch it.',
  icon: '`{name}` now has an icon on `{what}`: whoever shows it tells that address.',
};
const goes: Readonly<Record<Found['kind'], string>> = { header: 'An argument of `{name}` is no longer sent as the header `{what}`.', reference: '', icon: '' };

function elsewhereIn(value: Json | undefined): Found[] {
  const found: Found[] = [];
  const open: { readonly at: Path; readonly value: Json }[] = value === undefined ? [] : [{ at: [], value }];
  while (open.length > 0) {
    const { at, value: one } = open.pop()!;
    const inside = (step: Step, child: Json): void => {
      if (typeof child === 'object' && child !== null) open.push({ at: [...at, step], value: child });
    };
    if (isList(one)) for (const [i, child] of one.entries()) inside(i, child);
    if (!isObject(one)) continue;
    for (const [key, child] of Object.entries(one)) {
      if (key === '_meta' && at.length === 0) continue;
      if (key === 'x-mcp-header') found.push({ kind: 'header', at: [...at, key], value: child, what: typeof child === 'string' ? child : JSON.stringify(child) });
      else if ((key === '$ref' || key === '$dynamicRef') && typeof child === 'string' && !child.startsWith('#')) found.push({ kind: 'reference', at: [...at, key], value: child, what: hostOf(child) });
      else if (key === 'src' && at[0] === 'icons' && typeof child === 'string' && !/^data:/i.test(child)) found.push({ kind: 'icon', at: [...at, key], value: child, what: hostOf(child) });
      inside(key, child);
    }
  }
  return found.toSorted((a, b) => (JSON.stringify(a.at) < JSON.stringify(b.at) ? -1 : 1));
}

/** Scheme and host of an address; all of what is none. */
export function hostOf(address: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#\\]*/i.exec(address)?.[0].toLowerCase() ?? address;
}

