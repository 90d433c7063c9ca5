import { say } from '../text/message.ts';
import type { Client } from './client.ts';
import { dialect } from './dialect.ts';
import { inHome } from './location.ts';

/**
 * Docker's MCP gateway, which stands in an assistant's file as one server and starts others: those that its registry names, as its
 * catalogs define them; newer ones keep both as profiles in a database (docker/mcp-gateway, docs/catalog.md, docs/profiles.md).
 */
export const dockerMcp: Client = {
  id: 'docker-mcp',
  name: 'Docker MCP Gateway',
  dialect: dialect(),
  locations: [
    ...inHome(['.docker/mcp/registry.yaml'], { servers: [{ at: ['registry'] }], catalogs: 'catalogs/*.yaml' }),
    ...inHome(['.docker/mcp/mcp-toolkit.db'], { servers: [], opaque: say('The gateway’s profiles stand in this database: which servers they start cannot be read from it as text.') }),
  ],
  variables: {},
};
