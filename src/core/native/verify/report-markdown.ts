import { code, messageMarkdown, plainMarkdown } from '../../report/markdown.ts';
import { render, type Message } from '../../text/message.ts';
import type { ClientVerification, EnforcementStatus, JudgedServer, Verification } from './verification.ts';
import { aboutAll, canarySums, clientTitle, failedCanaries, judgedWords, launchOf, listlessWords, sourceWords, statusWords } from './words.ts';

const marks: Readonly<Record<EnforcementStatus, string>> = { enforced: '✅', partly: '⚠️', 'not-enforced': '❌', undetermined: '❔' };

/** More of a sort than these are counted: a comment on GitHub holds 65,536 characters. */
const most = 30;

/** What was found out, to paste into an issue or a page. Scanned text stands in it as code, or with everything escaped. */
export function verificationMarkdown(verification: Verification, named: (path: string) => string): string {
  const { at, clients } = verification;
  const about = aboutAll(verification);
  const listless = listlessWords(verification);
  const lines = ['## Enforcement of the MCP policy on this machine', '', `As of ${plainMarkdown(at)}. Nothing was started: what each assistant would do is worked out from its own files.`];
  if (about) lines.push('', `**${messageMarkdown(about)}**`);
  if (clients.length > 0) {
    lines.push('', '| assistant | result | why |', '| --- | --- | --- |');
    for (const client of clients) lines.push(`| ${plainMarkdown(clientTitle(client))} | ${client.status ? `${marks[client.status]} ${render(statusWords[client.status])}` : ''} | ${messageMarkdown(client.summary)} |`);
  }
  if (listless) lines.push('', messageMarkdown(listless));
  for (const client of clients) lines.push(...clientLines(client, named));
  return `${lines.join('\n')}\n`;
}

function clientLines(client: ClientVerification, named: (path: string) => string): string[] {
  const { sources, unseen, blockedThough, getsThrough, unclear, canaries, untried, caveats } = client;
  const lines = ['', `### ${plainMarkdown(clientTitle(client))}`];
  const list = (title: string, items: readonly string[]): void => {
    if (items.length > 0) lines.push('', `**${title}**`, '', ...items.slice(0, most).map((item) => `- ${item}`), ...(items.length > most ? [`- and ${items.length - most} more`] : []));
  };
  const say = (messages: readonly Message[]): string => messages.map(messageMarkdown).join(' ');
  const server = (judged: JudgedServer): string => {
    const { declaration, file } = judged.server;
    return `${code(declaration.name)} in ${code(`${named(file.path)}:${declaration.range.start.line + 1}`)}, ${code(launchOf(judged))}. ${say(judgedWords(judged))}`;
  };
  list('Approved, and blocked all the same', blockedThough.map(server));
  list('Not approved, and gets through', getsThrough.map(server));
  list('Not approved, and it cannot be told', unclear.map(server));
  if (canaries.length > 0) {
    lines.push('', `**Canaries**, of made-up servers that must be blocked or allowed: ${canarySums(canaries).map(render).join('; ')}.${untried > 0 ? ` Of ${untried} more entries of the policy no example could be made up to try.` : ''}`);
    list('Canaries that went wrong', failedCanaries(canaries, messageMarkdown).map(({ text }) => text));
  }
  list('Read from', sources.map((source) => `${code(named(source.path))}: ${sourceWords(source).map(messageMarkdown).join(', ')}`));
  list('Cannot be read from here', unseen.map(messageMarkdown));
  list('Good to know', caveats.map(messageMarkdown));
  return lines;
}
