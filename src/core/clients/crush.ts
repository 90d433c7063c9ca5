import { crushProviders } from '../providers/crush.ts';
import { say } from '../text/message.ts';
import type { Client } from './client.ts';
import { dialect } from './dialect.ts';
import { configHome, folderIn } from './folder.ts';
import { inWorkspace, ofUser } from './location.ts';

const json = { servers: [{ at: ['mcp'] }], providers: crushProviders, aside: true } as const;
const script = { servers: [], opaque: say('It is a shell script: which servers it adds shows only when it runs.') } as const;

/** Crush: charmbracelet/crush, README.md. Its main format is a script that it runs. */
export const crush: Client = {
  id: 'crush',
  name: 'Crush',
  dialect: dialect({ off: ['disabled'] }),
  locations: [
    ...inWorkspace(['.crush.json', 'crush.json'], json),
    ...inWorkspace(['.crushrc', 'crushrc'], script),
    ofUser((environment) => [folderIn(environment, 'CRUSH_GLOBAL_CONFIG') ?? configHome(environment) + '/crush'].map((folder) => `${folder}/crush.json`), json),
    ofUser((environment) => [folderIn(environment, 'CRUSH_GLOBAL_CONFIG') ?? configHome(environment) + '/crush'].map((folder) => `${folder}/crushrc`), script),
  ],
  variables: { environment: (name) => `$${name}` },
  writes: { type: { stdio: 'stdio', http: 'http', sse: 'sse' } },
};
