import { clientOf } from '../../clients/clients.ts';
import { codeBlock, inlineCode } from '../../intake/quoted.ts';
import { render } from '../../text/message.ts';
import { visible, visibleLines } from '../../text/visible.ts';
import { maskedDiff } from './masked-diff.ts';
import type { FileStep, StopPlan } from './plan.ts';

/** How a page about a plan is written. */
export interface PageOptions {
  /** A path as the reader knows it. */
  readonly shown: (path: string) => string;
  /** That it is a rehearsal, where nothing can be agreed to. */
  readonly rehearsal?: boolean;
  /** What else is out of reach, that only the host knows. */
  readonly alsoUnreached?: readonly string[];
}

/** All that a plan would change and what it does not reach, for somebody to read first: Markdown that is legible as it stands, without secrets. */
export function stopPage(plan: StopPlan, { shown, rehearsal = false, alsoUnreached = [] }: PageOptions): string {
  const { target, steps, accessSteps, unreached, restart } = plan;
  const on = plan.declared.filter(({ file, declaration }) => file.live && !declaration.disabled).length;
  const off = plan.declared.filter(({ file, declaration }) => file.live && declaration.disabled).length;
  const dormant = plan.declared.length - on - off;
  const lines = [
    `# Block everywhere: ${visible(target.label, 200)}`,
    '',
    rehearsal ? 'A rehearsal: nothing was changed.' : 'Nothing has been changed yet.',
    '',
    ...(plan.declared.length === 0 ? ['**Nothing that was looked at declares it.** If it should be here, check how it is written and which folders were looked at. The policy entry below stops it on other machines all the same.', ''] : []),
    `- Switched on now: ${on} ${on === 1 ? 'declaration' : 'declarations'}`,
    ...(off > 0 ? [`- Already switched off: ${off}`] : []),
    ...(dormant > 0 ? [`- In files that no client reads where they lie, left as they are: ${dormant}`] : []),
    `- Files to change: ${steps.length}`,
    '',
    ...steps.flatMap((step) => stepLines(step, shown)),
    '## What this does not reach',
    '',
    ...unreached.map(({ path, name, why }) => `- ${path === undefined ? '' : `${inlineCode(shown(path))}${name === undefined ? '' : ` (${inlineCode(name, 60)})`}: `}${render(why)}`),
    ...alsoUnreached.map((text) => `- ${visible(text, 400)}`),
    ...(steps.some(({ clients }) => clients.includes('vscode')) ? ['- VS Code stops the server when its file changes, and ends what stands below it in the file too, until that is used again. What has already started elsewhere goes on.'] : []),
    ...(restart.length > 0 ? [`- What is running: quit and start again whichever of these is in use: ${restart.map((id) => clientOf(id).name).join(', ')}.`] : []),
    ...(steps.some(({ root, before }) => root !== undefined && before !== undefined) ? ['- Other copies and branches of a repository: commit the change, or a pull or checkout may bring the server back.'] : []),
    '- Servers that somebody starts by hand, and files in folders that were not looked at.',
    '- Other machines: see the policy entry below.',
    '',
    ...policyLines(plan),
    ...deniedLines(plan),
    ...(accessSteps.length > 0 ? ['## To stop every MCP server in VS Code', '', `Not part of this. If you do not know which server it is, \`"chat.mcp.access": "none"\` in ${accessSteps.map(({ path }) => inlineCode(shown(path))).join(', ')} stops all of them where that folder is open.`, ''] : []),
  ];
  return lines.map(visibleLines).join('\n');
}

const reasons = {
  same: '',
  named: '. It has the name that was given',
  hidden: '. Its command line cannot be read for certain, and what is to be blocked stands in it',
  overlay: '. It changes what another file declares, and could switch that on again',
} as const;

function stepLines({ path, clients, before, after, edits, servers, listed, file }: FileStep, shown: PageOptions['shown']): string[] {
  const read = clients.map((id) => clientOf(id).name).join(', ');
  const acts = servers.map(({ declaration, how, found }) => `- ${how === 'disabled' ? 'Switches off' : 'Takes out'} ${inlineCode(declaration.name, 60)}${reasons[found]}.`);
  return [
    `## ${inlineCode(shown(path), 1000)}`,
    '',
    `Read by ${read}.${before === undefined ? ' The file is made.' : ''}`,
    '',
    ...acts,
    ...(listed ? [`- Adds to ${inlineCode(listed.key)}, by which ${clients.map((id) => clientOf(id).name)[0]!} refuses a server wherever it is declared: ${listed.entries.map((entry) => inlineCode(typeof entry === 'string' ? entry : JSON.stringify(entry))).join(', ')}.`] : []),
    '',
    ...(file && before !== undefined && servers.length > 0 ? [codeBlock(maskedDiff(file, after, edits).join('\n'), 'diff'), ''] : []),
  ];
}

/** A package as `npm:name`, since the label may hold words. */
function calledInPolicy({ label, match }: StopPlan['target']): string {
  const [only, ...more] = match;
  return only?.package && more.length === 0 ? `${only.package.type}:${only.package.name}` : label;
}

/** The entry that makes a policy stop it everywhere else. */
export function policyEntryOf({ target }: StopPlan): string | undefined {
  if (target.match.length === 0) return undefined;
  return JSON.stringify({ id: `stop:${calledInPolicy(target)}`.slice(0, 300), state: 'revoked', reason: 'Emergency stop.', match: target.match }, undefined, 2);
}

function policyLines(plan: StopPlan): string[] {
  const entry = policyEntryOf(plan);
  if (entry === undefined) return ['## For other machines', '', 'No policy entry could be drafted: what identifies the server is only known here, or looks like a secret.', ''];
  return ['## For other machines', '', `An entry for \`servers\` of your organisation’s policy. It wins over every approval.${plan.target.match.some(({ serverName }) => serverName !== undefined) ? ' It goes by a name, since nothing else of the server is known elsewhere: it stops whatever is called so.' : ''}`, '', codeBlock(entry, 'json'), ''];
}

/** VS Code's own list in the user's settings, as text to be copied; undefined where nothing can be said there. */
export function deniedSettingOf({ denied }: StopPlan): string | undefined {
  return denied.length === 0 ? undefined : `"chat.mcp.deniedServers": ${JSON.stringify(denied, undefined, 2)}`;
}

function deniedLines(plan: StopPlan): string[] {
  const text = deniedSettingOf(plan);
  return text === undefined ? [] : ['## For VS Code’s user settings', '', 'No extension may write this list. Pasted into the user settings by hand, VS Code refuses the server in every folder:', '', codeBlock(text, 'json'), ''];
}
