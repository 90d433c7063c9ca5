import type { ServerDeclaration } from '../../config/config-file.ts';
import { child, nodeAt, stringOf, type ArrayNode, type ObjectNode, type Path } from '../../config/node.ts';
import type { Change } from '../../finding/finding.ts';
import { namesSecret } from '../../secret/names.ts';
import { say } from '../../text/message.ts';
import type { FileReport, Rule } from '../rule.ts';

export const unmaskedInput: Rule = {
  id: 'unmasked-input',
  title: 'Secret that is asked for openly',
  category: 'secrets',
  clients: ['vscode', 'visual-studio'],
  subject: 'file',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'safe',
  references: [
    { title: 'VS Code: input variables for sensitive data', url: 'https://code.visualstudio.com/docs/agents/reference/mcp-configuration' },
    { title: 'CWE-549: Missing Password Field Masking', url: 'https://cwe.mitre.org/data/definitions/549.html' },
  ],
  check({ file, client }) {
    const list = client.variables.input?.list;
    const inputs = list && nodeAt(file.tree, list);
    if (inputs?.kind !== 'array') return [];
    const open = openInputs(inputs);
    if (open.length === 0) return [];
    const used = new Set(file.declarations.flatMap(inputsForSecrets));
    return open.filter(({ id, input }) => used.has(id) || namesSecret(id) || asks.test(stringOf(child(input, 'description')) ?? '')).map(({ id, input, at }) => reportFor(id, input, [...list!, at]));
  },
};

/** A description that ends in what is asked for: `GitHub Personal Access Token`, `Your API key (required)`. */
const asks = /\b(?:tokens?|api[ -]?keys?|access keys?|secrets?|passwords?|passphrase|PAT)[\s.:)\]]*(?:\((?:required|optional)\)[\s.:]*)?$/i;

interface OpenInput {
  readonly id: string;
  readonly input: ObjectNode;
  readonly at: number;
}

/** Those that a person types, without being told to hide what is typed. Nothing hides a choice, or a command's answer. */
function openInputs({ items }: ArrayNode): OpenInput[] {
  return items.flatMap((input, at) => {
    const id = stringOf(child(input, 'id'));
    if (input.kind !== 'object' || id === undefined || stringOf(child(input, 'type')) !== 'promptString') return [];
    const password = child(input, 'password');
    return password?.kind === 'boolean' && password.value === true ? [] : [{ id, input, at }];
  });
}

const reference = /\$\{input:([^{}]{1,200})\}/g;

/** The inputs whose answer goes where a name says that a secret belongs. */
function inputsForSecrets({ env, headers, args, url }: ServerDeclaration): string[] {
  const found: string[] = [];
  const take = (text: string): void => {
    for (const match of text.matchAll(reference)) found.push(match[1]!);
  };
  for (const { name, value } of [...env, ...headers]) if (value?.includes('${input:') && namesSecret(name)) take(value);
  args.forEach(({ value }, i) => {
    if (!value.includes('${input:')) return;
    const name = /^(-{0,2}[A-Za-z][\w-]{0,60})[=:]/.exec(value)?.[1] ?? (value.startsWith('${') ? args[i - 1]?.value : undefined);
    if (name !== undefined && /^(?:-{1,2}[A-Za-z]|[A-Za-z_][\w-]*$)/.test(name) && namesSecret(name)) take(value);
  });
  if (url?.value.includes('${input:')) for (const match of url.value.matchAll(/[?&]([^=&#]{1,200})=([^&#]*)/g)) if (namesSecret(match[1]!)) take(match[2]!);
  return found;
}

function reportFor(id: string, input: ObjectNode, at: Path): FileReport {
  const there = child(input, 'password') !== undefined || input.entries.some(({ key }) => key === 'password');
  const change: Change = there ? { op: 'replace', at: [...at, 'password'], value: true } : { op: 'insert', at, key: 'password', value: true };
  return {
    at: [...at, there ? 'password' : 'id'],
    message: () => say('`{id}` asks for a secret, and shows it while it is typed. Add `"password": true`, so that it is hidden and kept with other secrets.', { id }),
    fixes: () => [{ id: 'mask-input', title: say('Hide what is typed ("password": true)'), safety: 'safe', changes: [change] }],
  };
}
