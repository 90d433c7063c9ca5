/** A name that stands in a command line, with the version behind it where there is one. Lower case. */
export interface NamedWord {
  readonly name: string;
  readonly version?: string;
}

/** Where a part of a path is a package's name: everywhere, or only where packages are installed and in the last place. */
export type PathReading = 'every-part' | 'installed-only';

/**
 * Every name that stands as a whole word in a command line nobody could parse: behind quotes, separators and prefixes (`npm:`),
 * before versions, extras, tags and file endings, as a part of a path. For denials only, so it reads too much rather than too
 * little. Linear in the length of the words.
 */
export function namesIn(words: readonly string[], reading: PathReading): NamedWord[] {
  const found: NamedWord[] = [];
  for (const word of words) for (const form of forms(word)) for (const token of form.split(separators)) if (token) fromToken(token, reading, found);
  return found;
}

const separators = /[\s"'`;|&<>(){}[\],$!*?=~^]+/;

/** A word as written, and as a shell or a URL reader would see it: without quoting in its middle, with percent signs decoded. */
function forms(word: string): string[] {
  const all = [word];
  if (/["'`^]|\\[^\\]/.test(word)) all.push(word.replace(/["'`^]|\\(?![\\/])/g, ''));
  if (/%[0-9a-f]{2}/i.test(word)) {
    try {
      all.push(decodeURIComponent(word));
    } catch {
      // Not an encoded word after all: as written it is in the list.
    }
  }
  return all;
}

function fromToken(token: string, reading: PathReading, found: NamedWord[]): void {
  // `npm:evil`, `alias@npm:evil`, `image:tag`, `-pevil`.
  for (const part of token.split(':')) {
    withVersion(part, reading, found);
    if (/^-[A-Za-z]./.test(part) && !part.startsWith('--')) withVersion(part.slice(2), reading, found);
    if (/[/\\]/.test(part)) fromPath(part.split(/[/\\]+/), reading, found);
  }
}

const installed = new Set(['node_modules', '.bin', '.pnpm', 'site-packages', 'dist-packages']);

function fromPath(segments: readonly string[], reading: PathReading, found: NamedWord[]): void {
  segments.forEach((segment, i) => {
    const before = segments[i - 1] ?? '';
    const isName = reading === 'every-part' || i === segments.length - 1 || installed.has(before) || (before.startsWith('@') && installed.has(segments[i - 2] ?? ''));
    if (!isName || segment === '') return;
    withVersion(before.startsWith('@') ? `${before}/${segment}` : segment, reading, found);
    // pnpm's store writes `@scope+name@1.0.0`.
    if (segment.includes('+')) withVersion(segment.replace('+', '/'), reading, found);
  });
}

/** `name`, `name@1.2.3`, `@scope/name@1.2.3`, `name.js`. */
function withVersion(text: string, reading: PathReading, found: NamedWord[]): void {
  if (text === '') return;
  const lower = text.toLowerCase();
  found.push({ name: lower });
  const at = lower.indexOf('@', 1);
  if (at > 0) found.push({ name: lower.slice(0, at), version: lower.slice(at + 1) });
  // `server.js` says nothing of a package `server`, but in a line that hides what it starts any word may be the name.
  const ending = lower.length > 300 ? null : (reading === 'every-part' ? /^(.+)\.(?:exe|cmd|bat|ps1|sh|[cm]?[jt]s|py)$/ : /^(.+)\.(?:exe|cmd|bat|ps1)$/).exec(lower);
  if (ending) found.push({ name: ending[1]! });
}

const address = /[a-z][a-z0-9+.-]{0,30}:[\\/]{2}[^\s"'`<>|^]+/gi;
const hostLike = /^(?:[^@/\\]*@)?((?:[a-z0-9_-]+\.)+[a-z0-9-]+)(?:[:/\\?#].*)?$/i;

/** Every URL in the words; also what a program that adds the scheme itself would call (`evil.example/mcp`), where `knows` its host. */
export function urlsIn(words: readonly string[], knows: (host: string) => boolean): URL[] {
  const found: URL[] = [];
  const push = (text: string): void => {
    if (URL.canParse(text)) found.push(new URL(text));
  };
  for (const word of words) {
    for (const match of word.matchAll(address)) push(match[0].replace(/^[a-z0-9+.-]*?(https?|wss?)(?=:)/i, '$1'));
    if (!word.includes('.')) continue;
    for (const token of word.split(/[\s"'`;|<>(),=^]+/)) {
      const host = token.length <= 2000 ? hostLike.exec(token)?.[1] : undefined;
      if (host === undefined || !knows(host)) continue;
      push(`https://${token}`);
      push(`http://${token}`);
    }
  }
  return found;
}

/** Programs that start other code by its name. */
const launchers = new Set([
  'npx', 'pnpx', 'bunx', 'npm', 'pnpm', 'yarn', 'bun', 'deno', 'uvx', 'uv', 'pipx', 'pip', 'docker', 'podman', 'nerdctl', 'dnx', 'dotnet',
  'node', 'python', 'python3', 'sh', 'bash', 'zsh', 'cmd', 'cmd.exe', 'powershell', 'pwsh', 'env', 'exec', 'dlx',
]);

/** Whether arguments hold a command line of their own, so that names in them may be what is really started. */
export function holdsCommand(args: readonly string[]): boolean {
  return args.some((arg) => /^(?:npm|pypi|jsr|pkg|docker):/i.test(arg) || arg.split(/[\s"'`;|&()/\\=]+/, 1000).some((word) => launchers.has(word.toLowerCase())));
}
