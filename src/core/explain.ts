import type { AssessedProvider, AssessedServer, Assessment } from './assess.ts';
import { clientOf } from './clients/clients.ts';
import { identify } from './identity/identify.ts';
import { explainVerdict } from './policy/explain.ts';
import { launchLine, partWords } from './launch/words.ts';
import { explainProviderVerdict } from './policy/providers/explain-provider.ts';
import type { Judgement } from './native/native.ts';
import { maskedCommandLine, maskText, maskUrl } from './secret/mask.ts';
import { render, say, type Message } from './text/message.ts';
import { unreadParts, type PolicyState } from './policy/policy-state.ts';
import { noPolicyVerdict } from './policy/decide.ts';
import type { HeardServer } from './listening/heard.ts';
import { approves, type Verdict } from './policy/verdict.ts';

/** Why a verdict is what it is: from the declaration to what it really launches to the entry that decided. */
export interface Explanation {
  readonly title: Message;
  readonly steps: readonly Message[];
  readonly advice: readonly Message[];
}

export function explain({ file, declaration, identity, verdict, change, heard }: AssessedServer, { policy, facts, enforced }: Pick<Assessment, 'policy' | 'facts' | 'enforced'>, now: string, shown: (path: string) => string = (path) => path): Explanation {
  const declared = {
    name: declaration.name,
    file: shown(file.path),
    line: declaration.range.start.line + 1,
    clients: file.clients.map((id) => clientOf(id).name).join(', '),
    launch: maskedCommandLine(declaration),
  };
  const steps: Message[] = [
    !file.live
      ? say('`{name}` is declared in {file}, line {line}, which no assistant reads where it lies: `{launch}`.', declared)
      : file.clients.length > 0
      ? say('`{name}` is declared in {file}, line {line}, read by {clients}: `{launch}`.', declared)
      : say('`{name}` is declared in {file}, line {line}: `{launch}`.', declared),
  ];
  if (declaration.disabled) steps.push(say('It is switched off there, so that no assistant starts it.'));
  const folder = file.root === undefined ? undefined : facts.folders.get(file.root);
  identify(declaration, { scope: file.scope, ...(folder && { folder }) }, (step) => steps.push(step));
  if (policy.kind === 'ready') steps.push(...explainVerdict({ server: declaration, identity }, policy.policy, now));
  else {
    if (policy.kind === 'unusable') steps.push(...unusableParts(policy, shown));
    // What an assistant's own lists say has a step of its own.
    steps.push(isNative(verdict) ? noPolicyVerdict.reason : verdict.reason);
  }
  for (const { native, judgement } of enforced?.judge({ server: declaration, identity, file }) ?? []) steps.push(nativeStep(native.name, judgement, shown));
  if (change) {
    const args = { date: change.accepted.at.slice(0, 10), before: launchLine(change.accepted.launch), what: render(partWords(change.parts[0]!)) };
    steps.push(change.accepted.by === 'user' ? say('You acknowledged it on {date} as `{before}`. It is not that any more: {what}.', args) : say('The policy approved it on {date} as `{before}`. It is not that any more: {what}.', args));
  }
  if (heard) steps.push(heardStep(heard));
  const title = verdict.code === 'no-policy' ? say('`{name}`: no policy is configured', { name: declaration.name }) : say('`{name}` is {state}', { name: declaration.name, state: verdict.state });
  const advice = adviceOn({ verdict, declaration, file });
  // What to do is said once.
  const said = new Set(advice.map(render));
  return { title, steps: steps.filter((step) => !said.has(render(step))), advice };
}

function isNative({ code }: Verdict): boolean {
  return code === 'native-denied' || code === 'native-blocked';
}

/** What it said when it was last listened to, which approves nothing. */
function heardStep({ approved, drift, unsteady, otherLaunch, heard }: HeardServer): Message {
  const args = { heard: heard.at.slice(0, 10), approved: approved?.at.slice(0, 10) ?? '', tools: heard.tools, count: drift?.count ?? 0, first: drift?.changes[0] ? render(drift.changes[0].consequence) : '' };
  if (unsteady) return say('When it was last listened to, on {heard}, it said two different things on two connections, which the protocol forbids.', args);
  if (drift) return drift.count === 1 ? say('When it was last listened to, on {heard}, it said something else than was approved on {approved}: {first}', args) : say('When it was last listened to, on {heard}, it said something else than was approved on {approved}, in {count} places. The gravest: {first}', args);
  if (otherLaunch) return say('It was last listened to on {heard}, when it was declared otherwise. What it says as it is now is not known.', args);
  if (heard.partial) return say('When it was last listened to, on {heard}, not all of what it says could be read.', args);
  return approved
    ? say('When it was last listened to, on {heard}, it offered {tools} tools and said what was approved on {approved}.', args)
    : say('When it was last listened to, on {heard}, it offered {tools} tools. Nobody has approved what it says.', args);
}

/** What an assistant's own lists say, which count beside the policy and can only take away. */
function nativeStep(name: string, { outcome, reason, by }: Judgement, shown: (path: string) => string): Message {
  const args = { name, reason: render(reason), file: by ? shown(by.file.path) : '' };
  if (outcome === 'undetermined') return say('Of {name}’s own lists it cannot be told from here: {reason}', args);
  if (!by) return say('{name} has lists of its own: {reason}', args);
  return outcome === 'blocked' ? say('{name} has lists of its own, which count too ({file}): {reason}', args) : say('{name} has lists of its own, and starts it ({file}): {reason} That approves nothing.', args);
}

/** Why the verdict on a model provider is what it is. */
export function explainProvider({ file, declaration, verdict }: AssessedProvider, { policy }: Pick<Assessment, 'policy'>, now: string, shown: (path: string) => string = (path) => path): Explanation {
  const declared = {
    name: maskText(declaration.name),
    file: shown(file.path),
    line: declaration.range.start.line + 1,
    clients: file.clients.map((id) => clientOf(id).name).join(', '),
  };
  const steps: Message[] = [
    file.clients.length > 0 ? say('The model provider `{name}` is named in {file}, line {line}, read by {clients}.', declared) : say('The model provider `{name}` is named in {file}, line {line}.', declared),
  ];
  if (declaration.ignored) steps.push(declaration.ignored);
  if (policy.kind === 'ready') steps.push(...explainProviderVerdict(declaration, policy.policy, now));
  else steps.push(verdict.reason);
  const advice: Message[] = [];
  if (verdict.code === 'no-policy') {
    if (policy.kind === 'none') advice.push(say('Choose your organisation’s policy file, or start one from what you use.'));
  } else if (!approves(verdict)) {
    advice.push(verdict.reason);
  }
  // What to do is said once.
  const said = new Set(advice.map(render));
  const args = { name: declared.name, state: verdict.state };
  const title = verdict.code === 'no-policy' ? (policy.kind === 'none' ? say('`{name}`: no policy is configured', args) : say('`{name}`: the policy says nothing of it', args)) : say('`{name}` is {state}', args);
  return { title, steps: steps.filter((step) => !said.has(render(step))), advice };
}

/** Which policy cannot be used, and why: who asks about a server may never have seen the file. */
function unusableParts(policy: PolicyState, shown: (path: string) => string): Message[] {
  return unreadParts(policy).map(({ source, problems }) => {
    const problem = problems.find(({ severity }) => severity === 'error');
    const args = { source: source.kind === 'url' ? maskUrl(source.at) : shown(source.at) };
    return problem ? say('It should be held against {source}, which cannot be used: {problem}', { ...args, problem: render(problem.message) }) : say('It should be held against {source}, which cannot be used.', args);
  });
}

function adviceOn({ verdict, declaration, file }: Pick<AssessedServer, 'verdict' | 'declaration' | 'file'>): Message[] {
  // Approved only for whoever keeps to it: the reason tells the condition.
  if (verdict.state === 'conditional') return [verdict.reason];
  if (approves(verdict)) return [];
  if (isNative(verdict)) {
    return [verdict.code === 'native-denied'
      ? say('A list that an assistant enforces by itself denies it. If that is not meant, whoever keeps the list can take the entry out.')
      : say('A list that an assistant enforces by itself leaves it out. If that is not meant, whoever keeps the list can add it there; `mcp-roll-call policy compile` writes such lists from the policy.')];
  }
  if (!file.live) return [say('Nothing, as long as it lies where no assistant reads it.')];
  if (verdict.code === 'no-policy') return [say('Choose your organisation’s policy file, or start one from what you use.')];
  const advice: Message[] = [];
  if (verdict.closest) advice.push(say('Use what is approved: {launch} (entry `{entry}`).', { launch: verdict.closest.launch, entry: verdict.closest.entry.id }));
  if (verdict.state === 'undetermined' || verdict.state === 'pending' || verdict.state === 'deprecated' || verdict.code === 'opaque') advice.push(verdict.reason);
  else if (verdict.state === 'unknown') {
    const args = { name: declaration.name };
    advice.push(
      verdict.closest
        ? say('Or register `{name}`: MCP Roll Call drafts the registration from what it knows.', args)
        : say('Register `{name}`: MCP Roll Call drafts the registration from what it knows. Until it is approved, use a server that is.', args),
    );
  }
  if (verdict.state === 'denied' || verdict.state === 'revoked') advice.push(say('Remove `{name}` from the file. If you need what it does, ask {owner} for a replacement.', { name: declaration.name, owner: verdict.entry?.owner ?? 'the owner of the policy' }));
  return advice;
}
