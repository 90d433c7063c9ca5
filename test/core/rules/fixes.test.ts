import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { assess, type Assessment } from '../../../src/core/assess.ts';
import { workspaceFileAt } from '../../../src/core/clients/clients.ts';
import { readConfigFile } from '../../../src/core/config/read.ts';
import { json } from '../../../src/core/config/json.ts';
import { noFacts, type Facts } from '../../../src/core/facts.ts';
import { compilePolicy } from '../../../src/core/policy/compile.ts';
import type { PolicyState } from '../../../src/core/policy/policy-state.ts';
import { readPolicy } from '../../../src/core/policy/read.ts';
import { render } from '../../../src/core/text/message.ts';
import { applyEdits } from '../../../src/core/text/edit.ts';

const none: PolicyState = { kind: 'none' };
const source = { at: '/p.json', kind: 'file', namedBy: 'setting' } as const;

function policy(...servers: unknown[]): PolicyState {
  const { document, problems } = readPolicy(JSON.stringify({ policyVersion: 1, serial: 1, issuer: 'com.contoso', issuedAt: '2026-11-20T09:00:00Z', defaults: { unknown: 'warn', minIdentity: 'version', whenStale: 'keep-last-then-warn' }, servers }), source.at);
  assert.deepEqual(problems, []);
  return { kind: 'ready', parts: [], policy: compilePolicy([{ document: document!, approves: true }]) };
}

const ledger = { id: 'ledger', state: 'approved', match: [{ package: { type: 'npm', name: '@contoso/ledger', versions: ['1.4.2'] } }] };

function look(text: string, state: PolicyState = none, file = '.vscode/mcp.json', facts: Facts = noFacts): Assessment {
  const known = workspaceFileAt(file)!;
  return assess({ files: [readConfigFile({ path: `/w/${file}`, root: '/w', known, live: true, content: { text } })], policy: state, facts, now: '2026-11-21T00:00:00Z' });
}

/** The text after the fix with that id, of the first finding that has it. */
function fixed(text: string, id: string, state: PolicyState = none, file = '.vscode/mcp.json', facts: Facts = noFacts): string {
  const { findings, files } = look(text, state, file, facts);
  const fix = findings.flatMap((finding) => finding.fixes).find((one) => one.id === id);
  assert.ok(fix, `no fix ${id}; there are ${findings.map((finding) => `${finding.ruleId}[${finding.fixes.map((one) => one.id).join()}]`).join(', ')}`);
  const edits = json.edits(text, files[0]!.tree!, fix.changes);
  assert.ok(edits);
  return applyEdits(text, edits);
}

function locked(name: string, version: string): Facts {
  return { folders: new Map([['/w', { locked: new Map([[name, { version, evidence: 'package-lock.json' }]]), installed: new Map(), registries: new Map() }]]) };
}

describe('fixes', () => {
  it('pin to the approved version, and the verdict is green', () => {
    const text = '{\r\n\t"servers": {\r\n\t\t// ours\r\n\t\t"l": { "command": "npx", "args": ["-y", "@contoso/ledger"] },\r\n\t}\r\n}';
    const after = fixed(text, 'pin-to-approved', policy(ledger));
    assert.equal(after, text.replace('@contoso/ledger"', '@contoso/ledger@1.4.2"'));
    assert.deepEqual(look(after, policy(ledger)).servers.map(({ verdict }) => verdict.state), ['approved']);
  });

  const pins: [string, unknown, string, string, string][] = [
    ['npx', { command: 'npx', args: ['-y', 'tool'] }, 'npm:tool', '2.1.0', '"tool@2.1.0"'],
    ['npx with a tag', { command: 'npx', args: ['-y', 'tool@latest'] }, 'npm:tool', '2.1.0', '"tool@2.1.0"'],
    ['npx with a range', { command: 'npx', args: ['-y', '@s/tool@^2.0.0'] }, 'npm:@s/tool', '2.1.0', '"@s/tool@2.1.0"'],
    ['npx --package=', { command: 'npx', args: ['--package=@s/tool', 'bin'] }, 'npm:@s/tool', '2.1.0', '"--package=@s/tool@2.1.0"'],
    ['pnpm dlx', { command: 'pnpm', args: ['dlx', 'tool'] }, 'npm:tool', '2.1.0', '"tool@2.1.0"'],
    ['uvx', { command: 'uvx', args: ['mcp-server-git'] }, 'pypi:mcp-server-git', '2025.12.18', '"mcp-server-git==2025.12.18"'],
    ['uvx @latest', { command: 'uvx', args: ['mcp-server-git@latest'] }, 'pypi:mcp-server-git', '2025.12.18', '"mcp-server-git@2025.12.18"'],
    ['uvx, name written otherwise', { command: 'uvx', args: ['MCP_Server.Git'] }, 'pypi:mcp-server-git', '2025.12.18', '"MCP_Server.Git==2025.12.18"'],
    ['mcp-remote', { command: 'npx', args: ['mcp-remote', 'https://h.example/mcp'] }, 'npm:mcp-remote', '0.1.38', '"mcp-remote@0.1.38"'],
  ];
  for (const [name, entry, known, version, expected] of pins) {
    it(`pin ${name} to the lock file's version`, () => {
      const text = JSON.stringify({ servers: { x: entry } });
      const after = fixed(text, 'pin-to-locked', none, '.vscode/mcp.json', locked(known, version));
      assert.ok(after.includes(expected), after);
      assert.ok(!look(after).findings.some((finding) => finding.ruleId === 'unpinned-package'));
    });
  }

  it('move a secret to an input in VS Code files', () => {
    const text = `{
  "servers": {
    "x": {
      "type": "http",
      "url": "https://h.example/mcp", // the team's
      "headers": { "Authorization": "Bearer b7Qw93kdZp02mm4T" }
    }
  }
}
`;
    assert.equal(
      fixed(text, 'move-to-input'),
      `{
  "servers": {
    "x": {
      "type": "http",
      "url": "https://h.example/mcp", // the team's
      "headers": { "Authorization": "Bearer \${input:x-authorization}" }
    }
  },
  "inputs": [
    {
      "type": "promptString",
      "id": "x-authorization",
      "description": "Authorization for x",
      "password": true
    }
  ]
}
`,
    );
  });

  it('move a secret to the environment elsewhere, in each client’s own spelling', () => {
    const text = '{"mcpServers":{"x":{"command":"tool","args":["--api-key=b7Qw93kdZp02mm4T"]}}}';
    assert.equal(fixed(text, 'move-to-environment', none, '.mcp.json'), text.replace('b7Qw93kdZp02mm4T', '${API_KEY}'));
    assert.equal(fixed(text, 'move-to-environment', none, '.cursor/mcp.json'), text.replace('b7Qw93kdZp02mm4T', '${env:API_KEY}'));
  });

  it('are not offered in a text that is still being typed', () => {
    const { findings } = look('{"servers":{"x":{"command":"npx","args":["-y","tool"]}},');
    assert.ok(findings.length > 0);
    assert.deepEqual(findings.flatMap((finding) => finding.fixes), []);
  });

  it('never show a secret, in message, title, note or elsewhere', () => {
    const secret = 'b7Qw93kdZp02mm4TxY';
    fc.assert(
      fc.property(fc.constantFrom('env', 'headers', 'args', 'url', 'login'), fc.constantFrom('API_KEY', 'x-token', 'password', 'Authorization'), fc.constantFrom('.vscode/mcp.json', '.mcp.json', '.cursor/mcp.json'), (where, name, file) => {
        const entry =
          where === 'env'
            ? { command: 'a', env: { [name]: secret } }
            : where === 'headers'
              ? { url: 'https://h.example', headers: { [name]: secret } }
              : where === 'args'
                ? { command: 'a', args: [`--${name}=${secret}`] }
                : where === 'url'
                  ? { url: `https://h.example/?${name}=${secret}` }
                  : { url: `https://me:${secret}@h.example/` };
        const { findings } = look(JSON.stringify({ [file === '.vscode/mcp.json' ? 'servers' : 'mcpServers']: { x: entry } }), none, file);
        const own = findings.filter((finding) => finding.ruleId === 'literal-secret');
        assert.equal(own.length, 1);
        for (const { message, fixes } of findings) {
          for (const shown of [message, ...fixes.flatMap((fix) => [fix.title, ...(fix.note ? [fix.note] : [])])]) assert.ok(!render(shown).includes(secret));
          assert.ok(!JSON.stringify(fixes).includes(secret));
        }
      }),
    );
  });

  it('keep to one diagnostic for one decision', () => {
    const text = JSON.stringify({ servers: { l: { command: 'npx', args: ['-y', '@contoso/ledger'] }, o: { command: 'bash', args: ['-c', 'x'] }, u: { command: 'npx', args: ['-y', 'unknown@1.0.0'] } } });
    const { findings } = look(text, policy(ledger));
    assert.deepEqual(findings.map((finding) => finding.ruleId), ['not-approved', 'not-approved', 'not-approved']);
  });

  it('say nothing of verdicts without a policy', () => {
    const { findings, servers, summary } = look(JSON.stringify({ servers: { u: { command: 'npx', args: ['-y', 'unknown@1.0.0'] } } }));
    assert.deepEqual(findings, []);
    assert.deepEqual(servers.map(({ verdict }) => [verdict.state, verdict.code]), [['unknown', 'no-policy']]);
    assert.equal(summary.notApproved, 0);
  });
});
