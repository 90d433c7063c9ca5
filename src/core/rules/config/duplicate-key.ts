import type { NamedValue } from '../../config/config-file.ts';
import { lastEntry, nodeAt, stepsOf, type ConfigNode, type Path, type Step } from '../../config/node.ts';
import { slipsIn } from '../../config/trouble.ts';
import { maskText } from '../../secret/mask.ts';
import { say } from '../../text/message.ts';
import type { Rule, ServerContext, ServerReport } from '../rule.ts';

export const duplicateKey: Rule = {
  id: 'duplicate-key',
  title: 'Key that stands twice',
  category: 'config',
  clients: 'all',
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'RFC 8259, 4: names within an object should be unique', url: 'https://www.rfc-editor.org/rfc/rfc8259#section-4' },
    { title: 'CVE-2026-27896: readers that tell keys apart differently', url: 'https://nvd.nist.gov/vuln/detail/CVE-2026-27896' },
  ],
  check(context) {
    const { file, server } = context;
    const found = again(context);
    for (const named of [server.env, server.headers]) for (const one of named) if (isLast(one.path, file.tree)) found.push(variableTwice(one));
    if (!server.troubles) return found;
    const own = slipsIn(file, server).filter(({ kind }) => kind === 'twice').slice(0, 1);
    return [...found, ...own.map(({ at, key = '', other }): ServerReport => ({
      at: other === undefined ? last(at, context) : at,
      part: 'key',
      message: () =>
        other === undefined
          ? say('`{key}` stands twice in `{name}`: most readers take the last one, and whoever reviews the file sees the first. Keep one.', { key, name: server.name })
          : say('`{key}` and `{other}` say the same thing in `{name}`, and readers differ in which one they follow. Keep one.', { key, other, name: server.name }),
    }))];
  },
};

function occurrence(step: Step | undefined): number {
  return typeof step === 'object' ? step.occurrence : 1;
}

/** Whether a way leads to the last of several entries with one key: told there, once, since that is the one that readers take. */
function isLast(path: Path, tree: ConfigNode | undefined): boolean {
  const step = path.at(-1);
  return typeof step === 'object' && step.occurrence > 1 && lastEntry(nodeAt(tree, path.slice(0, -1)), step.key)?.value === nodeAt(tree, path);
}

/** The server's name stands a second time beside it. */
function again({ server, file }: ServerContext): ServerReport[] {
  if (!isLast(server.path, file.tree)) return [];
  const step = server.path.at(-1);
  const earlier = [...server.path.slice(0, -1), { key: server.name, occurrence: 1 }];
  return [
    {
      at: server.path,
      part: 'key',
      message: () => say('There is another `{name}` above: most readers take this one and drop the other, some the other way round. Give one of them another name, or take it out.', { name: server.name }),
      fixes: () => (occurrence(step) === 2 ? [{ id: 'remove-earlier', title: say('Take out the one above, which most readers drop'), safety: 'needs-review', changes: [{ op: 'remove', at: earlier }] }] : []),
    },
  ];
}

/** Of a key that stands twice in a map, the way to the last. */
function last(at: Path, { file }: ServerContext): Path {
  const holder = nodeAt(file.tree, at.slice(0, -1));
  if (holder?.kind !== 'object') return at;
  const step = stepsOf(holder).findLast((one) => typeof one === 'object' && one.key === at.at(-1));
  return step === undefined ? at : [...at.slice(0, -1), step];
}

/** The name of a variable or header. */
function variableTwice({ name, path }: NamedValue): ServerReport {
  return {
    at: path,
    part: 'key',
    message: () => say('`{name}` stands twice here: most readers take this one, and the value above does nothing. Keep one.', { name: maskText(name) }),
    fixes: () => (occurrence(path.at(-1)) === 2 ? [{ id: 'remove-earlier', title: say('Take out the one above, which most readers drop'), safety: 'needs-review', changes: [{ op: 'remove', at: [...path.slice(0, -1), { key: name, occurrence: 1 }] }] }] : []),
  };
}
