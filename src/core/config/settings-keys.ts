import type { ServerPlace } from '../clients/client.ts';
import type { Dialect } from '../clients/dialect.ts';
import type { TextDocument } from '../text/document.ts';
import { say, type Message } from '../text/message.ts';
import type { ServerDeclaration } from './config-file.ts';
import { declaration } from './declare.ts';
import { nodeAt, stepsOf, type ConfigNode, type Entry, type ObjectNode, type Path } from './node.ts';

/**
 * VS Code reads its own `mcp.json` like settings: it takes the root's keys apart at dots, so that `"servers.x": {…}` declares `x`
 * and `"servers.x.command": "…"` changes it, and it follows a root's `__proto__` (its `toValuesTree`; seen live in 1.139). Nobody
 * writes that by accident, and no other reader sees it: such a server is declared, and ambiguous.
 * @param place where servers stand in the settings
 * @param plain the servers found where they belong
 */
export function settingsServers(tree: ConfigNode, { at, settings = [] }: ServerPlace, plain: readonly ServerDeclaration[], document: TextDocument, dialect: Dialect): ServerDeclaration[] {
  const hidden: ServerDeclaration[] = [];
  const changed = new Map<string, Message>();
  const keys = at.slice(settings.length);
  const key = keys.join('.');
  const declare = (name: string, path: Path, { keySpan, value }: Entry, whole: boolean, ambiguity: Message): void => {
    const range = document.rangeOf({ start: keySpan.start, end: (whole ? (value?.span ?? keySpan) : keySpan).end });
    const server = declaration({ name, path, range, value: whole ? value : undefined, off: false }, dialect);
    if (server) hidden.push({ ...server, ambiguity });
  };
  rootsOf(nodeAt(tree, settings), settings).forEach(([root, way], depth) => {
    const steps = stepsOf(root);
    root.entries.forEach((entry, i) => {
      const path = [...way, steps[i]!];
      if (entry.key.startsWith(`${key}.`)) {
        const [name = '', ...part] = entry.key.slice(key.length + 1).split('.', 2);
        const ambiguity = say('the key `{key}` is about it, which VS Code takes apart at its dots and other readers do not', { key: entry.key });
        changed.set(name, ambiguity);
        declare(name, path, entry, part.length === 0, ambiguity);
      } else if (depth > 0 && (entry.key === keys[0] || entry.key === key)) {
        const rest = entry.key === key ? [] : keys.slice(1);
        const map = entry.value && nodeAt(entry.value, rest);
        if (map?.kind !== 'object') return;
        const below = stepsOf(map);
        const ambiguity = say('it stands in `__proto__`, where VS Code finds it and other readers do not');
        map.entries.forEach((server, j) => declare(server.key, [...path, ...rest, below[j]!], server, true, ambiguity));
      }
    });
  });
  return [...plain.map((server) => (changed.has(server.name) ? { ...server, ambiguity: changed.get(server.name)! } : server)), ...hidden];
}

/** Longer ways than this are cut: paths of a chain of thousands would cost the square of its length. */
const maxWay = 50;

/** The root, and what it has for a prototype, and so on. */
function rootsOf(settings: ConfigNode | undefined, at: Path): [ObjectNode, Path][] {
  const roots: [ObjectNode, Path][] = settings?.kind === 'object' ? [[settings, at]] : [];
  for (const [root, way] of roots) {
    const steps = stepsOf(root);
    root.entries.forEach(({ key, value }, i) => {
      if (key === '__proto__' && value?.kind === 'object') roots.push([value, way.length < maxWay ? [...way, steps[i]!] : way]);
    });
  }
  return roots;
}
