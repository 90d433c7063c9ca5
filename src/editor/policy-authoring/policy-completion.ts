import { getLocation, type Location } from 'jsonc-parser';
import * as vscode from 'vscode';
import type { AssessedServer } from '../../core/assess.ts';
import { clientOf } from '../../core/clients/clients.ts';
import { isLive } from '../../core/providers/declare-provider.ts';
import { keysAt, offersAt, type Offer } from '../../core/policy/offers/offers.ts';
import { visible } from '../../core/text/visible.ts';
import type { RollCall } from '../../live/roll-call.ts';
import { shortPlace } from '../place.ts';
import { plain, t } from '../words.ts';
import type { OpenPolicies } from './open-policies.ts';

const listed = 10;

/** What is in use on this machine, where a policy can speak of it; beside what the schema says, which is VS Code's part. */
export class PolicyCompletion implements vscode.CompletionItemProvider {
  static readonly triggers = ['"', ':', ' ', ','];
  readonly #rollCall: RollCall;
  readonly #policies: OpenPolicies;
  /** The first look; those that follow it are told of, and need not be waited for. */
  readonly #looked: Promise<unknown>;
  readonly #rules: () => readonly { readonly id: string; readonly title: string }[];

  constructor(rollCall: RollCall, policies: OpenPolicies, rules: () => readonly { readonly id: string; readonly title: string }[]) {
    this.#rollCall = rollCall;
    this.#policies = policies;
    this.#rules = rules;
    this.#looked = rollCall.settled();
  }

  async provideCompletionItems(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.CompletionItem[] | undefined> {
    if (!this.#policies.is(document)) return undefined;
    const text = document.getText();
    const offset = document.offsetAt(position);
    const location = getLocation(text, offset);
    if (isComment(text, offset)) return undefined;
    const { tree } = this.#policies.of(document);
    const titles = new Map(this.#rules().map(({ id, title }) => [id, title]));
    const rules = [...titles.keys()];
    if (location.isAtPropertyKey) {
      return keysAt(tree, location.path.slice(0, -1), rules).map((rule, i) => {
        const made = itemFor(document, location, offset, i, rule);
        made.kind = vscode.CompletionItemKind.Property;
        made.detail = titles.get(rule) ?? '';
        // A key that is being rewritten has its value already.
        if (!/^\s*:/.test(text.slice(endOf(document, made)))) made.insertText = new vscode.SnippetString().appendText(`${JSON.stringify(rule)}: { "severity": "`).appendChoice(['error', 'warning', 'info', 'off']).appendText('" }');
        return made;
      });
    }
    await this.#looked;
    const { servers, providers } = this.#rollCall.assessment;
    const live = servers.filter(({ file, declaration }) => file.live && !declaration.disabled);
    const used = { servers: live, providers: providers.filter(({ file, declaration }) => isLive(file, declaration)).map(({ declaration }) => declaration), rules };
    return offersAt(tree, location.path, used).map((offer, i) => {
      const made = itemFor(document, location, offset, i, offer.value);
      const title = typeof offer.value === 'string' ? titles.get(offer.value) : undefined;
      if (title !== undefined) made.detail = title;
      else describe(made, offer);
      return made;
    });
  }
}

function itemFor(document: vscode.TextDocument, location: Location, offset: number, order: number, value: unknown): vscode.CompletionItem {
  const written = JSON.stringify(value);
  const made = new vscode.CompletionItem(visible(typeof value === 'string' ? value : lineOf(value), 120), vscode.CompletionItemKind.Value);
  made.insertText = written;
  made.filterText = written;
  // Before the schema's: what is in use here is what one writes of.
  made.sortText = `!${String(order).padStart(4, '0')}`;
  const { previousNode: node } = location;
  const inside = node && node.offset <= offset && offset <= node.offset + node.length;
  if (!inside) return made;
  const text = document.getText().slice(node.offset, node.offset + node.length);
  // A text that is not closed yet reaches to the end of its line.
  const closed = text.length > 1 && text.startsWith('"') && text.endsWith('"');
  const end = !text.startsWith('"') || closed ? node.offset + node.length : offset;
  made.range = new vscode.Range(document.positionAt(node.offset), document.positionAt(end));
  return made;
}

function endOf(document: vscode.TextDocument, { range }: vscode.CompletionItem): number {
  return range instanceof vscode.Range ? document.offsetAt(range.end) : document.getText().length;
}

/** What is no text, as a person reads it on one line. */
function lineOf(value: unknown): string {
  if (Array.isArray(value)) return value.join(' ');
  if (typeof value === 'object' && value !== null) return Object.values(value).flat().join(' ');
  return String(value);
}

function describe(made: vscode.CompletionItem, { by }: Offer<AssessedServer>): void {
  if (by.length === 0) return;
  const clients = [...new Set(by.flatMap(({ file }) => file.clients))].map((id) => clientOf(id).name);
  made.detail = by.length === 1 ? t('used here by {clients}', { clients: clients.join(', ') }) : t('{count} servers here: {clients}', { count: by.length, clients: clients.join(', ') });
  const lines = by.slice(0, listed).map(({ declaration, file, verdict }) => `- ${plain(`${visible(declaration.name, 60)} (${verdict.code === 'no-policy' ? t('no policy') : verdict.state}), ${visible(shortPlace(file.path), 120)}`)}`);
  if (by.length > listed) lines.push(`- ${t('and {count} more', { count: by.length - listed })}`);
  made.documentation = new vscode.MarkdownString(lines.join('\n'));
}

/** Whether a place lies behind `//` on its line, outside of any text. */
function isComment(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).replace(/"(?:[^"\\]|\\.)*"?/g, '""');
  return line.includes('//');
}
