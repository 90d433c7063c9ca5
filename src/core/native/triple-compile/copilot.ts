import type { Compiled, Plan } from '../compile/plan.ts';
import { copilotDialect } from './dialect.ts';
import { listsOf } from './entries.ts';
import { tripleLosses } from './losses.ts';

/** Copilot's managed settings (https://docs.github.com/en/copilot/reference/enterprise-administrators/enterprise-managed-settings). */
export function compileForCopilot(plan: Plan): Compiled {
  const { allow, deny } = listsOf(plan, copilotDialect);
  const settings = { ...(allow && { allowedMcpServers: allow }), ...((deny.length > 0 || !allow) && { deniedMcpServers: deny }) };
  return { files: [{ name: 'managed-settings.json', text: `${JSON.stringify(settings, null, 2)}\n` }], delivery, losses: tripleLosses(plan, copilotDialect) };
}

const delivery = [
  '`managed-settings.json` goes to `/etc/github-copilot/` on Linux, `/Library/Application Support/GitHubCopilot/` on macOS, `%ProgramFiles%\\GitHubCopilot\\` on Windows. It may have 1 MB at most. Only administrators may be able to write there.',
  'By device management: macOS, a profile for `com.github.copilot`; Windows, values under `HKLM\\SOFTWARE\\Policies\\GitHubCopilot`. For a whole enterprise: the same keys in `copilot/managed-settings.json` of its `.github-private` repository on GitHub.',
  'Which of these comes first is contested: GitHub now documents device management, then GitHub, then the file; an older page and a version of VS Code had another order. Allow lists of several sources intersect and deny lists unite, so deliver the same lists everywhere, or in one place only.',
  '`allowedMcpServers: []` lets only built-in servers start, and without the key every server may: keep the empty list where it is one. GitHub documents that a malformed list blocks all.',
  'It holds for Copilot CLI and for Copilot in VS Code and JetBrains. Users start their editor anew.',
  'Delete the keys to take it back. After every change of the policy, and when an approval runs out, compile and deliver again.',
];
