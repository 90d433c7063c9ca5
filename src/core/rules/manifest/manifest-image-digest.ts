import { isFilledLater } from '../../manifest/filled-later.ts';
import { packagesIn } from '../../manifest/packages-in.ts';
import { isOpen } from '../../manifest/todos.ts';
import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';

export const manifestImageDigest: Rule = {
  id: 'manifest-image-digest',
  title: 'Image in a manifest without a digest',
  category: 'manifest',
  subject: 'manifest',
  severity: 'info',
  confidence: 'high',
  // The registry's own documentation names images by tag, and nearly all publishers do.
  audience: 'strict',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'Docker: image digests', url: 'https://docs.docker.com/dhi/core-concepts/digests/' },
    { title: 'MCP registry: server.json', url: 'https://github.com/modelcontextprotocol/registry/tree/main/docs/reference/server-json' },
  ],
  check({ tree, format }) {
    if (format !== 'server') return [];
    return packagesIn(tree)
      // No tag, and `latest`, are `manifest-floating-version`'s.
      .filter(({ type, identifier, version }) => type === 'oci' && !identifier.includes('@sha256:') && (/:(?!latest$)[^/:]+$/.test(identifier) || version !== undefined) && !isOpen(identifier) && !isFilledLater(identifier))
      .map(({ at }) => ({ at: [...at, 'identifier'], message: say('A tag can be moved to another image; a digest cannot. Name the image by digest, `image@sha256:…`, so that what was reviewed is what runs.') }));
  },
};
