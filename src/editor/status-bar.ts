import * as vscode from 'vscode';
import type { AssessedServer, Assessment } from '../core/assess.ts';
import { needsReading } from '../core/inventory/tree/attention.ts';
import { keptReasons, unreadParts } from '../core/policy/policy-state.ts';
import { approves } from '../core/policy/verdict.ts';
import { visible } from '../core/text/visible.ts';
import { shortPlace } from './place.ts';
import { plain, t, words } from './words.ts';

const listed = 12;

/**
 * Puts into the one status-bar item how many servers are approved, at a glance.
 * @param accepted whether any of these launches was ever accepted: else acknowledging is offered, without which no change is told of
 */
export function showStatus(item: vscode.StatusBarItem, assessment: Assessment, accepted: boolean): void {
  const { text, spoken, alarm } = summary(assessment);
  item.text = text;
  item.accessibilityInformation = { label: spoken, role: 'button' };
  item.tooltip = tooltip(assessment, spoken, accepted);
  item.backgroundColor = alarm ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
}

/** The item's text and the same as a sentence; `alarm` when something needs the user now. */
export function summary(assessment: Assessment): { text: string; spoken: string; alarm: boolean } {
  const { text, spoken, alarm } = verdictSummary(assessment);
  const { changed } = assessment.summary;
  if (changed === 0) return { text, spoken, alarm };
  // Somebody must look at it, approved or not.
  return { text: text.replace(/^\$\((?:question|pass|circle-slash)\)/, '$(warning)'), spoken: t('{summary}; {changed} are started otherwise than was accepted', { summary: spoken, changed }), alarm };
}

function verdictSummary({ policy, summary: count, files }: Assessment): { text: string; spoken: string; alarm: boolean } {
  const { servers, approved, denied, changed } = count;
  const unread = files.filter(needsReading).length;
  const hidden = (unread > 0 ? ` · ${t('{count} unread', { count: unread })}` : '') + (changed > 0 ? ` · ${t('{count} changed', { count: changed })}` : '');
  if (policy.kind === 'none' && denied > 0) return { text: `$(error) MCP ${servers} · ${t('{denied} denied', { denied })}${hidden}`, spoken: t('{servers} MCP servers; an assistant’s own list denies {denied} of them, and no policy is configured', { servers, denied }), alarm: true };
  if (policy.kind === 'none') return { text: `$(question) MCP ${servers} · ${t('no policy')}${hidden}`, spoken: t('{servers} MCP servers, and no policy to hold them against', { servers }), alarm: false };
  if (policy.kind === 'unusable') return { text: `$(warning) MCP ${servers} · ${t('policy unreadable')}`, spoken: t('{servers} MCP servers; the policy cannot be read, so none of them is known to be approved', { servers }), alarm: false };
  const age = unreadParts(policy).length > 0 ? ` · ${t('policy incomplete')}` : keptReasons(policy).length > 0 ? ` · ${t('old policy')}` : '';
  if (denied > 0) return { text: `$(error) MCP ${t('{approved} of {servers} approved', { approved, servers })}${age}${hidden}`, spoken: t('{approved} of {servers} MCP servers are approved; {denied} must not be used', { approved, servers, denied }), alarm: true };
  if (approved < servers) return { text: `$(warning) MCP ${t('{approved} of {servers} approved', { approved, servers })}${age}${hidden}`, spoken: t('{approved} of {servers} MCP servers are approved', { approved, servers }), alarm: false };
  if (servers === 0) return { text: `$(circle-slash) MCP 0${age}${hidden}`, spoken: t('No MCP server was found'), alarm: false };
  // A tick only where everything was read: a file that could not be may hold anything.
  const icon = hidden || age ? '$(warning)' : '$(pass)';
  return { text: `${icon} MCP ${servers}${age}${hidden}`, spoken: t('All {servers} MCP servers are approved', { servers }), alarm: false };
}

/** The icon that stands for a server's verdict, everywhere. */
export function verdictIcon({ verdict, change }: Pick<AssessedServer, 'verdict' | 'change'>): string {
  if (verdict.state === 'denied' || verdict.state === 'revoked') return 'error';
  if (change) return 'warning';
  if (verdict.state === 'pending') return 'clock';
  if (approves(verdict)) return 'pass';
  return verdict.code === 'no-policy' ? 'question' : 'warning';
}

function tooltip(assessment: Assessment, spoken: string, accepted: boolean): vscode.MarkdownString {
  const text = new vscode.MarkdownString('', true);
  text.isTrusted = { enabledCommands: ['mcpRollCall.choosePolicyFile', 'mcpRollCall.startPolicy', 'mcpRollCall.servers.focus', 'mcpRollCall.openPolicy', 'mcpRollCall.reviewChange', 'mcpRollCall.acknowledgeAllLaunches'] };
  text.appendMarkdown(`**MCP Roll Call** — ${spoken}.\n\n`);
  const live = assessment.servers.filter(({ file, declaration }) => file.live && !declaration.disabled);
  const order = ['error', 'warning', 'clock', 'question', 'pass'];
  for (const server of [...live].sort((a, b) => order.indexOf(verdictIcon(a)) - order.indexOf(verdictIcon(b))).slice(0, listed)) {
    text.appendMarkdown(`$(${verdictIcon(server)}) ${plain(visible(server.declaration.name, 60))} — ${server.change ? t('launch changed') : server.verdict.state}  \n`);
  }
  if (live.length > listed) text.appendMarkdown(`${t('and {count} more', { count: live.length - listed })}  \n`);
  for (const file of assessment.files) {
    if (needsReading(file)) text.appendMarkdown(`$(circle-slash) ${plain(`${shortPlace(file.path)}: ${file.reason ? words(file.reason) : file.status}`)}  \n`);
  }
  for (const kept of keptReasons(assessment.policy)) text.appendMarkdown(`\n${plain(words(kept))}\n`);
  if (!accepted && assessment.summary.servers > 0) text.appendMarkdown(`\n[${t('Acknowledge these launches, to be told when one changes')}](command:mcpRollCall.acknowledgeAllLaunches)\n`);
  if (assessment.summary.changed > 0) text.appendMarkdown(`\n[${t('Review what changed')}](command:mcpRollCall.reviewChange)\n`);
  const link = (title: string, command: string): string => `[${title}](command:mcpRollCall.${command})`;
  text.appendMarkdown(
    assessment.policy.kind === 'none'
      ? `\n---\n${link(t('Choose a policy file'), 'choosePolicyFile')} · ${link(t('Start one from what I use'), 'startPolicy')}`
      : `\n---\n${link(t('Show servers'), 'servers.focus')} · ${link(t('Open policy'), 'openPolicy')}`,
  );
  return text;
}
