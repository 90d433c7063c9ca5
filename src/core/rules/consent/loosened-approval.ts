import type { Loosening } from '../../clients/loosened.ts';
import { stepsOf, type ConfigNode, type Path } from '../../config/node.ts';
import type { ConfigFile } from '../../config/config-file.ts';
import { maskText } from '../../secret/mask.ts';
import { joined, say } from '../../text/message.ts';
import type { FileReport, Rule } from '../rule.ts';

export const loosenedApproval: Rule = {
  id: 'loosened-approval',
  title: 'Repository that makes an assistant ask less',
  category: 'consent',
  clients: ['vscode', 'claude-code', 'gemini-cli', 'qwen-code', 'tabnine', 'codex', 'cursor', 'amp'],
  subject: 'file',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'safe',
  references: [
    { title: 'CVE-2025-53773: an assistant that switches approval off in its own settings', url: 'https://nvd.nist.gov/vuln/detail/CVE-2025-53773' },
    { title: 'CVE-2026-33068: a repository’s settings that skip the trust dialog', url: 'https://nvd.nist.gov/vuln/detail/CVE-2026-33068' },
    { title: 'VS Code: AI settings', url: 'https://code.visualstudio.com/docs/agents/reference/ai-settings' },
    { title: 'Claude Code: permissions', url: 'https://code.claude.com/docs/en/permissions' },
  ],
  check({ file }) {
    // What a user loosens for himself is his to say.
    if (file.scope !== 'workspace' || !file.tree) return [];
    const tree = file.tree;
    return loosenedIn(file).flatMap((loosening) => placesOf(tree, loosening.at).flatMap(([node, path]) => reports(loosening, node, path)));
  },
};

/** What can be loosened in a file, by all clients that read it. */
function loosenedIn({ known }: ConfigFile): readonly Loosening[] {
  const { locations } = known;
  return locations.length === 1 ? (locations[0]!.loosens ?? []) : [...new Set(locations.flatMap(({ loosens = [] }) => loosens))];
}

function placesOf(tree: ConfigNode, at: readonly string[]): readonly (readonly [ConfigNode, Path])[] {
  let found: [ConfigNode, Path][] = [[tree, []]];
  for (const key of at) {
    found = found.flatMap(([node, path]): [ConfigNode, Path][] => {
      if (node.kind !== 'object') return [];
      const steps = stepsOf(node);
      return node.entries.flatMap((entry, i): [ConfigNode, Path][] => (entry.value && (key === '*' || entry.key === key) ? [[entry.value, [...path, steps[i]!]]] : []));
    });
  }
  return found;
}

function reports({ items, when, why, severity }: Loosening, node: ConfigNode, path: Path): readonly FileReport[] {
  const places: readonly (readonly [ConfigNode, Path])[] = items ? (node.kind === 'array' ? node.items.map((item, i) => [item, [...path, i]] as const) : []) : [[node, path]];
  return places
    .filter(([value]) => when(value))
    .map(([value, at]) => ({
      at,
      ...(severity && { severity }),
      message: () => joined(say(why, { value: 'value' in value ? maskText(String(value.value)) : '' }), say('That is for each user to decide: take it out of the repository.')),
      fixes: () => [{ id: 'remove', title: say('Take it out, so that the assistant asks'), safety: 'safe', changes: [{ op: 'remove', at }] }],
    }));
}
