import { clientOf } from './clients/clients.ts';
import type { ConfigFile, ProviderDeclaration, ReadStatus, ServerDeclaration } from './config/config-file.ts';
import { spanAt, type Part, type Path } from './config/node.ts';
import { noFacts, type Facts } from './facts.ts';
import { weight, type Confidence, type Finding, type Fix, type Severity } from './finding/finding.ts';
import type { Identity } from './identity/identity.ts';
import { identify } from './identity/identify.ts';
import { changeOf, type AcceptedLaunches } from './launch/accepted.ts';
import type { LaunchChange } from './launch/change.ts';
import { noPolicyVerdict, unusableVerdict } from './policy/decide.ts';
import { providerAsServer } from './providers/as-server.ts';
import { isLive } from './providers/declare-provider.ts';
import { noPolicyForProvider, unusableForProvider, type ProviderVerdict } from './policy/providers/decide-provider.ts';
import type { PolicyState } from './policy/policy-state.ts';
import { approves, type Verdict } from './policy/verdict.ts';
import { rules } from './rules/rules.ts';
import type { ProviderContext, ProviderRule, Rule, ServerContext, ServerReport } from './rules/rule.ts';
import type { Range } from './text/document.ts';
import type { Message } from './text/message.ts';

/** A server, with everything known about it. */
export interface AssessedServer {
  readonly file: ConfigFile;
  readonly declaration: ServerDeclaration;
  readonly identity: Identity;
  readonly verdict: Verdict;
  /** It is started otherwise than was accepted. */
  readonly change?: LaunchChange;
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
  readonly findings: readonly Finding[];
}

/** How many live, enabled servers there are, by what the policy says of them. */
export interface Summary {
  readonly files: Readonly<Record<ReadStatus, number>>;
  /** Live and enabled. */
  readonly servers: number;
  readonly approved: number;
  /** Live, enabled, and a configured policy does not approve them. */
  readonly notApproved: number;
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
}

/** Everything known about a set of config files under a policy at one moment. */
export interface Assessment {
  readonly policy: PolicyState;
  readonly files: readonly ConfigFile[];
  readonly servers: readonly AssessedServer[];
  readonly providers: readonly AssessedProvider[];
  readonly findings: readonly Finding[];
  readonly summary: Summary;
  readonly facts: Facts;
}

/** What an assessment is made against. `now` is an ISO 8601 instant: the core has no clock. */
export interface Circumstances {
  readonly policy: PolicyState;
  readonly facts: Facts;
  readonly now: string;
  /** What this user accepted before, where that is known and asked for. */
  readonly accepted?: AcceptedLaunches;
}

/** The only way in: everything known about these files. Never throws, whatever they hold. */
export function assess(input: Circumstances & { readonly files: readonly ConfigFile[] }): Assessment {
  return combine(input, input.files.map((file) => assessFile(file, input)));
}

/** One file's part of an assessment; what an editor keeps while other files change. */
export function assessFile(file: ConfigFile, { policy, facts, now, accepted }: Circumstances): FileAssessment {
  const servers: AssessedServer[] = [];
  const providers: AssessedProvider[] = [];
  const findings: Finding[] = [];
  const folder = file.root === undefined ? undefined : facts.folders.get(file.root);
  const place = { scope: file.scope, ...(folder && { folder }) };
  const client = clientOf(file.spelling);
  const compiled = policy.kind === 'ready' ? policy.policy : undefined;
  if (file.live) {
    for (const rule of fileRules) {
      for (const report of rule.check({ file })) findings.push(new FoundInFile(rule, { ...report, at: [] }, 'value', file, report.range, {}));
    }
  }
  for (const declaration of file.declarations) {
    const identity = identify(declaration, place);
    const verdict = compiled ? compiled.decide({ server: declaration, identity }, now) : policy.kind === 'none' ? noPolicyVerdict : unusableVerdict;
    const change = accepted && changeOf(file, declaration, identity, verdict, accepted);
    servers.push(change ? { file, declaration, identity, verdict, change } : { file, declaration, identity, verdict });
    const context: ServerContext = { file, server: declaration, identity, verdict, client, facts, policy: compiled, change };
    // What is a risk by itself is one whether or not anything is started: a secret in the entry of a server that is off is out all the same.
    for (const rule of file.live && !declaration.disabled ? serverRules : dormantRules) {
      for (const { fixes, ...report } of rule.check(context)) {
        findings.push(finding(rule, fixes && !declaration.derived ? { ...report, fixes } : report, file, { server: declaration.path }, declaration.range));
      }
    }
  }
  for (const declaration of file.providers) {
    const verdict = compiled ? compiled.providers.decide(declaration, now) : policy.kind === 'none' ? noPolicyForProvider : unusableForProvider;
    const called = accepted && providerAsServer(declaration);
    const change = called && changeOf(file, called.server, called.identity, verdict, accepted);
    providers.push(change ? { file, declaration, verdict, change } : { file, declaration, verdict });
    if (declaration.disabled) continue;
    const context: ProviderContext = { file, provider: declaration, verdict, client, policy: compiled, change };
    for (const rule of isLive(file, declaration) ? providerRules : dormantProviderRules) {
      for (const report of rule.checkProvider(context)) findings.push(finding(rule, report, file, { provider: declaration.path }, declaration.range));
    }
  }
  return { file, servers, providers, findings };
}

const serverRules = rules.filter((rule) => rule.subject === 'server');
const fileRules = rules.filter((rule) => rule.subject === 'file');
const dormantRules = serverRules.filter((rule) => rule.evenDormant);
const providerRules = rules.filter((rule): rule is Rule & ProviderRule => 'checkProvider' in rule);
const dormantProviderRules = providerRules.filter((rule) => rule.evenDormant);

/** What a finding is about, by the way to its declaration. */
type About = Pick<Finding, 'server' | 'provider'>;

function finding(rule: Rule, report: ServerReport, file: ConfigFile, about: About, otherwise: Range): Finding {
  const part = report.part ?? 'value';
  return new FoundInFile(rule, report, part, file, file.tree ? file.document.rangeOf(spanAt(file.tree, report.at, part)) : otherwise, about);
}

/**
 * A finding that works out its message and fixes when they are asked for. A class, because V8 gives every literal with a getter a hidden class
 * of its own that outlives it, and the file's tree with it: memory for ten thousand files instead of one.
 */
class FoundInFile implements Finding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly file: string;
  readonly at: Path;
  readonly part: Part;
  readonly range: Range;
  readonly server: Path | undefined;
  readonly provider: Path | undefined;
  readonly #makeMessage: () => Message;
  #message: Message | undefined;
  readonly #makeFixes: ServerReport['fixes'];
  #fixes: readonly Fix[] | undefined;

  constructor(rule: Pick<Rule, 'id' | 'severity' | 'confidence'>, report: ServerReport, part: Part, file: ConfigFile, range: Range, { server, provider }: About) {
    this.ruleId = rule.id;
    this.severity = report.severity ?? rule.severity;
    this.confidence = report.confidence ?? rule.confidence;
    this.file = file.path;
    this.at = report.at;
    this.part = part;
    this.range = range;
    this.server = server;
    this.provider = provider;
    this.#makeMessage = report.message;
    // In a text that is still being typed an edit computed from half a tree could land in the wrong place.
    this.#makeFixes = file.status === 'read' ? report.fixes : undefined;
  }

  get message(): Message {
    return (this.#message ??= this.#makeMessage());
  }

  get fixes(): readonly Fix[] {
    return (this.#fixes ??= this.#makeFixes?.() ?? []);
  }
}

/** Files' parts put together, in their order; findings by place. */
export function combine({ policy, facts = noFacts }: Pick<Circumstances, 'policy'> & { readonly facts?: Facts }, parts: readonly FileAssessment[]): Assessment {
  const servers = parts.flatMap((part) => part.servers);
  const providers = parts.flatMap((part) => part.providers);
  const findings = parts.flatMap((part) => part.findings.toSorted(byPlace));
  return { policy, facts, files: parts.map((part) => part.file), servers, providers, findings, summary: summarize(parts, policy) };
}

function byPlace(a: Finding, b: Finding): number {
  return a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character || weight(b.severity) - weight(a.severity);
}

function summarize(parts: readonly FileAssessment[], policy: PolicyState): Summary {
  const files: Record<ReadStatus, number> = { read: 0, partial: 0, invalid: 0, unreadable: 0, opaque: 0, absent: 0 };
  let servers = 0;
  let approved = 0;
  let denied = 0;
  let dormant = 0;
  let disabled = 0;
  let providers = 0;
  let providersNotApproved = 0;
  let changed = 0;
  for (const part of parts) {
    files[part.file.status]++;
    for (const { file, declaration, verdict, change } of part.servers) {
      if (!file.live) dormant++;
      else if (declaration.disabled) disabled++;
      else {
        servers++;
        if (approves(verdict)) approved++;
        if (change) changed++;
        if (verdict.state === 'denied' || verdict.state === 'revoked') denied++;
      }
    }
  }
  for (const { file, declaration, verdict, change } of parts.flatMap((part) => part.providers)) {
    if (!isLive(file, declaration)) continue;
    providers++;
    if (change) changed++;
    if (verdict.code !== 'no-policy' && !approves(verdict)) providersNotApproved++;
  }
  return { providers, providersNotApproved, changed, files, servers, approved, notApproved: policy.kind === 'none' ? 0 : servers - approved, denied, dormant, disabled };
}
