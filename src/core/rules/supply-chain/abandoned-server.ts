import type { Catalog } from '../../catalog/catalog.ts';
import type { CatalogServer } from '../../catalog/schema.ts';
import { approves } from '../../policy/verdict.ts';
import { say, type Message } from '../../text/message.ts';
import type { Rule } from '../rule.ts';
import { atPackage } from './pin.ts';

export const abandonedServer: Rule = {
  id: 'abandoned-server',
  title: 'Server that its publisher has given up',
  category: 'supply-chain',
  clients: 'all',
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'Model Context Protocol: archived reference servers', url: 'https://github.com/modelcontextprotocol/servers-archived' },
    { title: 'CWE-1104: Use of Unmaintained Third Party Components', url: 'https://cwe.mitre.org/data/definitions/1104.html' },
  ],
  check(context) {
    const { identity, known, server: declared, verdict } = context;
    const server = known.catalog.serverInCatalog(identity);
    const status = server?.status?.value;
    if (!server || (status !== 'archived' && status !== 'deprecated')) return [];
    const place = identity.kind === 'remote' && !identity.via && declared.url ? { at: declared.url.path } : atPackage(context);
    // Who approved it may know; that it was archived since is worth a word all the same.
    const quiet = status === 'deprecated' || approves(verdict);
    return [{ ...place, ...(quiet && { severity: 'info' }), message: () => messageFor(server, status, successorOf(server, known.catalog)) }];
  },
};

function messageFor({ title, publisher }: CatalogServer, status: 'archived' | 'deprecated', instead: string | undefined): Message {
  const args = { title, publisher: publisher.value.name, instead: instead ?? '' };
  if (status === 'archived') {
    return instead === undefined
      ? say('{title} by {publisher} is archived: flaws in it are not mended any more. Look for a server that is maintained.', args)
      : say('{title} by {publisher} is archived: flaws in it are not mended any more. In its place: {instead}.', args);
  }
  return instead === undefined ? say('{publisher} calls {title} deprecated. Plan to replace it.', args) : say('{publisher} calls {title} deprecated. In its place: {instead}.', args);
}

/** What takes its place, as one would look for it. */
function successorOf({ supersededBy }: CatalogServer, catalog: Catalog): string | undefined {
  const id = supersededBy?.value;
  const next = id === undefined ? undefined : catalog.serverCalled(id);
  return next ? `${next.title} (${next.id})` : id;
}
