import { wrap, type Role } from '../../report/text/lines.ts';
import type { TextOptions } from '../../report/text.ts';
import { render, type Message } from '../../text/message.ts';
import { visible } from '../../text/visible.ts';
import type { ClientVerification, EnforcementStatus, JudgedServer, Verification } from './verification.ts';
import { aboutAll, alike, canarySums, clientTitle, clientWords, failedCanaries, launchOf, listlessWords, nextStep, overview, sourceWords, statusWords } from './words.ts';

const roles: Readonly<Record<EnforcementStatus, Role>> = { enforced: 'good', partly: 'warn', 'not-enforced': 'bad', undetermined: 'warn' };

/** More of a sort than these are counted. */
const most = 20;

/** What was found out, for a person at a terminal. */
export function verificationText(verification: Verification, options: TextOptions): string {
  const { style, width } = options;
  const about = aboutAll(verification);
  const listless = listlessWords(verification);
  const next = nextStep(verification);
  const results = overview(verification);
  const blocks = [
    ...(about ? [wrap(render(about), width, '').map((line) => style('warn', line))] : []),
    ...verification.clients.map((client) => clientLines(client, options)),
    ...(listless ? [wrap(render(listless), width, '').map((line) => style(verification.policy === 'ready' ? 'bad' : 'dim', line))] : []),
    ...(results === '' ? [] : [[style('strong', `In all: ${results}.`), ...(next ? wrap(render(next), width, '') : [])]]),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function clientLines(client: ClientVerification, { style, width, shown }: TextOptions): string[] {
  const { status, summary, sources, unseen, blockedThough, getsThrough, unclear, canaries, untried, caveats } = client;
  const lines: string[] = [];
  const add = (message: Message | string, indent: string, role?: Role): void => {
    lines.push(...wrap(typeof message === 'string' ? message : render(message), width, indent).map((line) => (role ? style(role, line) : line)));
  };
  const heading = (title: string, role: Role = 'heading'): void => void lines.push(style(role, `  ${title}`));
  lines.push(`${style('heading', visible(clientTitle(client), 200))}${status ? `: ${style(roles[status], render(statusWords[status]))}` : ''}`);
  add(summary, '  ');
  const servers = (title: string, list: readonly JudgedServer[], role: Role): void => {
    if (list.length === 0) return;
    heading(title, role);
    for (const group of alike(list.slice(0, most))) {
      for (const message of clientWords(group[0]!)) add(message, '    ', 'dim');
      for (const one of group) {
        const { declaration, file } = one.server;
        add(`${visible(declaration.name, 60)}  ${shown(file.path)}:${declaration.range.start.line + 1}  ${launchOf(one)}`, '      ');
        // That nobody has decided is the heading's word already.
        if (one.server.verdict.code !== 'not-listed') add(one.verdict, '        ', 'dim');
      }
    }
    if (list.length > most) add(`and ${list.length - most} more`, '    ');
  };
  servers('Approved, and blocked all the same', blockedThough, 'bad');
  servers('Not approved, and gets through', getsThrough, 'bad');
  servers('Not approved, and it cannot be told', unclear, 'warn');
  if (canaries.length > 0) {
    heading('Canaries');
    add(`Of made-up servers that must be blocked or allowed: ${canarySums(canaries).map(render).join('; ')}.`, '    ');
    for (const { outcome, text } of failedCanaries(canaries, render)) add(text, '    ', outcome === 'undetermined' ? 'warn' : 'bad');
    if (untried > 0) add(`Of ${untried} more entries of the policy no example could be made up to try.`, '    ', 'dim');
  }
  if (sources.length > 0) {
    heading('Read from');
    for (const source of sources.slice(0, most)) add(`${shown(source.path)}: ${sourceWords(source).map(render).join(', ')}`, '    ');
    if (sources.length > most) add(`and ${sources.length - most} more`, '    ');
  }
  if (unseen.length > 0) heading('Cannot be read from here');
  for (const message of unseen) add(message, '    ');
  if (caveats.length > 0) heading('Good to know');
  for (const message of caveats) add(message, '    ', 'dim');
  return lines;
}
