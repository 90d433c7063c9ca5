import { say } from '../../text/message.ts';
import type { Compiled, Plan } from '../compile/plan.ts';
import { copilotDialect } from './dialect.ts';
import { listsOf } from './entries.ts';
import { fitting } from './fitting.ts';
import { tripleLosses } from './losses.ts';

/** VS Code reads no more of it: `maxSize` of src/vs/platform/policy/common/fileManagedSettingsService.ts @ 02d77ce. */
const limit = 1024 * 1024;

/** Copilot's managed settings (https://docs.github.com/en/copilot/reference/enterprise-administrators/enterprise-managed-settings). */
export function compileForCopilot(plan: Plan): Compiled {
  const { plan: fitted, losses } = fitting(plan, limit, (each) => textOf(each, 0).length);
  const indented = textOf(fitted, 2);
  return { files: [{ name: 'managed-settings.json', text: indented.length <= limit ? indented : textOf(fitted, 0) }], delivery, losses: [...tripleLosses(plan, copilotDialect), ...losses, ...tooManyDenials(fitted)] };
}

function textOf(plan: Plan, indent: number): string {
  const { allow, deny } = listsOf(plan, copilotDialect);
  const settings = { ...(allow && { allowedMcpServers: allow }), ...((deny.length > 0 || !allow) && { deniedMcpServers: deny }) };
  return `${ascii(JSON.stringify(settings, null, indent))}\n`;
}

/** Other letters than ASCII as escapes, so that as many characters are as many octets. */
function ascii(json: string): string {
  return json.replace(/[^\n -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Denials are never left out: then the file is too large, and whoever delivers it must know. */
function tooManyDenials(plan: Plan): Compiled['losses'] {
  if (textOf(plan, 0).length <= limit) return [];
  return [{ direction: 'lets-through', dimension: 'whole-server', message: say('The denials alone make the file larger than {limit} characters, and VS Code then reads none of it: everything starts. Deny hosts and packages as a whole instead of one by one.', { limit }), covers: () => true }];
}

const delivery = [
  '`managed-settings.json` goes to `/etc/github-copilot/` on Linux, `/Library/Application Support/GitHubCopilot/` on macOS, `%ProgramFiles%\\GitHubCopilot\\` on Windows. It may have 1 MB at most. Only administrators may be able to write there.',
  'By device management: macOS, a profile for `com.github.copilot`; Windows, values under `HKLM\\SOFTWARE\\Policies\\GitHubCopilot`. For a whole enterprise: the same keys in `copilot/managed-settings.json` of its `.github-private` repository on GitHub.',
  'Which of these comes first is contested: GitHub now documents device management, then GitHub, then the file; an older page and a version of VS Code had another order. Allow lists of several sources intersect and deny lists unite, so deliver the same lists everywhere, or in one place only.',
  '`allowedMcpServers: []` lets only built-in servers start, and without the key every server may: keep the empty list where it is one. GitHub documents that a malformed list blocks all.',
  'It holds for Copilot CLI and for Copilot in VS Code and JetBrains. Users start their editor anew.',
  'Delete the keys to take it back. After every change of the policy, and when an approval runs out, compile and deliver again.',
];
