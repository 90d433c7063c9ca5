import type { NativeList } from '../native.ts';

/**
 * Where a value of VS Code's comes from. `settings`: a settings file, of the user or a workspace; `device`: its policies on this machine
 * (`/etc/vscode/policy.json`); `managed`: Copilot's managed settings, which VS Code takes for policies of its own.
 */
export type VscodeSource = 'settings' | 'device' | 'managed';

/** What one file says to VS Code. */
export interface VscodeList extends NativeList {
  readonly source: VscodeSource;
  /** A list stands under the key, and what VS Code makes of what stands there: undefined where it is no list, which is as if it were not there. */
  readonly deny: boolean;
  /** What stands there is no list of entries, and takes the place of the lists below it all the same. */
  readonly voided: readonly ('allow' | 'deny')[];
}

export function isVscodeList(list: NativeList): list is VscodeList {
  return list.native === 'vscode' && 'source' in list;
}

/** VS Code's settings that bear on which servers are started (src/vs/workbench/contrib/chat/browser/chat.contribution.ts), and their policies. */
export const vscodeKeys = {
  allow: { setting: 'chat.mcp.allowedServers', policy: 'ChatAllowedMcpServers', managed: 'allowedMcpServers' },
  deny: { setting: 'chat.mcp.deniedServers', policy: 'ChatDeniedMcpServers', managed: 'deniedMcpServers' },
  managedOnly: { setting: 'chat.mcp.allowManagedServersOnly', policy: 'ChatAllowManagedMcpServersOnly', managed: 'allowManagedMcpServersOnly' },
  pluginsOnly: { setting: 'chat.customizations.strictPluginOnlyCustomization', policy: 'ChatStrictPluginOnlyCustomization', managed: 'strictPluginOnlyCustomization' },
  access: { setting: 'chat.mcp.access', policy: 'ChatMCP', managed: undefined },
} as const;
export type VscodeKey = keyof typeof vscodeKeys;
