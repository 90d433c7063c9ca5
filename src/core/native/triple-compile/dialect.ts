/** What the clients that share `serverName`, `serverUrl` and `serverCommand` make of them differently, as far as it bears on writing them. */
export interface TripleDialect {
  readonly client: string;
  /** Letter case counts in the path of an address: VS Code folds it. */
  readonly pathCase: 'counts' | 'folded';
  /** A `*` in the host is said to stop at its end. Where that is not said, no host is written with one. */
  readonly hostWildcard: boolean;
  /** The names that `deniedMcpServers` takes. */
  readonly deniedName: RegExp;
  /** What it fills in on its own before it compares: text that holds it is no exact text. */
  readonly variable: RegExp;
}

/** microsoft/vscode, src/vs/platform/mcp/common/allowedMcpServers.ts @ 1ba778b. */
export const vscodeDialect: TripleDialect = { client: 'VS Code', pathCase: 'folded', hostWildcard: true, deniedName: /./s, variable: /\$\{/ };

/** https://docs.github.com/en/copilot/reference/enterprise-administrators/enterprise-managed-settings, "URL canonicalization". */
export const copilotDialect: TripleDialect = { client: 'Copilot', pathCase: 'counts', hostWildcard: true, deniedName: /./s, variable: /\$[{A-Za-z_]/ };

/** https://code.claude.com/docs/en/managed-mcp, "How a server is evaluated". */
export const claudeDialect: TripleDialect = { client: 'Claude Code', pathCase: 'counts', hostWildcard: false, deniedName: /^\S(?:[\s\S]*\S)?$/, variable: /\$\{/ };
