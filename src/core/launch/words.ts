import { say, type Message } from '../text/message.ts';
import { visible } from '../text/visible.ts';
import type { ChangedPart, LaunchChange } from './change.ts';
import type { SealedLaunch, SealedText, SealedValue } from './launch.ts';

/** A launch on one line, as it may be shown. */
export function launchLine({ command, args, url }: SealedLaunch): string {
  if (url && !command) return url.shown;
  return [command?.shown ?? '', ...args.map(({ shown }) => shown)].map((word) => (/^[^\s"'\\]+$/.test(word) ? word : JSON.stringify(word))).join(' ');
}

/** Whether it is an address that is called, and no command that is started. */
export function calls({ command, url }: SealedLaunch): boolean {
  return url !== undefined && command === undefined;
}

/** What a part of a launch became. */
export function partWords(part: ChangedPart): Message {
  const { what, how, index = 0, name = '' } = part;
  const [before, after] = apart(part.before ?? '', part.after ?? '');
  const args = { before, after, name, number: index + 1, place: places[what as keyof typeof places] ?? '' };
  switch (what) {
    case 'argument':
      if (how === 'added') return say('argument {number} `{after}` was added', args);
      if (how === 'removed') return say('argument `{before}` was taken out', args);
      return before === after ? say('argument {number} `{after}` has another value where it is masked', args) : say('argument {number} was `{before}` and is `{after}`', args);
    case 'order':
      return say('the arguments stand in another order');
    case 'spelling':
      return say('the entry is written so that readers take it differently');
    case 'env':
    case 'header':
    case 'field':
      if (how === 'added') return say('{place} `{name}` was added', args);
      return how === 'removed' ? say('{place} `{name}` was taken out', args) : say('{place} `{name}` has another value', args);
    default:
      if (how === 'added') return say('{place} `{after}` was added', args);
      if (how === 'removed') return say('{place} `{before}` was taken out', args);
      return before === after ? say('{place} `{after}` has another value where it is masked', args) : say('{place} was `{before}` and is `{after}`', args);
  }
}

const places = { command: 'the command', url: 'the address', cwd: 'the working directory', envFile: 'the environment file', env: 'the environment variable', header: 'the header', field: 'the field', transport: 'the transport' } as const;

/**
 * Two texts that differ, so that a person sees that they do: letters beyond ASCII, among which are the doubles of Latin ones, are
 * written as code points where the texts differ.
 */
export function apart(before: string, after: string): readonly [string, string] {
  return before === after ? [before, after] : [plainly(before), plainly(after)];
}

function plainly(text: string): string {
  return text.replace(/[^\x20-\x7e•]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16).toUpperCase()}}`);
}

/** Old and new launch as lines of text, for reading one beside the other. What is masked or never shown says in the new one where it differs. */
export function launchPages({ accepted, now, parts }: LaunchChange): { readonly before: string; readonly after: string } {
  const changed = new Set(parts.filter(({ how }) => how === 'changed').map(({ what, name }) => `${what} ${name ?? ''}`));
  return {
    before: page(accepted.launch, ({ shown }) => shown, () => 'value not shown'),
    after: page(now, ({ shown, seal }, twin) => (twin && twin.seal !== seal && twin.shown === shown ? `${shown} (another value where it is masked)` : shown), (key) => (changed.has(key) ? 'another value, not shown' : 'value not shown'), accepted.launch),
  };
}

function page(launch: SealedLaunch, shown: (text: SealedText, twin: SealedText | undefined) => string, value: (key: string) => string, twin?: SealedLaunch): string {
  const { transport, command, args, url, cwd, envFile, env, headers, fields } = launch;
  const line = (label: string, text: SealedText | undefined, other: SealedText | undefined): string[] => (text ? [`${label}: ${plainly(shown(text, other))}`] : []);
  const list = (label: string, lines: readonly string[]): string[] => (lines.length > 0 ? ['', `${label}:`, ...lines.map((item) => `  ${item}`)] : []);
  const names = (what: string, values: readonly SealedValue[]): string[] => values.map(({ name }) => `${plainly(visible(name))} (${value(`${what} ${name}`)})`);
  return [
    `transport: ${transport}`,
    ...line('command', command, twin?.command),
    ...line('url', url, twin?.url),
    ...line('working directory', cwd, twin?.cwd),
    ...line('environment file', envFile, twin?.envFile),
    ...list('arguments', args.map((arg, i) => plainly(shown(arg, twin?.args[i])))),
    ...list('environment variables', names('env', env)),
    ...list('headers', names('header', headers)),
    ...list('other fields', names('field', fields)),
    '',
  ].join('\n');
}
