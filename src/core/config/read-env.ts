import type { ClientId, Environment, Platform } from '../clients/client.ts';
import { clients } from '../clients/clients.ts';
import { TextDocument } from '../text/document.ts';
import { say } from '../text/message.ts';
import type { ConfigFile, HomeRedirect } from './config-file.ts';
import type { ConfigSource } from './read.ts';

/** Variables that say where everything of a user is, for every program: not a client's own, and set in many an `.env`. */
const everyones = /^(?:HOME|USERPROFILE|HOMEDRIVE|HOMEPATH|APPDATA|LOCALAPPDATA|PROGRAMDATA|PROGRAMFILES|XDG_\w+|WSL_\w+|PATH|TMPDIR|TEMP|TMP)$/i;

/**
 * The lines of an `.env` that say where a client takes its own settings from. Any line that one reader of such files could take for such an
 * assignment counts, since clients read them with different libraries. Every other line, and so every other value, is left behind here.
 */
export function readEnv(source: ConfigSource): ConfigFile {
  const { path, root, known, live, content } = source;
  const base = { path, ...(root !== undefined && { root }), clients: known.clients, spelling: known.spelling, scope: known.scope, live, syntax: 'json' as const, problems: [], declarations: [], providers: [], redirects: [] };
  const nothing = { ...base, document: new TextDocument('') };
  if ('absent' in content) return { ...nothing, status: 'absent' };
  // It is looked at for one thing only: that it cannot be had is told, and is no config file that could not be read.
  if ('unreadable' in content) return { ...nothing, status: 'opaque', reason: content.unreadable };
  if ('opaque' in content) return { ...nothing, status: 'opaque', reason: content.opaque };
  const { redirects, kept } = redirectsIn(source, content.text);
  const reason = redirects.length === 0 ? undefined : say('only its lines that say where an assistant keeps its settings were looked at');
  return { ...base, status: 'read', document: new TextDocument(kept), redirects, ...(reason && { reason }) };
}

/** The lines that send a client elsewhere, and the text with every other line empty. */
export function redirectsIn({ path, root }: Pick<ConfigSource, 'path' | 'root'>, text: string): { readonly redirects: readonly HomeRedirect[]; readonly kept: string } {
  const folder = path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')));
  // `.gemini/.env` holds for the folder above, where the client was started.
  const from = root ?? folder;
  const redirects: HomeRedirect[] = [];
  const kept = text.split(/\r\n|\r|\n/).map((line, number) => {
    const found = assignment(line.replace(/^\ufeff/, ''));
    const readers = found && readersOf(found.variable);
    if (!found || !readers || readers.length === 0) return '';
    const start = line.indexOf(found.variable);
    const range = { start: { line: number, character: start }, end: { line: number, character: line.trimEnd().length } };
    const target = resolve(from, found.value);
    redirects.push({ variable: found.variable, value: found.value, range, clients: readers, ...(target !== undefined && { target }), inside: target !== undefined && isBelow(target, from) });
    return line;
  });
  return { redirects, kept: kept.join('\n') };
}

/** `export NAME = "value" # comment`, in all the ways that readers of such files take; undefined where nothing is assigned. */
function assignment(line: string): { readonly variable: string; readonly value: string } | undefined {
  const [, variable, rest] = /^\s*(?:export\s+|set\s+)?([A-Za-z_]\w*)\s*[=:]\s*(.*)$/.exec(line) ?? [];
  if (variable === undefined || rest === undefined) return undefined;
  const quoted = /^(["'`])(.*?)\1/.exec(rest);
  const value = (quoted ? quoted[2]! : rest.replace(/(?:^|\s)#.*$/, '')).trim();
  return value === '' ? undefined : { variable, value };
}

let readers: ReadonlyMap<string, readonly ClientId[]> | undefined;

/** The clients that ask for an environment variable to find their own files. */
function readersOf(variable: string): readonly ClientId[] | undefined {
  readers ??= homeVariables();
  return readers.get(variable.toUpperCase());
}

/** What every client's locations ask of an environment, by watching them do it: so that this list cannot fall behind theirs. */
function homeVariables(): ReadonlyMap<string, readonly ClientId[]> {
  const asked = new Map<string, ClientId[]>();
  for (const client of clients) {
    const note = (name: string): void => {
      if (everyones.test(name)) return;
      const upper = name.toUpperCase();
      const same = asked.get(upper);
      if (!same) asked.set(upper, [client.id]);
      else if (!same.includes(client.id)) same.push(client.id);
    };
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      for (const set of [false, true]) {
        const environment = watched(platform, set, note);
        for (const { path } of client.locations) if (typeof path === 'function') path(environment);
      }
    }
  }
  return asked;
}

/** An environment in which no variable is set, or every one. */
function watched(platform: Platform, set: boolean, note: (name: string) => void): Environment {
  const somewhere = platform === 'win32' ? 'C:\\x' : '/x';
  const env = new Proxy<Record<string, string | undefined>>(
    {},
    {
      get: (_, name) => {
        if (typeof name === 'string') note(name);
        return set ? somewhere : undefined;
      },
    },
  );
  return { platform, home: somewhere, env };
}

/** Where a path leads from a folder; undefined where a variable in it says so. Behind a `~` lies the user's own folder. */
function resolve(folder: string, value: string): string | undefined {
  if (/[$%`]/.test(value)) return undefined;
  if (/^~(?:$|[\\/])/.test(value)) return value;
  const windows = /^[A-Za-z]:[\\/]|^\\\\/.test(folder);
  const separator = windows ? '\\' : '/';
  const parts = windows ? value.split(/[\\/]+/) : value.split('/');
  const absolute = windows ? /^(?:[A-Za-z]:[\\/]|[\\/]{2})/.test(value) : value.startsWith('/');
  const way = absolute ? [] : folder.split(windows ? /[\\/]/ : '/');
  if (absolute) way.push(parts.shift()!);
  for (const part of parts) {
    if (part === '..') {
      if (way.length > 1) way.pop();
    } else if (part !== '' && part !== '.') {
      way.push(part);
    }
  }
  return way.join(separator) || separator;
}

function isBelow(target: string, folder: string): boolean {
  const windows = /^[A-Za-z]:[\\/]|^\\\\/.test(folder);
  const spelled = (path: string): string => `${windows ? path.replaceAll('\\', '/').toLowerCase() : path}/`;
  return spelled(target).startsWith(spelled(folder));
}
