import type { Client } from './client.ts';
import { dialect } from './dialect.ts';
import { inHome, inMcpServers, inWorkspace } from './location.ts';

/** Kiro: https://kiro.dev/docs/mcp/configuration; its pages also name `.kiro/mcp.json`. */
export const kiro: Client = {
  id: 'kiro',
  name: 'Kiro',
  dialect: dialect({ openTypes: { registry: 'it stands for an entry of a registry, which says what is launched' }, off: ['disabled'], approvals: ['autoApprove'] }),
  locations: [
    ...inWorkspace(['.kiro/settings/mcp.json', '.kiro/mcp.json']),
    ...inWorkspace(['.kiro/agents/*.json'], { aside: true }),
    ...inHome(['.kiro/settings/mcp.json', '.kiro/mcp.json'], { servers: [...inMcpServers, { at: ['powers', 'mcpServers'] }] }),
    ...inHome(['.kiro/agents/*.json'], { aside: true }),
    ...inHome(['.kiro/powers/installed/*/mcp.json']),
  ],
  variables: { environment: (name) => `\${${name}}` },
  writes: { type: { stdio: '', http: '' } },
};

/** Amazon Q Developer: https://docs.aws.amazon.com/amazonq/latest/qdeveloper-ug/mcp-governance.html. */
export const amazonQ: Client = {
  id: 'amazon-q',
  name: 'Amazon Q Developer',
  dialect: dialect({ openTypes: { registry: 'it stands for an entry of a registry, which says what is launched' }, off: ['disabled'], approvals: ['autoApprove', 'alwaysAllow'] }),
  locations: [
    ...inWorkspace(['.amazonq/mcp.json', '.amazonq/default.json']),
    ...inWorkspace(['.amazonq/agents/*.json', '.amazonq/cli-agents/*.json'], { aside: true }),
    ...inHome(['.aws/amazonq/mcp.json', '.aws/amazonq/default.json']),
    ...inHome(['.aws/amazonq/agents/*.json', '.aws/amazonq/cli-agents/*.json'], { aside: true }),
  ],
  variables: {},
  writes: { type: { stdio: '' } },
  // aws/amazon-q-developer-cli #2082.
  strictJson: true,
};
