import * as path from 'node:path';
import type { AssessedServer } from '../../core/assess.ts';
import { driftBetween } from '../../core/drift/compare.ts';
import type { Drift } from '../../core/drift/drift.ts';
import { driftJson } from '../../core/drift/report-json.ts';
import { outcomeOf } from '../../core/drift/outcome.ts';
import { json } from '../../core/report/json.ts';
import { readSnapshot, writeSnapshot } from '../../core/snapshot/snapshot-file.ts';
import { render, type Message } from '../../core/text/message.ts';
import { visible, visibleLines } from '../../core/text/visible.ts';
import { sha256 } from '../../host/evidence/sha256.ts';
import { readRegularFile } from '../../host/files/read-regular-file.ts';
import type { RememberedVoices, SnapshotStore } from '../../host/store/snapshot-store.ts';
import { approve, approveOne, keptOf, remember, type KeptSnapshots } from '../../host/store/voices.ts';
import { agreed } from '../agreed.ts';
import type { ExitCode } from '../exit-code.ts';
import { note, print, shown } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { mayReplace, writeFile } from '../write-file.ts';
import { Answers, isThereAnybody, type Asking } from './asking.ts';
import { agreedBefore, consented } from './consent.ts';
import { changesAtTerminal, driftAtTerminal } from './drift-text.ts';
import { hear, interruptible, keyOf, type Heard } from './hear.ts';
import { labelOf, nameOf, planned, showPlan } from './planned.ts';
import { snapshotStore } from './store.ts';
import { voiceLines, voiceRow } from './voice-lines.ts';

/** What was asked for on the command line. */
export interface SnapshotCommand {
  readonly server: AssessedServer;
  /** What is scanned: nothing that lies there says what was approved. */
  readonly paths: readonly string[];
  /** Files that must not be overwritten. */
  readonly read: readonly string[];
  readonly out: string | undefined;
  readonly force: boolean;
  /** All of it, or the one tool. */
  readonly approve: boolean | string;
  readonly asking: Asking;
  readonly format: 'text' | 'json';
}

/** Listens to one server, shows what it said and how that differs from what was approved, and does with it what was asked for. */
export async function snapshot(command: SnapshotCommand): Promise<ExitCode> {
  const { server, paths, out, asking, format } = command;
  const name = server.declaration.name;
  const output = out === undefined ? undefined : path.resolve(out);
  if (output !== undefined) mayReplace(output, command.read);
  const store = snapshotStore(paths);
  const heard = await listenTo(server, store, asking);
  if (!heard) return 4;
  const key = keyOf(server);
  const kept = keptOf(store, key);
  const drift = kept.approved && driftBetween(kept.approved.snapshot, heard.snapshot);
  if (format === 'json') print(`${json(row(server, heard, kept, drift))}\n`);
  else {
    print(`${voiceLines(name, heard).join('\n')}\n`);
    print(standing(command, heard, kept, drift));
  }
  if (kept.trouble) note(`What was approved of it before cannot be used: ${render(kept.trouble)}.`);
  const remembered = await remember(store, key, { ...heard, unsteady: heard.unsteady !== undefined }, driftBetween);
  tellTrouble(remembered);
  if (output !== undefined) putSnapshot(output, server, heard, command.force);
  if (command.approve !== false) return standBehind(command, store, key, heard, drift);
  if (heard.unsteady || (drift && drift.changes.length > 0)) return 1;
  return kept.trouble || heard.snapshot.partial.length > 0 ? 4 : 0;
}

/** @throws UsageError where nothing can be planned */
export async function listenTo(server: AssessedServer, store: SnapshotStore, asking: Asking): Promise<Heard | undefined> {
  const remembered = asking.remember ? await store.prepare() : store.read();
  if (remembered.unusable && asking.remember) throw new UsageError(`Nothing can be remembered: ${render(remembered.unusable)}.`);
  const { plan } = planned(server, remembered.seal);
  if ('refused' in plan) throw new UsageError(`${nameOf(server)} is not listened to. ${render(plan.refused)}`);
  const answers = new Answers(asking.inputs);
  showPlan(server, plan);
  if (agreedBefore(plan, remembered)) note('You agreed to exactly this launch before.');
  if ((await consented([{ server, plan }], remembered, asking)).length === 0) {
    note('Nothing was started.');
    return undefined;
  }
  const values = await answers.of(plan);
  if (asking.remember && plan.stronger) note('The answer is not remembered: the policy denies this server.');
  else if (asking.remember) tellTrouble(await store.permit(plan.seal, { label: labelOf(server), at: new Date().toISOString(), background: remembered.background(plan.seal) }));
  const heard = await interruptible((signal) => hear(server, plan, values, asking.timeout, signal, remembered.seal));
  if (!('failed' in heard)) return heard;
  note(`${visible(server.declaration.name, 100)} could not be listened to. ${render(heard.failed)}`);
  if (heard.output !== undefined) note(`Its last words:\n${visibleLines(heard.output).split('\n').map((line) => `  | ${line}`).join('\n')}`);
  return undefined;
}

function standing({ server: { file, declaration }, approve: what }: SnapshotCommand, heard: Heard, { approved }: KeptSnapshots, drift: Drift | undefined): string {
  const about = { name: declaration.name, file: file.path, range: declaration.range };
  // Said only to who has not asked for it already.
  const hint = (text: string): string => (what === false ? text : '');
  const lines: string[] = [];
  if (heard.unsteady) lines.push(driftAtTerminal([{ ...about, outcome: { kind: 'unsteady', drift: heard.unsteady } }]));
  if (!approved) lines.push(`Nothing of it was approved yet, so nothing can have changed.${hint(' --approve takes what it says now.')}\n`);
  else if (drift!.changes.length === 0) lines.push(`It says what you approved on ${approved.at.slice(0, 10)}.\n`);
  else {
    const changed = drift!.changes.length === 1 ? '1 thing' : `${drift!.changes.length} things`;
    lines.push(`\n${changed} changed since you approved it on ${approved.at.slice(0, 10)}:\n\n${changesAtTerminal({ ...about, outcome: { kind: 'drifted', drift: drift! } }, drift!)}`);
    lines.push(hint('\n--approve takes all of it as approved, --tool NAME one tool. To have it looked at: mcp-roll-call register SERVER --submit.\n'));
  }
  return lines.join('');
}

function row({ declaration, file }: AssessedServer, { snapshot: said, at, unsteady, notes }: Heard, { approved }: KeptSnapshots, drift: Drift | undefined): object {
  return {
    schemaVersion: 1,
    name: visible(declaration.name, 200),
    file: file.path,
    at,
    ...voiceRow(said),
    notes: notes.map(render),
    steady: unsteady === undefined,
    ...(approved && { approved: { digest: approved.snapshot.digest, at: approved.at } }),
    ...(drift && { drift: JSON.parse(driftJson([{ name: declaration.name, file: file.path, range: declaration.range, outcome: outcomeOf(drift, said.tools.length) }], drift.changes.length > 0 ? 1 : 0)) as unknown }),
  };
}

/** @throws UsageError where another snapshot lies there, or this one is none to compare with */
export function putSnapshot(output: string, { declaration }: AssessedServer, { snapshot: said, unsteady }: Pick<Heard, 'snapshot' | 'unsteady'>, force: boolean): void {
  if (said.partial.length > 0) throw new UsageError(`${shown(output)} was not written: not all of what the server says could be read, and nothing could be compared with the rest.`);
  if (unsteady) throw new UsageError(`${shown(output)} was not written: the server says different things each time.`);
  const text = writeSnapshot(said);
  const there = readRegularFile(output);
  if (!('absent' in there)) {
    const before = 'text' in there ? readSnapshot(there.text, sha256) : undefined;
    if (before && !('refused' in before) && before.digest === said.digest && before.subject === said.subject) {
      note(`As it was: ${shown(output)}`);
      return;
    }
    if (before && !('refused' in before)) {
      const drift = driftBetween(before, said);
      note(`\nWhat changes in ${shown(output)}:\n\n${changesAtTerminal({ name: declaration.name, file: output, outcome: { kind: 'drifted', drift } }, drift)}`);
    }
    if (!force) throw new UsageError(`${shown(output)} holds something else, and was left as it is. Look at what changed, and give --force to replace it.`);
  }
  writeFile(output, [text]);
  note(`Written: ${shown(output)}`);
}

/** Takes what it says as approved, the difference having been shown above. */
async function standBehind({ approve: what, asking }: SnapshotCommand, store: SnapshotStore, key: string, heard: Heard, drift: Drift | undefined): Promise<ExitCode> {
  const changes = drift?.changes.length ?? 0;
  const one = typeof what === 'string' ? what : undefined;
  if (one === undefined && drift && changes === 0) {
    note('It says what you approved: there is nothing to approve.');
    return 0;
  }
  if (one !== undefined && drift && !heard.unsteady && !concerns(drift, one) && heard.snapshot.tools.some((tool) => tool.name === one)) {
    note(`${visible(one, 100)} says what you approved: there is nothing to approve.`);
    return changes > 0 ? 1 : 0;
  }
  if (!asking.yes) {
    if (!isThereAnybody()) throw new UsageError('Nothing was approved: there is no terminal to ask at. --yes approves what is shown above.');
    if (!(await agreed(one === undefined ? 'Approve what it says now?' : `Approve ${visible(one, 100)} as it is now?`))) {
      note('Nothing was approved.');
      return changes > 0 || heard.unsteady ? 1 : 0;
    }
  }
  const now = { snapshot: heard.snapshot, at: heard.at, launch: heard.launch, unsteady: heard.unsteady !== undefined };
  const done: RememberedVoices | { readonly refused: Message } = one === undefined ? await approve(store, key, now, driftBetween) : await approveOne(store, key, now, one, driftBetween);
  if ('refused' in done) throw new UsageError(`Nothing was approved: ${render(done.refused)}.`);
  if (done.unusable) throw new UsageError(`Nothing was approved: ${render(done.unusable)}.`);
  tellTrouble(done);
  note(one === undefined ? 'Approved, for you on this machine: every change of it is told from now on.' : `Approved, for you on this machine: ${visible(one, 100)}.`);
  const { approved } = keptOf(store, key);
  const left = approved === undefined ? 0 : driftBetween(approved.snapshot, heard.snapshot).changes.length;
  if (left > 0) note(`${left} more ${left === 1 ? 'thing' : 'things'} changed, and ${left === 1 ? 'stays' : 'stay'} to be looked at.`);
  return left > 0 ? 1 : 0;
}

/** Whether anything changed at this tool. */
function concerns({ changes }: Drift, tool: string): boolean {
  return changes.some(({ subject, name }) => subject === 'tool' && name === tool);
}

function tellTrouble({ unusable, setAside }: Pick<RememberedVoices, 'unusable' | 'setAside'>): void {
  if (unusable) note(`What was heard is not remembered: ${render(unusable)}.`);
  if (setAside) note(`What was remembered before is lost: ${render(setAside)}.`);
}
