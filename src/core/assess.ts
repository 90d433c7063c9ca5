import { assessFile } from './assess-file.ts';
import { assessTogether } from './assess-together.ts';
import type { ConfigFile, ProviderDeclaration, ReadStatus, ServerDeclaration } from './config/config-file.ts';
import { noFacts, type Facts } from './facts.ts';
import { weight, type Finding } from './finding/finding.ts';
import type { IgnoredFinding } from './finding/ignored.ts';
import type { LintSettings } from './finding/lint-settings.ts';
import type { Identity } from './identity/identity.ts';
import type { Knowledge } from './knowledge.ts';
import type { AcceptedLaunches } from './launch/accepted.ts';
import type { Submissions } from './intake/submission.ts';
import type { HeardServer, HeardServers } from './listening/heard.ts';
import { isDrifted } from './listening/weigh.ts';
import type { LaunchChange } from './launch/change.ts';
import { isLive } from './providers/declare-provider.ts';
import type { ProviderVerdict } from './policy/providers/decide-provider.ts';
import type { NativeLayers } from './native/layers.ts';
import type { PolicyState } from './policy/policy-state.ts';
import { approves, type Verdict } from './policy/verdict.ts';

/** A server, with everything known about it. */
export interface AssessedServer {
  readonly file: ConfigFile;
  readonly declaration: ServerDeclaration;
  readonly identity: Identity;
  readonly verdict: Verdict;
  /** It is started otherwise than was accepted. */
  readonly change?: LaunchChange;
  /** What it said when it was last listened to, where somebody let it be. */
  readonly heard?: HeardServer;
}

/** A model provider, with what the policy says of it. */
export interface AssessedProvider {
  readonly file: ConfigFile;
  readonly declaration: ProviderDeclaration;
  readonly verdict: ProviderVerdict;
  /** It is called otherwise than was accepted: at another address, with another model. */
  readonly change?: LaunchChange;
}

/** What is known of one file: depends on it, the policy, the facts and the day, on nothing else. */
export interface FileAssessment {
  readonly file: ConfigFile;
  readonly servers: readonly AssessedServer[];
  readonly providers: readonly AssessedProvider[];
  /** What is told; without what somebody accepted. */
  readonly findings: readonly Finding[];
  /** What was found and accepted, with the reason. */
  readonly ignored: readonly IgnoredFinding[];
}

/** How many live, enabled servers there are, by what the policy says of them. */
export interface Summary {
  readonly files: Readonly<Record<ReadStatus, number>>;
  /** Live and enabled. */
  readonly servers: number;
  readonly approved: number;
  /** Live, enabled, and a configured policy does not approve them: it says so; without one those that an assistant's own list denies. */
  readonly notApproved: number;
  /** Live servers and providers of which it cannot be told, since a part of the policy or a registry could not be read. */
  readonly undetermined: number;
  /** Of those, denied or revoked. */
  readonly denied: number;
  readonly dormant: number;
  readonly disabled: number;
  /** Model providers, live and not switched off. */
  readonly providers: number;
  /** Of those, the ones that a policy which speaks of providers does not approve. */
  readonly providersNotApproved: number;
  /** Live, enabled, and started or called otherwise than was accepted: servers and model providers. */
  readonly changed: number;
  /** Live, enabled, and when last listened to it said something else than was approved, or two things at once. */
  readonly drifted: number;
}

/** Everything known about a set of config files under a policy at one moment. */
export interface Assessment {
  readonly policy: PolicyState;
  readonly files: readonly ConfigFile[];
  readonly servers: readonly AssessedServer[];
  readonly providers: readonly AssessedProvider[];
  readonly findings: readonly Finding[];
  readonly ignored: readonly IgnoredFinding[];
  readonly summary: Summary;
  readonly facts: Facts;
  /** What assistants enforce by themselves; absent where no file holds a list. */
  readonly enforced?: NativeLayers;
}

/** What an assessment is made against. `now` is an ISO 8601 instant: the core has no clock. */
export interface Circumstances {
  readonly policy: PolicyState;
  readonly facts: Facts;
  /** What ships about servers and packages; absent: nothing. */
  readonly known?: Knowledge;
  /** What the user says of rules. */
  readonly lint?: LintSettings;
  readonly now: string;
  /** What this user accepted before, where that is known and asked for. */
  readonly accepted?: AcceptedLaunches;
  /** What this user asked to be decided on, where that is known. */
  readonly submissions?: Submissions;
  /** What assistants enforce by themselves. */
  readonly enforced?: NativeLayers;
  /** What this user's machine remembers of listening to servers. */
  readonly heard?: HeardServers;
}

/** The only way in: everything known about these files. Never throws, whatever they hold. */
export function assess(input: Circumstances & { readonly files: readonly ConfigFile[] }): Assessment {
  return combine(input, assessTogether(input.files.map((file) => assessFile(file, input)), input));
}

/** Files' parts put together, in their order; findings by place. */
export function combine({ policy, facts = noFacts, enforced }: Pick<Circumstances, 'policy' | 'enforced'> & { readonly facts?: Facts }, parts: readonly FileAssessment[]): Assessment {
  const servers = parts.flatMap((part) => part.servers);
  const providers = parts.flatMap((part) => part.providers);
  const findings = parts.flatMap((part) => part.findings.toSorted(byPlace));
  const ignored = parts.flatMap((part) => part.ignored.toSorted((a, b) => byPlace(a.finding, b.finding)));
  return { policy, facts, ...(enforced && { enforced }), files: parts.map((part) => part.file), servers, providers, findings, ignored, summary: summarize(parts, policy) };
}

function byPlace(a: Finding, b: Finding): number {
  return a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character || weight(b.severity) - weight(a.severity);
}

function summarize(parts: readonly FileAssessment[], policy: PolicyState): Summary {
  const files: Record<ReadStatus, number> = { read: 0, partial: 0, invalid: 0, unreadable: 0, opaque: 0, absent: 0 };
  let servers = 0;
  let approved = 0;
  let denied = 0;
  let undetermined = 0;
  let notApproved = 0;
  let dormant = 0;
  let disabled = 0;
  let providers = 0;
  let providersNotApproved = 0;
  let changed = 0;
  let drifted = 0;
  for (const part of parts) {
    files[part.file.status]++;
    for (const { file, declaration, verdict, change, heard } of part.servers) {
      if (!file.live) dormant++;
      else if (declaration.disabled) disabled++;
      else {
        servers++;
        if (approves(verdict)) approved++;
        else if (verdict.state === 'undetermined') undetermined++;
        else if (policy.kind !== 'none' || verdict.code === 'native-denied') notApproved++;
        if (change) changed++;
        if (isDrifted(heard)) drifted++;
        if (verdict.state === 'denied' || verdict.state === 'revoked') denied++;
      }
    }
  }
  for (const { file, declaration, verdict, change } of parts.flatMap((part) => part.providers)) {
    if (!isLive(file, declaration)) continue;
    providers++;
    if (change) changed++;
    if (verdict.state === 'undetermined') undetermined++;
    else if (verdict.code !== 'no-policy' && !approves(verdict)) providersNotApproved++;
  }
  return { providers, providersNotApproved, changed, drifted, files, servers, approved, notApproved, undetermined, denied, dormant, disabled };
}
