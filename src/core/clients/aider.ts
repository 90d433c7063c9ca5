import { aiderEnvironmentProviders, aiderProviders } from '../providers/aider.ts';
import type { Client } from './client.ts';
import { dialect } from './dialect.ts';
import { inHome, inWorkspace } from './location.ts';

const config = { servers: [], providers: aiderProviders, aside: true } as const;
const variables = { servers: [], providers: aiderEnvironmentProviders, syntax: 'dotenv', aside: true } as const;

/** Aider knows no MCP, but models: https://aider.chat/docs/config/aider_conf.html. The last of home, repository and folder counts. */
export const aider: Client = {
  id: 'aider',
  name: 'Aider',
  dialect: dialect(),
  locations: [...inWorkspace(['.aider.conf.yml'], config), ...inWorkspace(['.env'], variables), ...inHome(['.aider.conf.yml'], config), ...inHome(['.env'], variables)],
  variables: {},
};
