import type { Located, ServerDeclaration } from '../../config/config-file.ts';
import type { Identity } from '../../identity/identity.ts';
import { programNamed, sortOf } from '../../identity/programs.ts';
import { isCommandLine } from '../../identity/read-command.ts';
import { startedBy, type Started } from '../../identity/started.ts';
import { addressOf, codeFetchesAndRuns, downloadIn, hostIn, type Download } from './downloads.ts';
import { execOption, hasExecOptions } from './exec-options.ts';

/**
 * In which of the known ways a launch hides what it runs. One launch is told of once, by the most dangerous of them; `opaque-launch`
 * speaks of those that are none of these.
 */
export type HiddenLaunch =
  | ({ readonly rule: 'downloaded-code' } & Download)
  | { readonly rule: 'inline-code'; readonly at: Located; readonly program: string; readonly encoded: boolean }
  | { readonly rule: 'shell-wrapper'; readonly at: Located; readonly program: string; readonly started: Started; readonly line: readonly string[] }
  | { readonly rule: 'command-in-option'; readonly at: Located; readonly program: string }
  | { readonly rule: 'command-line-in-command'; readonly at: Located };

const seen = new WeakMap<Identity, HiddenLaunch | 'none'>();

/** Undefined for a launch that says what it runs, or hides it in another way. Never throws. */
export function hiddenLaunch(server: ServerDeclaration, identity: Identity): HiddenLaunch | undefined {
  // Nearly all servers: told apart without a look at their words.
  if (identity.kind === 'remote' || !server.command) return undefined;
  const plain = startsPlainly(identity);
  if (plain && !server.args.some(({ value }) => value.length > 8 && shellSigns.test(value))) return undefined;
  let found = seen.get(identity);
  if (found === undefined) seen.set(identity, (found = look(server, server.command, identity, plain) ?? 'none'));
  return found === 'none' ? undefined : found;
}

/** What a line that fetches code and runs it cannot be written without, whoever hands it to a shell (`mcp-proxy bash -c …`). */
const shellSigns = /[|`;&\n]|\$\(|<\(|iex|Invoke-Expression/i;

/** Whether nothing but a line for a shell among its arguments could hide what it runs. */
function startsPlainly(identity: Identity): boolean {
  if (identity.kind === 'program') return !hasExecOptions(identity.program) && !hasExecOptions(programNamed(identity.program).key) && !identity.launch.hijacks.some(loads);
  return identity.kind === 'package' && !(identity.package.type === 'oci' && startsShell(identity.launch.args));
}

/** Options of interpreters that load further code, which may be an address or code itself. */
function loads(hijack: string): boolean {
  return hijack === '--import' || hijack === '--require' || hijack === '-r' || hijack === '--loader' || hijack === '--experimental-loader';
}

function startsShell(args: readonly string[]): boolean {
  return args.length > 1 && sortOf(args[0]!) === 'shell';
}

function look(server: ServerDeclaration, command: Located, identity: Identity, plain: boolean): HiddenLaunch | undefined {
  const line = downloadIn([command, ...server.args]);
  if (line) return { rule: 'downloaded-code', ...line };
  if (plain) return undefined;
  const started = startedBy(server)!;
  const download = addressOf(started);
  if (download) return { rule: 'downloaded-code', ...download };
  // What an image runs inside is the image's; where readers take an entry differently, that is what must be mended first.
  if (identity.kind === 'package' || server.ambiguity) return undefined;
  const code = inlineCode(started);
  if (code) {
    if (codeFetchesAndRuns(code.at.value)) return { rule: 'downloaded-code', at: code.at, host: hostIn(code.at.value), address: false };
    return { rule: 'inline-code', ...code };
  }
  const shell = shellLine(started) ?? nestedShell(started);
  if (shell) return { rule: 'shell-wrapper', ...shell };
  const option = execOption(started);
  if (option) return { rule: 'command-in-option', at: option, program: started.key };
  if (identity.kind === 'opaque' && identity.code === 'opaque' && started.program === command && isCommandLine(command.value) && startsWithProgram.test(command.value)) {
    return { rule: 'command-line-in-command', at: command };
  }
  return undefined;
}

/** What begins with a placeholder (`<path to uv>`) is no command line but none yet. */
const startsWithProgram = /^\s{0,20}(?:[A-Za-z_]\w{0,100}=\S{0,1000}\s{1,20}){0,5}(?:[A-Za-z]:)?[\w./\\@+~-]{1,1000}(?:\s|$|[;&|<>`"'])/;

/** The options behind which an interpreter takes a program as text. */
const codeOptions: ReadonlyMap<string, RegExp> = new Map([
  ['node', /^(?:-e|--eval|-p|--print|-pe)(?:=|$)/],
  ['tsx', /^(?:-e|--eval|-p|--print)(?:=|$)/],
  ['ts-node', /^(?:-e|--eval|-p|--print|-pe)(?:=|$)/],
  ['bun', /^(?:-e|--eval|-p|--print)(?:=|$)/],
  ['deno', /^eval$/],
  ['python', /^-[A-Za-z]{0,8}c$/],
  ['pypy', /^-[A-Za-z]{0,8}c$/],
  ['py', /^-[A-Za-z]{0,8}c$/],
  ['ruby', /^-[A-Za-z]{0,8}e$/],
  ['perl', /^-[A-Za-z]{0,8}[eE]$/],
  ['php', /^-[rBRE]$/],
  ['lua', /^-e$/],
  ['luajit', /^-e$/],
  ['julia', /^(?:-[eE]|--eval|--print)(?:=|$)/],
  ['rscript', /^-e$/],
  ['osascript', /^-e$/],
  ['powershell', /^[-/](?:e|ec|en|enc|enco\w{0,20})$/i],
  ['pwsh', /^[-/](?:e|ec|en|enc|enco\w{0,20})$/i],
]);
const loader = /^(?:--import|--require|-r|--loader|--experimental-loader)(?:=|$)/;

function inlineCode({ key, words }: Started): { readonly at: Located; readonly program: string; readonly encoded: boolean } | undefined {
  const option = codeOptions.get(key);
  if (!option) return key === 'npx' || key === 'uv' || key === 'uvx' || key === 'bunx' || key === 'pnpm' ? behindLauncher(key, words) : undefined;
  for (let i = 0; i < words.length; i++) {
    const { value } = words[i]!;
    if (option.test(value)) return { at: value.includes('=') ? words[i]! : (words[i + 1] ?? words[i]!), program: key, encoded: key === 'powershell' || key === 'pwsh' };
    if (loader.test(value)) {
      const at = value.includes('=') ? words[i]! : words[i + 1];
      if (at && /(?:^|=)data:/.test(at.value)) return { at, program: key, encoded: false };
    }
  }
  return undefined;
}

/** `npx tsx -e …`, `uv run python -c …`: a launcher that starts an interpreter. */
function behindLauncher(launcher: string, words: readonly Located[]): ReturnType<typeof inlineCode> {
  const at = words.findIndex(({ value }) => codeOptions.has(programNamed(value).key) && value !== launcher);
  if (at < 0 || at > 20) return undefined;
  return inlineCode({ key: programNamed(words[at]!.value).key, program: words[at]!, words: words.slice(at + 1) });
}

type ShellLine = Omit<Extract<HiddenLaunch, { rule: 'shell-wrapper' }>, 'rule'>;
const posixOption = /^-[A-Za-z]{0,8}c$/;
const powershellOption = /^[-/](?:c|co\w{0,20})$/i;

/** A shell that is given its line as an argument. Running a script that lies in a file is no wrapper. */
function shellLine(started: Started): ShellLine | undefined {
  const { key, words } = started;
  if (sortOf(key) !== 'shell') return undefined;
  if (key === 'busybox' || key === 'toybox') return words[0] && sortOf(words[0].value) === 'shell' ? shellLine({ key: words[0].value, program: started.program, words: words.slice(1) }) : undefined;
  const option = key === 'cmd' ? /^\/[ckr]$/i : key === 'powershell' || key === 'pwsh' ? powershellOption : posixOption;
  const at = words.findIndex(({ value }) => option.test(value));
  const line = words[at + 1];
  if (at < 0 || !line) return undefined;
  const joins = key === 'cmd' || key === 'powershell' || key === 'pwsh';
  return { at: line, program: `${key} ${words[at]!.value}`, started, line: joins ? words.slice(at + 1).map(({ value }) => value) : [line.value] };
}

/** `wsl bash -c …`, `sudo sh -c …`. */
function nestedShell({ key, words }: Started): ShellLine | undefined {
  const sort = sortOf(key);
  if (sort !== 'starter' && sort !== 'fetcher') return undefined;
  const at = words.findIndex(({ value }) => sortOf(programNamed(value).key) === 'shell');
  return at < 0 ? undefined : shellLine({ key: programNamed(words[at]!.value).key, program: words[at]!, words: words.slice(at + 1) });
}
