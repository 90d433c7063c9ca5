import type { VariableForm } from '../../clients/client.ts';
import type { Located } from '../../config/config-file.ts';
import { placeIn } from '../../config/place-in.ts';
import type { Fix } from '../../finding/finding.ts';
import { say } from '../../text/message.ts';
import type { Rule, ServerContext, ServerReport } from '../rule.ts';

export const foreignVariable: Rule = {
  id: 'foreign-variable',
  title: 'Variable in a spelling that the assistant does not fill in',
  category: 'config',
  clients: ['vscode', 'visual-studio', 'claude-code', 'claude-desktop', 'cursor', 'codex', 'gemini-cli', 'qwen-code', 'tabnine', 'copilot-cli', 'opencode', 'cline', 'roo-code'],
  subject: 'server',
  severity: 'warning',
  confidence: 'medium',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'VS Code: variables reference', url: 'https://code.visualstudio.com/docs/reference/variables-reference' },
    { title: 'Claude Code: environment variable expansion', url: 'https://code.claude.com/docs/en/mcp' },
    { title: 'Cursor: config interpolation', url: 'https://cursor.com/docs/mcp' },
    { title: 'opencode: variables', url: 'https://opencode.ai/docs/config' },
  ],
  check(context) {
    const { client, server, file } = context;
    const { fills } = client.variables;
    // A bundle’s own file has variables of its own; of a file that no client is known for, nobody knows.
    if (!fills || file.clients.length === 0 || file.problems.length > 0 || (client.id === 'claude-desktop' && file.known.aside)) return [];
    const found: ServerReport[] = [];
    let own: ReadonlySet<string> | undefined;
    for (const value of valuesOf(context)) {
      // Most values hold none, or one as the client writes it.
      if (!/[$][{A-Z]|\{env:/.test(value.value) || fills.some((form) => plain[form]?.test(value.value))) continue;
      const names = placeIn(server.args, value.path) < 0 ? none : (own ??= new Set(server.env.map(({ name }) => name)));
      const first = referencesIn(value.value, names).find(({ form }) => !fills.includes(form));
      if (first) found.push(report(value, first, context));
    }
    return found;
  },
};

/** Values that are nothing but one reference. */
const plain: Partial<Readonly<Record<VariableForm, RegExp>>> = { input: /^\$\{input:[\w-]+\}$/, env: /^\$\{env:\w+\}$/, braced: /^\$\{[A-Z]\w*\}$/, bare: /^\$[A-Z]\w*$/, curly: /^\{env:\w+\}$/ };

const none: ReadonlySet<string> = new Set();

interface Reference {
  readonly form: VariableForm;
  /** As written. */
  readonly text: string;
  /** The environment variable it is about, where it is one. */
  readonly variable?: string;
  readonly start: number;
}

/** Values whose text the client hands on. What a shell is told, the shell fills in; a bridge fills in its own headers. */
function* valuesOf({ server, identity }: ServerContext): Generator<Located> {
  const shell = server.command !== undefined && /(?:^|[\\/])(?:(?:ba|z|da|fi)?sh|cmd|powershell|pwsh|wsl|env)(?:\.exe)?$/i.test(server.command.value);
  if (server.command) yield server.command;
  if (server.url) yield server.url;
  if (!shell && !(identity.kind === 'remote' && identity.via)) yield* server.args;
  for (const one of server.env) if (one.value !== undefined) yield one as Located;
  for (const one of server.headers) if (one.value !== undefined) yield one as Located;
}

const reference = /\$\{([^{}$]{1,200})\}|\{env:([A-Za-z_]\w{0,99})\}|\$([A-Z][A-Z0-9_]{2,99})(?![A-Za-z0-9_(])/g;
const folders = /^(?:workspaceFolder|workspaceRoot|userHome|workspaceFolderBasename|fileWorkspaceFolder)(?::[^}]*)?$/;

/** @param own variables that the entry gives its server, which may fill them in by itself where its arguments name them */
function referencesIn(text: string, own: ReadonlySet<string>): readonly Reference[] {
  const found: Reference[] = [];
  for (const match of text.matchAll(reference)) {
    const [written, braced, curly, bare] = match;
    // `${{ secrets.X }}` and doubled signs are other languages'.
    if (text[match.index - 1] === '$' || text[match.index - 1] === '{' || text[match.index - 1] === '\\') continue;
    const one = braced === undefined ? (curly === undefined ? { form: 'bare' as const, variable: bare! } : { form: 'curly' as const, variable: curly }) : bracedOne(braced);
    if (one && (one.variable === undefined || !own.has(one.variable))) found.push({ ...one, text: written, start: match.index });
  }
  return found;
}

function bracedOne(inner: string): Pick<Reference, 'form' | 'variable'> | undefined {
  if (/^input:\w/.test(inner)) return { form: 'input' };
  const env = /^env:([A-Za-z_]\w*)$/.exec(inner);
  if (env) return { form: 'env', variable: env[1]! };
  if (folders.test(inner)) return { form: 'folder' };
  // What a client keeps for itself (`${CLAUDE_PROJECT_DIR}`, `${extensionPath}`) is not the environment's.
  if (/^(?:CLAUDE|CURSOR|CODEX|GEMINI)_/.test(inner)) return undefined;
  if (/^[A-Z][A-Z0-9_]*$/.test(inner)) return { form: 'braced', variable: inner };
  return /^[A-Z][A-Z0-9_]*:-/.test(inner) ? { form: 'default' } : undefined;
}

function report({ path, value }: Located, { form, text, variable }: Reference, { client, server }: ServerContext): ServerReport {
  const { environment, fills = [] } = client.variables;
  const isOwn = placeIn(server.env, path) >= 0;
  return {
    at: path,
    message: () => {
      const args = { client: client.name, text, own: variable === undefined ? '' : (environment?.(variable) ?? '') };
      if (variable !== undefined && environment) return say('{client} does not fill in `{text}`: the server gets these characters as they stand. Here it is written `{own}`.', args);
      if (form === 'folder') return say('{client} does not know `{text}`, which is VS Code’s: the server gets these characters as they stand. Use a path, or a variable that {client} fills in.', args);
      return fills.length === 0
        ? say('{client} fills in no variables in this file: the server gets `{text}` as it stands.', args)
        : environment
          ? say('{client} does not fill in `{text}`: the server gets these characters as they stand. Use an environment variable, which is written `{own}` here.', { ...args, own: environment('NAME') })
          : say('{client} does not fill in `{text}`: the server gets these characters as they stand.', args);
    },
    ...(environment && variable !== undefined && {
      fixes: (): Fix[] => {
        const after = value.replaceAll(text, () => environment(variable));
        return [{ id: 'own-spelling', title: say('Write it as {client} does', { client: client.name }), safety: 'needs-review', changes: [{ op: 'replace', at: path, value: after }], ...(isOwn && { note: say('The variable must be set where {client} is started.', { client: client.name }) }) }];
      },
    }),
  };
}
