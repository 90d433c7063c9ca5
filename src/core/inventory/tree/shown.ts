import { clientOf } from '../../clients/clients.ts';
import type { ConfigFile } from '../../config/config-file.ts';
import { pointer } from '../../config/node.ts';
import { approves, type Verdict, type VerdictState } from '../../policy/verdict.ts';
import { say, type Message } from '../../text/message.ts';
import { visible } from '../../text/visible.ts';
import type { InventoryRow, Sighting } from '../row.ts';
import { isChanged, isDrifted } from './attention.ts';
import type { Entry, Group, GroupKey } from './grouping.ts';

/** What a line's picture says. */
export type Mark = 'changed' | 'drifted' | 'approved' | 'waiting' | 'not-approved' | 'denied' | 'no-policy' | 'disabled' | 'dormant' | 'remembered' | 'unread' | 'cannot-be-read' | 'file' | 'choose' | 'start' | 'none';

/** What can be done with a line, apart from opening it. */
export type Ability = 'open' | 'review' | 'drift' | 'listen' | 'register' | 'approve' | 'explain' | 'copy' | 'disable';

/** One line of the view, in words; everything in it is ready to be shown. */
export interface Line {
  /** Stable while the line means the same thing. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** What a screen reader says. */
  readonly spoken: string;
  readonly mark: Mark;
  readonly dimmed: boolean;
  readonly can: readonly Ability[];
  /** Absent: there is nothing below it. */
  readonly expanded?: boolean;
  readonly below: readonly Line[];
  readonly row?: InventoryRow;
  /** The declaration it stands for; of several the one that needs somebody most. */
  readonly sighting?: Sighting;
  /** Of a line that stands for a file. */
  readonly file?: ConfigFile | { readonly path: string };
  /** Of a line that only offers something: a command, without the extension's prefix. */
  readonly command?: string;
}

/** How the surface speaks: a message in the user's language; a file's name short and long. */
export interface Speech {
  readonly words: (message: Message) => string;
  readonly place: (file: string) => string;
  /** Whether this declaration can be switched off by an edit of its file. */
  readonly canDisable: (sighting: Sighting) => boolean;
}

const stateWords: Readonly<Record<VerdictState, Message>> = {
  revoked: say('revoked'),
  denied: say('denied'),
  unknown: say('unknown'),
  deprecated: say('deprecated'),
  pending: say('pending'),
  undetermined: say('undetermined'),
  conditional: say('conditional'),
  approved: say('approved'),
};

const titles: Readonly<Record<VerdictState | Exclude<GroupKey['of'], 'verdict' | 'client' | 'file'>, Message>> = {
  revoked: say('Revoked'),
  denied: say('Denied'),
  unknown: say('Unknown'),
  deprecated: say('Deprecated'),
  pending: say('Pending'),
  undetermined: say('Undetermined'),
  conditional: say('Conditional'),
  approved: say('Approved'),
  changed: say('Changed Launch'),
  drifted: say('Says Something Else'),
  'no-policy': say('No Policy'),
  providers: say('Model Providers'),
  disabled: say('Disabled'),
  dormant: say('Dormant'),
  elsewhere: say('Elsewhere on This Machine'),
  past: say('No Longer There'),
  unread: say('Not Fully Read'),
};

/** Groups of which nothing is in use here. */
const collapsed: ReadonlySet<GroupKey['of']> = new Set(['disabled', 'dormant', 'elsewhere', 'past']);

/**
 * The lines of the view.
 * @param searched the groups hold what a filter left: all of them are open then, under ids of their own
 */
export function linesOf(groups: readonly Group[], speech: Speech, searched = false): readonly Line[] {
  return groups.map((group) => groupLine(group, speech, searched));
}

function groupLine(group: Group, speech: Speech, searched: boolean): Line {
  const { key, entries, files } = group;
  const prefix = searched ? 'filter ' : '';
  const below = [...entries.map((entry) => entryLine(entry, key, speech, prefix)), ...files.map((file) => fileLine(file, speech, prefix))];
  const label = titleOf(key, speech);
  const count = String(below.length);
  return {
    id: `${prefix}${group.id}`,
    label,
    description: count,
    spoken: `${label}, ${count}`,
    mark: key.of === 'file' ? 'file' : 'none',
    dimmed: false,
    can: key.of === 'file' ? ['open'] : [],
    expanded: searched || !collapsed.has(key.of),
    below,
    ...(key.of === 'file' && { file: { path: key.file } }),
  };
}

function titleOf(key: GroupKey, { words, place }: Speech): string {
  switch (key.of) {
    case 'verdict':
      return words(titles[key.state]);
    case 'client':
      return key.client === undefined ? words(say('No Known Client')) : clientOf(key.client).name;
    case 'file':
      return visible(place(key.file));
    default:
      return words(titles[key.of]);
  }
}

function entryLine({ id, row, sightings }: Entry, key: GroupKey, speech: Speech, prefix: string): Line {
  const sighting = sightings[0];
  if (!sighting) return rememberedLine(row, `${prefix}${id}`, speech);
  const names = [...new Set(sightings.map(({ name }) => visible(name, 60)))];
  const label = `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` +${names.length - 3}` : ''}`;
  const identities = new Set(sightings.map(({ identity }) => identity));
  const { words } = speech;
  const allOff = sightings.every(({ disabled }) => disabled);
  const several = sightings.length > 1;
  const places = several ? words(say('{count} places', { count: sightings.length })) : undefined;
  const what = visible(short(identities.size === 1 ? sighting.identity : row.identity), 120);
  return {
    id: `${prefix}${id}`,
    label,
    description: [
      row.kind === 'model-provider' && key.of !== 'providers' ? words(say('model provider')) : undefined,
      what === label ? undefined : what,
      places,
      allOff && key.of !== 'disabled' ? words(say('disabled')) : undefined,
    ].filter((part) => part !== undefined).join(' · '),
    spoken: [label, row.kind === 'model-provider' ? words(say('model provider')) : undefined, ...(places === undefined ? spokenPlace(sighting, speech) : [stateOf(sighting, speech), places])].filter((part) => part !== undefined).join(', '),
    mark: markOf(sighting),
    dimmed: allOff,
    can: abilities(row, sighting, speech).filter((ability) => ability !== 'disable' || !several),
    ...(several && { expanded: false }),
    below: several ? sightings.map((one) => placeLine(row, one, names.length > 1, `${prefix}${id}`, speech)) : [],
    row,
    sighting,
  };
}

/** One of several places in which the same server is declared. */
function placeLine(row: InventoryRow, sighting: Sighting, named: boolean, above: string, speech: Speech): Line {
  const { words, place } = speech;
  const name = visible(sighting.name, 60);
  return {
    id: `${above} ${sighting.file}#${pointer(sighting.at)}`,
    label: visible(place(sighting.file)),
    description: [words(say('line {line}', { line: sighting.range.start.line + 1 })), named ? name : undefined, sighting.disabled ? words(say('disabled')) : undefined].filter((part) => part !== undefined).join(' · '),
    spoken: [name, ...spokenPlace(sighting, speech)].join(', '),
    mark: markOf(sighting),
    dimmed: sighting.disabled,
    can: abilities(row, sighting, speech),
    below: [],
    row,
    sighting,
  };
}

function rememberedLine(row: InventoryRow, id: string, { words }: Speech): Line {
  const label = row.names.slice(0, 3).map((name) => visible(name, 60)).join(', ') || visible(row.identity);
  const what = visible(short(row.identity), 120);
  const state = row.state === 'gone' ? words(say('gone')) : row.state === 'stale' ? words(say('last seen {day}', { day: row.lastSeen.slice(0, 10) })) : undefined;
  return {
    id,
    label,
    description: [what === label ? undefined : what, state].filter((part) => part !== undefined).join(' · '),
    spoken: [label, what, state].filter((part) => part !== undefined).join(', '),
    mark: 'remembered',
    dimmed: true,
    can: ['copy'],
    below: [],
    row,
  };
}

function fileLine(file: ConfigFile, { words, place }: Speech, prefix: string): Line {
  const label = visible(place(file.path));
  const reason = file.reason ? words(file.reason) : file.status;
  return {
    id: `${prefix}unread/${file.path}`,
    label,
    description: reason,
    spoken: `${label}, ${file.status === 'partial' ? words(say('not wholly read')) : words(say('not read'))}, ${reason}`,
    mark: file.status === 'unreadable' || file.status === 'invalid' ? 'unread' : 'cannot-be-read',
    dimmed: !file.live,
    can: ['open'],
    below: [],
    file,
  };
}

/** Of many clients that read one file a screen reader names so many. */
const named = 2;

function spokenPlace(sighting: Sighting, speech: Speech): string[] {
  const { words, place } = speech;
  const clients = sighting.clients.map((id) => clientOf(id).name);
  const more = clients.length - named;
  return [stateOf(sighting, speech), ...clients.slice(0, named), ...(more > 0 ? [words(say('{count} more clients', { count: more }))] : []), words(say('{file} line {line}', { file: place(sighting.file), line: sighting.range.start.line + 1 }))];
}

/** A declaration's standing in a word or two. */
export function stateOf({ live, disabled, changed, drifted, verdict }: Sighting, { words }: Pick<Speech, 'words'>): string {
  if (!live) return words(say('dormant'));
  if (disabled) return words(say('disabled'));
  if (changed) return words(say('launch changed'));
  if (drifted) return words(say('says something else'));
  return verdictWord(verdict, { words });
}

/** A verdict in a word or two. */
export function verdictWord({ code, state }: Verdict, { words }: Pick<Speech, 'words'>): string {
  return code === 'no-policy' ? words(say('no policy')) : words(stateWords[state]);
}

function markOf({ live, disabled, changed, drifted, verdict }: Sighting): Mark {
  if (!live) return 'dormant';
  if (disabled) return 'disabled';
  if (changed) return 'changed';
  if (drifted) return 'drifted';
  if (verdict.code === 'no-policy') return 'no-policy';
  if (verdict.state === 'denied' || verdict.state === 'revoked') return 'denied';
  if (verdict.state === 'pending') return 'waiting';
  return approves(verdict) ? 'approved' : 'not-approved';
}

function abilities({ kind }: InventoryRow, sighting: Sighting, { canDisable }: Speech): readonly Ability[] {
  if (kind === 'model-provider') return ['open', 'copy'];
  const { live, disabled, verdict } = sighting;
  return [
    'open',
    ...(isChanged(sighting) ? (['review'] as const) : []),
    ...(isDrifted(sighting) ? (['drift'] as const) : []),
    ...(live ? (['listen'] as const) : []),
    ...(live && !disabled && verdict.state === 'unknown' ? (['register'] as const) : []),
    ...(live && !disabled && verdict.code !== 'no-policy' && (verdict.state === 'unknown' || verdict.state === 'pending' || verdict.state === 'deprecated') ? (['approve'] as const) : []),
    'explain',
    ...(live && !disabled && canDisable(sighting) ? (['disable'] as const) : []),
    'copy',
  ];
}

/** What it is, without the word for its kind, which its name, or the scheme, tells: a side bar is narrow. */
function short(identity: string): string {
  return identity.replace(/^(?:npm|PyPI|NuGet) package |^container image (?:docker\.io\/)?|^program |^https:\/\//, '');
}
