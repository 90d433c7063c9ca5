import type { AssessedServer } from '../../assess.ts';
import type { ConfigFile } from '../../config/config-file.ts';
import { maskText } from '../../secret/mask.ts';
import { say } from '../../text/message.ts';
import type { Rule, TogetherReport } from '../rule.ts';

/**
 * Two servers of one name, of which a client starts one. Told at the one that takes the other's place: in nearly all clients a folder's
 * file goes before the user's (facts/vscode.md, 1: workspace overrides remote overrides user; Claude Code: local, project, user).
 */
export const shadowedServer: Rule = {
  id: 'shadowed-server',
  title: 'Server that takes another one’s place',
  category: 'together',
  clients: 'all',
  subject: 'together',
  severity: 'warning',
  confidence: 'medium',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'Claude Code: MCP installation scopes and their precedence', url: 'https://code.claude.com/docs/en/mcp' },
    { title: 'VS Code: MCP configuration reference', url: 'https://code.visualstudio.com/docs/agents/reference/mcp-configuration' },
    { title: 'CWE-427: Uncontrolled Search Path Element', url: 'https://cwe.mitre.org/data/definitions/427.html' },
  ],
  check({ client, servers }) {
    const byName = new Map<string, AssessedServer[]>();
    for (const server of servers) {
      const { derived, extension, name } = server.declaration;
      if (derived || extension) continue;
      const same = byName.get(name);
      if (same) same.push(server);
      else byName.set(name, [server]);
    }
    const reports: TogetherReport[] = [];
    for (const same of byName.values()) {
      // Twice in one file: duplicate-key.
      if (same.length < 2 || same.every(({ file }) => file === same[0]!.file)) continue;
      const ofFolder = same.filter(({ file }) => file.scope === 'workspace');
      const ofUser = oneOfEach(same.filter(({ file }) => file.scope !== 'workspace'));
      const beside = oneOfEach(ofFolder);
      for (const server of ofFolder) {
        const launch = launchOf(server);
        const other = (ofUser.find((one) => one.launch !== launch) ?? beside.find((one) => one.server.file !== server.file && one.launch !== launch))?.server;
        if (!other) continue;
        const args = { name: maskText(server.declaration.name), client: client.name, file: shortPath(other.file.path) };
        const replacesUsers = other.file.scope !== 'workspace';
        reports.push({
          server,
          at: server.declaration.path,
          part: 'key',
          ...(!replacesUsers && { severity: 'info' as const }),
          message: () =>
            replacesUsers
              ? say('This takes the place of your own `{name}` in {file}, which starts or calls something else: in this folder {client} uses this one. Give it another name if both are meant.', args)
              : say('{file} has a `{name}` too, which starts or calls something else, and {client} uses only one of them. Keep one, or give them different names.', args),
        });
      }
    }
    return reports;
  },
};

/** The first of each file that starts or calls each thing: a file may name one server thousands of times. */
function oneOfEach(servers: readonly AssessedServer[]): readonly { readonly server: AssessedServer; readonly launch: string }[] {
  const seen = new Map<ConfigFile, Set<string>>();
  return servers.flatMap((server) => {
    const launch = launchOf(server);
    const launches = seen.get(server.file) ?? new Set();
    seen.set(server.file, launches);
    // Two that differ are enough: no server starts like both.
    if (launches.size === 2 || launches.has(launch)) return [];
    launches.add(launch);
    return [{ server, launch }];
  });
}

/** What it starts or calls, options and all; without the values of variables and headers, which differ from user to user. */
function launchOf({ declaration: { command, args, url } }: AssessedServer): string {
  return JSON.stringify([command?.value, args.map(({ value }) => value), url?.value]);
}

/** The last parts of a path, enough to know the file by. */
function shortPath(path: string): string {
  return path.split(/[\\/]/).slice(-2).join('/');
}
