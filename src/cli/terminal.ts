import * as os from 'node:os';
import * as path from 'node:path';
import { styleText } from 'node:util';
import type { Style } from '../core/report/text/lines.ts';
import type { TextOptions } from '../core/report/text.ts';
import { visible } from '../core/text/visible.ts';

/** How to lay out text for standard output as it is: its width, and colour where it is wanted. */
export function textOptions(): TextOptions {
  const width = process.stdout.isTTY ? process.stdout.columns : 100;
  return { style: wantsColour() ? colour : (_, text) => text, width: Math.max(40, Math.min(width || 100, 120)), shown };
}

/** https://no-color.org, and Node's FORCE_COLOR, which is the more particular wish. */
function wantsColour(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return !NO_COLOR && TERM !== 'dumb' && process.stdout.isTTY;
}

const colours = { heading: 'bold', strong: 'bold', dim: 'gray', good: 'green', warn: 'yellow', bad: 'red' } as const;
const colour: Style = (role, text) => styleText(colours[role], text, { validateStream: false });

/** A path from where the user stands, else from home, else whole. */
export function shown(file: string): string {
  const here = path.relative(process.cwd(), file);
  if (here === '') return '.';
  if (!here.startsWith('..') && !path.isAbsolute(here)) return visible(here, 1000);
  const fromHome = path.relative(os.homedir(), file);
  const short = fromHome !== '' && !fromHome.startsWith('..') && !path.isAbsolute(fromHome) ? `~${path.sep}${fromHome}` : file;
  return visible(short, 1000);
}

export function print(text: string): void {
  process.stdout.write(text);
}

/** Many pieces in few writes. */
export function printAll(pieces: Iterable<string>): void {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < 65_536) continue;
    print(text);
    text = '';
  }
  if (text !== '') print(text);
}

/** For what is said beside the result. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A reader that has seen enough (`| head`) ends the program quietly, with the code it would have ended with. */
export function endQuietlyOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') note(`Writing the result failed: ${error.code ?? 'unknown'}`);
    process.exit(error.code === 'EPIPE' ? process.exitCode : 2);
  });
  process.stderr.on('error', () => {});
}
