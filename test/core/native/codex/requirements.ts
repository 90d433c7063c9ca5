import { clientOf } from '../../../../src/core/clients/clients.ts';
import { knownFiles } from '../../../../src/core/clients/known-file.ts';
import { parseToml } from '../../../../src/core/config/toml/parse.ts';
import { identify } from '../../../../src/core/identity/identify.ts';
import { enforceCodex } from '../../../../src/core/native/codex/enforce.ts';
import { codexLists } from '../../../../src/core/native/codex/read.ts';
import type { Enforcement, NativeList, NativeSubject } from '../../../../src/core/native/native.ts';
import { render } from '../../../../src/core/text/message.ts';
import { declared, type Written } from '../../policy/subjects.ts';

/** What a `requirements.toml` of this text says. */
export function listIn(text: string): NativeList | undefined {
  const { tree } = parseToml(text);
  return tree && codexLists.read(tree);
}

export function enforced(text: string): Enforcement {
  const list = listIn(text);
  return enforceCodex(list ? [{ list, path: '/etc/codex/requirements.toml', scope: 'managed' }] : []);
}

const userConfig = knownFiles([clientOf('codex')], 'user', () => ['/home/me/.codex/config.toml'])[0]!;

export function inCodex(name: string, server: Written, path = '/home/me/.codex/config.toml'): NativeSubject {
  const declaration = declared(name, server);
  return { server: declaration, identity: identify(declaration, { scope: 'user' }), file: { path, scope: 'user', clients: ['codex'], known: userConfig } };
}

/** The outcome for each of these servers. */
export function outcomes(text: string, ...subjects: readonly NativeSubject[]): string[] {
  const enforcement = enforced(text);
  return subjects.map((subject) => enforcement.judge(subject).outcome);
}

export function problems(text: string): string[] {
  return (listIn(text)?.problems ?? []).map(({ rule, path, message }) => `${rule} ${path.map((step) => (typeof step === 'object' ? step.key : step)).join('/')}: ${render(message)}`);
}
