import type { ConfigFile, ServerDeclaration } from '../config/config-file.ts';
import type { Identity } from '../identity/identity.ts';
import { launchSeal } from '../launch/launch.ts';
import { identityKey } from '../identity/identity-key.ts';
import { folderOf } from '../places/folder-of.ts';
import { say } from '../text/message.ts';
import { Filler, Refusal } from './filler.ts';
import { hidesCode, runsText } from './hidden-code.ts';
import { environmentOf, headersOf } from './named-values.ts';
import { isAbsolute, joinPath, needsFolder } from './paths.ts';
import { bearsCode, namesCode, projectFiles } from './local-code.ts';
import type { NoPlan, PlannedValue, ProbePlan, ProbeTarget, Template } from './plan.ts';
import { maskedWords, shownHttp, shownStdio, strongerQuestion } from './shown-plan.ts';
import type { ProbeSurroundings } from './surroundings.ts';
import { whyNever } from './why-never.ts';

/** Longer than anybody reads before saying yes, in characters. */
const longest = 32_000;

/**
 * What would be started or called to listen to a declared server, exactly, and what is shown of it first; or why nothing is.
 * Reads no file by itself and starts nothing. Never throws.
 */
export function planProbe(file: ConfigFile, server: ServerDeclaration, identity: Identity, around: ProbeSurroundings): ProbePlan | NoPlan {
  const never = whyNever(file, server, around);
  if (never) return { refused: never };
  try {
    const folder = file.scope === 'workspace' ? folderOf(file) || file.root || around.folder : around.folder;
    const filler = new Filler(file, folder, around);
    const made = server.command ? stdio(file, server, identity, filler, around) : http(file, server, identity, filler, around);
    const size = made.shown.reduce((sum, { text }) => sum + text.length, 0);
    if (size > longest) return { refused: say('What it would start is {size} characters long, which nobody can read before agreeing. Nothing is started that was not shown.', { size }) };
    const asks = [...filler.asks.values()];
    const stronger = strongerQuestion(around.verdict);
    return { target: made.target, shown: made.shown, asks, ...(stronger && { stronger }), seal: sealOf(file, server, identity, made, asks, around) };
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.refused };
    throw error;
  }
}

type Made = Pick<ProbePlan, 'target' | 'shown'> & { readonly program?: string; readonly local?: readonly string[] };

function stdio(file: ConfigFile, server: ServerDeclaration, identity: Identity, filler: Filler, around: ProbeSurroundings): Made {
  const { platform } = around.environment;
  const command = fixed(filler.fill(server.command!.value, 'fixed').template);
  if (command.trim() === '') throw new Refusal(say('Its command is empty.'));
  const code = runsText(command, server.args.map(({ value }) => value));
  const args = server.args.map(({ value }) => filler.fill(value, code ? 'code' : 'open'));
  const words = maskedWords(server, command, args.map(({ shown }) => shown));
  if ([command, ...args.map(({ shown }) => shown)].some((word) => word.includes('\0'))) throw new Refusal(say('Its command line holds a character that no system takes.'));
  args.forEach(({ shown }, i) => {
    if (code && hidesCode(shown, words.args[i]!)) throw new Refusal(say('A part of argument {number} looks like a secret, is not shown for that, and could be run as code. Nothing is started that cannot be shown: move the secret into a variable.', { number: i + 1 }));
  });
  if (hidesCode(command, words.command)) throw new Refusal(say('Its command looks like a secret, which is not shown. Nothing is started that cannot be shown.'));
  const cwd = workingFolder(server, identity, command, args.map(({ shown }) => shown), filler, platform);
  const envFile = server.envFile?.value ? absolute(fixed(filler.fill(server.envFile.value, 'fixed').template), filler, platform) : undefined;
  const env = environmentOf(file, server, filler, envFile, around);
  const program = /[\\/]/.test(command) ? (isAbsolute(command, platform) ? command : cwd && joinPath(cwd, command, platform)) : around.programAt?.(command, searchedPath(env, platform));
  const target: ProbeTarget = { kind: 'stdio', command, ...(program !== undefined && !/[\\/]/.test(command) && { program }), args: args.map(({ template }) => template), env, ...(cwd !== undefined && { cwd }) };
  const script = identity.kind === 'program' ? identity.script : undefined;
  const placed = (path: string): string | undefined => (isAbsolute(path, platform) ? path : cwd === undefined ? undefined : joinPath(cwd, path, platform));
  const local = [program, ...[...(script === undefined ? [] : [script]), ...args.map(({ shown }) => shown).filter(namesCode), ...(cwd === undefined ? [] : projectFiles)].map(placed)];
  args.forEach(({ shown }, i) => {
    // Where it cannot be told what runs, any argument may say it.
    if (shown !== words.args[i] && (bearsCode(identity, shown) || (identity.kind === 'opaque' && !code))) throw new Refusal(say('Argument {number} says which code runs, and looks like a secret, which is not shown. Nothing is started that cannot be shown.', { number: i + 1 }));
  });
  return {
    target,
    shown: shownStdio({ file, server, identity, target, words, program, envFile, taken: [...filler.taken], asks: [...filler.asks.values()], around }),
    ...(program !== undefined && { program }),
    local: [...new Set(local.filter((one) => one !== undefined))],
  };
}

function http(file: ConfigFile, server: ServerDeclaration, identity: Identity, filler: Filler, around: ProbeSurroundings): Made {
  const written = server.url!.value;
  const end = written.search(/[?#]/);
  const address = fixed(filler.fill(end < 0 ? written : written.slice(0, end), 'fixed').template);
  const parameters = end < 0 ? { template: [''], shown: '' } : filler.fill(written.slice(end), 'open');
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw new Refusal(say('Its address is not one that can be called by HTTP.'));
  if (url.username !== '' || url.password !== '') throw new Refusal(say('Its address holds a login, which HTTP clients do not send. Write it as a header.'));
  const target: ProbeTarget = { kind: 'http', url: [address, ...parameters.template], headers: headersOf(file, server, filler), transport: server.transport === 'sse' ? 'sse' : 'http' };
  return { target, shown: shownHttp({ file, server, identity, target, url, address: address + parameters.shown, taken: [...filler.taken], asks: [...filler.asks.values()], around }) };
}

/** The PATH that the declaration sets itself. @throws Refusal where it would be asked for */
function searchedPath(env: readonly PlannedValue[], platform: ProbeSurroundings['environment']['platform']): string | undefined {
  const found = env.findLast(({ name }) => (platform === 'win32' ? name.toUpperCase() : name) === 'PATH');
  if (found?.template.some((piece) => typeof piece !== 'string')) throw new Refusal(say('Which program it starts depends on `{name}`, which would be asked for: it could not be shown before. Write it out.', { name: found.name }));
  return found && fixed(found.template);
}

/** A template in which nothing is asked for. */
function fixed(template: Template): string {
  return template.map((piece) => (typeof piece === 'string' ? piece : '')).join('');
}

function absolute(path: string, { folder }: Filler, platform: ProbeSurroundings['environment']['platform']): string {
  if (isAbsolute(path, platform)) return path;
  if (folder === undefined) throw new Refusal(say('`{path}` is a path from the folder that is open, and this file belongs to none.', { path }));
  return joinPath(folder, path, platform);
}

/** Undefined: an empty temporary one. */
function workingFolder(server: ServerDeclaration, identity: Identity, command: string, args: readonly string[], filler: Filler, platform: ProbeSurroundings['environment']['platform']): string | undefined {
  const declared = server.cwd ? fixed(filler.fill(server.cwd.value, 'fixed').template) : '';
  if (declared !== '') return absolute(declared, filler, platform);
  if (!needsFolder(command, args, server, identity, platform)) return undefined;
  return absolute('.', filler, platform);
}

/** Everything that makes it another launch; the user's own values are in it by nothing but this keyed hash. */
function sealOf(file: ConfigFile, server: ServerDeclaration, identity: Identity, { target, program, local }: Made, asks: ProbePlan['asks'], { seal, contentOf }: ProbeSurroundings): string {
  const source = identity.kind === 'package' ? identity.package : identity.kind === 'remote' ? identity.via?.package : undefined;
  const contents = (local ?? []).map((path) => [path, contentOf?.(path) ?? '']);
  return seal(`probe ${JSON.stringify([1, target, asks, identity.kind, identityKey(identity), source ?? '', program ?? '', contents, launchSeal(file, server, seal)])}`);
}
