import * as fs from 'node:fs';
import type { Compared } from '../../core/policy/authoring/diff-verdicts.ts';
import { describeIdentity } from '../../core/identity/describe.ts';
import { counted } from '../../core/report/text/lines.ts';
import { isLive } from '../../core/providers/declare-provider.ts';
import { shownAddress } from '../../core/providers/called-address.ts';
import { maskText } from '../../core/secret/mask.ts';
import { visible } from '../../core/text/visible.ts';
import { foldersOf, readArguments } from '../arguments.ts';
import { assessEach, searchFiles } from '../assess-files.ts';
import type { ExitCode } from '../exit-code.ts';
import { loadPolicyTools } from '../load-policy-tools.ts';
import { note, print, shown, textOptions } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { printed, type DiffReport } from './diff-report.ts';
import { readPolicyText, type PolicyFile } from './policy-file.ts';
import { refuseOthers, type Verb } from './verb.ts';

/** Larger than the inventories of a large company. */
const largestInventory = 512 * 1024 * 1024;

export const diff: Verb = {
  form: 'diff OLD NEW [path...] [--inventory FILE]... [--no-user] [--format text|json|markdown] [--fail-on-loosened]',
  help: `Says what another issue of a policy changes: which servers and model providers that are really configured get another
verdict, newly approved ones first, and which entries were added, removed or changed. Looks at the config files here, as scan
does; with --inventory instead at what inventory --format json or ndjson wrote, on any number of machines. Of what an export
masks it is said that it cannot be told. Registries that a policy names are not asked. Ends with 1 where --fail-on-loosened is given and
something is newly approved or no longer denied; with 4 where a policy cannot be used; with 3 where there was nothing to look at.`,
  async run(args) {
    const { options, own, positionals: [old, next, ...paths] } = readArguments(args, { inventory: { type: 'string', multiple: true }, 'fail-on-loosened': { type: 'boolean' } }, ['text', 'json', 'markdown']);
    refuseOthers(options, ['user']);
    if (old === undefined || next === undefined) throw new UsageError('Which two policies? The form is: mcp-roll-call policy diff OLD NEW.');
    const inventories = own.inventory ?? [];
    if (inventories.length > 0 && paths.length > 0) throw new UsageError('Either folders or inventories are looked at, not both.');
    const [before, after] = [await readPolicyText(old), await readPolicyText(next)];
    const unusable = [before, after].filter(({ document }) => !document);
    if (!before.document || !after.document) {
      for (const { path, problems } of unusable) note(`${shown(path)} cannot be used as a policy. See: mcp-roll-call policy check ${shown(path)}${problems.length === 0 ? '' : ` (${problems.length} ${problems.length === 1 ? 'problem' : 'problems'})`}`);
      return 4;
    }
    const tools = await loadPolicyTools();
    const found = inventories.length > 0 ? await ofInventories(inventories, before, after) : await ofFiles(foldersOf(paths), options.user, before, after);
    const changes = tools.diffVerdicts(found.compared);
    const report: DiffReport = {
      before, after, changes,
      entries: tools.diffEntries(before.document, after.document),
      settings: tools.diffSettings(before.document, after.document),
      same: found.compared.length - changes.reduce((sum, { count }) => sum + count, 0),
      untold: found.untold,
      looked: found.looked,
      notes: [...found.notes, ...notesOn(before, after)],
    };
    print(printed(report, options.format, textOptions()));
    return codeOf(report, found, own['fail-on-loosened'] ?? false);
  },
};

interface Found extends Pick<DiffReport, 'untold' | 'looked' | 'notes'> {
  readonly compared: readonly Compared[];
  readonly unread: boolean;
}

function codeOf({ changes }: DiffReport, { compared, untold, unread }: Found, failOnLoosened: boolean): ExitCode {
  if (failOnLoosened && changes.some(({ effect }) => effect === 'loosened')) return 1;
  if (unread) return 5;
  return compared.length + untold.length === 0 ? 3 : 0;
}

function notesOn(old: PolicyFile, next: PolicyFile): string[] {
  const [before, after] = [old.document, next.document];
  const notes: string[] = [];
  for (const { path, problems } of [old, next]) {
    const wrong = problems.filter(({ severity }) => severity === 'error').length;
    if (wrong > 0) notes.push(`${counted(wrong, 'thing is', 'things are')} wrong in ${shown(path)}, so that what stands there may not count here, or look removed. See: mcp-roll-call policy check ${shown(path)}`);
  }
  if (before && after && after.serial <= before.serial && old.text !== next.text) notes.push(`serial is ${after.serial}, and was ${before.serial}: who has taken the old issue will not take the new one. Raise it.`);
  if ([before, after].some((document) => document?.registries.some(({ trust }) => trust === 'approves'))) notes.push('Registries that approve are not asked here: what only they approve counts as not approved on both sides.');
  return notes;
}

async function ofFiles(paths: readonly string[], user: boolean, before: PolicyFile, after: PolicyFile): Promise<Found> {
  const found = await searchFiles(paths, user);
  if (before.state.kind !== 'ready' || after.state.kind !== 'ready') throw new Error('Both policies were read.');
  const [one, other] = [before.state.policy, after.state.policy];
  const compared: Compared[] = [];
  let files = 0;
  let flawed = 0;
  for await (const { file, servers, providers } of assessEach(found)) {
    if (file.status === 'absent') continue;
    files++;
    if (file.live && file.status !== 'read' && file.status !== 'opaque') flawed++;
    const where = shown(file.path);
    for (const { declaration, identity } of servers) {
      if (!file.live || declaration.disabled) continue;
      const subject = { server: declaration, identity };
      compared.push({ name: visible(maskText(declaration.name)), kind: 'server', identity: visible(maskText(describeIdentity(identity))), where, before: one.decide(subject, found.now), after: other.decide(subject, found.now) });
    }
    for (const { declaration } of providers) {
      if (!isLive(file, declaration) || !(one.providers.speaks || other.providers.speaks)) continue;
      compared.push({ name: visible(maskText(declaration.name)), kind: 'provider', identity: visible(`model provider ${shownAddress(declaration) ?? maskText(declaration.provider ?? declaration.name)}`), where, before: one.providers.decide(declaration, found.now), after: other.providers.decide(declaration, found.now) });
    }
  }
  const notes = flawed > 0 ? [`${flawed} ${flawed === 1 ? 'live config file' : 'live config files'} could not be read, or not wholly: see mcp-roll-call scan.`] : [];
  return { compared, untold: [], looked: `${files} config ${files === 1 ? 'file' : 'files'}`, notes, unread: flawed > 0 };
}

async function ofInventories(files: readonly string[], before: PolicyFile, after: PolicyFile): Promise<Found> {
  const { readInventory, compareInventory, decider } = await loadPolicyTools();
  if (before.state.kind !== 'ready' || after.state.kind !== 'ready') throw new Error('Both policies were read.');
  const deciders = [decider(before.state.policy, before.document!), decider(after.state.policy, after.document!)] as const;
  const now = new Date().toISOString();
  const compared: Compared[] = [];
  const untold: DiffReport['untold'][number][] = [];
  const notes: string[] = [];
  let rows = 0;
  let unread = false;
  for (const file of files) {
    const inventory = readInventory(contentOf(file));
    if (!inventory) throw new UsageError(`${visible(file, 300)} is no inventory: it holds nothing that mcp-roll-call inventory --format json or ndjson writes.`);
    rows += inventory.rows.length;
    if (inventory.unread > 0) {
      unread = true;
      notes.push(`${inventory.unread} ${inventory.unread === 1 ? 'row' : 'rows'} of ${shown(file)} could not be read.`);
    }
    const found = compareInventory(inventory, deciders, now);
    for (const one of found.compared) compared.push(one);
    for (const one of found.untold) untold.push(one);
  }
  return { compared, untold, looked: `${rows} ${rows === 1 ? 'row' : 'rows'} of ${files.length} ${files.length === 1 ? 'inventory' : 'inventories'}`, notes, unread };
}

function contentOf(file: string): string {
  try {
    const stat = fs.statSync(file);
    if (!stat.isFile() || stat.size > largestInventory) throw new UsageError(`${visible(file, 300)} is no file that could be an inventory.`);
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${visible(file, 300)} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}.`);
  }
}
