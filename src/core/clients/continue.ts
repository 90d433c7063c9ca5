import { continueProviders } from '../providers/continue.ts';
import type { Client, Environment, Location } from './client.ts';
import { dialect, keysWith } from './dialect.ts';
import { folderIn } from './folder.ts';
import { inMcpServers, inWorkspace, ofUser, syntaxByName } from './location.ts';

const inBlocks: Location['servers'] = [{ at: ['mcpServers'], form: 'list' }];
/** JSON as Claude Code, Claude Desktop, Cursor and Cline write it, or one server by itself (loadJsonMcpConfigs.ts). */
const inJson: Location['servers'] = [...inMcpServers, { at: ['projects', '*', 'mcpServers'] }, { at: [], form: 'one' }];
const servers = (path: string): Location['servers'] => (syntaxByName(path) === 'json' ? inJson : inBlocks);
const kinds = ['yaml', 'yml', 'json'];

/** Continue: https://docs.continue.dev/reference. */
export const continueDev: Client = {
  id: 'continue',
  name: 'Continue',
  dialect: dialect({ keys: keysWith({ requestOptions: 'headerHolder', transport: 'holder' }) }),
  locations: [
    ...kinds.flatMap((kind) => inWorkspace([`.continue/mcpServers/*.${kind}`], { servers: servers(`.${kind}`) })),
    ...inWorkspace(['.continue/agents/*.yaml', '.continue/agents/*.yml', '.continue/assistants/*.yaml', '.continue/assistants/*.yml'], { servers: inBlocks, providers: continueProviders, aside: true }),
    ...inWorkspace(['.continuerc.json'], { servers: legacy(), providers: continueProviders, aside: true }),
    ofUser((environment) => [`${continueFolder(environment)}/config.yaml`], { servers: inBlocks, syntax: 'yaml', providers: continueProviders, aside: true }),
    ofUser((environment) => [`${continueFolder(environment)}/config.json`], { servers: legacy(), providers: continueProviders, aside: true }),
    ...kinds.map((kind) => ofUser((environment) => [`${continueFolder(environment)}/mcpServers/*.${kind}`], { servers: servers(`.${kind}`), syntax: syntaxByName(`.${kind}`) })),
  ],
  variables: { environment: (name) => `\${{ secrets.${name} }}` },
  writes: { type: { stdio: 'stdio', http: 'streamable-http', sse: 'sse' } },
};

/** Before YAML: a list under `experimental`, whose servers are in a `transport` each and have no names. */
function legacy(): Location['servers'] {
  return [{ at: ['experimental', 'modelContextProtocolServers'], form: 'list' }, { at: ['mcpServers'], form: 'list' }];
}

function continueFolder(environment: Environment): string {
  return folderIn(environment, 'CONTINUE_GLOBAL_DIR') ?? `${environment.home}/.continue`;
}
