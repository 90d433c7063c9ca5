import * as vscode from 'vscode';
import { say, type Message } from '../core/text/message.ts';

/** A core message in the user's language. */
export function words(message: Message): string {
  return vscode.l10n.t(message.template, { ...message.args });
}

/** A sentence of the editor's own, with data made harmless as in the core's. */
export function t(template: string, args: Readonly<Record<string, string | number>> = {}): string {
  return words(say(template, args));
}

/**
 * Text as Markdown that shows just that text: nothing in it can become a link, an image or an icon. Code in backticks stays
 * code where it holds nothing that could mean something should Markdown pair the backticks otherwise.
 */
export function plain(text: string): string {
  return text
    .split(/(`[\w@/ .,:;=+#%-]*`)/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/[\\`*_{}[\]()#+\-.!|<>~$&:@/]/g, '\\$&')))
    .join('');
}
