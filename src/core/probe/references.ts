import type { Client, VariableForm } from '../clients/client.ts';
import type { ConfigFile } from '../config/config-file.ts';

/** A variable in a value, taken apart. */
export type Reference =
  | { readonly form: 'input'; readonly id: string }
  | { readonly form: 'env' | 'braced' | 'bare' | 'curly'; readonly name: string }
  | { readonly form: 'default'; readonly name: string; readonly default: string }
  | { readonly form: 'folder'; readonly folder: string; readonly of?: string }
  | { readonly form: 'secret'; readonly name: string }
  /** Something in braces that no client's documentation explains, or only the client itself can fill in (`${config:x}`, `${user_config.x}`). */
  | { readonly form: 'other' }
  /** Signs that only some program further on gives a meaning to: a shell, a template. */
  | { readonly form: 'text' };

/** A piece of a value: text, or a variable as it is written. */
export type Piece = string | { readonly written: string; readonly reference: Reference };

const pattern = /\$\{\{\s*([^{}]{0,200}?)\s*\}\}|\$\{([^{}$]{0,500})\}|\{(env|file):([^{}]{0,500})\}|\$([A-Za-z_]\w{0,100})|\$\{|\$\(|\{\{/g;

/** The pieces of a value, each variable in whichever client's spelling. Linear in its length. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) pieces.push(text.slice(from, match.index));
    pieces.push({ written: match[0], reference: referenceIn(match) });
    from = match.index + match[0].length;
  }
  if (from < text.length || pieces.length === 0) pieces.push(text.slice(from));
  return pieces;
}

function referenceIn([all, doubled, braced, kind, curly, bare]: RegExpExecArray | RegExpMatchArray): Reference {
  if (doubled !== undefined) {
    const secret = /^(?:secrets|inputs)\.([\w.-]+)$/.exec(doubled)?.[1];
    return secret === undefined ? { form: 'other' } : { form: 'secret', name: secret };
  }
  if (kind !== undefined) return kind === 'env' && /^[A-Za-z_]\w*$/.test(curly!) ? { form: 'curly', name: curly! } : { form: 'other' };
  if (bare !== undefined) return { form: 'bare', name: bare };
  if (braced === undefined) return all === '${' ? { form: 'other' } : { form: 'text' };
  const input = /^input:(.+)$/s.exec(braced)?.[1];
  if (input !== undefined) return { form: 'input', id: input };
  const env = /^env:([^:]+)$/.exec(braced)?.[1];
  if (env !== undefined) return { form: 'env', name: env };
  const [, folder, of] = /^(workspaceFolder|workspaceRoot|workspaceFolderBasename|userHome|pathSeparator|\/)(?::(.+))?$/s.exec(braced) ?? [];
  if (folder !== undefined) return { form: 'folder', folder, ...(of !== undefined && { of }) };
  if (braced === 'CLAUDE_PROJECT_DIR') return { form: 'folder', folder: 'workspaceFolder' };
  // What a client keeps for itself is not the environment's.
  if (braced.startsWith('CLAUDE_')) return { form: 'other' };
  const [, name, fallback] = /^([A-Za-z_]\w*)(?::-(.*))?$/s.exec(braced) ?? [];
  if (name === undefined) return { form: 'other' };
  return fallback === undefined ? { form: 'braced', name } : { form: 'default', name, default: fallback };
}

/** Which forms are filled in, in a file; where that is not documented well enough, the one that the client is known to take. */
export interface Filling {
  readonly forms: ReadonlySet<VariableForm | 'secret'>;
  /** Whether the list is complete: then what is not on it is text to the client. */
  readonly known: boolean;
}

/** Which variables a client fills in by itself in this file. */
export function fillingOf(file: Pick<ConfigFile, 'clients' | 'known'>, client: Client): Filling {
  const { fills, environment } = client.variables;
  // A bundle's own file has variables of its own; for a file that no client is known for, nobody can say.
  if (file.clients.length === 0 || (client.id === 'claude-desktop' && file.known.aside)) return { forms: new Set(), known: false };
  // Claude Code sets its project's folder for the servers it starts (https://code.claude.com/docs/en/mcp).
  if (fills) return { forms: new Set(client.id === 'claude-code' ? [...fills, 'folder'] : fills), known: true };
  const [piece] = environment ? piecesOf(environment('NAME')) : [];
  const form = typeof piece === 'object' ? piece.reference.form : undefined;
  return { forms: new Set(form === undefined || form === 'other' || form === 'text' ? [] : [form]), known: false };
}
