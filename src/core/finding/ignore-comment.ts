import type { ConfigFile } from '../config/config-file.ts';
import { lineEndOf } from '../config/lines.ts';
import { syntaxOf } from '../config/syntaxes.ts';
import { ruleCalled } from '../rules/rules.ts';
import { applyEdits, type TextEdit } from '../text/edit.ts';
import type { Finding } from './finding.ts';
import { ignoreWord, takesComments } from './ignore-comments.ts';
import { shortestReason } from './ignored.ts';

/**
 * What puts a comment above a finding that says to ignore it, and why.
 * @returns undefined where the file or its clients take no comments, where a comment does nothing for the rule, or the line begins within a text
 */
export function ignoreComment(file: ConfigFile, { ruleId, range }: Finding, reason: string): TextEdit[] | undefined {
  const { document, status, tree, syntax: id } = file;
  const rule = ruleCalled(ruleId);
  const syntax = syntaxOf(id);
  const words = reason.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (!rule || rule.verdict || rule.subject === 'ignore' || !syntax || !tree || status !== 'read' || !takesComments(file) || words.length < shortestReason) return undefined;
  const start = document.offsetAt({ line: range.start.line, character: 0 });
  const indent = /^[ \t]*/.exec(document.line(range.start.line))![0];
  const written = `${indent}${id === 'json' ? '//' : '#'} ${ignoreWord} ${ruleId}: ${words}`;
  const edits = [{ span: { start, end: start }, newText: written + lineEndOf(document.text) }];
  // Within a text over several lines it would be a part of that.
  const after = applyEdits(document.text, edits);
  const isComment = syntax.comments(after).some((comment) => comment.start === start + indent.length && comment.end === start + written.length);
  return isComment && syntax.parse(after).problems.length === 0 ? edits : undefined;
}
