/** Of a remote configuration, those that are about servers (cline/cline@75f7951, apps/vscode/src/shared/remote-config/schema.ts). */
export const keys = {
  /** A name from when Cline had a marketplace: false blocks every local server. */
  marketplace: 'mcpMarketplaceEnabled',
  allowed: 'allowedMCPServers',
  remote: 'remoteMCPServers',
  blockPersonal: 'blockPersonalRemoteMCPServers',
} as const;
