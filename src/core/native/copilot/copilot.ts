import type { Platform } from '../../clients/client.ts';
import { say, type Message } from '../../text/message.ts';
import { nativeNames, type Enforcement, type Judgement, type NativeCircumstances, type NativeClient, type NativeEntry, type NativeFile, type NativeMatch, type NativeSubject } from '../native.ts';
import { copilotVariable, hasCopilotVariable, likeCopilotUrl } from '../triple/copilot-url.ts';
import { couldBecome, tripleIdentity, type Likeness, type TripleIdentity } from '../triple/identity.ts';
import { matchedBy, matchLevel } from '../triple/level.ts';
import { filedProblems, type EntryHabits } from '../triple/problems.ts';
import { weigh, type FiledEntry, type Weighed } from '../triple/weigh.ts';

const habits: EntryHabits = { client: 'Copilot', hasVariable: hasCopilotVariable, likeUrl: likeCopilotUrl };

/**
 * Copilot's managed settings, in the clients that its page names for the lists and that read files we know: the command line and JetBrains.
 * VS Code reads the same file with code of its own, which does otherwise where the file is malformed: see `../vscode/`.
 */
export const copilotNative: NativeClient = {
  id: 'copilot',
  name: nativeNames.copilot,
  clients: ['copilot-cli', 'copilot-jetbrains'],
  sources: [
    'github/docs, content/copilot/how-tos/administer-copilot/manage-mcp-usage/configure-enterprise-allowlist.md @ 160db52',
    'github/docs, content/copilot/reference/enterprise-administrators/enterprise-managed-settings.md @ 04a7ad2',
  ],
  enforce(files, at): Enforcement {
    const lists = (files.length === 0 ? [undefined] : files).map(listsOf);
    return {
      native: 'copilot',
      files,
      restricts: files.some(({ list }) => list.allows || list.entries.length > 0),
      unseen: unseenOn(at.platform),
      problems: filedProblems(files, habits),
      judge: (subject) => judge(lists, subject, at),
    };
  },
};

/** What one file has. */
interface Lists {
  readonly file: NativeFile | undefined;
  readonly allow: readonly FiledEntry[] | undefined;
  readonly deny: readonly FiledEntry[];
}

function listsOf(file: NativeFile | undefined): Lists {
  const entries = (effect: NativeEntry['effect']): FiledEntry[] => (file ? file.list.entries.filter((entry) => entry.effect === effect).map((entry) => ({ file, entry })) : []);
  return { file, allow: file?.list.allows ? entries('allow') : undefined, deny: entries('deny') };
}

function judge(lists: readonly Lists[], subject: NativeSubject, { env }: NativeCircumstances): Judgement {
  const identity = filledIn(tripleIdentity(subject), env);
  // A server must be let through by every file that has lists; the strictest word counts.
  const words = lists.map(({ file, allow, deny }) => doubted(inWords(weigh(allow, deny, identity, likeCopilot), subject, isOpen(identity)), file));
  return words.find(({ outcome }) => outcome === 'blocked') ?? words.find(({ outcome }) => outcome === 'undetermined') ?? words.find(({ by }) => by) ?? words[0]!;
}

/** What is let through, where one malformed entry may have blocked it. */
function doubted(judgement: Judgement, file: NativeFile | undefined): Judgement {
  const doubtful = file && 'doubtful' in file.list && file.list.doubtful === true;
  if (!doubtful || judgement.outcome !== 'allowed') return judgement;
  return { ...judgement, outcome: 'undetermined', reason: say('An entry of Copilot’s lists is malformed. GitHub says that a malformed list blocks every server, and not whether one entry makes it so.') };
}

function inWords(weighed: Weighed, subject: NativeSubject, open: boolean): Judgement {
  const decided = (by: FiledEntry): Pick<Judgement, 'by' | 'level'> => ({ by: { file: by.file, path: by.entry.path }, level: matchLevel(by.entry.matches, subject) });
  switch (weighed.outcome) {
    case 'denied':
      return { outcome: 'blocked', reason: say('Copilot does not start it: its deny list has {what}.', { what: matchedBy(weighed.by.entry.matches) }), ...decided(weighed.by) };
    case 'not-listed':
      return { outcome: 'blocked', reason: say('Copilot does not start it: no entry of its allow list matches.') };
  }
  if (open) return { outcome: 'undetermined', reason: say('Copilot blocks a server in whose command or address a variable is left open, since it cannot verify it. Whether the variable is set where Copilot runs cannot be told from here.') };
  switch (weighed.outcome) {
    case 'perhaps-denied':
    case 'perhaps-listed':
      return { outcome: 'undetermined', reason: say('GitHub does not say whether Copilot takes {what} for this server: only letter case, a login or the port differ.', { what: matchedBy(weighed.by.entry.matches) }), ...decided(weighed.by) };
    case 'listed':
      return { outcome: 'allowed', reason: say('Copilot starts it: its allow list has {what}.', { what: matchedBy(weighed.by.entry.matches) }), ...decided(weighed.by) };
    case 'unlisted':
      return { outcome: 'allowed', reason: say('No list of Copilot keeps it from being started.') };
  }
}

function isOpen({ url, argv }: TripleIdentity): boolean {
  return (url !== undefined && hasCopilotVariable(url)) || (argv?.some(hasCopilotVariable) ?? false);
}

/** The variables that the environment says; the others stay open. */
function filledIn({ name, url, argv }: TripleIdentity, env: NativeCircumstances['env']): TripleIdentity {
  const fill = (text: string): string => text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced: string | undefined, bare: string | undefined) => {
    const variable = braced ?? bare ?? '';
    return env && Object.hasOwn(env, variable) ? (env[variable] ?? whole) : whole;
  });
  return { name, ...(url !== undefined && { url: fill(url) }), ...(argv && { argv: argv.map(fill) }) };
}

function unseenOn(platform: Platform): Message[] {
  return [
    ...(platform === 'win32' ? [say('Copilot’s settings in the Windows registry, below SOFTWARE\\Policies\\GitHubCopilot.')] : []),
    ...(platform === 'darwin' ? [say('Copilot’s settings in a macOS configuration profile for com.github.copilot.')] : []),
    say('Copilot’s settings that GitHub sends to whoever is signed in: their lists count too, and where they cannot be fetched, the last ones stay in force.'),
  ];
}

/** Whether an entry names a server, as Copilot compares. */
export function likeCopilot(match: NativeMatch, { name, url, argv }: TripleIdentity): Likeness {
  if (match.kind === 'name') return match.name === name ? 'yes' : 'no';
  const like = match.kind === 'url' ? (url === undefined ? 'no' : likeCopilotUrl(match.pattern, url)) : argv === undefined || match.kind !== 'command' ? 'no' : couldBecome(match.argv, argv, copilotVariable);
  return url !== undefined && argv !== undefined && like === 'yes' ? 'unknown' : like;
}
