import { pointer } from '../../config/node.ts';
import { say } from '../../text/message.ts';
import type { Judgement, NativeCircumstances, NativeFile, NativeList, NativeSubject } from '../native.ts';
import { keys } from './keys.ts';
import { fromMarketplace, semanticsOf } from './semantics.ts';

/** What Cline makes of a server where one remote configuration holds (cline/cline@f0047a0, apps/vscode/src/services/mcp/McpHub.ts, `connectToServer`). Never throws. */
export function judgeBy(file: NativeFile, { server }: NativeSubject, at: NativeCircumstances): Judgement {
  if (!restricts(file.list)) return { outcome: 'allowed', reason: say('Cline’s configuration of an organisation restricts no server.') };
  const { command, url, ambiguity } = server;
  if (ambiguity || (command === undefined) === (url === undefined)) {
    return { outcome: 'undetermined', reason: say('What Cline makes of this entry cannot be told: it does not say clearly whether a program is started or an address is called.') };
  }
  return url ? ofCalled(file, url.value, at) : ofLocal(file, server.name, at);
}

export function restricts(list: NativeList): boolean {
  return list.allows || isSet(list, keys.marketplace, false);
}

function isSet({ switches }: NativeList, key: string, value: boolean): boolean {
  return switches.some((one) => one.key === key && one.value === value);
}

/** Local servers: the name they are declared under, letter by letter. Command, arguments and environment do not count. */
function ofLocal(file: NativeFile, name: string, at: NativeCircumstances): Judgement {
  const semantics = semanticsOf(at.version);
  if (semantics === 'none') return { outcome: 'allowed', reason: say('This version of Cline does not hold local servers against an organisation’s list yet: that came with 3.42.0.') };
  if (isSet(file.list, keys.marketplace, false)) {
    return { outcome: 'blocked', reason: say('Cline blocks every local server here: `{key}` is false in the organisation’s configuration.', { key: keys.marketplace }), by: { file, path: [keys.marketplace] } };
  }
  const named = file.list.entries.filter(({ matches }) => matches.kind === 'name');
  const listed = named.find(({ matches }) => matches.kind === 'name' && matches.name === name);
  if (semantics === 'all-blocked' && !fromMarketplace.test(name)) return { outcome: 'blocked', reason: say('Version 3.42.0 of Cline blocks every local server that is not called `github.com/...`, whatever the list says. Update Cline.') };
  if (named.length === 0) return { outcome: 'allowed', reason: say('Cline lets every local server start: the organisation’s configuration has no list of them.') };
  if (listed) return { outcome: 'allowed', reason: say('Cline lets a local server start that is called `{name}`, whatever it is.', { name }), by: { file, path: listed.path }, level: 'name' };
  if (semantics === 'unsure' && !fromMarketplace.test(name)) {
    return { outcome: 'undetermined', reason: say('Before 4.0.0, some versions of Cline held only servers that are called `github.com/...` against the organisation’s list: whether this one blocks `{name}` cannot be told.', { name }) };
  }
  return { outcome: 'blocked', reason: say('Cline starts no local server that is called `{name}`: no `{key}` of the organisation names it.', { name, key: keys.allowed }) };
}

/** Servers that are called: the address, character by character, once Cline has filled in `${env:NAME}`. */
function ofCalled(file: NativeFile, written: string, { env, version }: NativeCircumstances): Judgement {
  if (semanticsOf(version) === 'none') return { outcome: 'allowed', reason: say('This version of Cline does not hold addresses against an organisation’s list yet: that came with 3.42.0.') };
  if (!isSet(file.list, keys.blockPersonal, true)) return { outcome: 'allowed', reason: say('Cline lets every server at an address be called: its list of names is for local servers alone.') };
  const url = filledIn(written, env);
  if (url === undefined) return { outcome: 'undetermined', reason: say('A variable stands in the address, and its value decides whether Cline calls it.') };
  const listed = file.list.entries.find(({ matches }) => matches.kind === 'url' && matches.pattern === url);
  if (listed) return { outcome: 'allowed', reason: say('Cline lets this address be called: the organisation’s configuration has it, character by character.'), by: { file, path: listed.path }, level: 'version' };
  return { outcome: 'blocked', reason: say('Cline calls only addresses that the organisation’s configuration has under `{key}`, character by character, and this is none of them.', { key: keys.remote }), by: { file, path: [keys.blockPersonal] } };
}

function filledIn(text: string, env: NativeCircumstances['env']): string | undefined {
  let known = true;
  const filled = text.replace(/\$\{env:([^}]*)\}/g, (_, name: string) => {
    const value = env?.[name];
    known &&= value !== undefined;
    return value ?? '';
  });
  return known ? filled : undefined;
}

/** One word where configurations of several organisations are kept: which of them holds, Cline learns when somebody signs in. */
export function together(judgements: readonly Judgement[]): Judgement {
  const [first] = judgements;
  if (!first) return { outcome: 'allowed', reason: say('No configuration of an organisation is kept here, and without one Cline lets every server start.') };
  if (judgements.every(({ outcome }) => outcome === first.outcome)) return first;
  return { outcome: 'undetermined', reason: say('Configurations of several organisations are kept here, and they differ in this: which one holds, Cline learns when somebody signs in.'), ...(first.by && { by: first.by }) };
}

/** Files that say the same once, so that a copy that an older version left behind counts for nothing. */
export function distinct(files: readonly NativeFile[]): readonly NativeFile[] {
  const said = new Map(files.map((file) => [JSON.stringify([file.list.entries.map(({ path, matches }) => [pointer(path), matches]), file.list.switches]), file]));
  return [...said.values()];
}
