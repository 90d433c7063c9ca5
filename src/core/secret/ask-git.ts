import type { ConfigFile, ServerDeclaration } from '../config/config-file.ts';
import { secretsIn } from './find.ts';

/** What is worth asking git about the files of one folder; ways are from the folder, with `/`. */
export interface AskGit {
  /** Files that servers take their environment from. */
  readonly envFiles: readonly string[];
  /** Config files that hold credentials, with these. They stay in memory: git is never given one. */
  readonly secrets: ReadonlyMap<string, readonly string[]>;
}

const asked = new WeakMap<ConfigFile, readonly [envFiles: readonly string[], secrets: readonly string[]]>();

/** What to ask about these files of one folder; undefined where there is nothing. Never throws. */
export function askGit(files: readonly ConfigFile[]): AskGit | undefined {
  const envFiles = new Set<string>();
  const secrets = new Map<string, readonly string[]>();
  for (const file of files) {
    if (file.root === undefined) continue;
    let about = asked.get(file);
    if (!about) asked.set(file, (about = [file.declarations.flatMap((server) => envFileWay(file, server) ?? []), file.declarations.flatMap(secretValues)]));
    for (const way of about[0]) envFiles.add(way);
    const way = about[1].length > 0 ? wayFrom(file.root, file.path) : undefined;
    if (way !== undefined) secrets.set(way, [...new Set(about[1])]);
  }
  return envFiles.size > 0 || secrets.size > 0 ? { envFiles: [...envFiles].sort(), secrets } : undefined;
}

function secretValues(server: ServerDeclaration): string[] {
  return server.derived ? [] : secretsIn(server).map(({ text, start, end }) => text.slice(start, end));
}

/** The way from a folder to a file in it; undefined where it lies elsewhere. */
export function wayFrom(folder: string, path: string): string | undefined {
  const start = `${folder.replaceAll('\\', '/').replace(/\/$/, '')}/`;
  const full = path.replaceAll('\\', '/');
  return full.startsWith(start) ? full.slice(start.length) : undefined;
}

const folderVariable = /^\$\{(?:workspaceFolder|workspaceRoot|CLAUDE_PROJECT_DIR)\}[\\/]?/;

/** Where a server's `envFile` lies, from the workspace folder; undefined where that is elsewhere, or cannot be told. */
export function envFileWay({ root }: Pick<ConfigFile, 'root'>, { envFile, derived }: Pick<ServerDeclaration, 'envFile' | 'derived'>): string | undefined {
  if (!envFile || derived || root === undefined) return undefined;
  const written = envFile.value.trim().replace(folderVariable, '').replaceAll('\\', '/');
  if (written === '' || written.length > 1000 || /[$%{}*?\0]|^~/.test(written)) return undefined;
  if (/^(?:\/|[A-Za-z]:)/.test(written)) return wayFrom(root, written);
  const steps: string[] = [];
  for (const step of written.split('/')) {
    if (step === '..' && steps.pop() === undefined) return undefined;
    if (step !== '..' && step !== '.' && step !== '') steps.push(step);
  }
  return steps.length > 0 ? steps.join('/') : undefined;
}
