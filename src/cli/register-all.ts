import * as path from 'node:path';
import type { Assessment } from '../core/assess.ts';
import { unknownServers, type UnknownServer } from '../core/intake/unknown-servers.ts';
import { fileNameOf } from '../core/manifest/launch-mark.ts';
import { counted } from '../core/report/text/lines.ts';
import { json } from '../core/report/json.ts';
import { render, say } from '../core/text/message.ts';
import { visible } from '../core/text/visible.ts';
import { isInside } from '../host/files/inside.ts';
import { realPath } from '../host/files/real-path.ts';
import { sha256 } from '../host/evidence/sha256.ts';
import { draftInput, putDraft, type Drafted } from './draft-file.ts';
import type { ExitCode } from './exit-code.ts';
import { note, print, shown } from './terminal.ts';
import { statOf } from './stat-of.ts';
import { UsageError } from './usage-error.ts';

/** Where drafts go when nobody says where, as the editor's setting `mcpRollCall.registration.folder`. */
export const usualFolder = 'mcp-registrations';

/** Drafts a registration for every unknown server, and tells what was written and what could not be. */
export async function registerAll(assessment: Assessment, out: string, format: 'text' | 'json'): Promise<ExitCode> {
  if (assessment.policy.kind === 'unusable') {
    note('The policy cannot be used, so nobody can say which servers are unknown.');
    return 4;
  }
  if (statOf(out)?.isFile()) throw new UsageError(`${shown(out)} is a file. With --all-unknown, --out names the folder that the drafts go into.`);
  const unknown = unknownServers(assessment, sha256);
  const rows: { readonly of: UnknownServer; readonly drafted: Drafted }[] = [];
  for (const of of unknown) {
    const [first] = of.servers;
    const file = path.join(out, fileNameOf(first.identity, first.declaration.name, sha256));
    // A repository may hold a link to anywhere under a name that is known beforehand.
    const drafted: Drafted = isInside(realPath(file), realPath(out)) ? putDraft(await draftInput(first), file) : { done: 'refused', file, why: say('It is a link that leads out of the folder, and was left as it is.') };
    rows.push({ of, drafted });
  }
  if (format === 'json') print(`${json({ schemaVersion: 1, drafts: rows.map(rowOf) })}\n`);
  else for (const { of, drafted } of rows) print(`${lineOf(of, drafted)}\n`);
  const refused = rows.filter(({ drafted }) => drafted.done === 'refused').length;
  if (unknown.length > 0) {
    const count = (done: Drafted['done']): number => rows.filter(({ drafted }) => drafted.done === done).length;
    note(`${counted(unknown.length, 'unknown server', 'unknown servers')}: ${count('written')} drafted, ${count('updated')} updated, ${count('unchanged')} as they were${refused > 0 ? `, ${refused} could not be` : ''}. Nothing was sent.`);
    if (unknown.length > refused) note('Fill in what is marked TODO; then, for each: mcp-roll-call register SERVER --submit');
  } else if (assessment.servers.some(({ file }) => file.live)) note('No live server is unknown: there is nothing to register.');
  else {
    note('No live server was found: there is nothing to register.');
    return 3;
  }
  return refused > 0 ? 2 : 0;
}

function lineOf({ servers: [first, ...others] }: UnknownServer, drafted: Drafted): string {
  const name = visible(first.declaration.name, 60);
  const places = others.length > 0 ? `, declared in ${others.length + 1} places` : '';
  if (drafted.done === 'refused') return `not drafted  ${name}${places}: ${shown(drafted.file)}. ${render(drafted.why)}`;
  const open = drafted.draft.todos.length;
  return `${drafted.done.padEnd(11)}  ${name}${places}: ${shown(drafted.file)}${open > 0 ? `, ${open} to fill in` : ''}`;
}

function rowOf({ of: { servers }, drafted }: { readonly of: UnknownServer; readonly drafted: Drafted }): Record<string, unknown> {
  return {
    server: visible(servers[0].declaration.name),
    declaredIn: servers.map(({ file }) => shown(file.path)),
    file: shown(drafted.file),
    result: drafted.done,
    ...(drafted.done === 'refused' ? { reason: render(drafted.why) } : { toFillIn: drafted.draft.todos.length }),
  };
}
