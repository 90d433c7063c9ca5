import { stringOf, type ConfigNode } from '../config/node.ts';
import type { Severity } from '../finding/finding.ts';

/** A setting by which a client asks less before it starts servers or runs their tools. */
export interface Loosening {
  /** The way to it; `*` stands for every key of a map. */
  readonly at: readonly string[];
  /** A list stands there: each of its texts counts by itself. */
  readonly items?: true;
  readonly when: (value: ConfigNode) => boolean;
  /** What it does, as the template of a sentence; `{value}` is filled with what stands there. */
  readonly why: string;
  /** Where it weighs otherwise than a warning. */
  readonly severity?: Severity;
}

const on = (node: ConfigNode): boolean => node.kind === 'boolean' && node.value === true;
const off = (node: ConfigNode): boolean => node.kind === 'boolean' && node.value === false;
const says = (...texts: readonly string[]) => (node: ConfigNode): boolean => texts.includes(stringOf(node) ?? '');
const fits = (pattern: RegExp) => (node: ConfigNode): boolean => pattern.test(stringOf(node) ?? '');
/** True itself, or a map in which something is. */
const anyOn = (node: ConfigNode): boolean => on(node) || (node.kind === 'object' && node.entries.some(({ value }) => value !== undefined && on(value)));

/**
 * VS Code. What `chat.tools.autoApprove` in a repository does: CVE-2025-53773; it is called `chat.tools.global.autoApprove` since. The others:
 * https://code.visualstudio.com/docs/agents/reference/ai-settings. A workspace's value wins over the user's unless a policy fixes it.
 */
const vscodeSettings: readonly Loosening[] = [
  ...['chat.tools.global.autoApprove', 'chat.tools.autoApprove'].map((key): Loosening => ({ at: [key], when: on, severity: 'error', why: 'Every tool of every server runs without anyone being asked, for whoever opens this folder.' })),
  { at: ['chat.mcp.access'], when: says('all'), why: 'It lets servers from anywhere start here, also where the user allows fewer.' },
  { at: ['chat.mcp.autostart'], when: says('newAndOutdated'), severity: 'info', why: 'Servers that are new or changed start by themselves with the next message, also where the user wants to start them by hand.' },
  { at: ['chat.mcp.discovery.enabled'], when: anyOn, severity: 'info', why: 'VS Code also takes in the servers that other assistants have configured.' },
  { at: ['chat.mcp.serverSampling', '*', 'allowedOutsideChat'], when: on, why: 'The server may use the model, on the user’s account, also when no one is talking to it.' },
  { at: ['claudeCode.initialPermissionMode'], when: says('bypassPermissions'), severity: 'error', why: 'Claude Code runs every tool without asking, for whoever opens this folder.' },
  { at: ['claudeCode.allowDangerouslySkipPermissions'], when: on, why: 'Claude Code may be put into the mode in which it asks for nothing.' },
];

/** In a file of settings, or one with settings in it. */
export function loosenedInVscode(settings: readonly string[]): readonly Loosening[] {
  return vscodeSettings.map((one) => ({ ...one, at: [...settings, ...one.at] }));
}

/** Claude Code: https://code.claude.com/docs/en/permissions. A rule without a tool's name, or with `*` for it, is about all tools of a server. */
export const loosenedInClaude: readonly Loosening[] = [
  { at: ['permissions', 'defaultMode'], when: says('bypassPermissions'), why: 'Versions of Claude Code before 2.1.53 then run every tool without asking whoever opens this folder (CVE-2026-33068); newer ones take no notice of it here.' },
  { at: ['permissions', 'allow'], items: true, when: fits(/^(?:\*|mcp__\*|mcp__\*__\*)$/), why: 'The tools of all servers run without anyone being asked, also those of servers that are added later.' },
];

/** Gemini CLI and what is made of it: docs/reference/configuration.md, `security.folderTrust` and `tools`. */
export const loosenedInGemini: readonly Loosening[] = [
  { at: ['security', 'folderTrust', 'enabled'], when: off, why: 'Nobody is asked whether the folder is trusted before its servers are started.' },
  ...[['tools', 'approvalMode'], ['general', 'defaultApprovalMode'], ['approvalMode']].map((at): Loosening => ({ at, when: says('yolo'), severity: 'error', why: 'Every tool runs without anyone being asked, for whoever opens this folder.' })),
];

/** Codex follows them in a trusted project (openai/codex, docs/config.md). */
export const loosenedInCodex: readonly Loosening[] = [
  { at: ['approval_policy'], when: says('never'), why: 'Codex asks for nothing here, whatever the user has set.' },
  { at: ['sandbox_mode'], when: says('danger-full-access'), why: 'What Codex runs here is not confined: it may read and write everything the user may.' },
];

/** Cursor: https://cursor.com/docs/reference/permissions. An entry is `server:tool`; the repository's are added to the user's. */
export const loosenedInCursor: readonly Loosening[] = [
  { at: ['mcpAllowlist'], items: true, when: fits(/^\*(?::\*)?$/), why: 'The tools of all servers run without anyone being asked, also those of servers that are added later.' },
];

/** Cursor on the command line: https://cursor.com/docs/cli/reference/permissions. */
export const loosenedInCursorCli: readonly Loosening[] = [
  { at: ['permissions', 'allow'], items: true, when: fits(/^Mcp\(\*(?::\*)?\)$/i), why: 'The tools of all servers run without anyone being asked, also those of servers that are added later.' },
];

/** Amp: https://ampcode.com/manual. */
export const loosenedInAmp: readonly Loosening[] = [{ at: ['amp.dangerouslyAllowAll'], when: on, severity: 'error', why: 'Every tool runs without anyone being asked, for whoever opens this folder.' }];
