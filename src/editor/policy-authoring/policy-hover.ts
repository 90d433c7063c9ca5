import * as vscode from 'vscode';
import { clientOf } from '../../core/clients/clients.ts';
import { child, nodeAt } from '../../core/config/node.ts';
import type { Matched } from '../../core/policy/authoring/matches-of.ts';
import { maskText } from '../../core/secret/mask.ts';
import { visible } from '../../core/text/visible.ts';
import { shortPlace } from '../place.ts';
import { verdictIcon } from '../status-bar.ts';
import { plain, t } from '../words.ts';
import type { OpenPolicies } from './open-policies.ts';
import type { Declared, MatchesHere } from './policy-matches.ts';
import type { PolicyText } from './policy-text.ts';

const listed = 15;

/** Over an entry's id, or over an item of its `match`: what on this machine it means. */
export class PolicyHover implements vscode.HoverProvider {
  readonly #policies: OpenPolicies;
  readonly #matches: MatchesHere;

  constructor(policies: OpenPolicies, matches: MatchesHere) {
    this.#policies = policies;
    this.#matches = matches;
  }

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    if (!this.#policies.is(document)) return undefined;
    const policy = this.#policies.of(document);
    const matches = await this.#matches.at(document);
    for (const entry of matches?.entries ?? []) {
      if (!policy.rangeAt(entry.path).contains(position)) continue;
      const id = idRange(policy, entry.path);
      if (id?.contains(position)) return new vscode.Hover(textOf(matches!.of(entry)), id);
      for (const match of entry.match) {
        const range = policy.rangeAt(match.path);
        if (range.contains(position)) return new vscode.Hover(textOf(matches!.of(match)), range);
      }
    }
    return undefined;
  }
}

function idRange(policy: PolicyText, path: readonly (string | number | { readonly key: string; readonly occurrence: number })[]): vscode.Range | undefined {
  return child(nodeAt(policy.tree, path), 'id') && policy.rangeAt([...path, 'id'], 'entry');
}

/** Everything that was scanned goes in as text, never as Markdown of its own. */
function textOf({ matched, near }: Matched<Declared>): vscode.MarkdownString {
  const text = new vscode.MarkdownString('', true);
  text.isTrusted = { enabledCommands: ['mcpRollCall.openDeclaration'] };
  text.appendMarkdown(`${headline(matched)}\n\n`);
  rows(text, matched);
  if (near.length > 0) {
    text.appendMarkdown(`\n${near.length === 1 ? t('One more is named here and not matched: at another version, or with other arguments or variables.') : t('{count} more are named here and not matched: at another version, or with other arguments or variables.', { count: near.length })}\n\n`);
    rows(text, near);
  }
  return text;
}

/** "Matches 3 servers in 2 clients on this machine." */
export function headline(matched: readonly Declared[]): string {
  const count = matched.length;
  if (count === 0) return t('Matches nothing on this machine.');
  const clients = new Set(matched.flatMap(({ file }) => file.clients)).size;
  const providers = matched.every((one) => !('identity' in one));
  if (count === 1) return providers ? t('Matches one model provider on this machine.') : t('Matches one server on this machine.');
  const args = { count, clients };
  if (providers) return clients === 1 ? t('Matches {count} model providers in one client on this machine.', args) : t('Matches {count} model providers in {clients} clients on this machine.', args);
  return clients === 1 ? t('Matches {count} servers in one client on this machine.', args) : t('Matches {count} servers in {clients} clients on this machine.', args);
}

function rows(text: vscode.MarkdownString, declared: readonly Declared[]): void {
  for (const one of declared.slice(0, listed)) {
    const { declaration, file, verdict } = one;
    const name = visible(maskText(declaration.name), 60);
    const argument = encodeURIComponent(JSON.stringify([{ file: file.path, path: declaration.path }]));
    // Of a model provider the command knows nothing.
    const link = 'identity' in one ? `[${plain(name)}](command:mcpRollCall.openDeclaration?${argument})` : plain(name);
    const state = verdict.code === 'no-policy' ? t('no policy is configured') : verdict.state;
    text.appendMarkdown(`- $(${'identity' in one ? verdictIcon(one) : 'cloud'}) ${link} — ${state} · ${plain(file.clients.map((id) => clientOf(id).name).join(', '))} · ${plain(visible(shortPlace(file.path), 120))}\n`);
  }
  if (declared.length > listed) text.appendMarkdown(`- ${t('and {count} more', { count: declared.length - listed })}\n`);
}
