import { opencodeProviders } from '../providers/opencode.ts';
import type { Client, Environment, ServerPlace } from './client.ts';
import { dialect, keysWith } from './dialect.ts';
import { configHome, folderIn, machineFolder } from './folder.ts';
import { inHome, inWorkspace, ofMachine, ofUser } from './location.ts';

export const opencodeDialect = dialect({ keys: keysWith({ environment: 'env' }, ['args', 'env', 'envFile']), command: 'list', off: ['enabled'], layered: true });

const servers: readonly ServerPlace[] = [{ at: ['mcp'] }];
const settings = { servers, providers: opencodeProviders, aside: true } as const;
const names = ['opencode.json', 'opencode.jsonc'];

/** opencode: https://opencode.ai/docs/config. Text in `OPENCODE_CONFIG_CONTENT` is no file, and is not looked at. */
export const opencode: Client = {
  id: 'opencode',
  name: 'opencode',
  dialect: opencodeDialect,
  locations: [
    ...inWorkspace([...names, ...names.map((name) => `.opencode/${name}`)], settings),
    ofUser(
      (environment) => {
        const file = folderIn(environment, 'OPENCODE_CONFIG');
        return [...(file === undefined ? [] : [file]), ...configFolders(environment).flatMap((folder) => names.map((name) => `${folder}/${name}`))];
      },
      settings,
    ),
    ...inHome(names.map((name) => `.opencode/${name}`), settings),
    ofMachine((environment) => names.map((name) => `${machineFolder(environment, { linux: 'opencode', darwin: 'opencode', win32: 'opencode' })}/${name}`), settings),
  ],
  variables: { fills: ['curly'], environment: (name) => `{env:${name}}` },
  writes: { type: { stdio: 'local', http: 'remote', sse: 'remote' } },
};

function configFolders(environment: Environment): readonly string[] {
  const more = folderIn(environment, 'OPENCODE_CONFIG_DIR');
  return [`${configHome(environment)}/opencode`, ...(more === undefined ? [] : [more])];
}
