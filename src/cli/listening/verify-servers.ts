import * as path from 'node:path';
import type { AssessedServer } from '../../core/assess.ts';
import { driftBetween } from '../../core/drift/compare.ts';
import { driftExit, outcomeOf, type CheckedServer, type DriftOutcome } from '../../core/drift/outcome.ts';
import { gapOf } from '../../core/drift/report-words.ts';
import type { Seal } from '../../core/launch/launch.ts';
import { registeredAs } from '../../core/manifest/launch-mark.ts';
import type { ProbePlan } from '../../core/probe/plan.ts';
import type { Snapshot } from '../../core/snapshot/snapshot.ts';
import { say, type Message } from '../../core/text/message.ts';
import { sha256 } from '../../host/evidence/sha256.ts';
import type { SnapshotStore } from '../../host/store/snapshot-store.ts';
import { keptOf, remember } from '../../host/store/voices.ts';
import type { ExitCode } from '../exit-code.ts';
import { note, print, shown } from '../terminal.ts';
import { mayReplace, writeFile } from '../write-file.ts';
import { Answers, isThereAnybody, type Asking } from './asking.ts';
import { committedSnapshots, type Committed } from './committed.ts';
import { consented } from './consent.ts';
import { driftReport, type DriftFormat } from './drift-text.ts';
import { hear, interruptible, keyOf, type Heard, type NotHeard } from './hear.ts';
import { planned, showPlan } from './planned.ts';
import { snapshotStore } from './store.ts';

/** What was asked for on the command line. */
export interface VerifyCommand {
  readonly servers: readonly AssessedServer[];
  /** They were named one by one: each of them must be compared. */
  readonly named: boolean;
  readonly paths: readonly string[];
  /** Files that may be snapshots. */
  readonly found: readonly string[];
  readonly snapshots: readonly string[];
  readonly all: boolean;
  readonly asking: Asking;
  readonly format: DriftFormat;
  readonly output: string | undefined;
  /** `--fail-on never`. */
  readonly passes: boolean;
  /** Files that must not be overwritten. */
  readonly read: readonly string[];
}

/** What one server is held against. */
interface Basis {
  readonly snapshot: Snapshot;
  /** For whoever reads the report, where there are two that disagree. */
  readonly label: Message;
}

interface Due {
  readonly server: AssessedServer;
  readonly bases: readonly Basis[];
  /** Something that it should be held against cannot be used. */
  readonly trouble?: Message;
}

interface Ready extends Due {
  readonly plan: ProbePlan;
}

/** What came of each server; several where it is held against several that disagree. */
type Outcomes = Map<AssessedServer, readonly CheckedServer[]>;

/** As many servers at a time. */
const atOnce = 4;

/** Listens to each server that there is something to hold against, and reports what changed. */
export async function verify(command: VerifyCommand): Promise<ExitCode> {
  const { asking, format, output } = command;
  if (output !== undefined) mayReplace(path.resolve(output), command.read);
  const store = snapshotStore(command.paths);
  const { found, unusable } = committedSnapshots(command.found, command.snapshots);
  for (const { file, why } of unusable) note(`${shown(file)} is not compared with. ${why}`);
  const dues = command.servers.flatMap((server) => dueOf(server, found, store, command));
  // Where servers were named, or none is declared at all, the others' snapshots are none of this call's business.
  const orphans = command.named || command.servers.length === 0 ? [] : found.filter(({ snapshot }) => !dues.some(({ bases }) => bases.some((basis) => basis.snapshot === snapshot)));
  const outcomes: Outcomes = new Map();
  const ready: Ready[] = [];
  const remembered = store.read();
  for (const due of dues) {
    if (due.trouble) outcomes.set(due.server, [checked(due, { kind: 'failed', message: due.trouble })]);
    else if (due.bases.length === 0) outcomes.set(due.server, [checked(due, { kind: 'not-approved' })]);
    else {
      const { plan } = planned(due.server, remembered.seal);
      if ('refused' in plan) outcomes.set(due.server, [checked(due, { kind: 'failed', message: plan.refused })]);
      else ready.push({ ...due, plan });
    }
  }
  for (const [server, list] of await listenToAll(ready, store, asking, remembered.seal)) outcomes.set(server, list);
  // In the order of the files, whichever answered first.
  const servers = [...dues.flatMap(({ server }) => outcomes.get(server) ?? []), ...orphans.map(ofNobody)];
  const code = exitOf(servers, unusable.length > 0, command.passes);
  const report = driftReport(servers, format, code, { paths: command.paths, toFile: output !== undefined });
  if (output === undefined) print(report);
  else {
    writeFile(path.resolve(output), [report]);
    note(`Written: ${shown(path.resolve(output))}`);
  }
  return code;
}

/** A snapshot of what no server here starts any more: without a word, a swapped package would take its server out of the check. */
function ofNobody({ file, snapshot }: Committed): CheckedServer {
  return { name: snapshot.subject, file, outcome: { kind: 'failed', message: say('No server that is declared here is the one of this snapshot. If something else is started in its place, look at that; if it is gone, delete the snapshot.') } };
}

function exitOf(servers: readonly CheckedServer[], unread: boolean, passes: boolean): ExitCode {
  const code = driftExit(servers);
  // What changed may be let pass; what nobody could look at is no all-clear for that.
  if (code === 1 && !passes) return 1;
  if (unread || servers.some(({ outcome }) => gapOf(outcome))) return 4;
  if (code === 1) {
    note('--fail-on never lets what changed pass.');
    return 0;
  }
  if (code === 3) note('Nothing was compared: no snapshot in these folders is of one of these servers. mcp-roll-call snapshot SERVER --out x.snapshot.json makes one; --all takes those that you approved.');
  return code;
}

/** What a server is held against: whatever the team committed, and what this user approved. The one never stands in for the other. */
function dueOf(server: AssessedServer, committed: readonly { readonly file: string; readonly snapshot: Snapshot }[], store: SnapshotStore, { all, named }: VerifyCommand): readonly Due[] {
  const { identity, declaration } = server;
  const subject = registeredAs(identity, declaration.name, sha256);
  const bases: Basis[] = committed.filter(({ snapshot }) => snapshot.subject === subject).map(({ file, snapshot }) => ({ snapshot, label: say('against {file}', { file: path.basename(file) }) }));
  const { approved, trouble } = keptOf(store, keyOf(server));
  if (bases.length === 0 && !named && !(all && (approved || trouble))) return [];
  if (approved) bases.push({ snapshot: approved.snapshot, label: say('against what you approved') });
  return [{ server, bases, ...(trouble && !approved && { trouble: say(`What you approved of it cannot be used: ${trouble.template}.`, trouble.args) }) }];
}

async function listenToAll(ready: readonly Ready[], store: SnapshotStore, asking: Asking, seal: Seal): Promise<Outcomes> {
  const outcomes: Outcomes = new Map();
  if (ready.length === 0) return outcomes;
  // Two entries of exactly one launch are one server.
  const launches = new Map<string, Ready[]>();
  for (const one of ready) launches.set(one.plan.seal, [...(launches.get(one.plan.seal) ?? []), one]);
  const firsts = [...launches.values()].map(([first]) => first!);
  for (const { server, plan } of firsts) showPlan(server, plan);
  const answers = new Answers(asking.inputs);
  const agreedTo = new Set(await consented(firsts, store.read(), asking));
  const values = new Map<Ready, ReadonlyMap<string, string>>();
  for (const one of firsts) {
    const fail = (message: Message): void => {
      for (const each of launches.get(one.plan.seal)!) outcomes.set(each.server, [checked(each, { kind: 'failed', message })]);
    };
    const lacking = isThereAnybody() ? [] : answers.lacking(one.plan);
    if (!agreedTo.has(one)) fail(say('It was not started: nobody agreed to it.'));
    else if (lacking.length > 0) fail(say('It asks for {asks}, and there was no answer. Give one with --input.', { asks: lacking.map(({ id }) => id).join(', ') }));
    else values.set(one, await answers.of(one.plan));
  }
  await interruptible(async (signal) => {
    const queue = [...values];
    const worker = async (): Promise<void> => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const [one, given] = next;
        const heard = await hear(one.server, one.plan, given, asking.timeout, signal, seal);
        for (const each of launches.get(one.plan.seal)!) outcomes.set(each.server, compared(each, heard));
        if (!('failed' in heard)) await remember(store, keyOf(one.server), { ...heard, unsteady: heard.unsteady !== undefined }, driftBetween);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  });
  return outcomes;
}

function compared(due: Due, heard: Heard | NotHeard): readonly CheckedServer[] {
  if ('failed' in heard) return [checked(due, { kind: 'failed', message: heard.failed })];
  if (heard.unsteady) return [checked(due, { kind: 'unsteady', drift: heard.unsteady })];
  const different = new Set(due.bases.map(({ snapshot }) => snapshot.digest)).size > 1;
  const bases = different ? due.bases : due.bases.slice(0, 1);
  return bases.map(({ snapshot, label }) => checked(due, outcomeOf(driftBetween(snapshot, heard.snapshot), heard.snapshot.tools.length), different ? label : undefined));
}

function checked({ server: { declaration, file } }: Due, outcome: DriftOutcome, label?: Message): CheckedServer {
  return { name: declaration.name, ...(label && { against: label }), file: file.path, range: declaration.range, outcome };
}
