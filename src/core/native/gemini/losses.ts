import { denies } from '../../policy/document.ts';
import { say } from '../../text/message.ts';
import { Verdicts, addressOf } from '../compile/bare.ts';
import type { Dimension, Loss, Plan } from '../compile/plan.ts';
import { PlannedLists } from '../compile/planned.ts';
import { liesIn } from '../compile/regions.ts';
import type { NativeSubject } from '../native.ts';
import type { Defined } from './catalog.ts';
import { differenceFrom, type GeminiDefinition } from './definition.ts';
import { isOfExtension } from './is-extension.ts';

/** What a definition in the system's settings settles, which other targets do not look at. */
const settled: ReadonlySet<Dimension> = new Set(['environment', 'working-directory', 'headers', 'form', 'name']);

export function geminiLosses(plan: Plan, catalog: ReadonlyMap<string, Defined>, excluded: ReadonlySet<string>): readonly Loss[] {
  const verdicts = new Verdicts(plan.policy, plan.now);
  if (plan.mode === 'deny-only') return [...plan.losses, ...namesDenied(plan, verdicts, excluded), ...nameOfAnother(verdicts, excluded)];
  const lists = new PlannedLists(plan);
  const definitions = new Map([...catalog].map(([name, defined]) => [name, definitionOf(defined)]));
  const approved = (subject: NativeSubject): boolean => lists.holds(subject) && verdicts.approves(subject);
  const difference = (subject: NativeSubject): ReturnType<typeof differenceFrom> | 'none' => {
    const definition = definitions.get(subject.server.name);
    return definition ? differenceFrom(definition, subject) : 'none';
  };
  const names = [...catalog.keys()].slice(0, 20).join(', ') || '–';
  const open = plan.addresses.filter(({ below, path, pathMatch }) => below || path === undefined || pathMatch !== 'exact');
  const replaced = (dimension: 'environment' | 'headers' | 'working-directory', message: Loss['message']): Loss => ({ direction: 'blocks', dimension, message, covers: (subject) => approved(subject) && difference(subject) === dimension });
  return [
    ...plan.losses.filter(({ direction, dimension }) => direction === 'blocks' || !settled.has(dimension)),
    {
      direction: 'blocks', dimension: 'name',
      message: say('Gemini CLI starts a server only under the names that stand in the file ({names}), and an approved server under any other is blocked. Declare it under one of these, or compile again where it is in use.', { names }),
      covers: (subject) => approved(subject) && !definitions.has(subject.server.name),
    },
    {
      direction: 'blocks', dimension: 'name',
      message: say('Under one name Gemini CLI knows one server, and starts the one that the file defines: what else is approved and has the same name is never started. Give the servers names of their own.'),
      covers: (subject) => approved(subject) && difference(subject) === 'launch' && !hasParameters(subject),
    },
    {
      direction: 'blocks', dimension: 'query',
      message: say('What stands behind `?` in an address is not written into the file, since secrets stand there, and people’s own addresses do not count beside the file’s. Use servers that take what they need in another way.'),
      covers: (subject) => approved(subject) && difference(subject) === 'launch' && hasParameters(subject),
    },
    replaced('environment', say('The definition in the system’s settings stands in place of everybody’s own, and holds only the variables that were in use on this machine, each to be taken from the environment (`$NAME`). A server that needs others does not get them: compile again where it is in use.')),
    replaced('headers', say('Headers are not carried into the system’s settings, since tokens stand in them, and nobody’s own count beside these. Use servers with OAuth, or add the headers there as references to variables.')),
    replaced('working-directory', say('The definition in the system’s settings has no folder to start in (`cwd`), and stands in place of everybody’s own.')),
    ...([...catalog.values()].every(({ env }) => env.length === 0) ? [] : [{
      direction: 'lets-through' as const, dimension: 'environment' as const, nature: 'general' as const,
      message: say('Of variables only the names are compared; the values come from everybody’s environment, also where the policy has something against the value that is written out in a declaration.'),
      covers: (subject: NativeSubject) => difference(subject) === undefined && lists.holds(subject) && verdicts.lostOn(subject).has('environment'),
    }]),
    ...(open.length === 0 ? [] : [{
      direction: 'blocks' as const, dimension: 'address' as const,
      message: say('Gemini CLI can define single addresses, and nothing like “all below this one”: of {hosts} only the addresses in use are said to be allowed. Compile again where others are in use.', { hosts: [...new Set(open.map(({ host }) => host))].slice(0, 20).join(', ') }),
      covers: (subject: NativeSubject) => {
        const address = addressOf(subject);
        return address !== undefined && approved(subject) && difference(subject) !== undefined && open.some((region) => liesIn(region, address));
      },
    }]),
    {
      direction: 'lets-through', dimension: 'environment', nature: 'general',
      message: say('An extension that brings a server under one of these names adds its variables and headers to it, and an address of its own is called instead of the command. Look at extensions, or let the organisation’s account switch them off.'),
      covers: (subject) => isOfExtension(subject) && definitions.has(subject.server.name) && !verdicts.approves(subject),
    },
    {
      direction: 'lets-through', dimension: 'whole-server', nature: 'general',
      message: say('Of several lists of allowed names Gemini CLI takes what they have in common, and where that is nothing, it starts every server: a user’s or a trusted folder’s settings with `mcp.allowed: ["x"]` void this list. The lint of MCP Roll Call tells where one does.'),
      covers: () => false,
    },
    {
      direction: 'lets-through', dimension: 'whole-server', nature: 'general',
      message: say('Who starts Gemini CLI with `--allowed-mcp-server-names` sets both lists aside. Only the organisation’s own settings for its accounts (`admin.mcp`) hold against that.'),
      covers: () => false,
    },
    ...nameOfAnother(verdicts, excluded),
  ];
}

function hasParameters({ server: { url } }: NativeSubject): boolean {
  return url !== undefined && /[?#]/.test(url.value);
}

function definitionOf({ launch, env }: Defined): GeminiDefinition {
  return { launch: 'url' in launch ? { url: launch.url } : launch, env, headers: [] };
}

function nameOfAnother(verdicts: Verdicts, excluded: ReadonlySet<string>): readonly Loss[] {
  if (excluded.size === 0) return [];
  return [{
    direction: 'blocks', dimension: 'name',
    message: say('Gemini CLI excludes servers by name alone ({names}): an approved one under the same name is blocked too.', { names: [...excluded].slice(0, 20).join(', ') }),
    covers: (subject) => excluded.has(subject.server.name) && verdicts.approves(subject),
  }];
}

/** In `deny-only` nothing but names can be said. */
function namesDenied({ policy, now }: Plan, verdicts: Verdicts, excluded: ReadonlySet<string>): readonly Loss[] {
  return [{
    direction: 'lets-through', dimension: 'whole-server',
    message: say('Gemini CLI excludes servers by name alone: what is denied starts under any name but these ({names}). Compile with allowances for Gemini CLI.', { names: [...excluded].slice(0, 20).join(', ') || '–' }),
    covers: (subject) => !verdicts.approves(subject) && denies(policy.decide(subject, now).state) && !excluded.has(subject.server.name),
  }];
}
