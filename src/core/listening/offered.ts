import type { Said, Voice } from '../snapshot/voice.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { say } from '../text/message.ts';

/** A tool as VS Code hands it to models: no annotations, no title, no output schema. */
export interface OfferedTool {
  /** VS Code's own name for it, `mcp_tiny_echo`. */
  readonly name: string;
  readonly description: string;
  readonly inputSchema?: unknown;
  /** The server's key in its config file, where VS Code says so: it is not in the stable API. */
  readonly label?: string;
}

/** The tools of one running server under VS Code's prefix; undefined where none of them is certainly its own. */
export function offeredBy(name: string, snapshot: Snapshot, offered: readonly OfferedTool[]): readonly OfferedTool[] | undefined {
  const labelled = offered.filter(({ label }) => label === name);
  if (labelled.length > 0) return labelled;
  // Where VS Code says whose a tool is, one of another server is not this one's, whatever it is called.
  const prefixed = offered.filter((tool) => tool.label === undefined && withoutPrefix(tool.name, snapshot) !== undefined);
  return prefixed.length > 0 ? prefixed : undefined;
}

/**
 * The two sides of a comparison that VS Code's view allows: what was approved, and what is offered, both as three fields of each tool (name,
 * description, input schema) in the form that VS Code gives them. Everything else stays unseen, so that both are partial.
 */
export function inView(approved: Snapshot, offered: readonly OfferedTool[]): { readonly before: Voice; readonly after: Voice } {
  const names = new Map<string, string>();
  const tools = approved.tools.map(({ name, canonical }) => {
    const tool = JSON.parse(canonical) as { readonly description?: unknown; readonly inputSchema?: unknown };
    names.set(nameInView(name), name);
    return { name, description: typeof tool.description === 'string' && tool.description !== '' ? tool.description : noDescription, inputSchema: schemaInView(tool.inputSchema) };
  });
  const now = offered.map(({ name, description, inputSchema }) => {
    const bare = withoutPrefix(name, approved) ?? name;
    return { name: names.get(bare) ?? longNamed(bare, names) ?? bare, description, inputSchema: schemaInView(inputSchema) };
  });
  return { before: voiceOf(approved, tools), after: voiceOf(approved, now) };
}

/** What VS Code 1.139 puts where a server says nothing (read in its bundle: `_normalizeTool`). */
const noDescription = '<empty>';
/** VS Code 1.139's longest prefix and longest name (its bundle: `take`, and the id of a tool). */
const longestPrefix = 18;
const longestName = 64;

/** The name behind VS Code's prefix, which is `mcp_`, the server's own title or name, a number where several are called so, and `_`. */
function withoutPrefix(name: string, { server }: Snapshot): string | undefined {
  for (const called of ownNames(server.info)) {
    const safe = called.toLowerCase().replace(/[^a-z0-9_.-]+/g, '_').slice(0, longestPrefix - 'mcp_'.length - 1).replaceAll('.', '_');
    for (let cut = safe.length; cut >= Math.max(1, safe.length - 2); cut--) {
      const found = new RegExp(`^mcp_${safe.slice(0, cut)}${cut === safe.length ? '' : '\\d'}\\d*_(.+)$`).exec(name);
      if (found) return found[1];
    }
  }
  return undefined;
}

function ownNames(info: string | undefined): string[] {
  const { title, name } = (info === undefined ? {} : JSON.parse(info)) as { readonly title?: unknown; readonly name?: unknown };
  return [title, name].filter((one): one is string => typeof one === 'string' && one !== '');
}

/** As VS Code writes it: characters that models do not take become `_`, dots too. */
function nameInView(name: string): string {
  return name.replace(/[^a-z0-9_-]/gi, '_');
}

/** VS Code cuts names, prefix and all: the one that it began as, where there is but one. */
function longNamed(bare: string, names: ReadonlyMap<string, string>): string | undefined {
  if (bare.length < longestName - longestPrefix) return undefined;
  const begun = [...names].filter(([shown]) => shown.startsWith(bare));
  return begun.length === 1 ? begun[0]![1] : undefined;
}

/** VS Code adds `properties` where a schema has none. */
function schemaInView(schema: unknown): unknown {
  return typeof schema === 'object' && schema !== null && !Array.isArray(schema) && !('properties' in schema) ? { ...schema, properties: {} } : schema;
}

function voiceOf({ protocolVersion, era, server }: Snapshot, tools: readonly object[]): Voice {
  const nothing: Said = { items: [], extent: 'none' };
  return {
    era,
    protocolVersion,
    transport: 'stdio',
    greeting: server.info === undefined ? '{}' : `{"serverInfo":${server.info}}`,
    tools: { items: tools.map((tool) => JSON.stringify(tool)), extent: 'partial', problem: say('VS Code passes on the names, descriptions and input schemas of tools only') },
    prompts: nothing,
    resourceTemplates: nothing,
  };
}
