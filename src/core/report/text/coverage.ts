import { clientOf } from '../../clients/clients.ts';
import type { ConfigFile } from '../../config/config-file.ts';
import { render } from '../../text/message.ts';
import type { ReportContext } from '../json.ts';
import { columns, counted, padded, wrap } from './lines.ts';
import type { TextOptions } from '../text.ts';

const room = ' '.repeat(13);
/** Stands for a space within a path, where no line is broken; no path that went through `visible` holds it. */
const space = '\u{0}';

/** Every file that was looked for: what was read, what could not be and why, what is not there, and where nobody looked. */
export function coverageLines(files: readonly ConfigFile[], notLookedInto: ReportContext['notLookedInto'], { style, shown, width }: TextOptions): string[] {
  const there = files.filter((file) => file.status !== 'absent');
  const paths = there.map((file) => shown(file.path));
  const nameWidth = Math.min(72, Math.max(0, ...paths.map(columns)));
  const lines = [style('heading', 'Looked for')];
  there.forEach((file, i) => {
    const state = padded(file.status, 11);
    const colour = file.status === 'read' ? 'strong' : file.live ? 'bad' : 'warn';
    const count = padded(counted(file.declarations.length, 'server'), 10);
    lines.push(`  ${style(colour, state)}${padded(paths[i]!, nameWidth)}  ${count}  ${style('dim', readers(file))}`.trimEnd());
    if (file.reason && file.declarations.length + Number(file.status !== 'read') > 0) lines.push(...wrap(capital(render(file.reason)), width, room));
  });
  const absent = files.filter((file) => file.status === 'absent').map((file) => shown(file.path));
  if (absent.length > 0) lines.push(...label('not there', wrap(absent.map((path) => path.replaceAll(' ', space)).join(', '), width, room).map((line) => line.replaceAll(space, ' ')), style));
  for (const { path, reason } of notLookedInto) lines.push(...label('left out', wrap(`${shown(path)}: ${render(reason)}`, width, room), style));
  return lines;
}

/** Who reads a file; for one that nobody does, why it is shown. */
function readers(file: ConfigFile): string {
  const names = file.clients.map((id) => clientOf(id).name).join(', ');
  if (!file.live) return names === '' ? 'dormant' : `dormant: ${names} would read it if its folder were opened`;
  return names === '' ? 'named by you' : names;
}

function label(name: string, lines: readonly string[], style: TextOptions['style']): string[] {
  return lines.map((line, i) => (i === 0 ? `  ${style('dim', padded(name, 11))}${line.slice(room.length)}` : line));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
