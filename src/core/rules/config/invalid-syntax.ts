import type { KnownFile } from '../../clients/known-file.ts';
import { joined, say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';

export const invalidSyntax: Rule = {
  id: 'invalid-syntax',
  title: 'Config file that is damaged',
  category: 'config',
  clients: 'all',
  subject: 'file',
  severity: 'error',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'RFC 8259: JSON', url: 'https://www.rfc-editor.org/rfc/rfc8259' },
    { title: 'TOML 1.0', url: 'https://toml.io/en/v1.0.0' },
    { title: 'YAML 1.2.2', url: 'https://yaml.org/spec/1.2.2/' },
  ],
  check({ file: { problems, document, known }, client }) {
    // The first: what comes behind it is often only its consequence. Of a merge that is not resolved, merge-conflict tells.
    const [problem] = problems;
    if (!problem || /^<{7}/m.test(document.text) || (known.aside && !speaksOfServers(document.text, known))) return [];
    return [
      {
        range: document.rangeOf(problem.span),
        message: () => joined(problem.message, say('{client} may leave out every server of this file without saying so.', { client: client.name })),
      },
    ];
  },
};

/** Whether one of the keys under which servers stand is in the text: of settings about other things, their own program tells. */
function speaksOfServers(text: string, { locations }: KnownFile): boolean {
  return locations.some(({ servers }) => servers.some((place) => place === 'bare' || text.includes(place.at.findLast((key) => key !== '*') ?? '')));
}
