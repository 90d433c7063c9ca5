import * as z from 'zod/mini';
import type { ProviderDeclaration } from '../../config/config-file.ts';
import { providerCalled } from '../../providers/known-providers.ts';
import { maskText } from '../../secret/mask.ts';
import { say, type Message } from '../../text/message.ts';
import { visible } from '../../text/visible.ts';
import type { CompiledPolicy } from '../compile.ts';
import type { PolicyDocument } from '../document.ts';
import type { Compared } from './diff-verdicts.ts';
import { Dependence, restored } from './exported-server.ts';

/** What is read of an inventory's export (`inventory --format json` or `ndjson`), which anybody may have written. */
const text = z.string().check(z.maxLength(20_000));
const sighting = z.object({
  name: text,
  file: text,
  live: z.boolean(),
  disabled: z.boolean(),
  identity: text,
  purl: z.nullable(text),
  url: z.nullable(text),
  models: z.array(text),
  declared: z.optional(
    z.nullable(z.object({ command: z.nullable(text), args: z.array(text), url: z.nullable(text), cwd: z.nullable(text), extension: z.nullable(text), env: z.array(text), hijacks: z.array(text), masked: z.array(text) })),
  ),
});
const row = z.object({ id: text, kind: z.enum(['mcp-server', 'model-provider']), identityKind: text, identity: text, names: z.array(text), sightings: z.array(sighting) });
type Row = z.infer<typeof row>;

export interface ExportedInventory {
  readonly rows: readonly Row[];
  /** Rows that could not be read. */
  readonly unread: number;
}

/** Undefined where the text is no inventory at all. */
export function readInventory(content: string): ExportedInventory | undefined {
  const lines = listed(content.replace(/^\uFEFF/, ''));
  if (!lines) return undefined;
  const rows: Row[] = [];
  let unread = 0;
  for (const line of lines) {
    const parsed = row.safeParse(line);
    if (parsed.success) rows.push(parsed.data);
    else unread++;
  }
  return rows.length === 0 && unread > 0 ? undefined : { rows, unread };
}

/** One object, or one row on each line. */
function listed(content: string): unknown[] | undefined {
  const whole = parsed(content);
  if (typeof whole === 'object' && whole !== null && 'mcpServers' in whole) {
    const { mcpServers, modelProviders } = whole as { mcpServers: unknown; modelProviders?: unknown };
    return Array.isArray(mcpServers) ? [...(mcpServers as unknown[]), ...(Array.isArray(modelProviders) ? (modelProviders as unknown[]) : [])] : undefined;
  }
  const lines = content.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.length === 0 ? [] : lines.map(parsed);
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return undefined;
  }
}

/** A row, or a sighting of it, of which it cannot be told what a policy would say. */
export interface Untold {
  readonly name: string;
  readonly identity: string;
  readonly where: string;
  readonly why: Message;
}

/** What two policies say of the live, enabled servers and providers of an inventory; and of which that cannot be told. */
export function compareInventory({ rows }: ExportedInventory, [before, after]: readonly [Decider, Decider], now: string): { readonly compared: readonly Compared[]; readonly untold: readonly Untold[] } {
  const compared: Compared[] = [];
  const untold: Untold[] = [];
  for (const { id, kind, identityKind, identity, names, sightings } of rows) {
    if (sightings.length === 0) untold.push({ name: shown(names[0] ?? id), identity: shown(identity), where: '', why: say('it is only remembered: no declaration of it was there when the inventory was made.') });
    for (const one of sightings) {
      if (!one.live || one.disabled) continue;
      const about = { name: shown(one.name), identity: shown(one.identity), where: visible(one.file, 1000) };
      if (kind === 'model-provider') {
        if (![before, after].some(({ policy }) => policy.providers.speaks)) continue;
        const declaration = provider(id, one);
        if ('template' in declaration) untold.push({ ...about, why: declaration });
        else compared.push({ ...about, kind: 'provider', before: before.policy.providers.decide(declaration, now), after: after.policy.providers.decide(declaration, now) });
        continue;
      }
      const server = restored(identityKind, { ...one, declared: one.declared ?? null });
      if ('untold' in server) untold.push({ ...about, why: server.untold });
      else if ([before, after].some(({ depends }) => depends.turnsOn(server.subject, server.masked))) untold.push({ ...about, why: say('the policy looks at a part of its declaration that is masked in the inventory.') });
      else compared.push({ ...about, kind: 'server', before: before.policy.decide(server.subject, now), after: after.policy.decide(server.subject, now) });
    }
  }
  return { compared, untold };
}

/** A policy ready to be asked, and what of it bears on what an inventory does not say. */
export interface Decider {
  readonly policy: CompiledPolicy;
  readonly depends: Dependence;
}

export function decider(policy: CompiledPolicy, document: PolicyDocument): Decider {
  return { policy, depends: new Dependence(document) };
}

function provider(id: string, { name, url, models }: Row['sightings'][number]): ProviderDeclaration | Message {
  const start = { line: 0, character: 0 };
  const known = providerCalled(id.replace(/^provider:/, ''));
  if (url === null && !known) return say('which provider is called cannot be told from the inventory alone.');
  if (maskText(name) !== name || models.some((model) => model.includes('•')) || url?.includes('•')) return say('a part of its declaration that decides is masked in the inventory, or ambiguous.');
  return {
    name, path: [], range: { start, end: start }, key: 'none', credentials: [], headers: [], disabled: false,
    ...(known && { provider: known.id }),
    ...(url !== null && { baseUrl: { value: url, path: [] } }),
    models: models.map((value) => ({ role: 'model', value, path: ['model'] })),
  };
}

function shown(value: string): string {
  return visible(maskText(value));
}
