import type { TextDocument } from '../text/document.ts';
import { say, type Message } from '../text/message.ts';
import type { ServerDeclaration } from './config-file.ts';
import { declaration } from './declare.ts';
import { stepsOf, type ConfigNode, type ObjectNode, type Path } from './node.ts';

/**
 * VS Code reads its own `mcp.json` like settings: it takes the root's keys apart at dots, so that `"servers.x": {…}` declares `x`
 * and `"servers.x.command": "…"` changes it, and it follows a root's `__proto__` (its `toValuesTree`; seen live in 1.139). Nobody
 * writes that by accident, and no other reader sees it: such a server is declared, and ambiguous.
 * @param key the root's key that leads to the map of servers
 * @param plain the servers found where they belong
 */
export function settingsServers(tree: ConfigNode, key: string, plain: readonly ServerDeclaration[], document: TextDocument): ServerDeclaration[] {
  const hidden: ServerDeclaration[] = [];
  const changed = new Map<string, Message>();
  rootsOf(tree).forEach(([root, way], depth) => {
    const steps = stepsOf(root);
    root.entries.forEach((entry, i) => {
      const path = [...way, steps[i]!];
      if (depth > 0 && entry.key === key && entry.value?.kind === 'object') {
        const below = stepsOf(entry.value);
        const ambiguity = say('it stands in `__proto__`, where VS Code finds it and other readers do not');
        entry.value.entries.forEach((server, j) => hidden.push({ ...declaration(server, server.key, [...path, below[j]!], document, false), ambiguity }));
      } else if (entry.key.startsWith(`${key}.`)) {
        const [name = '', ...part] = entry.key.slice(key.length + 1).split('.', 2);
        const ambiguity = say('the key `{key}` is about it, which VS Code takes apart at its dots and other readers do not', { key: entry.key });
        changed.set(name, ambiguity);
        hidden.push({ ...declaration(part.length === 0 ? entry : { key: entry.key, keySpan: entry.keySpan, value: undefined }, name, path, document, false), ambiguity });
      }
    });
  });
  return [...plain.map((server) => (changed.has(server.name) ? { ...server, ambiguity: changed.get(server.name)! } : server)), ...hidden];
}

/** Longer ways than this are cut: paths of a chain of thousands would cost the square of its length. */
const maxWay = 50;

/** The root, and what it has for a prototype, and so on. */
function rootsOf(tree: ConfigNode): [ObjectNode, Path][] {
  const roots: [ObjectNode, Path][] = tree.kind === 'object' ? [[tree, []]] : [];
  for (const [root, way] of roots) {
    const steps = stepsOf(root);
    root.entries.forEach(({ key, value }, i) => {
      if (key === '__proto__' && value?.kind === 'object') roots.push([value, way.length < maxWay ? [...way, steps[i]!] : way]);
    });
  }
  return roots;
}
