import { remarksOf } from './remarks.ts';
import type { AssessedProvider, AssessedServer } from '../assess.ts';
import type { ConfigFile } from '../config/config-file.ts';
import type { Finding } from '../finding/finding.ts';
import type { HeardServer } from '../listening/heard.ts';
import { visible } from '../text/visible.ts';
import type { LaunchChange } from '../launch/change.ts';
import type { SealedLaunch } from '../launch/launch.ts';
import { launchLine, partWords } from '../launch/words.ts';
import type { Identity } from '../identity/identity.ts';
import type { PolicyPart, PolicyState } from '../policy/policy-state.ts';
import type { EntryRef, Verdict } from '../policy/verdict.ts';
import { calledAddress, shownAddress } from '../providers/called-address.ts';
import { pinningOf } from '../providers/model-name.ts';
import { mask, maskedCommandLine, maskText, maskUrl } from '../secret/mask.ts';
import { shownPurl } from '../secret/shown-purl.ts';
import { withoutTokens } from '../secret/token-formats.ts';
import { render } from '../text/message.ts';
import type { BaselineEntry } from './baseline.ts';
import type { Report } from './json-schema.ts';
import type { ReportContext, ReportWriter } from './report.ts';
import type { ReportedFile } from './reported-file.ts';
import type { Tally } from './tally.ts';

type FileRow = Report['coverage']['files'][number];
type ServerRow = Report['servers'][number];
type ProviderRow = Report['providers'][number];
type FindingRow = Report['findings'][number];
type BaselineRow = NonNullable<Report['baseline']>['stale'][number];

/**
 * The report that `scan --format json` prints: one object, each row of its lists on a line of its own. Holds no secret: command
 * lines and addresses are masked, other values left out.
 */
export class JsonReport implements ReportWriter {
  readonly #tally: Tally;
  readonly #files: string[] = [];
  readonly #servers: string[] = [];
  readonly #providers: string[] = [];
  readonly #findings: string[] = [];
  readonly #ignored: string[] = [];
  readonly #baselined: string[] = [];

  constructor(tally: Tally) {
    this.#tally = tally;
  }

  add(part: ReportedFile): void {
    const { file, servers, providers, findings, baselined = [], fingerprints } = part;
    const row = (finding: Finding): FindingRow => findingRow(finding, fingerprints?.get(finding));
    this.#files.push(json(fileRow(file)));
    for (const server of servers) this.#servers.push(json(serverRow(server)));
    for (const provider of providers) this.#providers.push(json(providerRow(provider)));
    for (const finding of findings) this.#findings.push(json(row(finding)));
    for (const { finding, reason, by, expires } of part.ignored) {
      const ignored: Report['ignored'][number] = { finding: row(finding), reason, by, expires: expires ?? null };
      this.#ignored.push(json(ignored));
    }
    for (const { finding, entry } of baselined) {
      const set: Report['baselined'][number] = { finding: row(finding), expires: entry.expires ?? null };
      this.#baselined.push(json(set));
    }
  }

  *print({ notLookedInto, searched = [], changed, baseline, exit }: ReportContext): Generator<string> {
    const { summary, findings, ignored, baselined, policy } = this.#tally;
    const version: Report['schemaVersion'] = 1;
    const left: Report['coverage']['notLookedInto'] = notLookedInto.map(({ path, reason }) => ({ path, reason: render(reason) }));
    const ways: Report['coverage']['searched'] = searched.map(({ path, way }) => ({ path, by: way.by, why: way.why ? render(way.why) : null }));
    const sums: Report['summary'] = { ...summary, findings, ignored, baselined, exitCode: exit.code };
    const held: Report['baseline'] = baseline ? { path: baseline.path, expired: baseline.expired.map(baselineRow), stale: baseline.stale.map(baselineRow), refused: baseline.refused.map(baselineRow) } : null;
    const since: Report['coverage']['changedSince'] = changed ?? null;
    yield `{\n  "schemaVersion": ${version},\n  "coverage": {\n    "files": `;
    yield* rows(this.#files, '    ');
    yield ',\n    "notLookedInto": ';
    yield* rows(left.map(json), '    ');
    yield ',\n    "searched": ';
    yield* rows(ways.map(json), '    ');
    yield `,\n    "changedSince": ${json(since)}\n  },\n  "policy": ${json(policyPart(policy))},\n  "servers": `;
    yield* rows(this.#servers, '  ');
    yield ',\n  "providers": ';
    yield* rows(this.#providers, '  ');
    yield ',\n  "findings": ';
    yield* rows(this.#findings, '  ');
    yield ',\n  "ignored": ';
    yield* rows(this.#ignored, '  ');
    yield ',\n  "baselined": ';
    yield* rows(this.#baselined, '  ');
    yield `,\n  "baseline": ${json(held)}`;
    yield `,\n  "summary": ${json(sums)}\n}\n`;
  }
}

export function* rows(items: readonly string[], indent: string): Generator<string> {
  yield '[';
  for (let i = 0; i < items.length; i++) yield `${i === 0 ? '' : ','}\n${indent}  ${items[i]!}`;
  yield items.length === 0 ? ']' : `\n${indent}]`;
}

/** One server with its verdict, as it stands in a report. */
export function serverRow({ file, declaration, identity, verdict, change, heard }: AssessedServer): ServerRow {
  return {
    name: withoutTokens(declaration.name, mask),
    clients: [...file.clients],
    scope: file.scope,
    live: file.live,
    disabled: declaration.disabled,
    file: file.path,
    range: declaration.range,
    transport: declaration.transport,
    identity: { ...identityPart(identity), launch: maskedCommandLine(declaration) },
    verdict: verdictPart(verdict),
    remarks: remarksOf(declaration).map(render),
    ...(change && { change: changePart(change) }),
    ...(heard && { heard: heardPart(heard) }),
  };
}

/** One model provider with its verdict, as it stands in a report. */
export function providerRow({ file, declaration, verdict }: AssessedProvider): ProviderRow {
  const called = calledAddress(declaration);
  const url = shownAddress(declaration);
  return {
    name: maskText(declaration.name),
    clients: [...file.clients],
    scope: file.scope,
    live: file.live,
    disabled: declaration.disabled,
    ignored: declaration.ignored ? render(declaration.ignored) : null,
    file: file.path,
    range: declaration.range,
    provider: declaration.provider ?? (called.kind === 'address' ? (called.at?.provider.id ?? null) : null),
    url: url ?? null,
    urlFrom: url === undefined ? null : declaration.baseUrl ? 'file' : 'provider',
    models: declaration.models.map(({ role, value }) => ({ role: maskText(role), model: maskText(value), pinning: pinningOf(value) })),
    key: declaration.key,
    verdict: verdictPart(verdict),
  };
}

/**
 * JSON text that is safe to show in a terminal: everything that could act on it, or could make the text look like another one,
 * stands as an escape. Readers of JSON see no difference.
 */
export function json(value: unknown): string {
  return JSON.stringify(value).replace(active, (character) => Array.from({ length: character.length }, (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''));
}

/** JSON.stringify itself escapes what lies below U+0020. */
const active = /[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/gu;

export function fileRow(file: ConfigFile): FileRow {
  return {
    path: file.path,
    clients: [...file.clients],
    scope: file.scope,
    live: file.live,
    status: file.status,
    servers: file.declarations.length,
    providers: file.providers.length,
    reason: file.reason ? render(file.reason) : null,
  };
}

function identityPart(identity: Identity): Pick<ServerRow['identity'], 'kind' | 'purl' | 'url'> {
  switch (identity.kind) {
    case 'package':
      return { kind: 'package', purl: shownPurl(identity.package) ?? null, url: null };
    case 'remote':
      return { kind: 'remote', purl: (identity.via && shownPurl(identity.via.package)) ?? null, url: maskUrl(identity.url) };
    default:
      return { kind: identity.kind, purl: null, url: null };
  }
}

export function verdictPart({ state, code, achieved, required, entry, reason, closest }: Verdict): ServerRow['verdict'] {
  return {
    state,
    code,
    achieved: achieved ?? null,
    required: required ?? null,
    entry: entry ? entryPart(entry) : null,
    reason: render(reason),
    closest: closest ? { entry: entryPart(closest.entry), launch: closest.launch } : null,
  };
}

function heardPart({ approved, heard, drift, unsteady, otherLaunch }: HeardServer): NonNullable<ServerRow['heard']> {
  return {
    at: heard.at,
    digest: heard.digest,
    tools: heard.tools,
    approved: approved ? { at: approved.at, by: approved.by, digest: approved.digest } : null,
    unsteady: unsteady === true,
    partial: heard.partial === true,
    otherLaunch: otherLaunch === true,
    drift: drift ? { worst: drift.worst, count: drift.count, changes: drift.changes.map((one) => ({ class: one.class, subject: one.subject, name: one.name === undefined ? null : visible(one.name, 200), consequence: render(one.consequence) })) } : null,
  };
}

function changePart({ accepted, now, otherThing, parts }: LaunchChange): NonNullable<ServerRow['change']> {
  return { acceptedAt: accepted.at, acceptedBy: accepted.by, otherThing, before: launchPart(accepted.launch), after: launchPart(now), parts: parts.map((part) => render(partWords(part))) };
}

function launchPart(launch: SealedLaunch): NonNullable<ServerRow['change']>['before'] {
  const names = (values: SealedLaunch['env']): string[] => values.map(({ name }) => withoutTokens(name, mask));
  return { launch: launchLine(launch), transport: launch.transport, env: names(launch.env), headers: names(launch.headers), fields: names(launch.fields) };
}

function entryPart({ id, state, owner, conditions, reason, expires }: EntryRef): NonNullable<ServerRow['verdict']['entry']> {
  return { id, state, owner: owner ?? null, conditions: conditions ?? null, reason: reason ?? null, expires: expires ?? null };
}

function baselineRow({ rule, file, fingerprint, what, expires }: BaselineEntry): BaselineRow {
  return { rule, file, fingerprint, what, expires: expires ?? null };
}

function findingRow({ ruleId, severity, confidence, file, range, message, fixes }: Finding, fingerprint: string | undefined): FindingRow {
  const fix = fixes[0];
  return {
    ruleId,
    severity,
    confidence,
    file,
    range,
    message: render(message),
    fix: fix ? { id: fix.id, title: render(fix.title), safety: fix.safety, note: fix.note ? render(fix.note) : null } : null,
    fingerprint: fingerprint ?? null,
  };
}

export function policyPart(policy: PolicyState): Report['policy'] {
  return { status: policy.kind, parts: policy.kind === 'none' ? [] : policy.parts.map(partRow) };
}

function partRow({ source, document, problems, kept, confirmed, notes, registries }: PolicyPart): Report['policy']['parts'][number] {
  return {
    at: source.at,
    namedBy: source.namedBy,
    status: !document ? 'unusable' : kept ? 'kept' : 'ready',
    issuer: document?.issuer ?? null,
    serial: document?.serial ?? null,
    expiresAt: document?.expiresAt ?? null,
    confirmed: confirmed ?? null,
    kept: kept ? render(kept) : null,
    notes: notes.map(render),
    problems: problems.map(({ severity, range, message }) => ({ severity, range, message: render(message) })),
    registries: registries.map(({ url, trust, complete, asOf, problem }) => ({ url, trust, complete, asOf: asOf ?? null, problem: problem ? render(problem) : null })),
  };
}
