import type { Platform } from '../../clients/client.ts';
import { say, type Message } from '../../text/message.ts';
import { nativeNames, type Enforcement, type Judgement, type NativeClient } from '../native.ts';
import { filedProblems, type EntryHabits } from '../triple/problems.ts';
import { hasVscodeVariable, likeVscodeUrl, namesNoAddress } from '../triple/vscode-url.ts';
import { ignoredLists } from './ignored.ts';
import { inForce, judgeIn, restricts } from './judge.ts';
import { vscodeFiles } from './windows.ts';

const habits: EntryHabits = { client: 'VS Code', hasVariable: hasVscodeVariable, likeUrl: (pattern, url) => likeVscodeUrl(pattern, url), matchesNothing: namesNoAddress };

/** VS Code's own lists: in the user's settings, as policies of the machine, and in Copilot's managed settings, which it reads as policies. */
export const vscodeNative: NativeClient = {
  id: 'vscode',
  name: nativeNames.vscode,
  clients: ['vscode'],
  sources: [
    'microsoft/vscode, src/vs/platform/mcp/common/allowedMcpServers.ts @ 209d252 and @ 1ba778b, and as built in 1.139.1',
    'microsoft/vscode, src/vs/platform/mcp/common/allowedMcpServersService.ts @ 0052d68, and as built in 1.139.1',
    'microsoft/vscode, src/vs/platform/policy/common/copilotManagedSettings.ts @ b652b9b and fileManagedSettingsService.ts @ 02d77ce',
    'https://code.visualstudio.com/docs/enterprise/policies and https://code.visualstudio.com/docs/enterprise/ai-settings',
  ],
  asks: say('VS Code asks whether a server is trusted before it starts one for the first time, and again when its configuration has changed; not where a workspace’s settings or an extension start it.'),
  enforce(files, at): Enforcement {
    const known = vscodeFiles(files);
    const windows = known.windows.map((window) => inForce(known, window, at));
    return {
      native: 'vscode',
      files: known.all.map(({ file }) => file),
      restricts: windows.some(restricts),
      unseen: unseenOn(at.platform),
      problems: [...ignoredLists(known), ...filedProblems(files, habits)],
      judge: (subject) => together(windows.map((force) => judgeIn(force, subject, at))),
    };
  },
};

/** What holds whichever window the server is looked at in. */
function together(all: readonly Judgement[]): Judgement {
  const first = all[0]!;
  if (all.every(({ outcome }) => outcome === first.outcome)) return first;
  const blocked = all.find(({ outcome }) => outcome !== 'allowed')!;
  return { ...blocked, outcome: 'undetermined', reason: say('VS Code starts it in some windows and not in others: its settings differ from product to product, profile to profile or workspace to workspace.') };
}

function unseenOn(platform: Platform): Message[] {
  return [
    ...(platform === 'win32' ? [say('Policies in the Windows registry, below SOFTWARE\\Policies\\Microsoft\\VSCode and SOFTWARE\\Policies\\GitHubCopilot.')] : []),
    ...(platform === 'darwin' ? [say('Policies in a macOS configuration profile for VS Code or for com.github.copilot.')] : []),
    say('Settings that GitHub sends to whoever is signed in: an organisation can switch MCP servers off, allow only its registry, or send lists of its own.'),
  ];
}
