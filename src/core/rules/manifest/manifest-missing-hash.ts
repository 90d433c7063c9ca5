import { fieldOf, packagesIn } from '../../manifest/packages-in.ts';
import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';

export const manifestMissingHash: Rule = {
  id: 'manifest-missing-hash',
  title: 'Bundle that is downloaded without a hash',
  category: 'manifest',
  subject: 'manifest',
  severity: 'error',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'MCP registry: server.json, fileSha256 is required for MCPB packages', url: 'https://github.com/modelcontextprotocol/registry/tree/main/docs/reference/server-json' },
    { title: 'CWE-494: Download of Code Without Integrity Check', url: 'https://cwe.mitre.org/data/definitions/494.html' },
  ],
  check({ tree, format }) {
    if (format !== 'server') return [];
    return packagesIn(tree)
      .filter(({ type, node }) => type === 'mcpb' && !fieldOf(node, 'fileSha256'))
      .map(({ at }) => ({
        at: [...at, 'identifier'],
        message: say('The bundle is downloaded from here, and nothing says what must arrive: whoever can change the download can change what runs. Add `fileSha256` with its hash, which `sha256sum` prints; registries refuse a bundle without.'),
      }));
  },
};
