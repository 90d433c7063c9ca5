/** What changed in how Claude Code takes its lists, from version to version. */
export interface Semantics {
  /** An entry that it does not understand, in managed settings: skipped, or with it all of the managed policy is dropped. */
  readonly badEntry: 'skipped' | 'voids-policy';
  /** `allowedMcpServers` of managed settings that is no list: taken for an empty one, or with it all of the managed policy is dropped. */
  readonly badList: 'blocks-all' | 'voids-policy';
  /** Under which names `deniedMcpServers` may deny: any, or such as `allowedMcpServers` takes. */
  readonly deniedNames: 'any' | 'plain';
  /** Letter case of a host under a pattern whose scheme has a `*`. */
  readonly hostUnderAnyScheme: 'folded' | 'as-written';
  /** Whether lists are held against servers in the front matter of an agent. */
  readonly agentServers: 'judged' | 'not-judged';
  /** What `${VAR}` in an entry is filled from: what Claude Code was started with and managed settings, or whatever a settings file sets too. */
  readonly entryVariables: 'pinned' | 'live';
  /** Whether `allowedMcpServers` is held against the servers of `managed-mcp.json` that have no variable in them. */
  readonly ownServers: 'exempt' | 'judged';
  /** Whether it takes servers from `managedMcpServers`. */
  readonly provided: 'taken' | 'unknown-key';
  /** A `managed-mcp.json` that cannot be read: it still shuts out all other servers, or it is as if it were not there. */
  readonly unreadableExclusive: 'exclusive' | 'absent';
  /** Whether a repository's own settings approve its `.mcp.json` for somebody who has not said that he trusts the folder. */
  readonly selfApproval: 'after-trust' | 'at-once';
}

/** Of the first version that has lists, 2.0.22. */
const first: Semantics = {
  badEntry: 'voids-policy',
  badList: 'voids-policy',
  deniedNames: 'plain',
  hostUnderAnyScheme: 'as-written',
  agentServers: 'not-judged',
  entryVariables: 'live',
  ownServers: 'judged',
  provided: 'unknown-key',
  unreadableExclusive: 'absent',
  selfApproval: 'at-once',
};

interface Change {
  readonly since: string;
  readonly what: Partial<Semantics>;
  /** Where it is said. */
  readonly source: string;
}

/** In the order of the versions. */
export const changes: readonly Change[] = [
  { since: '2.1.129', what: { hostUnderAnyScheme: 'folded' }, source: 'CHANGELOG.md, 2.1.129: "Fixed deniedMcpServers patterns with a *:// scheme wildcard not matching mixed-case hostnames"' },
  { since: '2.1.153', what: { agentServers: 'judged' }, source: 'code.claude.com/docs/en/sub-agents: allow and deny lists cover servers in an agent’s front matter as of 2.1.153' },
  { since: '2.1.154', what: { badEntry: 'skipped' }, source: 'anthropics/claude-code issue 63319: until 2.1.154 one invalid entry could discard all managed settings' },
  { since: '2.1.169', what: { badList: 'blocks-all' }, source: 'code.claude.com/docs/en/managed-settings, "Keys that fail closed"' },
  { since: '2.1.182', what: { deniedNames: 'any' }, source: 'code.claude.com/docs/en/managed-mcp (pleaseai/claude-code-docs @ 4774821, min-version 2.1.182)' },
  { since: '2.1.196', what: { selfApproval: 'after-trust' }, source: 'code.claude.com/docs/en/mcp, "Project server approvals and workspace trust"' },
  { since: '2.1.219', what: { entryVariables: 'pinned' }, source: 'code.claude.com/docs/en/managed-mcp, "How policy entries expand" (oikon48/cc-doc-tracker @ 0268906)' },
  { since: '2.1.259', what: { ownServers: 'exempt', provided: 'taken' }, source: 'CHANGELOG.md, 2.1.259: "Changed allowedMcpServers to govern only servers users add"; "Added managedMcpServers managed setting"' },
  { since: '2.1.271', what: { unreadableExclusive: 'exclusive' }, source: 'CHANGELOG.md, 2.1.271: an unreadable managed-mcp.json keeps exclusive control' },
];

/**
 * The first version of which something about the lists is known to have changed and not what: dev.classmethod.jp, 2026-10-21 ("allowedMcpServers
 * Behavior Change"). No text of that release, and no page of its documentation after it, could be read.
 */
export const unknownSince = '2.1.305';

/** @param version of Claude Code, as it states it; absent or no version: the newest whose semantics are known */
export function semanticsAt(version?: string): Semantics {
  const known = version !== undefined && numbers(version) !== undefined;
  return Object.assign({}, first, ...changes.filter(({ since }) => !known || isAtLeast(version, since)).map(({ what }) => what)) as Semantics;
}

/** Whether a version that Claude Code states (`2.1.305 (Claude Code)`) is that one or a newer; false for what is no version. */
export function isAtLeast(version: string | undefined, since: string): boolean {
  const a = numbers(version ?? '');
  const b = numbers(since)!;
  if (!a) return false;
  for (let i = 0; i < 3; i++) if (a[i] !== b[i]) return a[i]! > b[i]!;
  return true;
}

function numbers(version: string): readonly number[] | undefined {
  const parts = /^\s*v?(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?![\d.])/.exec(version);
  return parts ? parts.slice(1).map(Number) : undefined;
}
