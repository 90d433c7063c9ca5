import { clientOf } from '../../../../src/core/clients/clients.ts';
import { knownFiles } from '../../../../src/core/clients/known-file.ts';
import { pointer } from '../../../../src/core/config/node.ts';
import { parseJson } from '../../../../src/core/config/json/parse.ts';
import { identify } from '../../../../src/core/identity/identify.ts';
import { enforceGemini } from '../../../../src/core/native/gemini/enforce.ts';
import { geminiLists, geminiSystemLists } from '../../../../src/core/native/gemini/read.ts';
import type { Enforcement, NativeFile, NativeList, NativeSubject } from '../../../../src/core/native/native.ts';
import { render } from '../../../../src/core/text/message.ts';
import { declared, type Written } from '../../policy/subjects.ts';

export const places = {
  system: { path: '/etc/gemini-cli/settings.json', scope: 'managed' },
  defaults: { path: '/etc/gemini-cli/system-defaults.json', scope: 'managed' },
  user: { path: '/home/me/.gemini/settings.json', scope: 'user' },
  workspace: { path: '/w/.gemini/settings.json', scope: 'workspace', folder: '/w' },
} as const;
export type Settings = { readonly [place in keyof typeof places]?: unknown };

export function listIn(settings: unknown, place: keyof typeof places = 'system'): NativeList | undefined {
  const { tree } = parseJson(JSON.stringify(settings));
  return tree && (place === 'system' ? geminiSystemLists : geminiLists).read(tree);
}

export function filesOf(settings: Settings): NativeFile[] {
  return (Object.keys(places) as (keyof typeof places)[]).flatMap((place) => {
    const list = settings[place] === undefined ? undefined : listIn(settings[place], place);
    return list ? [{ list, ...places[place] }] : [];
  });
}

export function enforced(settings: Settings): Enforcement {
  return enforceGemini(filesOf(settings));
}

const userSettings = knownFiles([clientOf('gemini-cli')], 'user', () => [places.user.path])[0]!;

export function inGemini(name: string, server: Written, path: string = places.user.path): NativeSubject {
  const declaration = declared(name, server);
  return { server: declaration, identity: identify(declaration, { scope: 'user' }), file: { path, scope: 'user', clients: ['gemini-cli'], known: userSettings } };
}

export function outcomes(settings: Settings, ...subjects: readonly NativeSubject[]): string[] {
  const enforcement = enforced(settings);
  return subjects.map((subject) => enforcement.judge(subject).outcome);
}

export function problems(settings: unknown): string[] {
  return (listIn(settings)?.problems ?? []).map(({ rule, path, message }) => `${rule} ${pointer(path).slice(1)}: ${render(message)}`);
}
