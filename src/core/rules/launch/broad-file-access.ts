import { startedBy } from '../../identity/started.ts';
import { say } from '../../text/message.ts';
import type { Rule, ServerContext, ServerReport } from '../rule.ts';
import { breadthOf } from './broad-path.ts';

/** Servers that open the folders they are given as arguments, by package or by program. */
const fileServers = new Set([
  'npm:@modelcontextprotocol/server-filesystem', 'npm:@cyanheads/filesystem-mcp-server', 'npm:@j0hanz/filesystem-context-mcp', 'npm:@bunas/fs-mcp', 'npm:mcp-server-filesystem', 'npm:@agent-infra/mcp-server-filesystem', 'npm:@shtse8/filesystem-mcp', 'npm:@sylphlab/filesystem-mcp', 'npm:fast-filesystem-mcp',
  'pypi:mcp-server-filesystem', 'pypi:mcp-filesystem', 'pypi:mcp-filesystem-server', 'pypi:filesystem-mcp', 'pypi:mcp-text-editor',
]);
const filePrograms = /(?:^|\/)(?:mcp-filesystem-server|mcp-server-filesystem|rust-mcp-filesystem)(?:\.exe)?$/;
const fileScript = /\/(?:server-filesystem|mcp-server-filesystem)\/dist\/index\.js$/;

export const broadFileAccess: Rule = {
  id: 'broad-file-access',
  title: 'File server given the whole disk or a home folder',
  category: 'launch',
  clients: 'all',
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'MCP reference servers: filesystem, directory access control', url: 'https://github.com/modelcontextprotocol/servers/tree/main/src/filesystem' },
    { title: 'CWE-552: Files or Directories Accessible to External Parties', url: 'https://cwe.mitre.org/data/definitions/552.html' },
    { title: 'CVE-2025-53109: file-system server, access outside of what was allowed', url: 'https://www.cve.org/CVERecord?id=CVE-2025-53109' },
  ],
  check(context) {
    return opensFolders(context) ? startedBy(context.server)!.words.flatMap((word) => check(word, context)) : [];
  },
};

function opensFolders({ identity, known }: ServerContext): boolean {
  switch (identity.kind) {
    case 'package': {
      // In a container the folders are the container's own; what of this machine is mounted there is `container-access`'s to say.
      if (identity.package.type === 'oci') return false;
      return identity.launch.args.some(mayBeBroad) && (fileServers.has(`${identity.package.type}:${identity.package.name}`) || known.catalog.serverInCatalog(identity)?.category === 'files');
    }
    case 'program':
      return filePrograms.test(identity.program) || (identity.script !== undefined && fileScript.test(identity.script));
    default:
      return false;
  }
}

function mayBeBroad(word: string): boolean {
  return breadthOf(valueIn(word)) !== undefined;
}

const option = /^--[\w-]{1,60}=/;

/** A word, or what stands behind an option's name in it. */
function valueIn(word: string): string {
  return word.charCodeAt(0) === 45 /* - */ ? word.slice(option.exec(word)?.[0].length ?? 0) : word;
}

function check({ value, path }: { readonly value: string; readonly path: ServerReport['at'] }, { client, file }: ServerContext): ServerReport[] {
  const folder = valueIn(value);
  const breadth = breadthOf(folder);
  if (!breadth) return [];
  return [
    {
      at: path,
      message: () =>
        breadth === 'root'
          ? say('With `{folder}` the assistant may read and change every file on this machine that you may, keys and system settings included. Give it only the folder it works on.', { folder })
          : breadth === 'homes'
            ? say('With `{folder}` the assistant may reach everybody’s home folder on this machine. Give it only the folder it works on.', { folder })
            : say('With `{folder}` the assistant may read and change your whole home folder: keys, tokens, mail, and the settings that say which servers start. Give it only the folder it works on.', { folder }),
      fixes: () =>
        (client.id === 'vscode' || client.id === 'cursor') && file.scope === 'workspace'
          ? [
              {
                id: 'only-workspace',
                title: say('Give it only the workspace folder'),
                safety: 'needs-review',
                changes: [{ op: 'replace', at: path, value: `${value.slice(0, value.length - folder.length)}\${workspaceFolder}` }],
              },
            ]
          : [],
    },
  ];
}
