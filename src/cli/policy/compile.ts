import * as path from 'node:path';
import type { Compiled } from '../../core/native/compile/plan.ts';
import type { LossReport } from '../../core/native/loss-report/loss-report.ts';
import type { NativeSubject } from '../../core/native/native.ts';
import type { Target } from '../../core/native/targets.ts';
import type { CompiledPolicy } from '../../core/policy/compile.ts';
import { json } from '../../core/report/json.ts';
import { policyLines } from '../../core/report/text/policy.ts';
import { render } from '../../core/text/message.ts';
import { visible } from '../../core/text/visible.ts';
import { realEnvironment } from '../../host/files/environment.ts';
import { enforcingPlace } from '../../host/native/enforcing-place.ts';
import { writeCompiled } from '../../host/native/write-compiled.ts';
import { foldersOf, readArguments } from '../arguments.ts';
import { assessEach, search, type Search } from '../assess-files.ts';
import { loadPolicyTools } from '../load-policy-tools.ts';
import { note, print, shown, textOptions } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import type { Verb } from './verb.ts';

export const compile: Verb = {
  form: 'compile --to TARGET [path...] [--out FOLDER [--force]] [--deny-only] [--fail-on-loss] [--format text|json|markdown]',
  help: `Writes the policy in an assistant's own keys, for its own enforcement: vscode, copilot, claude-code, codex, gemini, cline, or registry
(the static files of an MCP registry, v0.1). Says what these keys cannot say, and which servers that are configured in the named
folders and in your user account are let through or blocked by that. Without --out the files go to standard output; with it into a
folder, with a text on where each goes (README.md) and what is lost (loss-report.md): nothing is enforced until somebody puts them there.
What was written before is replaced, what somebody else wrote or changed only with --force. --deny-only writes no allow list.
--policy, --policy-keys, --offline, --refresh and --no-user as for scan. Ends with 1 where --fail-on-loss is given and by something that
just this policy says, or for a server here, more is let through than the policy approves; an assistant's general limits, a day or a
condition that is not passed on, and what --deny-only leaves open are told and do not count. Ends with 4, and writes nothing, where the policy or a registry it trusts cannot be read.`,
  async run(args) {
    const { options, own, positionals } = readArguments(args, { to: { type: 'string' }, out: { type: 'string' }, force: { type: 'boolean' }, 'deny-only': { type: 'boolean' }, 'fail-on-loss': { type: 'boolean' } }, ['text', 'json', 'markdown']);
    if (options.failOn !== undefined) throw new UsageError('--fail-on means nothing here: findings are not looked at. To end with 1 where something is lost: --fail-on-loss.');
    if (own.force && own.out === undefined) throw new UsageError('--force is about files that are there already: it needs --out.');
    const tools = await loadPolicyTools();
    const target = targetOf(tools.targets, own.to, own['deny-only'] ?? false);
    const found = await search(foldersOf(positionals), options);
    const policy = usable(found);
    if (!policy) return 4;
    const plan = tools.planOf(policy, { now: found.now, mode: own['deny-only'] ? 'deny-only' : 'allow-and-deny', seen: await seenIn(found) });
    const compiled = target.compile(plan);
    const report = tools.lossReport(target, plan, compiled.losses);
    if (own.out === undefined) printed(tools, options.format, report, compiled);
    else {
      writeInto(tools, path.resolve(own.out), own.force ?? false, report, compiled);
      if (options.format === 'json') print(`${json(tools.compiledJson(report, compiled))}\n`);
      else print(options.format === 'markdown' ? tools.lossMarkdown(report, shown) : tools.lossText(report, textOptions()));
    }
    return own['fail-on-loss'] && tools.letsThrough(report) ? 1 : 0;
  },
};

type Tools = Awaited<ReturnType<typeof loadPolicyTools>>;

function targetOf(targets: readonly Target[], to: string | undefined, denyOnly: boolean): Target {
  const ids = targets.map(({ id }) => id).join(', ');
  if (to === undefined) throw new UsageError(`For whom? Say it with --to: ${ids}.`);
  const target = targets.find(({ id }) => id === to);
  if (!target) throw new UsageError(`--to is one of ${ids}; not ${visible(to, 60)}.`);
  if (denyOnly && target.allowsOnly) throw new UsageError('A registry lists what may be used and nothing else: --deny-only leaves nothing of it.');
  return target;
}

/** The policy, where all of it can be relied on: a denial that could not be read would be missing from what is enforced. */
function usable({ policy }: Search): CompiledPolicy | undefined {
  if (policy.kind === 'none') throw new UsageError('No policy is configured, so there is nothing to write. Name one with --policy.');
  const unread = policy.kind === 'ready' ? policy.policy.unread.length > 0 || policy.policy.approving.some(({ registries }) => registries.some(({ complete }) => !complete)) : true;
  if (policy.kind === 'ready' && !unread) return policy.policy;
  for (const line of policyLines(policy, textOptions())) note(line);
  note('Nothing was written: the policy, a part of it or a registry that it trusts could not be read, and what it denies would be missing.');
  return undefined;
}

/** Every live, enabled server. */
async function seenIn(found: Search): Promise<readonly NativeSubject[]> {
  const seen: NativeSubject[] = [];
  for await (const { file, servers } of assessEach(found)) {
    if (file.live) for (const { declaration, identity } of servers) if (!declaration.disabled) seen.push({ server: declaration, identity, file });
  }
  return seen;
}

function printed(tools: Tools, format: 'text' | 'json' | 'markdown', report: LossReport, compiled: Compiled): void {
  if (format === 'json') return print(`${json(tools.compiledJson(report, compiled))}\n`);
  if (format === 'markdown') return print([tools.companion(report, compiled), ...compiled.files.map(tools.fencedFile), tools.lossMarkdown(report, shown)].join('\n'));
  for (const { name, text } of compiled.files) {
    note(`== ${visible(name, 300)}`);
    print(text);
  }
  note(`\n${tools.lossText(report, { ...textOptions(), style: (_, text) => text })}`);
}

function writeInto(tools: Tools, folder: string, force: boolean, report: LossReport, compiled: Compiled): void {
  const files = [...compiled.files, { name: 'loss-report.md', text: tools.lossMarkdown(report, shown) }];
  const refused = enforcingPlace(folder, files.map(({ name }) => name), realEnvironment());
  if (refused) throw new UsageError(`${shown(folder)}: ${render(refused)}`);
  let result: ReturnType<typeof writeCompiled>;
  try {
    result = writeCompiled(folder, files, tools.companion(report, compiled), force);
  } catch (error) {
    throw new UsageError(`${shown(folder)} cannot be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}.`);
  }
  if ('refused' in result) throw new UsageError(`${shown(folder)} was left as it is. ${render(result.refused)} ${someOf(result.files)}${force ? '' : '. To replace them all the same: --force'}`);
  note(`Written into ${shown(folder)}: ${someOf(result.written)}.`);
  if (result.removed.length > 0) note(`Removed, since the policy has them no more: ${someOf(result.removed)}.`);
  if (result.left.length > 0) note(`Not removed, though the policy has them no more, since somebody changed them. Whoever serves this folder still serves them: ${someOf(result.left)}.`);
  note(`Nothing is enforced by that. Where the files go: ${shown(path.join(folder, 'README.md'))}\n`);
}

function someOf(names: readonly string[]): string {
  return `${names.slice(0, 10).map((name) => visible(name, 200)).join(', ')}${names.length > 10 ? ` and ${names.length - 10} more` : ''}`;
}
