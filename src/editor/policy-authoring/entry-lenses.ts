import * as vscode from 'vscode';
import { child, spanAt, stringOf } from '../../core/config/node.ts';
import type { RollCall } from '../../live/roll-call.ts';
import { toRange, uriOf } from '../file-key.ts';
import { t } from '../words.ts';
import type { OpenPolicies } from './open-policies.ts';
import { headline } from './policy-hover.ts';
import type { Declared, MatchesHere } from './policy-matches.ts';

/** In longer ones, hovers tell: understanding all of it at each key press would take too long. */
const mostLines = 20_000;

/** Over each entry that means something on this machine how much; of the others a hover tells, since in most policies they are many. */
export class EntryLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #policies: OpenPolicies;
  readonly #matches: MatchesHere;
  /** What was last known of each entry by its id: while a text is half typed its lines stay where they are. */
  readonly #known = new WeakMap<vscode.TextDocument, ReadonlyMap<string, readonly Declared[]>>();
  readonly #subscription: { dispose(): void };

  constructor(rollCall: RollCall, policies: OpenPolicies, matches: MatchesHere) {
    this.#policies = policies;
    this.#matches = matches;
    let { servers } = rollCall.assessment;
    this.#subscription = rollCall.onDidChange((assessment) => {
      const same = assessment.servers.length === servers.length && assessment.servers.every((server, i) => server.declaration === servers[i]!.declaration);
      servers = assessment.servers;
      if (!same) this.#changed.fire();
    });
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!this.#policies.is(document) || document.lineCount > mostLines) return [];
    const matches = await this.#matches.at(document);
    if (matches) this.#known.set(document, new Map(matches.entries.map((entry) => [entry.id, matches.of(entry).matched])));
    const known = this.#known.get(document);
    const policy = this.#policies.of(document);
    return ['servers', 'providers'].flatMap((key) => {
      const list = child(policy.tree, key);
      return list?.kind !== 'array' ? [] : list.items.flatMap((entry) => {
        const matched = known?.get(stringOf(child(entry, 'id')) ?? '') ?? [];
        return matched.length === 0 ? [] : [lensOver(policy.rangeOf(entry.span), document.uri, matched)];
      });
    });
  }

  dispose(): void {
    this.#changed.dispose();
    this.#subscription.dispose();
  }
}

function lensOver(range: vscode.Range, uri: vscode.Uri, matched: readonly Declared[]): vscode.CodeLens {
  return new vscode.CodeLens(range, {
    title: headline(matched).replace(/\.$/, ''),
    tooltip: t('Shows where they are declared'),
    command: 'editor.action.showReferences',
    arguments: [uri, range.start, matched.map(locationOf)],
  });
}

function locationOf({ file, declaration }: Declared): vscode.Location {
  const range = file.tree ? file.document.rangeOf(spanAt(file.tree, declaration.path, 'key')) : declaration.range;
  return new vscode.Location(uriOf(file.path), toRange(range));
}
