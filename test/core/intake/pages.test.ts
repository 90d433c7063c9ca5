import assert from 'node:assert/strict';
import { prepare, targetName } from '../../../src/core/intake/prepare.ts';
import { usualLimits, windowsLimits, type PreparedPage } from '../../../src/core/intake/prepared.ts';
import { previewOf } from '../../../src/core/intake/preview.ts';
import { titleWord } from '../../../src/core/intake/quoted.ts';
import { intakeTargetSchema } from '../../../src/core/policy/intake-schema.ts';
import { filled, requestOf, type Of } from './requests.ts';

function page(target: object, of: Of = {}, limits = usualLimits): { prepared: PreparedPage; query: Record<string, string> } {
  const prepared = prepare(intakeTargetSchema.parse(target), requestOf(of), { limits, version: '1.0.0' });
  assert.equal(prepared.how, 'page');
  return { prepared, query: Object.fromEntries(new URL(prepared.url).searchParams) };
}

const github = { kind: 'repository', url: 'https://github.com/contoso/mcp-registry', branch: 'main', folder: 'servers' };

describe('the page of a new file in a registry’s repository', () => {
  it('is GitHub’s, with name, content, message and the likely owner', () => {
    const { prepared, query } = page(github);
    assert.equal(prepared.link, 'https://github.com/contoso/mcp-registry/new/main/servers');
    assert.deepEqual(Object.keys(query), ['filename', 'value', 'message', 'description']);
    assert.equal(query['filename'], 'npm-contoso__ledger-mcp.server.json');
    assert.equal(query['message'], 'MCP server registration: ledger');
    assert.match(query['description']!, /^- Please review: @ada @contoso\/payments$/m);
    assert.match(query['description']!, /^- Likely owner: `@ada @contoso\/payments` \(`\.github\/CODEOWNERS:3`\)$/m);
    const manifest = JSON.parse(query['value']!) as { packages: { identifier: string }[]; _meta: Record<string, { kind: string; detected: object }> };
    assert.equal(manifest.packages[0]!.identifier, '@contoso/ledger-mcp');
    const contract = manifest._meta['io.github.mcp-roll-call/contract']!;
    assert.equal(contract.kind, 'registration-request');
    assert.deepEqual(Object.keys(contract.detected), ['artifact', 'source', 'fingerprint', 'suggestedOwner']);
    assert.equal(prepared.clipboard, undefined);
  });

  it('is GitLab’s', () => {
    const { prepared, query } = page({ kind: 'repository', url: 'https://gitlab.contoso.com/platform/ai/registry.git', folder: 'mcp servers' }, { people: ['@grace.hopper', 'ada@contoso.com'] });
    assert.equal(prepared.link, 'https://gitlab.contoso.com/platform/ai/registry/-/new/main/mcp%20servers');
    assert.deepEqual(Object.keys(query), ['file_name', 'content', 'commit_message']);
    assert.match(query['commit_message']!, /^MCP server registration: ledger\n\n- Server: `ledger`\n/);
    assert.match(query['commit_message']!, /- Please review: @grace\.hopper$/m);
  });

  it('is the folder at Azure DevOps, which takes no content: that goes by the clipboard', () => {
    const { prepared, query } = page({ kind: 'repository', url: 'https://dev.azure.com/contoso/AI/_git/registry', branch: 'release/1', folder: 'servers' });
    assert.equal(prepared.url, 'https://dev.azure.com/contoso/AI/_git/registry?path=%2Fservers&version=GBrelease%2F1&_a=contents');
    assert.deepEqual(query, { path: '/servers', version: 'GBrelease/1', _a: 'contents' });
    assert.match(prepared.clipboard!, /^\{\n {2}"\$schema"/);
    assert.deepEqual(prepared.fields.map(([name]) => name), ['File name', 'Content', 'Comment']);
  });

  it('holds the text as far as an address reaches; beyond that the clipboard does, and the page says so', () => {
    const { prepared, query } = page(github, {}, windowsLimits);
    assert.ok(prepared.url.length <= 2000, String(prepared.url.length));
    assert.equal(query['value'], 'It is too long for this page’s address: MCP Roll Call put it on your clipboard. Paste it here, in place of this line.');
    assert.match(prepared.clipboard!, /"identifier": "@contoso\/ledger-mcp"/);
    assert.equal(query['filename'], 'npm-contoso__ledger-mcp.server.json');
    const [, text] = prepared.fields.find(([name]) => name === 'Content')!;
    assert.equal(text, prepared.clipboard, 'the preview shows the text itself');
    assert.match(previewOf(prepared, requestOf()), /goes onto your clipboard/);
  });

  it('asks for an exception beside the registrations, with reason and last day', () => {
    const { query } = page(github, { exception: { until: '2026-12-31', reason: 'Quarter end: the ledger team needs it' } });
    assert.equal(query['filename'], 'npm-contoso__ledger-mcp.exception.json');
    assert.equal(query['message'], 'MCP server exception: ledger until 2026-12-31');
    const contract = (JSON.parse(query['value']!) as { _meta: Record<string, Record<string, unknown>> })._meta['io.github.mcp-roll-call/contract']!;
    assert.deepEqual([contract['kind'], contract['exception']], ['exception-request', { until: '2026-12-31', reason: 'Quarter end: the ledger team needs it' }]);
    assert.match(query['description']!, /^- Exception until: 2026-12-31\n- Reason: `Quarter end: the ledger team needs it`$/m);
  });
});

describe('the page of a new issue', () => {
  it('is GitHub’s: users are assigned, teams are mentioned', () => {
    const { prepared, query } = page({ kind: 'issue', url: 'https://github.com/contoso/mcp-registry', labels: ['mcp', 'needs review'], template: 'mcp.md' });
    assert.equal(prepared.link, 'https://github.com/contoso/mcp-registry/issues/new');
    assert.deepEqual([query['title'], query['assignees'], query['labels'], query['template']], ['MCP server registration: ledger', 'ada', 'mcp,needs review', 'mcp.md']);
    assert.match(query['body']!, /- Please review: @contoso\/payments\n/);
    assert.match(query['body']!, /\n```json\n\{\n[^]*\n\}\n```\n\nDrafted by MCP Roll Call\. Nothing in it approves anything\.\n$/);
  });

  it('names whom the policy names where nobody is likelier', () => {
    const of = { evidence: [] };
    assert.equal(page({ kind: 'issue', url: 'https://github.com/contoso/mcp-registry', assignees: ['@grace'] }, of).query['assignees'], 'grace');
    assert.equal(page({ kind: 'issue', url: 'https://github.com/contoso/mcp-registry', assignees: ['@grace'] }).query['assignees'], 'ada');
    assert.equal(page({ kind: 'issue', url: 'https://github.com/contoso/mcp-registry' }, of).query['assignees'], undefined);
  });

  it('is GitLab’s, with quick actions for people and labels', () => {
    const { prepared, query } = page({ kind: 'issue', url: 'https://gitlab.com/contoso/registry', labels: ['mcp'], template: 'Registration' });
    assert.equal(prepared.link, 'https://gitlab.com/contoso/registry/-/issues/new');
    assert.equal(query['issue[title]'], 'MCP server registration: ledger');
    assert.equal(query['issuable_template'], 'Registration');
    assert.match(query['issue[description]']!, /\n\/assign @ada\n\n\/label ~"mcp"\n$/);
  });

  it('is Azure DevOps’ work item, as HTML, with a person by mail', () => {
    const { prepared, query } = page({ kind: 'issue', url: 'https://dev.azure.com/contoso/AI', labels: ['mcp', 'x'], template: 'User Story' }, { people: ['ada@contoso.com', '@grace'], name: '<b>x</b>' });
    assert.equal(prepared.link, 'https://dev.azure.com/contoso/AI/_workitems/create/User%20Story');
    assert.deepEqual([query['[System.Title]'], query['[System.AssignedTo]'], query['[System.Tags]']], ['MCP server registration: b-x-/b', 'ada@contoso.com', 'mcp; x']);
    assert.doesNotMatch(query['[System.Description]']!.replace(/<\/?(?:p|pre)>/g, ''), /[<>]/);
  });
});

describe('names from a scanned file', () => {
  const hostile = ['@everyone', '`@all`', '```\n@all\n/close', '<img src=x onerror=alert(1)>', '](javascript:alert(1))', 'fixes #1', 'closes GH-1', '[skip ci]', 'x\r\nCo-authored-by: evil <e@e>', '-->', '/assign @root', '``` ` ``', '~~~', '$(touch x)', '&assignees=evil', '#frag?x=y', '\u202Egnp.exe', '😀'.repeat(80), '!!!'];

  it('mean nothing in a title', () => {
    const cases: [string, string][] = [['@everyone', 'everyone'], ['fixes #1', 'fixes-1'], ['[skip ci] x', 'skip-ci-x'], ['@contoso/ledger', 'contoso/ledger'], ['...', 'server'], ['', 'server'], ['größe', 'größe'], ['a&b=c#d?e', 'a-b-c-d-e'], ['weather_v2.1', 'weather_v2.1']];
    for (const [given, wanted] of cases) assert.equal(titleWord(given), wanted, given);
    for (const name of hostile) assert.doesNotMatch(titleWord(name), /[@#[\]`<>\s!~&]|^[/-]/, name);
  });

  it('stay words in a body and an address', () => {
    for (const name of hostile) {
      for (const target of [github, { kind: 'issue', url: 'https://github.com/contoso/r' }, { kind: 'issue', url: 'https://gitlab.com/contoso/r', labels: ['mcp'] }, { kind: 'repository', url: 'https://gitlab.com/contoso/r' }]) {
        const { prepared, query } = page(target, { name, evidence: [] });
        assert.equal(new URL(prepared.url).hash, '', name);
        assert.equal(query['assignees'], undefined, name);
        const text = query['body'] ?? query['description'] ?? query['issue[description]'] ?? query['commit_message']!;
        assert.deepEqual(outsideCode(text).match(/@\w+|<\w|\]\(|#\d|^\/(?!label)/gm) ?? [], [], `${name}\n${text}`);
      }
    }
  });

  it('cannot make a terminal or an editor show something else than what goes out', () => {
    const evil = '@a\u001b[2K\u001b[1A\n- Goes to: nowhere \u009b2J\u202Eteam\u007f';
    for (const target of [github, { kind: 'post', url: 'https://intake.contoso.com/mcp', name: 'AI \u202Eteam' }, { kind: 'issue', url: 'https://gitlab.com/contoso/r' }, { kind: 'api-center' }, { kind: 'backstage' }]) {
      const request = requestOf({ edited: filled({ 'detected.suggestedOwner': { value: evil, evidence: evil }, purpose: evil, '/description': evil, '/title': evil }) });
      const shown = previewOf(prepare(intakeTargetSchema.parse(target), request, { limits: usualLimits, version: '1.0.0' }), request);
      assert.doesNotMatch(shown, /(?!\n)[\p{Cc}\p{Cf}]|^- Goes to: nowhere/mu, target.kind);
      assert.match(shown, /^- Likely owner: @a\\u\{1B\}\[2K/m, target.kind);
    }
  });

  it('cannot hold whoever is to look at it', () => {
    for (const value of ['@ada\n/close', '@-x', '@a b@c', '@ada](x)', '@all;@x', '@' + 'a'.repeat(60), '@ada/../x', 'Mallory <@everyone>', '@a/b/c']) {
      const { query } = page({ kind: 'issue', url: 'https://github.com/contoso/r' }, { people: [value] });
      assert.equal(query['assignees'], undefined, value);
      assert.doesNotMatch(outsideCode(query['body']!), /Please review/, value);
    }
  });
});

describe('places that requests go to', () => {
  it('are called as the policy calls them', () => {
    assert.equal(targetName(intakeTargetSchema.parse({ ...github, name: 'AI platform' })), 'AI platform');
    assert.equal(targetName(intakeTargetSchema.parse(github)), 'Pull request to github.com/contoso/mcp-registry');
  });
});

/** Markdown without its code, as a host reads it for mentions and commands. */
function outsideCode(text: string): string {
  const lines: string[] = [];
  let fence = '';
  for (const line of text.split('\n')) {
    const mark = /^(`{3,})/.exec(line)?.[1];
    if (fence === '' && mark !== undefined) fence = mark;
    else if (fence !== '' && mark !== undefined && mark.length >= fence.length && line.trim() === mark) fence = '';
    else if (fence === '') lines.push(line);
  }
  return lines.join('\n').replace(/(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '');
}
