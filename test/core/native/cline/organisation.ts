import { userFiles } from '../../../../src/core/clients/clients.ts';
import { KnownPaths } from '../../../../src/core/clients/known-path.ts';
import type { ConfigFile } from '../../../../src/core/config/config-file.ts';
import { readConfigFile } from '../../../../src/core/config/read.ts';
import { identify } from '../../../../src/core/identity/identify.ts';
import { clineNative } from '../../../../src/core/native/cline/cline.ts';
import { nativeFiles } from '../../../../src/core/native/layers.ts';
import type { Enforcement, Judgement, NativeCircumstances, NativeSubject } from '../../../../src/core/native/native.ts';
import { render } from '../../../../src/core/text/message.ts';

const home = '/home/ada';
const files = userFiles({ platform: 'linux', home, env: {} });

/** What Cline keeps of an organisation's configuration, read as it lies. */
export function kept(config: unknown, organisation = 'contoso'): ConfigFile {
  return at(`${home}/.cline/data/cache/remote_config_${organisation}.json`, config);
}

/** A server as Cline's own settings declare it. */
export function server(name: string, entry: unknown): NativeSubject {
  const file = at(`${home}/.cline/data/settings/cline_mcp_settings.json`, { mcpServers: { [name]: entry } });
  const declaration = file.declarations[0]!;
  return { server: declaration, identity: identify(declaration, { scope: 'user' }), file };
}

function at(path: string, content: unknown): ConfigFile {
  const known = files.find((one) => new KnownPaths([one]).at(path.split('/')))!;
  return readConfigFile({ path, known, live: true, content: { text: typeof content === 'string' ? content : JSON.stringify(content, undefined, 2) } });
}

export function enforced(configs: readonly unknown[], circumstances: Partial<NativeCircumstances> = {}): Enforcement {
  return clineNative.enforce(nativeFiles(configs.map((config, i) => kept(config, `org${i}`))), { platform: 'linux', ...circumstances });
}

export function said({ outcome, reason }: Judgement): string {
  return `${outcome}: ${render(reason)}`;
}

export const ledger = { command: 'npx', args: ['-y', '@contoso/ledger-mcp@1.4.2'] };
