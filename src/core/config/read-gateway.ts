import { say, type Message } from '../text/message.ts';
import type { ConfigFile, Located, NamedValue, ServerDeclaration } from './config-file.ts';
import { child, stringOf, type ConfigNode } from './node.ts';
import { syntaxOf } from './syntaxes.ts';

/** A catalog that lies beside a gateway's registry. */
export interface CatalogText {
  readonly path: string;
  readonly text: string;
}

/**
 * The servers that Docker's gateway starts: its registry only names them, so that each is put together from the one catalog that
 * defines it (docker/mcp-gateway, docs/server-entry-spec.md). Where none or several do, what it starts cannot be told.
 */
export function readGateway(file: ConfigFile, catalogs: readonly CatalogText[]): ConfigFile {
  return { ...file, declarations: file.declarations.map((declaration) => launched(declaration, catalogs)) };
}

function launched(declared: ServerDeclaration, catalogs: readonly CatalogText[]): ServerDeclaration {
  const { name, path, range, disabled } = declared;
  const base: ServerDeclaration = { name, path, range, disabled, transport: 'unknown', args: [], env: [], headers: [], derived: true };
  const cannotTell = (ambiguity: Message): ServerDeclaration => ({ ...base, ambiguity });
  const found = catalogs.flatMap(({ text }) => entriesIn(text, name));
  const [entry, ...others] = found;
  if (found.length === 0) return cannotTell(say('no catalog of Docker’s gateway that can be read says what it starts'));
  if (others.length > 0) return cannotTell(say('it is defined more than once in the catalogs of Docker’s gateway'));
  if (!entry) return cannotTell(say('its entry in the catalog of Docker’s gateway cannot be read'));
  const written = (value: string): Located => ({ value, path });
  const type = stringOf(child(entry, 'type')) ?? 'server';
  const url = stringOf(child(child(entry, 'remote'), 'url')) ?? stringOf(child(entry, 'sseEndpoint'));
  if (type === 'remote' && url !== undefined) {
    return { ...base, transport: 'http', url: written(url), headers: keysOf(child(child(entry, 'remote'), 'headers')).map((header) => ({ name: header, path, value: undefined })) };
  }
  const image = stringOf(child(entry, 'image'));
  if (type !== 'server' || image === undefined) return cannotTell(say('its tools are containers of their own, one for each call'));
  const command = texts(child(entry, 'command'));
  const volumes = texts(child(entry, 'volumes'));
  const user = child(entry, 'user');
  if (!command || !volumes || (user && stringOf(user) === undefined)) return cannotTell(say('its entry in the catalog of Docker’s gateway cannot be read'));
  const env = [...namesIn(child(entry, 'env'), 'name'), ...namesIn(child(entry, 'secrets'), 'env')];
  const args = [
    'run', '-i', '--rm', ...env.flatMap((variable) => ['-e', variable]), ...volumes.flatMap((volume) => ['-v', volume]),
    ...(user ? ['-u', stringOf(user)!] : []), image, ...command,
  ];
  return { ...base, transport: 'stdio', command: written('docker'), args: args.map(written), env: env.map((variable): NamedValue => ({ name: variable, path, value: undefined })) };
}

/**
 * What a catalog says of a server: one entry for each time it stands there, undefined where it cannot be understood. The catalog as a
 * whole is larger than YAML is read here; its entries lie below `registry`, all equally far indented, and only those wanted are read.
 */
function entriesIn(catalog: string, name: string): (ConfigNode | undefined)[] {
  const lines = catalog.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  const start = lines.findIndex((line) => /^registry:\s*(?:#.*)?$/.test(line));
  if (start < 0) return [];
  const indent = /^ +(?=\S)/.exec(lines.slice(start + 1).find((line) => /^\s*[^\s#]/.test(line)) ?? '')?.[0];
  if (indent === undefined) return [];
  const found: (ConfigNode | undefined)[] = [];
  for (let i = start + 1; i < lines.length; i++) {
    const line = lines[i]!;
    if (/^[^\s#]/.test(line)) break;
    if (!line.startsWith(indent) || /^[\s#]/.test(line.slice(indent.length)) || keyOf(line.trim()) !== name) continue;
    let end = i + 1;
    while (end < lines.length && (lines[end]!.trim() === '' || lines[end]!.startsWith(`${indent} `))) end++;
    const { tree, problems } = syntaxOf('yaml')?.parse(lines.slice(i, end).join('\n')) ?? { tree: undefined, problems: [] };
    const entry = child(tree, name);
    found.push(problems.length === 0 && entry?.kind === 'object' ? entry : undefined);
  }
  return found;
}

function keyOf(line: string): string | undefined {
  const [, quoted, plain] = /^(?:(?:"([^"\\]*)"|'[^']*'|([^\s"'#:][^"'#:]*?))\s*:)(?:\s|$)/.exec(line) ?? [];
  return quoted ?? plain ?? /^'([^']*)'\s*:/.exec(line)?.[1];
}

/** A list of texts; empty where there is none, undefined where it is something else. */
function texts(node: ConfigNode | undefined): readonly string[] | undefined {
  if (!node || node.kind === 'null') return [];
  if (node.kind !== 'array') return undefined;
  const found = node.items.map(stringOf);
  return found.every((text) => text !== undefined) ? found : undefined;
}

function namesIn(node: ConfigNode | undefined, key: string): string[] {
  return node?.kind === 'array' ? node.items.flatMap((item) => stringOf(child(item, key)) ?? []) : [];
}

function keysOf(node: ConfigNode | undefined): string[] {
  return node?.kind === 'object' ? node.entries.map(({ key }) => key) : [];
}
