import { nodeAt, stringOf, type ConfigNode, type Step } from '../../config/node.ts';
import type { Fix } from '../../finding/finding.ts';
import { isFilledLater } from '../../manifest/filled-later.ts';
import { nameOfMap } from '../../manifest/place.ts';
import { differences, type Problem } from '../../manifest/schema/check.ts';
import { editionOf, schemaFileOf, type Edition } from '../../manifest/schema/edition.ts';
import type { JsonSchema } from '../../manifest/schema/json-schema.ts';
import { wordsFor } from '../../manifest/schema/words.ts';
import { isOpen } from '../../manifest/todos.ts';
import { say, type Message } from '../../text/message.ts';
import type { Report, Rule } from '../rule.ts';

export const manifestSchema: Rule = {
  id: 'manifest-schema',
  title: 'Manifest that is not as its format asks',
  category: 'manifest',
  subject: 'manifest',
  severity: 'error',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'MCP registry: server.json', url: 'https://github.com/modelcontextprotocol/registry/tree/main/docs/reference/server-json' },
    { title: 'MCP bundles: manifest.json', url: 'https://github.com/anthropics/mcpb/blob/main/MANIFEST.md' },
  ],
  check({ tree, format, known }) {
    const edition = editionOf(format, tree);
    const reports: Report[] = [];
    if (edition.kind === 'unknown') reports.push(unpublished(format, edition.id));
    const schema = known.schema?.(schemaFileOf(format, edition));
    if (!schema) return reports;
    const problems = differences(tree, schema).filter((problem) => !isOthers(problem, tree, edition));
    if (problems.length === 0) return reports;
    const later = laterFields(tree, problems, known.schema?.(schemaFileOf(format, { kind: 'later' })));
    // What stands alike in many items of a list is told once, at the first.
    const told = new Set<string>();
    for (const problem of problems) {
      const place = placeInAny(problem);
      if (told.has(place)) continue;
      told.add(place);
      reports.push(later(problem) ? { at: problem.at, part: 'key', severity: 'warning', message: newer(problem, format, edition) } : report(problem, tree));
    }
    return reports;
  },
};

function unpublished(format: 'server' | 'bundle', id: string): Report {
  return format === 'server'
    ? { at: ['$schema'], message: say('No edition `{id}` of this format was published, so that readers cannot tell what the file follows. The newest is `2025-12-11`.', { id }) }
    : { at: ['manifest_version'], message: say('No version `{id}` of the bundle format was published, so that a client may refuse to install it. The newest is `0.4`.', { id }) };
}

/** What another rule speaks of at the same place: what is still to be filled in, by a person or a build; an edition, told above. */
function isOthers({ at, difference }: Problem, tree: ConfigNode, edition: Edition): boolean {
  const text = stringOf(nodeAt(tree, at));
  if (isOpen(text) || isFilledLater(text)) return true;
  const key = at.at(-1);
  if (at.length === 1 && (key === 'manifest_version' || key === 'dxt_version') && difference.kind === 'choice') return true;
  // In words of its own (`manifest-floating-version`).
  if (difference.kind === 'missing' && difference.keys[0] === 'version' && at.length === 2 && at[0] === 'packages') return true;
  // What came after this was written may know more fields, and addresses that begin with a variable (registry, draft of the schema).
  return edition.kind === 'later' && (difference.kind === 'extra' || difference.kind === 'pattern');
}

function placeInAny({ at, difference }: Problem): string {
  if (difference.kind !== 'extra' && difference.kind !== 'missing') return JSON.stringify(at);
  return JSON.stringify([difference, at.map((step) => (typeof step === 'number' ? '*' : step))]);
}

/** Which keys a format does not have yet in the edition that the file names, and has in the newest. */
function laterFields(tree: ConfigNode, problems: readonly Problem[], newest: JsonSchema | undefined): (problem: Problem) => boolean {
  if (!newest || !problems.some(({ difference }) => difference.kind === 'extra')) return () => false;
  const unknown = new Set(differences(tree, newest).flatMap(({ at, difference }) => (difference.kind === 'extra' ? [JSON.stringify(at)] : [])));
  return ({ at, difference }) => difference.kind === 'extra' && !unknown.has(JSON.stringify(at));
}

function newer({ difference }: Problem, format: 'server' | 'bundle', edition: Edition): Message {
  const key = difference.kind === 'extra' ? difference.key : '';
  const id = edition.kind === 'known' ? edition.id : '';
  return format === 'server'
    ? say('`{key}` came into the format after `{id}`, which this file says it follows. Name a newer edition in `$schema`, or take it out.', { key, id })
    : say('`{key}` came into the format after version `{id}`, which this file says it follows. Raise `manifest_version`, or take it out.', { key, id });
}

function report({ at, difference }: Problem, tree: ConfigNode): Report {
  const last = at.at(-1);
  const key = last === undefined ? 'manifest' : typeof last === 'number' ? `${nameOf(at.at(-2) ?? '')}[${last}]` : nameOf(last);
  const message = wordsFor(difference, key);
  if (difference.kind === 'missing') return { ...nameOfMap(tree, at), message };
  if (difference.kind === 'choice') {
    // What clients' own files call the transport (VS Code, Claude Code: `http`).
    const meant = key === 'type' && difference.allowed.includes('streamable-http') && /^(?:https?|streamable[-_ ]?http)$/i.test(stringOf(nodeAt(tree, at)) ?? '') ? 'streamable-http' : undefined;
    return { at, message, ...(meant !== undefined && { fixes: (): Fix[] => [{ id: 'transport', title: say('Use `{meant}`', { meant }), safety: 'needs-review', changes: [{ op: 'replace', at, value: meant }] }] }) };
  }
  if (difference.kind !== 'extra') return { at, message };
  const { meant } = difference;
  // What installs a file is often more lenient than what checks it.
  const severity = 'warning' as const;
  if (meant === undefined || typeof last === 'object') return { at, part: 'key', severity, message };
  return { at, part: 'key', severity, message, fixes: (): Fix[] => [{ id: 'rename', title: say('Call it `{meant}`', { meant }), safety: 'needs-review', changes: [{ op: 'rename', at, key: meant }] }] };
}

function nameOf(step: Step): string {
  return typeof step === 'object' ? step.key : String(step);
}
