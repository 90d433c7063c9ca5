import { withVisibleCharacters } from '../manifest/layout.ts';
import { render } from '../text/message.ts';
import type { Pinned, Snapshot } from './snapshot.ts';

/** The version of the file's layout. */
export const layoutVersion = 1;

/**
 * A snapshot as a file for code review: valid JSON, each tool, prompt and template on a line of its own, always in the same order, so that a
 * changed tool is a changed line. Characters that nobody sees or that turn text around are written as what they are called (`\u202e`); the
 * hashes are of the characters themselves. Ends with a line end.
 */
export function writeSnapshot(snapshot: Snapshot): string {
  const { algorithm, subject, protocolVersion, era, digest, server, partial } = snapshot;
  const facts = Object.entries({ snapshot: layoutVersion, algorithm, subject, protocolVersion, era, digest });
  const said = (['info', 'capabilities', 'instructions'] as const).flatMap((key) => (server[key] === undefined ? [] : [`${JSON.stringify(key)}: ${server[key]}`]));
  const parts = [
    ...facts.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`),
    `"server": ${block('{', said, '}')}`,
    ...(['tools', 'prompts', 'resourceTemplates'] as const).map((list) => `"${list}": ${block('[', snapshot[list].map(line), ']')}`),
    ...(partial.length === 0 ? [] : [`"partial": ${block('[', partial.map(({ list, problem }) => `{ "list": ${JSON.stringify(list)}, "problem": ${JSON.stringify(render(problem))} }`), ']')}`]),
  ];
  return withVisibleCharacters(`{\n${parts.map((part) => `  ${part}`).join(',\n')}\n}\n`);
}

function line({ name, wire, model, contract, meta, canonical }: Pinned): string {
  const hashes = Object.entries({ name, wire, model, contract, ...(meta !== undefined && { meta }) }).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`);
  return `{ ${hashes.join(', ')}, "said": ${canonical} }`;
}

function block(open: string, lines: readonly string[], close: string): string {
  return lines.length === 0 ? `${open}${close}` : `${open}\n${lines.map((one) => `    ${one}`).join(',\n')}\n  ${close}`;
}
