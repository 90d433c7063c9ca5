import type { Path } from '../../config/node.ts';
import type { Message } from '../../text/message.ts';
import { say } from '../../text/message.ts';
import { visible } from '../../text/visible.ts';
import type { ClientVerification, JudgedServer, Verification } from './verification.ts';
import { aboutAll, canarySentence, canarySums, clientTitle, judgedWords, launchOf, listlessWords, sourceWords, statusWords } from './words.ts';

/** A line of the view, as a tree shows it. */
export interface EnforcementLine {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** What stands over it, in whole sentences. */
  readonly about?: string;
  readonly mark: 'enforced' | 'partly' | 'not-enforced' | 'undetermined' | 'passed' | 'failed' | 'file' | 'note' | 'group';
  /** The file, and the entry in it, that it leads to. */
  readonly leadsTo?: { readonly file: string; readonly path?: Path };
  readonly below: readonly EnforcementLine[];
  /** Shown open from the start. */
  readonly open?: true;
}

export interface LineSpeech {
  readonly words: (message: Message) => string;
  readonly place: (path: string) => string;
}

/** What was found out, as the lines of a tree. */
export function enforcementLines(verification: Verification, speech: LineSpeech): readonly EnforcementLine[] {
  const { words } = speech;
  const about = aboutAll(verification);
  const listless = listlessWords(verification);
  return [
    ...(about ? [note('about', words(about))] : []),
    ...verification.clients.map((client) => clientLine(client, speech)),
    ...(listless
      ? [{
          id: 'listless',
          label: words(say('{count} without lists of their own', { count: verification.listless.length })),
          description: words(statusWords['not-enforced']),
          about: words(listless),
          mark: 'not-enforced' as const,
          below: verification.listless.map((one) => ({ id: `listless/${one.client}`, label: clientTitle(one), mark: 'note' as const, below: [] })),
        }]
      : []),
  ];
}

function note(id: string, text: string): EnforcementLine {
  return { id, label: text, about: text, mark: 'note', below: [] };
}

function clientLine(client: ClientVerification, { words, place }: LineSpeech): EnforcementLine {
  const { client: key, status, summary, sources, unseen, blockedThough, getsThrough, unclear, canaries, caveats } = client;
  const group = (id: string, title: Message, below: readonly EnforcementLine[], open = false): EnforcementLine[] =>
    below.length === 0 ? [] : [{ id: `${key}/${id}`, label: words(title), description: String(below.length), mark: 'group', below, ...(open && { open: true as const }) }];
  const servers = (id: string, list: readonly JudgedServer[], mark: EnforcementLine['mark']): EnforcementLine[] =>
    list.map((judged, i) => {
      const { declaration, file } = judged.server;
      return { id: `${key}/${id}/${i}`, label: visible(declaration.name, 60), description: place(file.path), about: [`\`${launchOf(judged)}\``, ...judgedWords(judged).map(words)].join('\n\n'), mark, leadsTo: { file: file.path, path: declaration.path }, below: [] };
    });
  const notes = (id: string, list: readonly Message[]): EnforcementLine[] => list.map((message, i) => note(`${key}/${id}/${i}`, words(message)));
  const tried = [...canaries.filter(({ passed }) => !passed), ...canaries.filter(({ passed }) => passed)];
  return {
    id: key,
    label: clientTitle(client),
    description: status ? words(statusWords[status]) : '',
    about: words(summary),
    mark: status ?? 'note',
    below: [
      ...group('blocked-though', say('Approved, and blocked all the same'), servers('blocked-though', blockedThough, 'failed'), true),
      ...group('gets-through', say('Not approved, and gets through'), servers('gets-through', getsThrough, 'failed'), true),
      ...group('unclear', say('Not approved, and it cannot be told'), servers('unclear', unclear, 'undetermined')),
      ...(tried.length === 0
        ? []
        : [{
            id: `${key}/canaries`,
            label: words(say('Canaries')),
            description: canarySums(canaries).map(words).join('; '),
            mark: 'group' as const,
            below: tried.map((canary, i): EnforcementLine => ({ id: `${key}/canaries/${i}`, label: words(canary.about).replaceAll('`', ''), description: canary.launch, about: canarySentence(canary, words), mark: canary.passed ? 'passed' : canary.outcome === 'undetermined' ? 'undetermined' : 'failed', below: [] })),
          }]),
      ...group('sources', say('Read from'), sources.map((source, i) => ({ id: `${key}/sources/${i}`, label: place(source.path), description: sourceWords(source).map(words).join(', '), mark: 'file', leadsTo: { file: source.path }, below: [] }))),
      ...group('unseen', say('Cannot be read from here'), notes('unseen', unseen)),
      ...group('caveats', say('Good to know'), notes('caveats', caveats)),
    ],
    ...((status === 'partly' || status === 'not-enforced') && { open: true as const }),
  };
}
