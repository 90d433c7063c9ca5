import { dotenv } from './dotenv/dotenv.ts';
import { json } from './json.ts';
import type { Syntax, SyntaxId } from './syntax.ts';

/** How the syntaxes of size get here: they are bundles of their own, since most files are JSON. */
const loaders: Readonly<Record<Exclude<SyntaxId, 'json' | 'dotenv'>, () => Promise<Syntax>>> = {
  toml: async () => (await import('./toml.js')).toml,
  yaml: async () => (await import('./yaml.js')).yaml,
  'front-matter': async () => (await import('./yaml.js')).frontMatter,
};

const loaded = new Map<SyntaxId, Syntax>([['json', json], ['dotenv', dotenv]]);

/** Makes a syntax known to `syntaxOf`. */
export async function loadSyntax(id: SyntaxId): Promise<Syntax> {
  const known = loaded.get(id);
  if (known || id === 'json' || id === 'dotenv') return known ?? json;
  const syntax = await loaders[id]();
  loaded.set(id, syntax);
  return syntax;
}

/** @returns undefined where it has not been loaded; a file that was read (`readPlace`) has its own loaded */
export function syntaxOf(id: SyntaxId): Syntax | undefined {
  return loaded.get(id);
}
