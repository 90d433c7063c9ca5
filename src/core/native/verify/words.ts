import type { ClientId, Scope } from '../../clients/client.ts';
import { maskedCommandLine } from '../../secret/mask.ts';
import { joined, render, say, type Message } from '../../text/message.ts';
import { enforcementStatuses, type Canary, type CanaryScope, type ClientVerification, type EnforcementSource, type EnforcementStatus, type JudgedServer, type Verification } from './verification.ts';

/** What a result is called, everywhere. */
export const statusWords: Readonly<Record<EnforcementStatus, Message>> = {
  enforced: say('enforced'),
  partly: say('partly enforced'),
  'not-enforced': say('not enforced'),
  undetermined: say('cannot be told'),
};

const scopes: Readonly<Record<Scope, Message>> = { managed: say('managed'), user: say('the user’s'), workspace: say('of the workspace') };

const places: Readonly<Record<CanaryScope, Message>> = { user: say('in the user’s files'), workspace: say('in a workspace'), other: say('by a plugin or an extension') };

/** Whether nothing came of it, for want of a policy or of a client. */
export function aboutAll({ policy, clients, listless }: Verification): Message | undefined {
  if (policy === 'none') return say('No policy is configured, so there is nothing to hold clients against. What follows is only what each of them enforces by itself.');
  if (policy === 'unusable') return say('The policy could not be read, so nothing says what clients should block. Mend it first; `mcp-roll-call policy check` says what is wrong.');
  if (policy === 'incomplete') return say('A part of the policy could not be read, so nothing is known to be approved. What must be blocked was tried all the same.');
  return clients.length + listless.length === 0 ? say('No assistant was found to be installed here.') : undefined;
}

/** Clients without lists, in one sentence. */
export function listlessWords({ listless, policy }: Verification): Message | undefined {
  if (listless.length === 0) return undefined;
  const notApproved = listless.reduce((sum, one) => sum + one.notApproved, 0);
  return joined(
    say('Not enforced, since they have no lists of their own that are documented:'),
    ...inOneLine(listless),
    say('Only CI and the editor’s warning reach them.'),
    ...(policy === 'ready' && notApproved > 0 ? [notApproved === 1 ? say('One of their servers here is not approved.') : say('{count} of their servers here are not approved.', { count: notApproved })] : []),
  );
}

/** Names with what stands between them: each by itself, since what fills a message is cut. */
function inOneLine(named: readonly { readonly name: string }[]): readonly Message[] {
  return named.map(({ name }, i) => (i < named.length - 1 ? say('{name},', { name }) : say('{name}.', { name })));
}

/** What of a file counts. */
export function sourceWords({ scope, allows, denies, switches }: EnforcementSource): readonly Message[] {
  return [
    scopes[scope],
    allows === undefined ? say('no allow list') : allows === 0 ? say('an empty allow list: nothing is allowed') : say('allows {count}', { count: allows }),
    ...(denies > 0 ? [say('denies {count}', { count: denies })] : []),
    ...switches.map(({ key, value }) => say('`{key}`: {value}', { key, value })),
  ];
}

/** What is to be said of a server beside its name: why the client does what it does, and what our policy says. */
export function judgedWords(judged: JudgedServer): readonly Message[] {
  return [...clientWords(judged), judged.verdict];
}

/** What the client does with it, and why. */
export function clientWords({ reason, offInVain, folder }: JudgedServer): readonly Message[] {
  return [
    reason,
    ...(folder === undefined ? [] : [say('So it is in {folder}.', { folder })]),
    ...(offInVain ? [say('It is switched off in its file, which this client takes no notice of.')] : []),
  ];
}

/** Servers with which the client does the same for the same reason, in the order of the first of each. */
export function alike(list: readonly JudgedServer[]): readonly (readonly JudgedServer[])[] {
  const groups = new Map<string, JudgedServer[]>();
  for (const one of list) {
    const key = clientWords(one).map(render).join('\n');
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

/** All results in one line: `1 enforced, 2 partly enforced`. */
export function overview({ clients, listless }: Verification): string {
  return enforcementStatuses.flatMap((wanted) => {
    const count = clients.filter(({ status }) => status === wanted).length + (wanted === 'not-enforced' ? listless.length : 0);
    return count === 0 ? [] : [`${count} ${render(statusWords[wanted])}`];
  }).join(', ');
}

/** What `policy compile` calls a client. */
const compiledAs: Partial<Record<ClientId, string>> = { vscode: 'vscode', 'copilot-cli': 'copilot', 'claude-code': 'claude-code', codex: 'codex', 'gemini-cli': 'gemini', cline: 'cline' };

/** What to do where not all is enforced; undefined where all is, or nothing can be done so. */
export function nextStep({ policy, clients }: Verification): Message | undefined {
  const targets = policy === 'ready' ? clients.flatMap(({ client, status }) => (status === 'enforced' ? [] : (compiledAs[client] ?? []))) : [];
  if (targets.length === 0) return undefined;
  return targets.length === 1
    ? say('To write the policy as its own lists: `mcp-roll-call policy compile --to {target} --out FOLDER`. The README.md in there says where they go; then verify again.', { target: targets[0]! })
    : say('To write the policy as their own lists: `mcp-roll-call policy compile --to TARGET --out FOLDER`, for {targets}. The README.md in there says where they go; then verify again.', { targets: targets.join(', ') });
}

export function launchOf({ server }: JudgedServer): string {
  return maskedCommandLine(server.declaration);
}

/** What came of a canary, as a sentence. @param show makes text of a message */
export function canarySentence(canary: Canary, show: (message: Message) => string): string {
  return sentence([canary], show);
}

/** Those that went wrong or could not be told: what went the same way for the same reason in one sentence. */
export function failedCanaries(canaries: readonly Canary[], show: (message: Message) => string): readonly { readonly outcome: Canary['outcome']; readonly text: string }[] {
  const groups = new Map<string, Canary[]>();
  for (const canary of canaries.filter(({ passed }) => !passed)) {
    const key = [canary.must, canary.outcome, show(canary.reason), ...canary.failedIn].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), canary]);
  }
  return [...groups.values()].map((group) => ({ outcome: group[0]!.outcome, text: sentence(group, show) }));
}

/** More than these in one sentence nobody reads. */
const listed = 12;

const results: Readonly<Record<Canary['must'], Readonly<Record<Canary['outcome'], Message>>>> = {
  'be-blocked': { allowed: say('Would start:'), blocked: say('Blocked:'), undetermined: say('Cannot be told:') },
  'be-allowed': { allowed: say('Allowed:'), blocked: say('Blocked although approved:'), undetermined: say('Cannot be told:') },
};

/** Of canaries with the same result. Put together as text, since what fills a message is cut. */
function sentence(group: readonly Canary[], show: (message: Message) => string): string {
  const { must, outcome, failedIn, reason, launch } = group[0]!;
  const named = [...new Set(group.map(({ about }) => show(about)))];
  const more = named.length - listed;
  const what = [...named.slice(0, listed), ...(more > 0 ? [show(say('and {count} more', { count: more }))] : [])].join('; ');
  const where = failedIn.length === 0 || failedIn.length === 3 ? '' : ` ${show(say('So it is where it is declared {where}.', { where: failedIn.map((scope) => render(places[scope])).join(', ') }))}`;
  return `${show(results[must][outcome])} ${what}${group.length === 1 ? ` (${show(say('`{launch}`', { launch }))})` : ''}.${where} ${show(reason)}`;
}

/** `3 of 4 blocked; 2 of 2 allowed`: of those that must be. */
export function canarySums(canaries: readonly Canary[]): readonly Message[] {
  const of = (must: Canary['must']): readonly Canary[] => canaries.filter((canary) => canary.must === must);
  const sum = (list: readonly Canary[]): { passed: number; all: number } => ({ passed: list.filter(({ passed }) => passed).length, all: list.length });
  return [
    ...(of('be-blocked').length > 0 ? [say('{passed} of {all} blocked', sum(of('be-blocked')))] : []),
    ...(of('be-allowed').length > 0 ? [say('{passed} of {all} allowed', sum(of('be-allowed')))] : []),
  ];
}

/** The line of the status bar's tooltip: `Enforced by: Claude Code. Not by: Cursor.` Undefined where there is nothing to say. */
export function tooltipWords({ clients, listless, policy }: Verification): Message | undefined {
  if (policy !== 'ready' || clients.length + listless.length === 0) return undefined;
  const having = (wanted: EnforcementStatus): readonly { readonly name: string }[] => clients.filter(({ status }) => status === wanted);
  const part = (title: Message, named: readonly { readonly name: string }[]): readonly Message[] => (named.length === 0 ? [] : [title, ...inOneLine(named)]);
  return joined(
    ...part(say('Enforced by:'), having('enforced')),
    ...part(say('Partly enforced by:'), having('partly')),
    ...part(say('Not enforced by:'), [...having('not-enforced'), ...listless]),
    ...part(say('Cannot be told of:'), having('undetermined')),
  );
}

export function clientTitle({ name, versions }: Pick<ClientVerification, 'name' | 'versions'>): string {
  return versions.length === 0 ? name : `${name} ${versions.join(', ')}`;
}
