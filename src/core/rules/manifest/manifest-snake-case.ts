import type { Fix } from '../../finding/finding.ts';
import { editionOf, writesSnakeCase } from '../../manifest/schema/edition.ts';
import { oldNames, renames } from '../../manifest/schema/migrate.ts';
import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';

export const manifestSnakeCase: Rule = {
  id: 'manifest-snake-case',
  title: 'Manifest with fields in their old spelling',
  category: 'manifest',
  subject: 'manifest',
  severity: 'error',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'safe',
  references: [{ title: 'MCP registry: changes of server.json, 2025-09-16', url: 'https://github.com/modelcontextprotocol/registry/blob/main/docs/reference/server-json/CHANGELOG.md' }],
  check({ tree, format }) {
    if (format !== 'server') return [];
    const edition = editionOf(format, tree);
    // In the first edition it is right; without an edition, as in the first, all of the file is to be brought up (`manifest-old-schema`).
    if (writesSnakeCase(edition) || edition.kind === 'none') return [];
    const names = oldNames(tree);
    const [first] = names;
    if (!first) return [];
    const { at, key, now } = first;
    return [
      {
        at,
        part: 'key',
        message:
          names.length === 1
            ? say('Since 2025-09-16 `{key}` is called `{now}`, and readers take no notice of the old name. Rename it.', { key, now })
            : say('Since 2025-09-16 `{key}` is called `{now}`, and readers take no notice of the old name; so are {count} more fields of this file. Rename them.', { key, now, count: names.length - 1 }),
        fixes: (): Fix[] => [{ id: 'rename', title: names.length === 1 ? say('Call it `{now}`', { now }) : say('Give all {count} fields their new names', { count: names.length }), safety: 'safe', changes: renames(names) }],
      },
    ];
  },
};
