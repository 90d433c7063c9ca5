import * as vscode from 'vscode';
import type { AssessedServer, Assessment } from '../core/assess.ts';
import { needsReading } from '../core/inventory/tree/attention.ts';
import { keptReasons, unreadParts } from '../core/policy/policy-state.ts';
import { approves } from '../core/policy/verdict.ts';
import { heardSeverity, isDrifted } from '../core/listening/weigh.ts';
import { visible } from '../core/text/visible.ts';
import { shortPlace } from './place.ts';
import { plain, t, words } from './words.ts';

const listed = 12;

/**
 * Puts into the one status-bar item how many servers are approved, at a glance.
 * @param accepted whether any of these launches was ever accepted: else acknowledging is offered, without which no change is told of
 * @param enforced which clients enforce the policy by themselves, once that is known
 */
export function showStatus(item: vscode.StatusBarItem, assessment: Assessment, accepted: boolean, enforced?: string): void {
  const { text, spoken, alarm } = summary(assessment);
  item.text = text;
  item.accessibilityInformation = { label: spoken, role: 'button' };
  item.tooltip = tooltip(assessment, spoken, accepted, enforced);
  item.backgroundColor = alarm ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
}

/** The item's text and the same as a sentence; `alarm` when something needs the user now. */
export function summary(assessment: Assessment): { text: string; spoken: string; alarm: boolean } {
  const { text, spoken, alarm } = verdictSummary(assessment);
  const { changed, drifted } = assessment.summary;
  if (changed + drifted === 0) return { text, spoken, alarm };
  // Somebody must look at it, approved or not. What says something else runs already, maybe: that is no warning any more.
  const icon = assessment.servers.some(({ file, declaration, heard }) => file.live && !declaration.disabled && heard && heardSeverity(heard) === 'error') ? '$(error)' : '$(warning)';
  const shown = icon === '$(error)' ? text.replace(/^\$\([a-z-]+\)/, icon) : text.replace(/^\$\((?:question|pass|circle-slash)\)/, icon);
  const more = [
    ...(changed > 0 ? [t('{changed} are started otherwise than was accepted', { changed })] : []),
    ...(drifted > 0 ? [drifted === 1 ? t('1 says something else than was approved') : t('{drifted} say something else than was approved', { drifted })] : []),
  ];
  return { text: shown, spoken: [spoken, ...more].join('; '), alarm: alarm || icon === '$(error)' };
}

function verdictSummary({ policy, summary: count, files }: Assessment): { text: string; spoken: string; alarm: boolean } {
  const { servers, approved, denied, changed, drifted } = count;
  const unread = files.filter(needsReading).length;
  const hidden = (unread > 0 ? ` · ${t('{count} unread', { count: unread })}` : '') + (changed > 0 ? ` · ${t('{count} changed', { count: changed })}` : '') + (drifted > 0 ? ` · ${drifted === 1 ? t('1 says something else') : t('{count} say something else', { count: drifted })}` : '');
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
export function verdictIcon({ verdict, change, heard }: Pick<AssessedServer, 'verdict' | 'change' | 'heard'>): string {
  if (verdict.state === 'denied' || verdict.state === 'revoked' || (heard && heardSeverity(heard) === 'error')) return 'error';
  if (change || isDrifted(heard)) return 'warning';
  if (verdict.state === 'pending') return 'clock';
  if (approves(verdict)) return 'pass';
  return verdict.code === 'no-policy' ? 'question' : 'warning';
}

function tooltip(assessment: Assessment, spoken: string, accepted: boolean, enforced: string | undefined): vscode.MarkdownString {
  const text = new vscode.MarkdownString('', true);
  text.isTrusted = { enabledCommands: ['mcpRollCall.choosePolicyFile', 'mcpRollCall.startPolicy', 'mcpRollCall.servers.focus', 'mcpRollCall.openPolicy', 'mcpRollCall.reviewChange', 'mcpRollCall.showDrift', 'mcpRollCall.acknowledgeAllLaunches', 'mcpRollCall.verifyEnforcement'] };
  text.appendMarkdown(`**MCP Roll Call** — ${spoken}.\n\n`);
  const live = assessment.servers.filter(({ file, declaration }) => file.live && !declaration.disabled);
  const order = ['error', 'warning', 'clock', 'question', 'pass'];
  for (const server of [...live].sort((a, b) => order.indexOf(verdictIcon(a)) - order.indexOf(verdictIcon(b))).slice(0, listed)) {
    text.appendMarkdown(`$(${verdictIcon(server)}) ${plain(visible(server.declaration.name, 60))} — ${server.change ? t('launch changed') : isDrifted(server.heard) ? t('says something else') : server.verdict.state}  \n`);
  }
  if (live.length > listed) text.appendMarkdown(`${t('and {count} more', { count: live.length - listed })}  \n`);
  for (const file of assessment.files) {
    if (needsReading(file)) text.appendMarkdown(`$(circle-slash) ${plain(`${shortPlace(file.path)}: ${file.reason ? words(file.reason) : file.status}`)}  \n`);
  }
  for (const kept of keptReasons(assessment.policy)) text.appendMarkdown(`\n${plain(words(kept))}\n`);
  if (enforced !== undefined) text.appendMarkdown(`\n$(shield) ${plain(enforced)} [${t('Verify')}](command:mcpRollCall.verifyEnforcement)\n`);
  if (!accepted && assessment.summary.servers > 0) text.appendMarkdown(`\n[${t('Acknowledge these launches, to be told when one changes')}](command:mcpRollCall.acknowledgeAllLaunches)\n`);
  if (assessment.summary.changed > 0) text.appendMarkdown(`\n[${t('Review what changed')}](command:mcpRollCall.reviewChange)\n`);
  if (assessment.summary.drifted > 0) text.appendMarkdown(`\n[${t('Show what they say otherwise')}](command:mcpRollCall.showDrift)\n`);
  const link = (title: string, command: string): string => `[${title}](command:mcpRollCall.${command})`;
  text.appendMarkdown(
    assessment.policy.kind === 'none'
      ? `\n---\n${link(t('Choose a policy file'), 'choosePolicyFile')} · ${link(t('Start one from what I use'), 'startPolicy')}`
      : `\n---\n${link(t('Show servers'), 'servers.focus')} · ${link(t('Open policy'), 'openPolicy')}`,
  );
  return text;
}
