import type { ClientId, Environment } from '../../core/clients/client.ts';
import { applicationData, folderIn } from '../../core/clients/folder.ts';
import { globalPackages } from './global-packages.ts';

/** A file or folder that is there where a client is installed. */
export interface Sign {
  /** With `/`; `*` stands for any one name or a part of it. */
  readonly path: string;
  readonly of: 'user' | 'machine';
  /** How its version is told: the `version` of that JSON file, or what of the path it is. */
  readonly version?: 'package' | RegExp;
}

const packages: Partial<Readonly<Record<ClientId, string>>> = {
  'claude-code': '@anthropic-ai/claude-code',
  'copilot-cli': '@github/copilot',
  codex: '@openai/codex',
  'gemini-cli': '@google/gemini-cli',
  'qwen-code': '@qwen-code/qwen-code',
  cline: 'cline',
  opencode: 'opencode-ai',
  amp: '@sourcegraph/amp',
};

/** Extensions that are assistants of their own, by their ids. */
const extensions: Partial<Readonly<Record<ClientId, readonly string[]>>> = {
  'claude-code': ['anthropic.claude-code'],
  codex: ['openai.chatgpt'],
  'gemini-cli': ['google.gemini-cli-vscode-ide-companion'],
  cline: ['saoudrizwan.claude-dev'],
  'roo-code': ['rooveterinaryinc.roo-cline'],
  'kilo-code': ['kilocode.kilo-code'],
  continue: ['continue.continue'],
};

/** Folders that a client makes in the user's home when it first runs. */
const homes: Partial<Readonly<Record<ClientId, readonly string[]>>> = {
  vscode: ['.vscode', '.vscode-insiders', '.vscode-server', '.vscode-oss'],
  'claude-code': ['.claude'],
  'copilot-cli': ['.copilot'],
  codex: ['.codex'],
  'gemini-cli': ['.gemini/settings.json', '.gemini/tmp'],
  cursor: ['.cursor'],
  windsurf: ['.codeium/windsurf'],
  kiro: ['.kiro'],
};

/** Desktop programs, by the name of their folder on each platform. */
const programs: Partial<Readonly<Record<ClientId, readonly { readonly linux: readonly string[]; readonly darwin: string; readonly win32: string }[]>>> = {
  vscode: [
    { linux: ['/usr/share/code', '/snap/code/current/usr/share/code', '/usr/share/codium'], darwin: 'Visual Studio Code', win32: 'Microsoft VS Code' },
    { linux: ['/usr/share/code-insiders'], darwin: 'Visual Studio Code - Insiders', win32: 'Microsoft VS Code Insiders' },
  ],
  cursor: [{ linux: ['/usr/share/cursor', '/opt/cursor'], darwin: 'Cursor', win32: 'cursor' }],
  windsurf: [{ linux: ['/usr/share/windsurf', '/opt/windsurf'], darwin: 'Windsurf', win32: 'Windsurf' }],
  kiro: [{ linux: ['/usr/share/kiro'], darwin: 'Kiro', win32: 'Kiro' }],
};

/** Where to look for a client. */
export function signs(client: ClientId, environment: Environment): readonly Sign[] {
  const { home } = environment;
  const named = packages[client];
  return [
    ...(programs[client] ?? []).flatMap((names) => programSigns(names, environment)),
    ...(named === undefined ? [] : globalPackages(environment).map(({ folder, of }): Sign => ({ path: `${folder}/${named}/package.json`, of, version: 'package' }))),
    // The installer that is not npm's keeps each version under its own name.
    ...(client === 'claude-code' ? [{ path: `${home}/.local/share/claude/versions/*`, of: 'user', version: /\/versions\/([^/]+)$/ } as const] : []),
    ...(extensions[client] ?? []).flatMap((id) => ['.vscode', '.vscode-insiders', '.vscode-server', '.cursor'].map((folder): Sign => ({ path: `${home}/${folder}/extensions/${id}-*`, of: 'user', ...(client === 'cline' && { version: /-(\d+(?:\.\d+)+)[^/]*$/ }) }))),
    ...(homes[client] ?? []).map((folder): Sign => ({ path: `${home}/${folder}`, of: 'user' })),
    ...(client === 'vscode' ? ['Code', 'Code - Insiders', 'VSCodium'].map((folder): Sign => ({ path: `${applicationData(environment)}/${folder}/User`, of: 'user' })) : []),
  ];
}

function programSigns({ linux, darwin, win32 }: { readonly linux: readonly string[]; readonly darwin: string; readonly win32: string }, environment: Environment): readonly Sign[] {
  const { platform, home } = environment;
  const inside = 'resources/app/package.json';
  if (platform === 'linux') return linux.map((folder): Sign => ({ path: `${folder}/${inside}`, of: 'machine', version: 'package' }));
  if (platform === 'darwin') return [{ path: `/Applications/${darwin}.app/Contents/Resources/app/package.json`, of: 'machine', version: 'package' }, { path: `${home}/Applications/${darwin}.app/Contents/Resources/app/package.json`, of: 'user', version: 'package' }];
  const local = folderIn(environment, 'LOCALAPPDATA') ?? `${home}/AppData/Local`;
  const all = folderIn(environment, 'ProgramFiles') ?? 'C:/Program Files';
  // Newer ones have a folder between, named like the build.
  return [`${local}/Programs`, all].flatMap((base) => [`${base}/${win32}/${inside}`, `${base}/${win32}/*/${inside}`].map((path): Sign => ({ path: path.replaceAll('\\', '/'), of: 'user', version: 'package' })));
}
