import type { FileAssessment } from '../assess.ts';
import { clientOf } from '../clients/clients.ts';
import type { ConfigFile } from '../config/config-file.ts';
import { pointer } from '../config/node.ts';
import type { JudgedComment } from '../rules/rule.ts';
import { ruleCalled, rules } from '../rules/rules.ts';
import { foundInText } from './found-in-file.ts';
import type { Finding } from './finding.ts';
import { ignoreCommentsIn, type IgnoreComment, type IgnoreComments } from './ignore-comments.ts';
import type { IgnoredFinding } from './ignored.ts';
import type { Ruling } from './ruling.ts';
import { setIgnores } from './set-ignores.ts';

const ignoreRules = rules.filter((rule) => rule.subject === 'ignore');

/** What came of a file's findings: those that are told, and those that somebody accepted. */
type Sifted = Pick<FileAssessment, 'findings' | 'ignored'>;

/**
 * Parts a file's findings into those that are told and those that somebody accepted, and tells of comments that accept nothing.
 * @param told by whom the findings were made: rules that look at files one by one, or at servers together
 */
export function sift(file: ConfigFile, found: readonly Finding[], told: 'alone' | 'together', ruling: Ruling, now: string): Sifted {
  const comments = ignoreCommentsIn(file);
  const accepted = ruling.plain ? undefined : setIgnores(ruling, file.path, namesIn(file), now);
  if (!comments && !accepted) return { findings: found, ignored: none };
  const findings: Finding[] = [];
  const ignored: IgnoredFinding[] = [];
  const put = (finding: Finding, comment: string | undefined): void => {
    const by = comment === undefined ? accepted?.(finding) : ({ reason: comment, by: 'comment' } as const);
    if (by) ignored.push({ finding, ...by });
    else findings.push(finding);
  };
  for (const finding of found) put(finding, canBeIgnored(finding.ruleId, ruling) ? comments?.about(finding)?.reason : undefined);
  if (comments && file.live) {
    // Servers together: only what they alone could have used is left to tell.
    const off = [...file.declarations, ...file.providers].filter(({ disabled }) => disabled);
    const judged = comments.all.slice(0, most).map((comment) => judge(off, comments, comment, told, ruling)).filter(({ idle, reason }) => told === 'alone' || (idle.length > 0 && reason !== ''));
    for (const rule of ruling.speaking(ignoreRules)) {
      for (const report of rule.check({ file, client: clientOf(file.spelling), heard: comments.heard, comments: judged })) put(foundInText(rule, report, file, ruling), undefined);
    }
  }
  return { findings, ignored };
}

const none: readonly IgnoredFinding[] = [];

/** More comments than anybody writes into one file. */
const most = 1000;

function canBeIgnored(id: string, ruling: Ruling): boolean {
  const rule = ruleCalled(id);
  return rule !== undefined && !rule.verdict && rule.subject !== 'ignore' && !ruling.isLocked(id);
}

/** The name of the server that a finding is about; they are looked through once, however many findings there are. */
function namesIn({ declarations }: ConfigFile): (finding: Finding) => string | undefined {
  let names: Map<string, string> | undefined;
  return ({ server }) => {
    names ??= new Map(declarations.map(({ path, name }) => [pointer(path), name]));
    return server && names.get(pointer(server));
  };
}

/** Each rule of a comment is judged once: with the findings that it is about. */
function judge(off: SwitchedOff, comments: IgnoreComments, comment: IgnoreComment, told: 'alone' | 'together', ruling: Ruling): JudgedComment {
  const here = comment.rules.filter(({ id }) => (ruleCalled(id)?.subject === 'together') === (told === 'together'));
  const refused = here.flatMap((one) => (canBeIgnored(one.id, ruling) || !ruleCalled(one.id) ? [] : [{ ...one, locked: !ruleCalled(one.id)!.verdict && ruling.isLocked(one.id) }]));
  const idle = here.flatMap((one) => {
    const rule = ruleCalled(one.id);
    if (rule && (!canBeIgnored(one.id, ruling) || !ruling.speaks(rule) || isOff(off, comment.line) || comments.isUsed(comment, one.id))) return [];
    return [{ ...one, known: rule !== undefined }];
  });
  return { ...comment, idle, refused };
}

type SwitchedOff = readonly Pick<ConfigFile['declarations'][number], 'range'>[];

/** What is switched off is not looked at by most rules. */
function isOff(off: SwitchedOff, line: number): boolean {
  return off.some(({ range }) => range.start.line <= line && line <= range.end.line);
}
