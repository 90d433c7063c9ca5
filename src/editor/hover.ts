import * as vscode from 'vscode';
import type { AssessedServer } from '../core/assess.ts';
import type { Catalog } from '../core/catalog/catalog.ts';
import { knownAs } from '../core/catalog/known-as.ts';
import { clientOf } from '../core/clients/clients.ts';
import { spanAt } from '../core/config/node.ts';
import { describeIdentity } from '../core/identity/describe.ts';
import { maskedCommandLine } from '../core/secret/mask.ts';
import { launchLine } from '../core/launch/words.ts';
import type { Finding } from '../core/finding/finding.ts';
import { remarksOf } from '../core/report/remarks.ts';
import { visible } from '../core/text/visible.ts';
import type { RollCall } from '../live/roll-call.ts';
import { takesRequests } from '../core/intake/takes-requests.ts';
import { mayBeConfig } from './documents.ts';
import { fileKey, toRange } from './file-key.ts';
import { catalogText } from './catalog-text.ts';
import { verdictIcon } from './status-bar.ts';
import { providerHover } from './provider-hover.ts';
import { plain, t, words } from './words.ts';

/** Over a model provider as provider-hover.ts says; over a server's name: what it really launches or calls, the verdict, the entry that decided, owner and conditions. */
export class ServerHover implements vscode.HoverProvider {
  readonly #rollCall: RollCall;
  readonly #catalog: () => Catalog;

  constructor(rollCall: RollCall, catalog: () => Catalog) {
    this.#rollCall = rollCall;
    this.#catalog = catalog;
  }

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    if (!mayBeConfig(document)) return undefined;
    const { servers, providers, findings, policy } = await this.#rollCall.settled();
    const key = fileKey(document.uri);
    for (const server of servers) {
      const { file, declaration } = server;
      if (file.path !== key || !file.tree) continue;
      const name = toRange(file.document.rangeOf(spanAt(file.tree, declaration.path, 'key')));
      // Where a diagnostic stands on the name, VS Code shows its words above ours.
      const said = findings.some((finding) => finding.file === key && (finding.ruleId === 'not-approved' || finding.ruleId === 'changed-launch') && toRange(finding.range).isEqual(name));
      if (name.contains(position)) return new vscode.Hover(hoverText(server, said, findings.filter((finding) => finding.file === key), this.#catalog(), takesRequests(policy)), name);
    }
    const found = providerHover(providers, key, document.offsetAt(position), this.#catalog);
    return found && new vscode.Hover(found.text, new vscode.Range(document.positionAt(found.span.start), document.positionAt(found.span.end)));
  }
}

/** Everything scanned goes in as text or code, never as Markdown of its own. */
function hoverText(server: AssessedServer, said: boolean, findings: readonly Finding[], catalog: Catalog, submits: boolean): vscode.MarkdownString {
  const { declaration, identity, verdict, file } = server;
  const text = new vscode.MarkdownString('', true);
  text.isTrusted = { enabledCommands: ['mcpRollCall.explainVerdict', 'mcpRollCall.registerServer', 'mcpRollCall.submitRegistration', 'mcpRollCall.choosePolicyFile'] };
  text.appendMarkdown(`$(${verdictIcon(server)}) **${plain(visible(declaration.name, 80))}** — ${verdict.code === 'no-policy' ? t('no policy is configured') : verdict.state}\n\n`);
  if (!said) text.appendMarkdown(`${plain(words(verdict.reason))}\n\n`);
  const row = (title: string, value: string | undefined): void => {
    if (value) text.appendMarkdown(`- ${title}: ${plain(visible(value, 300))}\n`);
  };
  row(identity.kind === 'remote' ? t('Calls') : t('Launches'), describeIdentity(identity));
  row(t('Accepted as'), server.change && launchLine(server.change.accepted.launch));
  row(t('Decided by'), verdict.entry?.id);
  row(t('Owner'), verdict.entry?.owner);
  row(t('Conditions'), verdict.entry?.conditions);
  row(t('Approved until'), verdict.entry?.expires);
  row(t('Nearest approved'), verdict.closest && `${verdict.closest.entry.id} (${verdict.closest.launch})`);
  row(t('Read by'), file.clients.map((id) => clientOf(id).name).join(', '));
  for (const remark of remarksOf(declaration, findings)) text.appendMarkdown(`- ${plain(words(remark))}\n`);
  text.appendMarkdown('\n').appendCodeblock(visible(maskedCommandLine(declaration), 400), 'shell');
  const argument = encodeURIComponent(JSON.stringify([{ file: file.path, path: declaration.path }]));
  const links = [`[${t('Explain')}](command:mcpRollCall.explainVerdict?${argument})`];
  if (verdict.state === 'unknown' || verdict.code === 'no-policy') links.push(`[${t('Register…')}](command:mcpRollCall.registerServer?${argument})`);
  if (submits && verdict.state === 'unknown') links.push(`[${t('Submit…')}](command:mcpRollCall.submitRegistration?${argument})`);
  text.appendMarkdown(`\n${links.join(' · ')}`);
  const known = catalog.serverInCatalog(identity);
  return known ? text.appendMarkdown(catalogText(knownAs(known, identity))) : text;
}
