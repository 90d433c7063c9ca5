import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { LookAlikes } from '../../../../src/core/catalog/look-alikes.ts';
import type { CatalogServer } from '../../../../src/core/catalog/schema.ts';
import type { PolicyState } from '../../../../src/core/policy/policy-state.ts';
import { policyWith } from '../../policy/subjects.ts';
import { found, said } from '../incidents/look.ts';

const policy = (...servers: unknown[]): PolicyState => ({ kind: 'ready', parts: [], policy: policyWith({ servers }) });

describe('look-alike-package', () => {
  for (const [why, launch, expected] of [
    ['a letter less', 'npx -y chrome-devtool-mcp', /one letter from `chrome-devtools-mcp`, the well-known server of Google/],
    ['a letter more', 'npx -y firecrawll-mcp', /one letter from `firecrawl-mcp`/],
    ['another letter', 'uvx mcp-server-fatch', /one letter from `mcp-server-fetch`/],
    ['no plural', 'npx -y mcp-server-command', /one letter from `mcp-server-commands`/],
    ['two swapped', 'npx -y figma-develpoer-mcp', /one letter from `figma-developer-mcp`/],
    ['in the scope', 'npx -y @modelcontextprotocl/server-filesystem', /one letter from `@modelcontextprotocol\/server-filesystem`/],
    ['a capital I for an l', 'npx -y @modelcontextprotocoI/server-filesystem', /one letter from|looks like/],
    ['one for l', 'npx -y @p1aywright/mcp', /looks like `@playwright\/mcp`/],
    ['rn for m', 'uvx rnarkitdown-mcp', /looks like `markitdown-mcp`/],
    ['another separator', 'npx -y chrome_devtools_mcp', /looks like `chrome-devtools-mcp`/],
    ['no separator', 'npx -y mcpserver-kubernetes', /looks like `mcp-server-kubernetes`/],
    ['the scope left out', 'npx -y server-filesystem', /not `@modelcontextprotocol\/server-filesystem`.*add the scope/],
    ['the scope left out', 'npx -y mcp-server-supabase@0.5.5', /not `@supabase\/mcp-server-supabase`/],
    ['npm’s for Python’s', 'npx -y mcp-server-git', /`mcp-server-git` of The Model Context Protocol project is a Python package.*uvx/],
    ['Python’s for npm’s', 'uvx chrome-devtools-mcp', /is an npm package.*npx/],
    ['a docker image', 'docker run -i --rm ghcr.io/githud/github-mcp-server', /one letter from `ghcr\.io\/github\/github-mcp-server`/],
  ] as const) {
    it(`tells of ${why}: ${launch}`, () => assert.match(said('look-alike-package', launch), expected));
  }

  for (const [why, launch] of [
    ['well known itself', 'npx -y @playwright/mcp'],
    ['well known itself, and near to another', 'uvx mcp-server-time'],
    ['short', 'npx -y mcp-ui'],
    ['under the publisher’s own scope', 'npx -y @modelcontextprotocol/server-redis'],
    ['under the publisher’s own scope, a letter off', 'npx -y @azure/mcpx'],
    ['a number', 'npx -y exa-mcp-server2'],
    ['nothing but common words behind the scope', 'npx -y mcp-server'],
    ['another publisher’s of the same kind', 'npx -y @executeautomation/playwright-mcp-server'],
    ['two letters off', 'npx -y chrome-devtaals-mcp'],
    ['from the organisation’s registry', 'npx -y --registry=https://npm.contoso.example chrome-devtool-mcp'],
    ['an image in the account of the publisher', 'docker run -i --rm mcp/sqlites'],
    ['no package', 'node chrome-devtool-mcp'],
    ['an attack, of which more is said', 'npx -y postmark-mcp'],
  ] as const) {
    it(`says nothing of one that is ${why}: ${launch}`, () => assert.equal(said('look-alike-package', launch), ''));
  }

  it('says nothing of what the policy names, whatever it says of it', () => {
    const entry = (state: string, versions?: string[]) => ({ id: 'e', state, match: [{ package: { type: 'npm', name: 'chrome-devtool-mcp', ...(versions && { versions }) } }] });
    for (const one of [entry('approved', ['1.0.0']), entry('pending'), entry('deprecated'), entry('denied')]) {
      for (const launch of ['npx -y chrome-devtool-mcp@1.0.0', 'npx -y chrome-devtool-mcp', 'npx -y chrome-devtool-mcp@2.0.0']) assert.equal(said('look-alike-package', launch, { policy: policy(one) }), '', launch);
    }
    const other = { id: 'e', state: 'approved', match: [{ package: { type: 'npm', name: 'another', versions: ['1.0.0'] } }] };
    assert.match(said('look-alike-package', 'npx -y chrome-devtool-mcp', { policy: policy(other) }), /one letter/);
  });

  it('leaves it to the verdict where that names the approved one already', () => {
    const approved = { id: 'e', state: 'approved', match: [{ package: { type: 'npm', name: 'chrome-devtools-mcp', versions: ['1.0.0'] } }] };
    assert.equal(said('look-alike-package', 'npx -y chrome-devtool-mcp', { policy: policy(approved) }), '');
  });

  it('mends the name, and not the version with it', () => {
    const [fix] = found('look-alike-package', 'npx -y chrome-devtool-mcp@9.9.9')[0]!.fixes;
    assert.deepEqual([fix?.safety, fix?.changes], ['needs-review', [{ op: 'replace', at: ['servers', 'x', 'args', 1], value: 'chrome-devtools-mcp' }]]);
    assert.deepEqual(found('look-alike-package', 'npx -y mcp-server-git')[0]!.fixes, []);
  });

  it('finds no well-known name to be like another one', () => {
    for (const launch of ['npx -y @notionhq/notion-mcp-server', 'npx -y @suekou/mcp-notion-server', 'uvx mcp-server-sqlite', 'uvx postgres-mcp', 'npx -y tavily-mcp', 'npx -y exa-mcp-server', 'uvx mcp-server-docker']) assert.equal(said('look-alike-package', launch), '');
  });

  it('never takes an edit of a long enough name for another, nor fails', () => {
    const server = { publisher: { value: { name: 'p' } } } as unknown as CatalogServer;
    const letter = fc.constantFrom(...'abcdefghkmpqtuxyz');
    fc.assert(
      fc.property(fc.array(letter, { minLength: 8, maxLength: 30 }), fc.nat(), letter, fc.constantFrom('insert', 'delete', 'replace', 'swap'), (letters, at, extra, edit) => {
        const name = letters.join('');
        const i = at % letters.length;
        const edited = [...letters];
        if (edit === 'insert') edited.splice(i, 0, extra);
        else if (edit === 'delete') edited.splice(i, 1);
        else if (edit === 'replace') edited[i] = extra;
        else if (i + 1 < letters.length) [edited[i], edited[i + 1]] = [edited[i + 1]!, edited[i]!];
        const all = new LookAlikes();
        all.add('npm', name, server);
        const other = edited.join('');
        assert.equal(all.find({ type: 'npm', name: other })?.name, other === name || other.length < 8 ? undefined : name);
      }),
    );
  });
});
