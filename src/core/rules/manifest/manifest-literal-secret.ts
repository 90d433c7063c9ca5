import type { NamedValue } from '../../config/config-file.ts';
import { child, stepsOf, stringOf, type ConfigNode, type Path } from '../../config/node.ts';
import type { Fix } from '../../finding/finding.ts';
import { inputsIn, type Input } from '../../manifest/inputs.ts';
import { fieldOf } from '../../manifest/packages-in.ts';
import { secretsIn, type SecretHolder } from '../../secret/find.ts';
import { maskText } from '../../secret/mask.ts';
import { isPlaceholder } from '../../secret/placeholder.ts';
import { knownToken } from '../../secret/token-formats.ts';
import { say, type Message } from '../../text/message.ts';
import type { Report, Rule } from '../rule.ts';

export const manifestLiteralSecret: Rule = {
  id: 'manifest-literal-secret',
  title: 'Secret written out in a manifest',
  category: 'manifest',
  subject: 'manifest',
  severity: 'error',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'OWASP MCP Top 10, MCP01: Token Mismanagement & Secret Exposure', url: 'https://owasp.org/www-project-mcp-top-10/' },
    { title: 'CWE-798: Use of Hard-coded Credentials', url: 'https://cwe.mitre.org/data/definitions/798.html' },
  ],
  check({ tree, format }) {
    return format === 'bundle' ? inBundle(tree) : [...inputsIn(tree).flatMap(inInput), ...inAddresses(tree)];
  },
};

/** `{name}`: filled in from the input's variables (schema 2025-12-11, Input.value). */
const variable = /\{[\w.-]{1,100}\}/;

function inInput({ at, node, name, where }: Input): Report[] {
  const marked = fieldOf(node, 'isSecret')?.value;
  const secret = marked?.kind === 'boolean' && marked.value === true;
  return ['value', 'default'].flatMap((key): Report[] => {
    const text = stringOf(child(node, key));
    if (text === undefined || !(secret ? isCredential(text) : looksLikeOne(text, name, where, key))) return [];
    const place = [...at, key];
    return [
      {
        at: place,
        message: written(name, secret),
        // A positional argument needs one of the two.
        ...((where !== 'argument' || name !== '') && { fixes: (): Fix[] => [askForIt(place)] }),
      },
    ];
  });
}

function askForIt(at: Path): Fix {
  return { id: 'ask-for-it', title: say('Take it out, so that each user is asked for their own'), safety: 'needs-review', changes: [{ op: 'remove', at }], note: say('Whoever has a copy of this file has the secret: rotate it too.') };
}

function written(name: string, marked: boolean): Message {
  if (name === '') return say('This is a secret, and everyone who reads the manifest can use it. Take it out, so that each user is asked for their own, and rotate it.');
  return marked
    ? say('`{name}` is marked as a secret, and here it stands in the open, the same for everyone. Take it out, so that each user is asked for their own, and rotate it.', { name: maskText(name) })
    : say('`{name}` holds a secret, and everyone who reads the manifest can use it. Take it out, so that each user is asked for their own, and rotate it.', { name: maskText(name) });
}

function isCredential(text: string): boolean {
  return text.length >= 4 && !variable.test(text) && !isPlaceholder(text.replace(/^(?:Bearer|Basic|Token)\s+/i, ''));
}

function looksLikeOne(text: string, name: string, where: Input['where'], key: string): boolean {
  if (knownToken(text)) return !isPlaceholder(text);
  // What is only proposed is seldom a secret, whatever it is called.
  if (key === 'default' || variable.test(text)) return false;
  const value: NamedValue = { name, path: [], value: text };
  return secretsIn({ env: where === 'header' ? [] : [value], headers: where === 'header' ? [value] : [], args: [] }).some(({ confidence }) => confidence === 'high');
}

function inAddresses(tree: ConfigNode): Report[] {
  const remotes = child(tree, 'remotes');
  if (remotes?.kind !== 'array') return [];
  return remotes.items.flatMap((remote, i) => {
    const url = stringOf(child(remote, 'url'));
    return url === undefined || variable.test(url) ? [] : secretsAt({ env: [], headers: [], args: [], url: { value: url, path: ['remotes', i, 'url'] } });
  });
}

function secretsAt(holder: SecretHolder): Report[] {
  const told = new Set<Path>();
  return secretsIn(holder).flatMap(({ at, name, confidence }): Report[] => {
    if (told.has(at)) return [];
    told.add(at);
    return [{ at, confidence, message: written(name, false) }];
  });
}

/** What a bundle proposes for what it asks the user for. Its launch is a config file's too: there `literal-secret` speaks. */
function inBundle(tree: ConfigNode): Report[] {
  const asked = child(tree, 'user_config');
  if (asked?.kind !== 'object') return [];
  return stepsOf(asked).flatMap((step, i): Report[] => {
    const { key, value } = asked.entries[i]!;
    const sensitive = child(value, 'sensitive');
    const text = stringOf(child(value, 'default'));
    if (text === undefined || !(knownToken(text) ? !isPlaceholder(text) : sensitive?.kind === 'boolean' && sensitive.value === true && isCredential(text))) return [];
    const at: Path = ['user_config', step, 'default'];
    return [{ at, message: written(key, false), fixes: (): Fix[] => [askForIt(at)] }];
  });
}
