import { visible } from '../text/visible.ts';
import { draftEntries, type Drafts, type EntryDraft, type ProviderInUse, type ServerInUse } from './authoring/draft-entries.ts';
import { shownName } from './authoring/draft-match.ts';
import { usedByWords } from './authoring/used-by.ts';
import type { TestFields } from './schema.ts';

export interface StartOptions {
  readonly issuer?: string;
  /** An ISO 8601 instant. */
  readonly now: string;
  readonly providers?: readonly (ProviderInUse | ProviderInUse['declaration'])[];
  /** Ids of entries that somebody chose to approve. */
  readonly approve?: readonly string[];
}

/**
 * A policy to begin with, as text with comments: one entry for each different thing that servers in use start or call, every one
 * pending, so that nothing is approved that nobody chose. Holds no values of variables, headers, parameters, nor arguments that
 * look like secrets. Reads back through `readPolicy` without a problem.
 */
export function startPolicy(servers: readonly ServerInUse[], options: StartOptions): string {
  return beginPolicy(servers, options).text;
}

/** The same, with what was to be approved and is not. */
export function beginPolicy(servers: readonly ServerInUse[], { issuer = 'my organisation', now, providers = [], approve = [] }: StartOptions): { readonly text: string; readonly drafts: Drafts } {
  const drafts = draftEntries(servers, providers.map((each) => ('declaration' in each ? each : { declaration: each })), { approve });
  return { text: documentText(drafts, issuer, now), drafts };
}

function documentText({ servers, providers, unwritten }: Drafts, issuer: string, now: string): string {
  const tests: TestFields[] = [
    { name: 'what nobody listed is unknown', server: { command: 'npx', args: ['-y', 'a-package-that-nobody-listed@1.0.0'] }, expect: 'unknown' },
    ...[...providers, ...servers].flatMap(({ id, state, test }) => (test ? [{ name: `${visible(id)} ${state === 'approved' ? 'is approved' : 'is not decided yet'}`, ...test, expect: state }] : [])),
  ];
  const header = { policyVersion: 1, serial: 1, issuer, issuedAt: now };
  const defaults = { unknown: 'warn', minIdentity: 'version', whenStale: 'keep-last-then-warn' };
  const chosen = [...servers, ...providers].some(({ state }) => state === 'approved');
  return [
    chosen
      ? '// The MCP servers and model providers in use, as a policy to begin with. What was chosen by its id is "approved"; every other entry is "pending".'
      : '// The MCP servers and model providers in use, as a policy to begin with. Every entry is "pending": nothing is approved until you decide.',
    '//   1. Look at each entry, and set its "state" to "approved", "conditional" (with "conditions"), "denied" or "deprecated".',
    '//      A denial that names "versions" denies those alone: leave them out to deny all.',
    '//   2. Add an "owner" who answers for it, and "expires", the last day of the approval.',
    '//   3. Add "args" and "env" to fix how it may be started: only what they allow is then approved.',
    '//   4. Raise "serial" by one each time you publish, change the tests along, and keep this file where no repository can change it.',
    ...unwritten.map((name) => `// Not written down, since its name and command line cannot stand in a policy: ${visible(shownName(name))}`),
    '{',
    ...Object.entries(header).map(([key, value]) => `  ${JSON.stringify(key)}: ${indented(value, 2)},`),
    `  "defaults": ${indented(defaults, 2)},`,
    '  "servers": [',
    servers.map(draftText).join(',\n'),
    '  ],',
    ...(providers.length > 0 ? ['  // Where prompts and code go to be answered. "models" may say which models are approved; "pinned" asks for names that stay.', '  "providers": [', providers.map(draftText).join(',\n'), '  ],'] : []),
    '  // Servers with the verdict each must get: `mcp-roll-call policy test` checks them, so that a change does not approve more than was meant.',
    `  "tests": ${indented(tests, 2)}`,
    '}',
    '',
  ].join('\n');
}

function draftText(draft: EntryDraft): string {
  const { id, state, match } = draft;
  return [...commentsOn(draft).map((comment) => `    // ${comment}`), `    ${indented({ id, state, match: [match] }, 4)}`].join('\n');
}

/** Who uses what an entry is about, and what to know of it: a line each, in which nothing can end the comment. */
export function commentsOn({ names, uses, notes }: EntryDraft): readonly string[] {
  const different = [...new Set(names)];
  const shown = different.slice(0, 10).map((name) => visible(shownName(name), 60));
  return [`In use as: ${shown.join(', ')}${different.length > shown.length ? ` and ${different.length - shown.length} more` : ''}`, ...usedByWords(uses), ...notes];
}

function indented(value: unknown, by: number): string {
  return escaped(JSON.stringify(value, null, 2)).replaceAll('\n', `\n${' '.repeat(by)}`);
}

/** JSON with what cannot be seen, or turns the direction of writing, as escapes. */
function escaped(json: string): string {
  return json.replace(/(?!\n)[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, (c) => [...Array(c.length).keys()].map((i) => `\\u${c.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''));
}
