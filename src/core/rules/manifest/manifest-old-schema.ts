import { child } from '../../config/node.ts';
import type { Fix } from '../../finding/finding.ts';
import { migration } from '../../manifest/schema/migrate.ts';
import { editionOf, newestServerSchema, serverEditions } from '../../manifest/schema/edition.ts';
import { nameOfMap } from '../../manifest/place.ts';
import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';

export const manifestOldSchema: Rule = {
  id: 'manifest-old-schema',
  title: 'Manifest in an edition that is read no more',
  category: 'manifest',
  subject: 'manifest',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [{ title: 'MCP registry: changes of server.json', url: 'https://github.com/modelcontextprotocol/registry/blob/main/docs/reference/server-json/CHANGELOG.md' }],
  check({ tree, format }) {
    if (format !== 'server' || tree.kind !== 'object') return [];
    const edition = editionOf(format, tree);
    const fixes = (): Fix[] => [{ id: 'migrate', title: say('Bring it to the edition 2025-12-11'), safety: 'needs-review', changes: migration(tree), note: say('Read what was changed: what a registry keeps for itself is taken out.') }];
    if (edition.kind === 'none' && !child(tree, '$schema')) {
      return [{ ...nameOfMap(tree, []), message: say('`$schema` is missing, so that readers cannot tell which edition of the format this follows, and registries refuse it. Add `"$schema": "{schema}"`.', { schema: newestServerSchema }), fixes }];
    }
    // Later editions only allowed more: files in them are still read as they are.
    if (edition.kind !== 'known' || !breaking.has(edition.id)) return [];
    return [{ at: ['$schema'], message: say('The edition {id} was replaced: fields were renamed or taken out since, and registries refuse it. Bring the file to the newest, 2025-12-11.', { id: edition.id }), fixes }];
  },
};

/** The editions behind which the changelog has a breaking change. */
const breaking: ReadonlySet<string> = new Set(serverEditions.slice(0, 2));
