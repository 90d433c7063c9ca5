import { child, nodeAt, stringOf } from '../../config/node.ts';
import { repositoryOf } from '../../manifest/repository.ts';
import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';

export const manifestNamespace: Rule = {
  id: 'manifest-namespace',
  title: 'Namespace that is not the repository’s',
  category: 'manifest',
  subject: 'manifest',
  severity: 'warning',
  confidence: 'medium',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'MCP registry: who may publish under which namespace', url: 'https://github.com/modelcontextprotocol/registry/blob/main/docs/modelcontextprotocol-io/authentication.mdx' },
    { title: 'OWASP MCP Top 10, MCP04: Software Supply Chain Attacks & Dependency Tampering', url: 'https://owasp.org/www-project-mcp-top-10/' },
  ],
  check({ tree, format, around }) {
    if (format !== 'server') return [];
    const [, owner] = /^io\.github\.([^/]{1,100})\//i.exec(stringOf(child(tree, 'name')) ?? '') ?? [];
    if (owner === undefined) return [];
    const stated = nodeAt(tree, ['repository', 'url']);
    const address = stated ? stringOf(stated) : around?.repository;
    const [, holder] = /^https:\/\/github\.com\/([^/]{1,100})\//i.exec((address !== undefined && repositoryOf(address)?.url) || '') ?? [];
    if (holder === undefined || holder.toLowerCase() === owner.toLowerCase()) return [];
    return [
      {
        at: ['name'],
        message: stated
          ? say('The name belongs to `{owner}` on GitHub, and the code to `{holder}`. Whoever trusts the one gets what the other publishes. Use `io.github.{holder}/…`, or name the repository that it is really built from.', { owner, holder })
          : say('The name belongs to `{owner}` on GitHub, and the repository that holds this file to `{holder}`, who cannot publish under it. Use `io.github.{holder}/…`, or name the right repository in `repository`.', { owner, holder }),
        ...(!stated && { confidence: 'low' as const }),
      },
    ];
  },
};
