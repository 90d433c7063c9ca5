import type { Sha256 } from '../manifest/launch-mark.ts';
import { callShape } from './call-shape.ts';
import { canonical } from './canonical.ts';
import { modelWords } from './model-words.ts';
import type { Pinned } from './snapshot.ts';
import { isObject, type Json, type JsonObject } from './strict-json.ts';

/** The lists that a server may offer, by their names in a snapshot. */
export type ListName = 'tools' | 'prompts' | 'resourceTemplates';

/**
 * Keys of `_meta` that are left out everywhere, the canonical text too: they are of one answer and not of what is offered. The trace context
 * (SEP-414: `traceparent`, `tracestate`, `baggage`, unprefixed) is another each time.
 */
const passing: ReadonlySet<string> = new Set(['traceparent', 'tracestate', 'baggage']);

/** Pins one item. Whatever it is: without a name its name is empty, and what is no object is pinned as the value it is. */
export function pinnedItem(list: ListName, said: Json, sha256: Sha256): Pinned {
  const hash = (value: Json): string => `sha256:${sha256(canonical(value))}`;
  const item: JsonObject = isObject(said) ? said : new Map();
  const rest = new Map([...item].filter(([key]) => key !== '_meta'));
  const meta = lasting(item.get('_meta'));
  const wired = isObject(said) ? rest : said;
  return {
    name: nameOf(list, item),
    canonical: canonical(meta === undefined ? wired : new Map([...rest, ['_meta', meta]])),
    wire: hash(wired),
    model: hash(modelWords(item)),
    contract: hash(callShape(item)),
    ...(meta !== undefined && { meta: hash(meta) }),
  };
}

/** A template is told by its address: names of templates are for people. */
function nameOf(list: ListName, item: JsonObject): string {
  const name = (list === 'resourceTemplates' && item.get('uriTemplate')) || item.get('name');
  return typeof name === 'string' ? name : '';
}

/** What of `_meta` is counted; undefined where that is nothing. */
function lasting(meta: Json | undefined): Json | undefined {
  if (!isObject(meta)) return meta;
  const kept = new Map([...meta].filter(([key]) => !passing.has(key)));
  return kept.size === 0 ? undefined : kept;
}
