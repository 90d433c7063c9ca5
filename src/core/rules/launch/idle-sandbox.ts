import { child, nodeAt, stringOf, type ConfigNode, type Path } from '../../config/node.ts';
import type { Fix } from '../../finding/finding.ts';
import { say } from '../../text/message.ts';
import type { FileContext, FileReport, Rule } from '../rule.ts';
import { breadthOf } from './broad-path.ts';

/**
 * Read in VS Code 1.139's own code: limits hold for servers with `sandboxEnabled` only, and on Windows for none. Such a server's tools run
 * without asking, so that a sandbox which allows everything makes a server less safe than none.
 */
export const idleSandbox: Rule = {
  id: 'idle-sandbox',
  title: 'Sandbox that holds nothing back',
  category: 'launch',
  clients: ['vscode'],
  subject: 'file',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'VS Code: sandboxing MCP servers', url: 'https://code.visualstudio.com/docs/agents/reference/mcp-configuration' },
    { title: 'CWE-693: Protection Mechanism Failure', url: 'https://cwe.mitre.org/data/definitions/693.html' },
  ],
  check(context) {
    const { file } = context;
    const { tree } = file;
    if (!tree || !file.clients.includes('vscode') || file.declarations.length === 0) return [];
    const reports: FileReport[] = [];
    const top = child(tree, 'sandbox');
    if (top?.kind === 'object' && !file.declarations.some(({ path }) => isOn(nodeAt(tree, path)))) {
      reports.push({
        at: ['sandbox'],
        part: 'key',
        message: () => say('`sandbox` limits only servers with `"sandboxEnabled": true`, and none here has it, so every server may do whatever you may. (On Windows VS Code has no sandbox at all.)'),
        fixes: () => switchOn(context),
      });
    } else if (top) reports.push(...holes(top, ['sandbox']));
    return reports;
  },
};

function isOn(server: ConfigNode | undefined): boolean {
  const value = child(server, 'sandboxEnabled');
  return value?.kind === 'boolean' && value.value === true;
}

function switchOn({ file }: FileContext): Fix[] {
  const servers = file.declarations.filter(({ command, path }) => command && child(nodeAt(file.tree, path), 'sandboxEnabled') === undefined);
  if (servers.length === 0) return [];
  return [
    {
      id: 'switch-on',
      title: say('Sandbox the servers that are started'),
      safety: 'needs-review',
      note: say('VS Code runs the tools of a sandboxed server without asking. Check that each server still reaches what it needs.'),
      changes: servers.map(({ path }) => ({ op: 'insert', at: path, key: 'sandboxEnabled', value: true })),
    },
  ];
}

/** What in a sandbox's limits lets everything through. */
function* holes(sandbox: ConfigNode, at: Path): Generator<FileReport> {
  for (const [index, folder] of textsAt(sandbox, 'filesystem', 'allowWrite')) {
    const breadth = breadthOf(folder);
    if (breadth) yield { at: [...at, 'filesystem', 'allowWrite', index], message: () => say('With `{folder}` to write to, the sandbox keeps next to nothing safe, and its servers’ tools run without being asked for. Name the folders that are needed.', { folder }) };
  }
  for (const [index, domain] of textsAt(sandbox, 'network', 'allowedDomains')) {
    if (domain === '*' || domain === '*.*') yield { at: [...at, 'network', 'allowedDomains', index], message: () => say('`{domain}` lets the servers in the sandbox send what they read anywhere, and their tools run without being asked for. Name the hosts that are needed.', { domain }) };
  }
}

function textsAt(sandbox: ConfigNode, part: string, list: string): [number, string][] {
  const node = child(child(sandbox, part), list);
  return node?.kind === 'array' ? node.items.flatMap((item, i): [number, string][] => (stringOf(item) === undefined ? [] : [[i, stringOf(item)!]])) : [];
}
