// A bundle of its own (esbuild.mjs): seldom needed, and large with what a policy finds servers by.
import * as path from 'node:path';
import type { AssessedServer, Assessment } from '../core/assess.ts';
import { clientOf } from '../core/clients/clients.ts';
import { loadSyntax } from '../core/config/syntaxes.ts';
import { stopPlan, withAccess, type StopPlan } from '../core/native/stop/plan.ts';
import { policyEntryOf, stopPage } from '../core/native/stop/page.ts';
import { targetFor, targetOfAnyPackage } from '../core/native/stop/resolve.ts';
import { json } from '../core/report/json.ts';
import { maskText } from '../core/secret/mask.ts';
import { render } from '../core/text/message.ts';
import { visible } from '../core/text/visible.ts';
import { realEnvironment } from '../host/files/environment.ts';
import { readRegularFile } from '../host/files/read-regular-file.ts';
import { applyStop } from '../host/stop/apply-stop.ts';
import { hindranceTo } from '../host/stop/replace-file.ts';
import { forgetStop, undoStop } from '../host/stop/undo-stop.ts';
import { agreed } from './agreed.ts';
import type { ExitCode } from './exit-code.ts';
import { note, print, shown } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { mayReplace, writeFile } from './write-file.ts';

/** What was asked for on the command line. */
export interface Blocking {
  readonly wanted: string;
  readonly paths: readonly string[];
  readonly assessment: Assessment;
  /** The servers that are called so. */
  readonly named: readonly AssessedServer[];
  readonly dry: boolean;
  readonly yes: boolean;
  readonly vscodeOff: boolean;
  readonly out: string | undefined;
  readonly format: 'text' | 'json';
  readonly now: string;
}

/** Shows what would be changed and what is out of reach, asks, and does it. */
export async function block(blocking: Blocking): Promise<ExitCode> {
  const { wanted, paths, assessment, named, dry, out, format } = blocking;
  for (const file of assessment.files) if (file.tree) await loadSyntax(file.syntax);
  const target = targetFor(wanted, assessment.servers, named) ?? (/^https?:/i.test(wanted) ? undefined : targetOfAnyPackage(wanted));
  if (!target) throw new UsageError(`${visible(wanted, 200)} is no address.`);
  const folders = paths.map((given) => path.resolve(given));
  const made = stopPlan({ target, files: assessment.files, facts: assessment.facts, folders, read: readRegularFile, hindrance: hindranceTo });
  const plan = blocking.vscodeOff ? withAccess(made) : made;
  const page = stopPage(plan, { shown, rehearsal: dry });
  if (out !== undefined) {
    mayReplace(out, assessment.files.map((file) => file.path));
    writeFile(path.resolve(out), [page]);
    note(`Written: ${shown(path.resolve(out))}`);
  }
  if (format === 'text') print(`${page}\n`);
  const left = plan.unreached.filter(({ name }) => name !== undefined).length;
  const done = await carryOut(blocking, plan, folders);
  if (format === 'json') print(`${json(row(plan, done?.written ?? []))}\n`);
  if (plan.declared.length === 0) {
    const similar = similarTo(wanted, assessment.servers);
    note(`Nothing that was looked at declares ${visible(wanted, 100)}.${similar.length > 0 ? ` Is one of these meant? ${similar.join(', ')}.` : ' Name the folders to look at, if it is declared elsewhere.'}`);
  }
  if (left > 0) note(`Still on, since no edit from here reaches it: ${left} ${left === 1 ? 'declaration' : 'declarations'}. See above.`);
  if (done && plan.restart.length > 0) note(`What is running goes on until its assistant is started again: quit and start ${plan.restart.map((id) => clientOf(id).name).join(', ')}.`);
  if (done) note('To undo it: mcp-roll-call block --undo');
  return left > 0 || (done && done.failed.length > 0) ? 1 : 0;
}

/** Servers whose name or package holds what was asked for, or is held by it: a slip in a word that was typed in a hurry. */
function similarTo(wanted: string, servers: readonly AssessedServer[]): readonly string[] {
  const word = wanted.replace(/^\w+:(?!\/\/)/, '').toLowerCase();
  if (word.length < 3) return [];
  const near = (text: string): boolean => text.length >= 3 && (text.toLowerCase().includes(word) || word.includes(text.toLowerCase()));
  const found = servers.flatMap(({ declaration, identity }) => [declaration.name, ...(identity.kind === 'package' ? [`${identity.package.type}:${identity.package.name}`] : [])].filter((text) => near(text.replace(/^(?:npm|pypi|oci|nuget):/, ''))));
  return [...new Set(found.map((text) => visible(maskText(text), 60)))].slice(0, 5);
}

async function carryOut({ dry, yes, now }: Blocking, plan: StopPlan, folders: readonly string[]): Promise<{ written: readonly string[]; failed: readonly unknown[] } | undefined> {
  if (dry || plan.steps.length === 0) {
    note(plan.steps.length === 0 ? 'There is nothing to change.' : 'A rehearsal: nothing was changed. Without --dry-run it is.');
    return undefined;
  }
  if (!yes && !(await agreed(`Change ${plan.steps.length === 1 ? 'this file' : `these ${plan.steps.length} files`}?`))) {
    note('Nothing was changed.');
    return undefined;
  }
  const applied = await applyStop(plan.steps, { label: plan.target.label, at: now, environment: realEnvironment(), judged: folders });
  if ('refused' in applied) throw new UsageError(render(applied.refused));
  for (const { path: file, why } of applied.failed) note(`${shown(file)} was not changed: ${render(why)}`);
  note(`Changed: ${applied.written.map(shown).join(', ') || 'nothing'}.`);
  return applied;
}

function row(plan: StopPlan, written: readonly string[]): object {
  const entry = policyEntryOf(plan);
  return {
    schemaVersion: 1,
    target: visible(plan.target.label, 200),
    files: plan.steps.map(({ path: file, servers, listed }) => ({ path: file, servers: servers.map(({ declaration, how }) => ({ name: visible(declaration.name, 200), how })), ...(listed && { listed }) })),
    unreached: plan.unreached.map(({ path: file, name, why }) => ({ path: file, ...(name !== undefined && { name: visible(name, 200) }), why: render(why) })),
    ...(entry !== undefined && { policyEntry: JSON.parse(entry) as unknown }),
    written,
  };
}

/** Takes back the last stop, or keeps it for good. */
export async function finish(how: 'undo' | 'keep', paths: readonly string[]): Promise<ExitCode> {
  const judged = paths.map((given) => path.resolve(given));
  if (how === 'keep') {
    const kept = await forgetStop(realEnvironment(), judged);
    if ('refused' in kept) throw new UsageError(render(kept.refused));
    note(`The stop of ${visible(kept.label, 200)} stays, and what would have undone it is deleted.`);
    return 0;
  }
  const done = await undoStop(realEnvironment(), judged);
  if ('refused' in done) throw new UsageError(render(done.refused));
  if (done.restored.length > 0) note(`As before the stop of ${visible(done.stop.label, 200)}: ${done.restored.map(shown).join(', ')}.`);
  for (const { path: file, why, kept } of done.failed) note(`${shown(file)} was left as it is: ${render(why)}${kept !== undefined ? ` What was taken out of it is kept in ${shown(kept)}.` : ''}`);
  return done.failed.length > 0 ? 1 : 0;
}
