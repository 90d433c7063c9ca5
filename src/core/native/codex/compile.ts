import { denies } from '../../policy/document.ts';
import { printEntry, printKey, printToml } from '../../config/toml/print.ts';
import { say } from '../../text/message.ts';
import { Verdicts } from '../compile/bare.ts';
import type { Compiled, Loss, Plan } from '../compile/plan.ts';
import { claimsOf, identityOf, isSayable, type Claims } from './claims.ts';
import { codexDelivery } from './delivery.ts';
import { fits, type CodexIdentity } from './identity.ts';
import { launchedBy } from './enforce.ts';
import { codexLosses } from './losses.ts';
import { pluginOf } from './plugin-of.ts';

export const requirementsFile = 'requirements.toml';

/**
 * A policy as `requirements.toml`: an entry for each server and name, with its executable, every argument and their order. Codex has no list of
 * what is denied: in `deny-only` there is nothing to write.
 */
export function compileCodex(plan: Plan): Compiled {
  if (plan.mode === 'deny-only') return { files: [], delivery: [], losses: [...plan.losses, nothingDenied(plan)] };
  const claims = claimsOf(plan);
  const identities = new Map([...claims.byName].map(([name, claim]) => [name, identityOf(claim)]));
  const plugins = pluginServers(plan, claims);
  const tables = [...identities].map(([name, identity]) => table(['mcp_servers', name, 'identity'], identity));
  const own = plugins.map(({ plugin, name, identity }) => table(['plugins', plugin, 'mcp_servers', name, 'identity'], identity));
  const text = [
    '# What the policy approves of MCP servers, written by MCP Roll Call: compile it anew instead of changing it here.',
    '# A server starts only under a name that stands here, and only as the entry of that name says.',
    ...(tables.length === 0 ? ['', '# Nothing is approved: with this empty table Codex starts no server.', '[mcp_servers]'] : tables.flatMap((each) => ['', ...each])),
    '',
    '# With this table Codex holds the servers of plugins against entries of their own; it starts none that has none.',
    ...(own.length === 0 ? ['[plugins]'] : own.flatMap((each, i) => (i === 0 ? each : ['', ...each]))),
  ];
  return {
    files: [{ name: requirementsFile, text: `${text.join('\n')}\n` }],
    delivery: codexDelivery,
    losses: [...plan.losses, ...codexLosses(plan, claims, identities, plugins)],
  };
}

function table(way: readonly string[], identity: CodexIdentity): string[] {
  return [`[${way.map((key) => printKey(key)!).join('.')}]`, ...lines(identity)];
}

function lines(identity: CodexIdentity): string[] {
  switch (identity.kind) {
    case 'command':
      return [printEntry('command', identity.command)!];
    case 'url':
      return [printEntry('url', identity.url.match === 'exact' ? identity.url.value : identity.url)!];
    case 'launch':
      return [`command = { executable = ${printToml(identity.executable)}, args = [`, ...identity.args.map((arg) => `  ${printToml(arg)},`), '] }'];
  }
}

export interface PluginServer {
  readonly plugin: string;
  readonly name: string;
  readonly identity: CodexIdentity;
}

/** The servers of plugins that are in use and approved, as they are. */
function pluginServers(plan: Plan, { byName }: Claims): readonly PluginServer[] {
  const verdicts = new Verdicts(plan.policy, plan.now);
  const lines = new Set(plan.commands.map(({ argv }) => JSON.stringify(argv)));
  const found = new Map<string, PluginServer>();
  for (const subject of plan.seen) {
    const plugin = subject.file.clients.includes('codex') ? pluginOf(subject)?.name : undefined;
    const launched = launchedBy(subject);
    const { name } = subject.server;
    const key = JSON.stringify([plugin, name]);
    // With no other server allowed Codex starts none of a plugin's either.
    if (plugin === undefined || !launched || found.has(key) || byName.size === 0 || !verdicts.approves(subject)) continue;
    // What is not fixed is not planned.
    if ('argv' in launched ? !lines.has(JSON.stringify(launched.argv)) : !verdicts.approvesUrl(launched.url)) continue;
    const [executable = '', ...args] = 'argv' in launched ? launched.argv : [];
    const identity: CodexIdentity = 'url' in launched ? { kind: 'url', url: { match: 'exact', value: launched.url } } : { kind: 'launch', executable, args: args.map((value) => ({ match: 'exact', value })) };
    if (isSayable([plugin, name, ...('url' in launched ? [launched.url] : launched.argv)]) && fits(identity, launched)) found.set(key, { plugin, name, identity });
  }
  return [...found.values()];
}

function nothingDenied({ policy, now }: Plan): Loss {
  return {
    direction: 'lets-through', dimension: 'whole-server',
    message: say('Codex only knows a list of what is allowed, so a policy that only denies cannot be said to it: everything starts there. Compile with allowances for Codex.'),
    covers: (subject) => denies(policy.decide(subject, now).state),
  };
}
