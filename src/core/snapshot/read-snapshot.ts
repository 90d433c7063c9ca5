import type { Sha256 } from '../manifest/launch-mark.ts';
import { joined, say, type Message } from '../text/message.ts';
import { canonical } from './canonical.ts';
import { digestOf, inOrder } from './digest.ts';
import { pinnedItem, type ListName } from './pinned.ts';
import type { Refused } from './raw-message.ts';
import { snapshotAlgorithm, type Pinned, type Snapshot } from './snapshot.ts';
import { deepest, isList, isObject, part, strictJson, type Json, type JsonObject } from './strict-json.ts';
import { layoutVersion } from './write-snapshot.ts';

/**
 * Reads a snapshot file. Every hash is made anew from what stands in the file, and the file is refused where one does not agree, or where
 * there is anything in it that no hash counts: so nobody is shown one thing and held to another. Line ends, spaces, the order of lines
 * and a byte order mark do not matter. Never throws.
 */
export function readSnapshot(text: string, sha256: Sha256): Snapshot | Refused {
  try {
    const read = strictJson(text.replace(/^\ufeff/, ''), deepest + 3);
    if ('refused' in read) throw new Disagreement(joined(say('The snapshot file cannot be read: take the snapshot again.'), read.refused));
    return whole(read.value, sha256);
  } catch (error) {
    if (error instanceof Disagreement) return { refused: error.why };
    throw error;
  }
}

class Disagreement extends Error {
  readonly why: Message;

  constructor(why: Message) {
    super();
    this.why = why;
  }
}

const known = ['snapshot', 'algorithm', 'subject', 'protocolVersion', 'era', 'digest', 'server', 'tools', 'prompts', 'resourceTemplates', 'partial'];

function whole(file: Json, sha256: Sha256): Snapshot {
  const top = object(file, '#');
  if (!top.has('snapshot')) throw new Disagreement(say('This is no snapshot of a server.'));
  const algorithm = top.get('algorithm');
  if (top.get('snapshot') !== layoutVersion || algorithm !== snapshotAlgorithm) throw new Disagreement(say('This snapshot was made in another way (`{way}`) than the one this version knows (`{ours}`), so its digests cannot be compared. Take the snapshot again.', { way: typeof algorithm === 'string' ? algorithm : '', ours: snapshotAlgorithm }));
  only(top, known, '#');
  const era = textAt(top, 'era', '#');
  if (era !== 'initialize' && era !== 'discover') throw unexpected('#/era');
  const server = object(top.get('server'), '#/server');
  only(server, ['info', 'capabilities', 'instructions'], '#/server');
  const heard: Omit<Snapshot, 'digest'> = {
    algorithm: snapshotAlgorithm,
    subject: textAt(top, 'subject', '#'),
    protocolVersion: textAt(top, 'protocolVersion', '#'),
    era,
    server: Object.fromEntries([...server].map(([key, value]) => [key, canonical(value)])),
    tools: items(top, 'tools', sha256),
    prompts: items(top, 'prompts', sha256),
    resourceTemplates: items(top, 'resourceTemplates', sha256),
    partial: problems(top),
  };
  const digest = digestOf(heard, sha256);
  if (top.get('digest') !== digest) throw new Disagreement(say('The digest in the snapshot file is not that of what stands in it: something was added, taken out or changed without taking the snapshot again.'));
  return { ...heard, digest };
}

function items(top: JsonObject, list: ListName, sha256: Sha256): Pinned[] {
  return inOrder(listAt(top, list).map((one, i) => item(list, object(one, `#/${list}/${i}`), `#/${list}/${i}`, sha256)));
}

function item(list: ListName, line: JsonObject, where: string, sha256: Sha256): Pinned {
  only(line, ['name', 'wire', 'model', 'contract', 'meta', 'said'], where);
  const said = line.get('said');
  if (said === undefined) throw unexpected(`${where}/said`);
  const pinned = pinnedItem(list, said, sha256);
  if (canonical(said) !== pinned.canonical) throw new Disagreement(say('At `{where}` stands something that no hash counts. Take the snapshot again.', { where: `${where}/said/_meta` }));
  for (const key of ['name', 'wire', 'model', 'contract', 'meta'] as const) {
    if (line.get(key) !== pinned[key]) throw new Disagreement(say('At `{where}`, of `{name}`, stands another value than what it says beside it gives: it was changed without taking the snapshot again.', { where: `${where}/${key}`, name: pinned.name }));
  }
  return pinned;
}

function problems(top: JsonObject): Snapshot['partial'] {
  return (top.has('partial') ? listAt(top, 'partial') : []).map((one, i) => {
    const where = `#/partial/${i}`;
    const entry = object(one, where);
    only(entry, ['list', 'problem'], where);
    const list = textAt(entry, 'list', where);
    if (list !== 'tools' && list !== 'prompts' && list !== 'resourceTemplates') throw unexpected(`${where}/list`);
    return { list, problem: say('{problem}', { problem: textAt(entry, 'problem', where) }) };
  });
}

function object(value: Json | undefined, where: string): JsonObject {
  if (!isObject(value)) throw unexpected(where);
  return value;
}

function listAt(top: JsonObject, key: string): readonly Json[] {
  const value = top.get(key);
  if (!isList(value)) throw unexpected(`#/${key}`);
  return value;
}

function textAt(holder: JsonObject, key: string, where: string): string {
  const value = part(holder, key);
  if (typeof value !== 'string') throw unexpected(`${where}/${key}`);
  return value;
}

function only(holder: JsonObject, keys: readonly string[], where: string): void {
  for (const key of holder.keys()) if (!keys.includes(key)) throw unexpected(`${where}/${key}`);
}

function unexpected(where: string): Disagreement {
  return new Disagreement(say('The snapshot file is not as one is written, at `{where}`. Take the snapshot again.', { where }));
}
