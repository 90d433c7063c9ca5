import { denies } from '../../policy/document.ts';
import { approves } from '../../policy/verdict.ts';
import type { Compiled, Plan } from '../compile/plan.ts';
import { catalogOf, type Defined } from './catalog.ts';
import { geminiDelivery } from './delivery.ts';
import { geminiLosses } from './losses.ts';

export const settingsFile = 'settings.json';

/** A name that nobody gives a server. An empty list of names allows everything, so it stands there where nothing is approved. */
export const nobody = 'mcp-roll-call-none';

/**
 * A policy as the system's settings: names, and with each the definition that stands in place of everybody else's of that name; without it a
 * name would approve whatever is called so.
 */
export function compileGemini(plan: Plan): Compiled {
  const catalog = plan.mode === 'allow-and-deny' ? catalogOf(plan) : new Map<string, Defined>();
  const excluded = excludedNames(plan, catalog);
  const names = catalog.size > 0 ? [...catalog.keys()] : [nobody];
  const servers = catalog.size > 0 ? [...catalog].map(([name, defined]): [string, object] => [name, entryOf(defined)]) : [[nobody, {}]];
  const settings = plan.mode === 'deny-only' ? { mcp: { excluded } } : { mcp: { allowed: names, ...(excluded.length > 0 && { excluded }) }, mcpServers: Object.fromEntries(servers) as object };
  return {
    files: [{ name: settingsFile, text: `${JSON.stringify(settings, undefined, 2)}\n` }],
    delivery: geminiDelivery(plan.mode),
    losses: geminiLosses(plan, catalog, new Set(excluded)),
  };
}

function entryOf({ launch, env }: Defined): object {
  if ('url' in launch) return launch.sse ? { url: launch.url } : { httpUrl: launch.url };
  const [command, ...args] = launch.argv;
  return { command, args, ...(env.length > 0 && { env: Object.fromEntries(env.map((name) => [name, `\${${name}}`])) }) };
}

/** Names that the policy denies, and those of servers in use that it denies, where no approved one has the name too. */
function excludedNames({ policy, now, seen, denials }: Plan, catalog: ReadonlyMap<string, Defined>): readonly string[] {
  const kept = new Set(catalog.keys());
  const denied = new Set(denials.flatMap((denial) => (denial.kind === 'name' && denies(denial.entry.state) ? [denial.name] : [])));
  const used: string[] = [];
  for (const subject of seen) {
    const verdict = policy.decide(subject, now);
    if (approves(verdict)) kept.add(subject.server.name);
    else if (denies(verdict.state)) used.push(subject.server.name);
  }
  for (const name of used) if (!kept.has(name)) denied.add(name);
  return [...denied].filter((name) => name !== '');
}
