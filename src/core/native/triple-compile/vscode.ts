import type { Compiled, Plan } from '../compile/plan.ts';
import { vscodeDialect } from './dialect.ts';
import { listsOf } from './entries.ts';
import { tripleLosses } from './losses.ts';
import { mobileconfig, registryFile } from './vscode-policy.ts';

/**
 * VS Code: the settings `chat.mcp.allowedServers` and `chat.mcp.deniedServers`, and the enterprise policies of the same (`ChatAllowedMcpServers`,
 * `ChatDeniedMcpServers`; microsoft/vscode, build/lib/policies/policyData.jsonc). A policy's value is the list as JSON text, which VS Code parses
 * where the setting is no text (src/vs/workbench or platform/configuration/common/configurations.ts, `PolicyConfiguration`).
 */
export function compileForVscode(plan: Plan): Compiled {
  const { allow, deny } = listsOf(plan, vscodeDialect);
  const denying = deny.length > 0 || !allow;
  const settings = { ...(allow && { 'chat.mcp.allowedServers': allow }), ...(denying && { 'chat.mcp.deniedServers': deny }) };
  const policies = { ...(allow && { ChatAllowedMcpServers: JSON.stringify(allow), ChatAllowManagedMcpServersOnly: true }), ...(denying && { ChatDeniedMcpServers: JSON.stringify(deny) }) };
  return {
    files: [
      { name: 'settings.json', text: `${JSON.stringify(settings, null, 2)}\n` },
      { name: 'policy.json', text: `${JSON.stringify(policies, null, 2)}\n` },
      { name: 'vscode-policy.reg', text: registryFile(policies) },
      { name: 'vscode-policy.mobileconfig', text: mobileconfig(policies) },
    ],
    delivery,
    losses: tripleLosses(plan, vscodeDialect),
  };
}

const delivery = [
  '`policy.json` goes to `/etc/vscode/policy.json` on Linux, merged with what stands there. code-server and VS Code for the Web do not read it.',
  '`vscode-policy.reg` is for Windows: it sets values under `HKLM\\SOFTWARE\\Policies\\Microsoft\\VSCode`, the key that VS Code’s own ADMX files write. With Group Policy, set *ChatAllowedMcpServers* and *ChatDeniedMcpServers* to the same texts. Intune refuses to write that key from imported ADMX files, as others report: use a remediation script there.',
  '`vscode-policy.mobileconfig` is a profile for macOS (`com.microsoft.VSCode`), for device management; sign it there.',
  '`settings.json` is what one person can put into their user settings, to try the lists. VS Code does not take it from a workspace, no extension may write it, and its user can take it out again: it enforces nothing.',
  'The lists need VS Code 1.130, `ChatAllowManagedMcpServersOnly` 1.132; older versions pass over both, and know only `ChatMCP` (`registryOnly`, `off`), which goes by names.',
  '`[]` as allowed servers lets none start, and without the policy every server may: keep the empty list where it is one. An entry that is malformed is dropped without a word.',
  'Users start VS Code anew. *Policy Diagnostics* in the Command Palette shows what was read. Delete the values to take it back. After every change of the policy, and when an approval runs out, compile and deliver again.',
];
