import type { Scope } from '../../clients/client.ts';
import { maskedCommandLine } from '../../secret/mask.ts';
import { joined, say, type Message } from '../../text/message.ts';
import type { Canary, CanaryScope, ClientVerification, EnforcementSource, EnforcementStatus, JudgedServer, Verification } from './verification.ts';

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

/** The names of clients without lists, in one sentence. */
export function listlessWords({ listless, policy }: Verification): Message | undefined {
  if (listless.length === 0) return undefined;
  const notApproved = listless.reduce((sum, one) => sum + one.notApproved, 0);
  const names = listless.map(({ name }) => name).join(', ');
  const about = say('Not enforced in {clients}: these have no lists of their own that are documented. Only CI and the editor’s warning reach them.', { clients: names });
  return policy === 'ready' && notApproved > 0 ? joined(about, notApproved === 1 ? say('One of their servers here is not approved.') : say('{count} of their servers here are not approved.', { count: notApproved })) : about;
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
export function judgedWords({ reason, verdict, offInVain, folder }: JudgedServer): readonly Message[] {
  return [
    reason,
    ...(folder === undefined ? [] : [say('So it is in {folder}.', { folder })]),
    ...(offInVain ? [say('It is switched off in its file, which this client takes no notice of.')] : []),
    verdict,
  ];
}

export function launchOf({ server }: JudgedServer): string {
  return maskedCommandLine(server.declaration);
}

/** A canary that went wrong, or could not be told. */
export function canaryWords({ must, about, launch, outcome, failedIn, reason }: Canary, words: (message: Message) => string): Message {
  const what = words(about);
  const where = failedIn.length === 0 || failedIn.length === 3 ? undefined : failedIn.map((scope) => words(places[scope])).join(', ');
  const told = must === 'be-blocked'
    ? outcome === 'allowed' ? say('Would start: {what} (`{launch}`).', { what, launch }) : outcome === 'blocked' ? say('Blocked: {what} (`{launch}`).', { what, launch }) : say('Cannot be told: {what} (`{launch}`).', { what, launch })
    : outcome === 'blocked' ? say('Blocked although approved: {what} (`{launch}`).', { what, launch }) : outcome === 'allowed' ? say('Allowed: {what} (`{launch}`).', { what, launch }) : say('Cannot be told: {what} (`{launch}`).', { what, launch });
  return where === undefined ? joined(told, reason) : joined(told, say('So it is where it is declared {where}.', { where }), reason);
}

/** `3 of 4 that must be blocked are; 2 of 2 that must be allowed are`. */
export function canarySums(canaries: readonly Canary[]): readonly Message[] {
  const of = (must: Canary['must']): readonly Canary[] => canaries.filter((canary) => canary.must === must);
  const sum = (list: readonly Canary[]): { passed: number; all: number } => ({ passed: list.filter(({ passed }) => passed).length, all: list.length });
  return [
    ...(of('be-blocked').length > 0 ? [say('{passed} of {all} made-up servers that must be blocked are', sum(of('be-blocked')))] : []),
    ...(of('be-allowed').length > 0 ? [say('{passed} of {all} that must be allowed are', sum(of('be-allowed')))] : []),
  ];
}

/** The line of the status bar's tooltip: `Enforced by Claude Code; not by VS Code, Cursor`. Undefined where there is nothing to say. */
export function tooltipWords({ clients, listless, policy }: Verification): Message | undefined {
  if (policy !== 'ready' || clients.length + listless.length === 0) return undefined;
  const named = (...statuses: readonly EnforcementStatus[]): string => clients.filter(({ status }) => status && statuses.includes(status)).map(({ name }) => name).join(', ');
  const not = [named('not-enforced'), listless.map(({ name }) => name).join(', ')].filter(Boolean).join(', ');
  const parts = [
    ...(named('enforced') ? [say('Enforced by {clients}.', { clients: named('enforced') })] : []),
    ...(named('partly') ? [say('Partly by {clients}.', { clients: named('partly') })] : []),
    ...(not ? [named('enforced', 'partly') ? say('Not by {clients}.', { clients: not }) : say('Not enforced by {clients}.', { clients: not })] : []),
    ...(named('undetermined') ? [say('Cannot be told of {clients}.', { clients: named('undetermined') })] : []),
  ];
  return joined(...parts);
}

export function clientTitle({ name, versions }: Pick<ClientVerification, 'name' | 'versions'>): string {
  return versions.length === 0 ? name : `${name} ${versions.join(', ')}`;
}
