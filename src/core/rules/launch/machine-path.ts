import type { Located } from '../../config/config-file.ts';
import { placeIn } from '../../config/place-in.ts';
import type { Fix } from '../../finding/finding.ts';
import { containerFlags } from '../../identity/launchers/containers.ts';
import { startedBy } from '../../identity/started.ts';
import { maskText } from '../../secret/mask.ts';
import { say } from '../../text/message.ts';
import type { Rule, ServerContext, ServerReport } from '../rule.ts';
import { personalPath, type PersonalPath } from './personal-path.ts';

export const machinePath: Rule = {
  id: 'machine-path',
  title: 'Path of one person’s machine in a shared file',
  category: 'launch',
  clients: 'all',
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'VS Code: predefined variables', url: 'https://code.visualstudio.com/docs/reference/variables-reference' },
    { title: 'Claude Code: environment variables in .mcp.json', url: 'https://code.claude.com/docs/en/mcp#environment-variable-expansion-in-mcp-json' },
    { title: 'CWE-1051: Initialization with Hard-Coded Network Resource Configuration Data', url: 'https://cwe.mitre.org/data/definitions/1051.html' },
  ],
  check(context) {
    const { file, server, identity } = context;
    if (file.scope !== 'workspace' || server.derived) return [];
    const reports: ServerReport[] = [];
    for (const part of [server.command, server.cwd, server.envFile]) if (part) add(reports, part, 0, context);
    // Behind an image's name, and behind the colon of a mount, paths are those of the container.
    if (identity.kind === 'package' && identity.package.type === 'oci') {
      const started = startedBy(server);
      if (started && server.args.some(({ value }) => mayHold(value))) for (const { name, value } of containerFlags(started.key, started.words)) if (mounts.has(name)) add(reports, value, startOf(name, value.value), context);
      return reports;
    }
    for (const word of server.args) if (mayHold(word.value)) add(reports, word, /^--?[A-Za-z][\w-]{0,60}=/.exec(word.value)?.[0].length ?? 0, context);
    return reports;
  },
};

const mounts = new Set(['-v', '--volume', '--mount', '--env-file']);
const users = /(?:Users|home)[\\/]/i;

function mayHold(text: string): boolean {
  return users.test(text);
}

function startOf(name: string, value: string): number {
  if (name !== '--mount') return 0;
  const match = /(?:^|,)(?:source|src)=/.exec(value);
  return match ? match.index + match[0].length : 0;
}

function add(reports: ServerReport[], part: Located, start: number, context: ServerContext): void {
  const written = part.value.slice(start);
  const path = personalPath(written);
  if (!path) return;
  const { command, cwd, envFile, args } = context.server;
  // A whole home folder given to a server or a container is worse than that it is somebody's: `broad-file-access`, `container-access`.
  if (part !== command && part !== cwd && part !== envFile && (path.rest.length < 2 || path.rest[0] === ':')) return;
  const word = [command, cwd, envFile].find((one) => one?.path === part.path) ?? args[placeIn(args, part.path)]!;
  // The value of a container's option may be only the end of its argument.
  const before = word.value.slice(0, word.value.length - part.value.length + start);
  reports.push({
    at: part.path,
    message: () => say('`{home}` is there on one machine only: for everybody else who gets this file the server does not start, and it tells the name of an account. Write the path so that it holds for all.', { home: maskText(path.home) }),
    fixes: () => fixes(part, before, path, context),
  });
}

function fixes({ path: at }: Located, before: string, path: PersonalPath, { client, file }: ServerContext): Fix[] {
  const replace = (id: string, variable: string, rest: string): Fix => ({
    id,
    title: say('Write it as {variable}', { variable: `${variable}${rest.length < 60 ? maskText(rest) : '…'}` }),
    safety: 'needs-review',
    note: say('Check that every client that reads this file fills the variable in.'),
    changes: [{ op: 'replace', at, value: before + variable + rest }],
  });
  const knowsFolders = client.id === 'vscode' || client.id === 'cursor';
  const whole = path.home + path.rest;
  const root = file.root?.replace(/[\\/]+$/, '');
  if (knowsFolders && root && (whole === root || whole.startsWith(`${root}/`) || whole.startsWith(`${root}\\`))) return [replace('from-workspace', '${workspaceFolder}', whole.slice(root.length))];
  if (knowsFolders) return [replace('from-home', '${userHome}', path.rest)];
  const variable = client.variables.environment?.(path.windows ? 'USERPROFILE' : 'HOME');
  return variable && client.id !== 'continue' ? [replace('from-home', variable, path.rest)] : [];
}
