import { clientOf } from '../../clients/clients.ts';
import type { ConfigFile } from '../../config/config-file.ts';
import { render } from '../../text/message.ts';
import type { ReportContext } from '../report.ts';
import { columns, counted, padded, wrap } from './lines.ts';
import type { TextOptions } from '../text.ts';

const room = ' '.repeat(13);
/** Stands for a space within a path, where no line is broken; no path that went through `visible` holds it. */
const space = '\u{0}';

/** What is kept of a file for the head of a report. */
export interface CoverageRow extends Pick<ConfigFile, 'status' | 'live' | 'aside'> {
  readonly path: string;
  readonly servers: number;
  readonly providers: number;
  readonly readers: string;
  readonly reason: string;
  /** It declares no server to a client, but describes one. */
  readonly manifest?: true;
}

export function coverageRow(file: ConfigFile, { shown }: TextOptions): CoverageRow {
  const { status, live, declarations, providers, reason } = file;
  return { status, live, ...(file.aside && { aside: file.aside }), ...(file.known.kind === 'manifest' && { manifest: true as const }), path: shown(file.path), servers: declarations.length, providers: providers.length, readers: readers(file), reason: reason ? capital(render(reason)) : '' };
}

/** Every file that was looked for: what was read, what could not be and why, what is not there, and where nobody looked. */
export function coverageLines(files: readonly CoverageRow[], { notLookedInto, searched = [] }: Omit<ReportContext, 'exit'>, { style, shown, width }: TextOptions): string[] {
  const there = files.filter((file) => file.status !== 'absent' && !file.aside);
  const nameWidth = Math.min(72, there.reduce((widest, { path }) => Math.max(widest, columns(path)), 0));
  const lines = [style('heading', 'Looked for')];
  for (const file of there) {
    const colour = file.status === 'read' ? 'strong' : file.live && file.status !== 'opaque' ? 'bad' : 'warn';
    lines.push(`  ${style(colour, padded(file.status, 11))}${padded(file.path, nameWidth)}  ${padded(found(file), 10)}  ${style('dim', file.readers)}`);
    if (file.reason !== '' && (file.servers + file.providers > 0 || file.status !== 'read')) lines.push(...wrap(file.reason, width, room));
  }
  const aside = files.filter((file) => file.aside);
  if (aside.length > 0) lines.push(...label('no servers', wrap(fewOf(aside), width, room).map((line) => line.replaceAll(space, ' ')), style));
  const absent = files.filter((file) => file.status === 'absent');
  if (absent.length > 0) lines.push(...label('not there', wrap(fewOf(absent), width, room).map((line) => line.replaceAll(space, ' ')), style));
  for (const { path, way } of searched) {
    const how = way.by === 'git' ? 'by what git tracks and what it does not' : `folder by folder${way.why ? `, since ${render(way.why)}` : ''}`;
    lines.push(...label('searched', wrap(`${shown(path)}: ${how}`, width, room), style));
  }
  for (const { path, reason } of notLookedInto) lines.push(...label('left out', wrap(`${shown(path)}: ${render(reason)}`, width, room), style));
  return lines;
}

/** What was found in a file. */
function found({ status, servers, providers, manifest }: CoverageRow): string {
  if (manifest) return 'manifest';
  if (servers + providers === 0 && (status === 'unreadable' || status === 'opaque')) return 'not known';
  if (providers === 0) return counted(servers, 'server');
  return `${servers > 0 ? `${counted(servers, 'server')}, ` : ''}${counted(providers, 'model provider')}`;
}

/** Clients look in far more places than anyone reads through: the first few by name. */
const few = 6;

function fewOf(files: readonly CoverageRow[]): string {
  const paths = files.map(({ path }) => path.replaceAll(' ', space));
  const more = paths.length - few;
  return more <= 2 ? paths.join(', ') : `${paths.slice(0, few).join(', ')} and ${more} more places, all of them with --format json`;
}

/** Who reads a file; for one that nobody does, why it is shown. */
function readers(file: ConfigFile): string {
  const names = file.clients.map((id) => clientOf(id).name).join(', ');
  // A plugin's source, or a copy of a file that belongs elsewhere.
  if (!file.live && file.known.dormant && names !== '') return `dormant: ${names} would read it elsewhere`;
  if (!file.live) return names === '' ? 'dormant' : `dormant: ${names} would read it if its folder were opened`;
  if (file.known.kind === 'manifest') return 'describes a server';
  return names === '' ? 'named by you' : names;
}

function label(name: string, lines: readonly string[], style: TextOptions['style']): string[] {
  return lines.map((line, i) => (i === 0 ? `  ${style('dim', padded(name, 11))}${line.slice(room.length)}` : line));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
