import { remarksOf } from '../remarks.ts';
import type { AssessedProvider, AssessedServer } from '../../assess.ts';
import type { ConfigFile } from '../../config/config-file.ts';
import { weight, type Finding, type Severity } from '../../finding/finding.ts';
import { describeIdentity } from '../../identity/describe.ts';
import type { Identity } from '../../identity/identity.ts';
import { approves, type Verdict } from '../../policy/verdict.ts';
import { maskedCommandLine } from '../../secret/mask.ts';
import { render } from '../../text/message.ts';
import { visible } from '../../text/visible.ts';
import type { Excerpts } from '../excerpt.ts';
import type { HeardServer } from '../../listening/heard.ts';
import type { LaunchChange } from '../../launch/change.ts';
import { calls, launchLine, partWords } from '../../launch/words.ts';
import type { TextOptions } from '../text.ts';
import { columns, padded, wrap, type Role } from './lines.ts';

const indent = ' '.repeat(4);
/** A launch longer than this is cut: it is there to be recognised. */
const launchLimit = 300;

/** One server: what is said of it, where it stands, what it really starts or calls, why, and what to do. */
export function serverLines(server: AssessedServer, findings: readonly Finding[], excerpts: Excerpts, options: TextOptions): string[] {
  const { declaration, verdict, file } = server;
  const { style, shown, width } = options;
  const lines = [`${style(roleOf(server), padded(stateOf(server), 11))}  ${style('strong', visible(declaration.name, 80))}  ${style('dim', `${shown(file.path)}:${declaration.range.start.line + 1}`)}`];
  const launch = visible(maskedCommandLine(declaration), launchLimit);
  const meant = meaningOf(server.identity);
  lines.push(...wrap(launch, width, indent));
  if (meant !== launch) lines.push(...wrap(meant, width, indent).map((line) => style('dim', line)));
  // Where nobody starts it, that no list has it asks for nothing.
  const unlisted = verdict.code === 'not-listed' && (declaration.disabled || !file.live);
  if (verdict.code !== 'no-policy' && verdict.code !== 'policy-unusable' && !unlisted) lines.push(...verdictLines(verdict, options));
  if (server.heard) lines.push(...heardLines(server.heard, options));
  if (server.change) lines.push(...changeLines(server.change, options));
  for (const remark of remarksOf(server.declaration, findings)) lines.push(...wrap(render(remark), width, indent).map((line) => style('dim', line)));
  lines.push(...findingsUnder(verdict, findings, excerpts, options));
  return lines;
}

/** What rules say of what a verdict has just been told of, the verdict's own finding first and without its words. */
export function findingsUnder(verdict: Verdict, findings: readonly Finding[], excerpts: Excerpts, options: TextOptions): string[] {
  const said = render(verdict.reason);
  const known = new Set(findings.filter((finding) => render(finding.message) === said));
  const others = findings.filter((finding) => !known.has(finding)).sort((a, b) => weight(b.severity) - weight(a.severity));
  return [...known, ...others].flatMap((finding) => findingLines(finding, excerpts, options, known.has(finding)));
}

/** Old and new launch, one below the other, and what of it changed. */
export function changeLines({ accepted, now, parts }: LaunchChange, { style, width }: TextOptions): string[] {
  const who = accepted.by === 'user' ? 'you acknowledged' : 'the policy approved';
  const row = (mark: string, text: string, role: Role): string[] => wrap(visible(text, launchLimit), width, `${indent}${mark} `).map((line) => style(role, line));
  return [
    ...wrap(`${calls(accepted.launch) && calls(now) ? 'Called' : 'Started'} otherwise than ${who} on ${visible(accepted.at.slice(0, 10))}:`, width, indent),
    ...row('-', launchLine(accepted.launch), 'bad'),
    ...row('+', launchLine(now), 'good'),
    ...parts.slice(0, 8).flatMap((part) => wrap(render(partWords(part)), width, `${indent}  `)),
    ...(parts.length > 8 ? [`${indent}  and ${parts.length - 8} more`] : []),
  ];
}

/** What it said when it was last listened to: a line, and the gravest of what is not as approved. */
function heardLines({ heard, approved, drift, unsteady, otherLaunch }: HeardServer, { style, width }: TextOptions): string[] {
  const day = visible(heard.at.slice(0, 10));
  const said = unsteady
    ? `Listened to on ${day}: it said different things on two connections, which the protocol forbids.`
    : drift
      ? `Listened to on ${day}: not what was approved; ${drift.count} ${drift.count === 1 ? 'change' : 'changes'}:`
      : otherLaunch
        ? `Listened to on ${day}, when it was declared otherwise; not since.`
      : heard.partial
        ? `Listened to on ${day}: not all of what it says could be read.`
      : approved
        ? `Listened to on ${day}: ${heard.tools} ${heard.tools === 1 ? 'tool' : 'tools'}, as approved.`
        : `Listened to on ${day}: ${heard.tools} ${heard.tools === 1 ? 'tool' : 'tools'}; nobody has approved what it says.`;
  const role: Role = unsteady || drift ? 'bad' : 'dim';
  return [...wrap(said, width, indent).map((line) => style(role, line)), ...(drift?.changes.slice(0, 3) ?? []).flatMap(({ consequence }) => wrap(render(consequence), width, `${indent}  `))];
}

/** What is said of a file as such, and not of a server in it. */
export function fileLines({ path, status }: Pick<ConfigFile, 'path' | 'status'>, findings: readonly Finding[], excerpts: Excerpts, options: TextOptions): string[] {
  const { style, shown } = options;
  const line = status === 'unreadable' ? '' : `:${findings[0]!.range.start.line + 1}`;
  return [`${padded('file', 11)}  ${style('strong', `${shown(path)}${line}`)}`, ...findings.flatMap((finding) => findingLines(finding, excerpts, options))];
}

/** What is really launched or called, in words. */
function meaningOf(identity: Identity): string {
  return identity.kind === 'opaque' ? `What it starts cannot be told: ${render(identity.reason)}` : visible(describeIdentity(identity), launchLimit);
}

/** What a rule says, with the line it is about. `known`: its message has just been said. */
export function findingLines(finding: Finding, excerpts: Excerpts, { style, width }: TextOptions, known = false): string[] {
  const lines: string[] = [];
  if (!known) {
    const [first = '', ...rest] = wrap(`${finding.severity} ${finding.ruleId}: ${render(finding.message)}`, width, indent);
    lines.push(style(severityRole[finding.severity], first), ...rest);
  }
  const excerpt = excerpts.of(finding);
  if (excerpt) {
    const number = String(finding.range.start.line + 1);
    const { text, from, to } = fitted(excerpt, width - indent.length - number.length - 5);
    const lead = ' '.repeat(columns(text.slice(0, from)));
    lines.push(`${indent}  ${style('dim', `${number} │`)} ${text}`);
    lines.push(`${indent}  ${style('dim', `${' '.repeat(number.length)} │`)} ${lead}${style(severityRole[finding.severity], '^'.repeat(Math.max(1, columns(text.slice(from, to)))))}`);
  }
  for (const fix of finding.fixes.slice(0, 2)) lines.push(...wrap(`Fix: ${render(fix.title)}`, width, indent));
  return lines;
}

export function verdictLines(verdict: Verdict, { style, width }: TextOptions): string[] {
  const { entry, closest, achieved, required } = verdict;
  const lines = wrap(render(verdict.reason), width, indent);
  const facts = [
    ...(verdict.code !== 'matched' && verdict.code !== 'not-listed' ? [verdict.code] : []),
    ...(entry?.owner ? [`owner ${entry.owner}`] : []),
    ...(approves(verdict) && entry?.expires ? [`until ${entry.expires}`] : []),
    ...(achieved && required && verdict.code === 'weak-match' ? [`fixes the ${achieved}, the policy requires ${required}`] : []),
  ];
  if (facts.length > 0) lines.push(...wrap(visible(facts.join(' · ')), width, indent).map((line) => style('dim', line)));
  if (closest && !approves(verdict) && !render(verdict.reason).includes(closest.entry.id)) {
    lines.push(...wrap(`Nearest approved: ${visible(`${closest.launch} (${closest.entry.id})`)}`, width, indent));
  }
  return lines;
}

/** The verdict in a word, and why it does not count where it does not. */
export function stateOf({ verdict, declaration, file }: AssessedServer | AssessedProvider): string {
  const state = verdict.code === 'no-policy' ? 'no policy' : verdict.state;
  if (!file.live) return `${state} (dormant)`;
  return declaration.disabled ? `${state} (disabled)` : state;
}

export function roleOf({ verdict, declaration, file }: AssessedServer | AssessedProvider): Role {
  if (declaration.disabled || !file.live || verdict.code === 'no-policy') return 'dim';
  if (approves(verdict)) return 'good';
  return verdict.state === 'denied' || verdict.state === 'revoked' ? 'bad' : 'warn';
}

const severityRole: Readonly<Record<Severity, Role>> = { error: 'bad', warning: 'warn', info: 'dim' };

/** A line cut to a width around what it is about. */
function fitted({ text, from, to }: { text: string; from: number; to: number }, width: number): { text: string; from: number; to: number } {
  if (text.length <= width) return { text, from, to };
  const room = width - 2;
  const start = Math.max(0, Math.min(from - 20, text.length - room));
  const end = Math.min(text.length, start + room);
  const before = start > 0 ? '…' : '';
  const after = end < text.length ? '…' : '';
  return { text: before + text.slice(start, end) + after, from: from - start + before.length, to: Math.min(to, end) - start + before.length };
}
