import { child, lastEntry, nodeAt, stepsOf, stringOf, type ConfigNode, type Path } from '../../config/node.ts';
import type { Fix } from '../../finding/finding.ts';
import { inputsIn, type Input } from '../../manifest/inputs.ts';
import { fieldOf, textOf } from '../../manifest/packages-in.ts';
import { writesSnakeCase, editionOf } from '../../manifest/schema/edition.ts';
import { maskText } from '../../secret/mask.ts';
import { namesSecret } from '../../secret/names.ts';
import { say } from '../../text/message.ts';
import type { Report, Rule } from '../rule.ts';

export const manifestUnmarkedSecret: Rule = {
  id: 'manifest-unmarked-secret',
  title: 'Secret that a manifest does not mark as one',
  category: 'manifest',
  subject: 'manifest',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'safe',
  references: [
    { title: 'MCP registry: server.json, Input.isSecret', url: 'https://github.com/modelcontextprotocol/registry/tree/main/docs/reference/server-json' },
    { title: 'MCP bundles: manifest.json, user_config.sensitive', url: 'https://github.com/anthropics/mcpb/blob/main/MANIFEST.md' },
    { title: 'CWE-522: Insufficiently Protected Credentials', url: 'https://cwe.mitre.org/data/definitions/522.html' },
  ],
  check({ tree, format }) {
    if (format === 'bundle') return inBundle(tree);
    const key = writesSnakeCase(editionOf(format, tree)) ? 'is_secret' : 'isSecret';
    return inputsIn(tree).filter(isUnmarked).map((input) => report(input, key));
  },
};

function isUnmarked({ node, name }: Input): boolean {
  if (!namesSecret(name) || fieldOf(node, 'isSecret')) return false;
  // A path to a secret (`GOOGLE_APPLICATION_CREDENTIALS`), a socket, a number, a choice: none is the secret itself.
  if (/(?:^|_)(?:application_credentials|sock|socket)$/i.test(name) || /\b(?:path|file|filename|socket)\b/i.test(textOf(node, 'description') ?? '')) return false;
  // A value that stands here is another rule's.
  return (textOf(node, 'format') ?? 'string') === 'string' && !child(node, 'choices') && !child(node, 'value') && !child(node, 'default');
}

function report({ at, name, node, where }: Input, key: string): Report {
  const place: Pick<Report, 'at' | 'part'> = where === 'variable' ? { at, part: 'key' } : { at: lastEntry(node, 'name') ? [...at, 'name'] : at };
  return {
    ...place,
    message: say('`{name}` is a secret by its name, and is not marked as one: clients ask for it in the open and may keep it in plain text. Add `"{key}": true`.', { name: maskText(name), key }),
    fixes: (): Fix[] => [{ id: 'mark-secret', title: say('Mark `{name}` as a secret', { name: maskText(name) }), safety: 'safe', changes: [{ op: 'insert', at, key, value: true }] }],
  };
}

/** What a bundle asks the user for: by its own name, or by the variable it is handed on in. */
function inBundle(tree: ConfigNode): Report[] {
  const asked = child(tree, 'user_config');
  if (asked?.kind !== 'object') return [];
  const handedOn = secretsHandedOn(tree);
  const steps = stepsOf(asked);
  return asked.entries.flatMap(({ key, value }, i): Report[] => {
    if (value?.kind !== 'object' || child(value, 'sensitive') || stringOf(child(value, 'type')) !== 'string' || child(value, 'default') || child(value, 'multiple')) return [];
    if (!namesSecret(key) && !handedOn.has(key)) return [];
    const at: Path = ['user_config', steps[i]!];
    return [
      {
        at,
        part: 'key',
        message: say('`{name}` is a secret by its name, and is not marked as one: the client shows it while it is typed, and keeps it in plain text. Add `"sensitive": true`.', { name: maskText(key) }),
        fixes: (): Fix[] => [{ id: 'mark-secret', title: say('Mark `{name}` as a secret', { name: maskText(key) }), safety: 'safe', changes: [{ op: 'insert', at, key: 'sensitive', value: true }] }],
      },
    ];
  });
}

function secretsHandedOn(tree: ConfigNode): Set<string> {
  const names = new Set<string>();
  const env = nodeAt(tree, ['server', 'mcp_config', 'env']);
  if (env?.kind !== 'object') return names;
  for (const { key, value } of env.entries) {
    const asked = /^\$\{user_config\.([\w-]{1,100})\}$/.exec(stringOf(value) ?? '')?.[1];
    if (asked !== undefined && namesSecret(key)) names.add(asked);
  }
  return names;
}
