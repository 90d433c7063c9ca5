import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { assess, type Assessment } from '../../../src/core/assess.ts';
import { workspaceFileAt } from '../../../src/core/clients/clients.ts';
import { pointer, valueOf } from '../../../src/core/config/node.ts';
import { readPlace } from '../../../src/core/config/read-place.ts';
import { syntaxOf } from '../../../src/core/config/syntaxes.ts';
import type { Facts } from '../../../src/core/facts.ts';
import { render } from '../../../src/core/text/message.ts';
import { applyEdits } from '../../../src/core/text/edit.ts';

const facts: Facts = { folders: new Map([['/w', { locked: new Map([['npm:@scope/pkg', { version: '2.3.4', evidence: 'package-lock.json' }]]), installed: new Map(), registries: new Map() }]]) };
const secret = 'b7Qw93kdZp02mm4TxY';

/** How three servers are written in each client's file: one whose package has no version, one with a secret, one that is called over plain HTTP. */
interface Style { readonly comment: string; readonly indent: string; readonly spaced: boolean }
const files: Readonly<Record<string, (style: Style) => string>> = {
  '.roo/mcp.json': ({ indent, spaced }) => {
    const s = spaced ? ' ' : '';
    return `{\n${indent}"mcpServers":${s}{\n${indent}${indent}"a":${s}{"command":${s}"npx",${s}"args":${s}["-y",${s}"@scope/pkg"]},\n${indent}${indent}"b":${s}{"command":${s}"uvx",${s}"args":${s}["x==1.0"],${s}"env":${s}{"API_KEY":${s}"${secret}"}},\n${indent}${indent}"c":${s}{"type":${s}"streamable-http",${s}"url":${s}"http://h.example/mcp"}\n${indent}}\n}\n`;
  },
  '.codex/config.toml': ({ comment, spaced }) => {
    const eq = spaced ? ' = ' : '=';
    return `model${eq}"gpt-5" # ${comment}\n\n[mcp_servers.a]\n# ${comment}\ncommand${eq}"npx"\nargs${eq}["-y",  '@scope/pkg'] # ${comment}\n\n[mcp_servers."b"]\ncommand${eq}"uvx"\nargs${eq}[\n  "x==1.0", # ${comment}\n]\n[mcp_servers."b".env]\nAPI_KEY${eq}"${secret}"\n\n[mcp_servers.c]\nurl${eq}"http://h.example/mcp" # ${comment}\n`;
  },
  '.continue/mcpServers/x.yaml': ({ comment, spaced }) => {
    const list = spaced ? '  ' : '';
    return `name: x # ${comment}\nmcpServers:\n${list}- name: a\n${list}  command: npx # ${comment}\n${list}  args: [-y,   "@scope/pkg"]\n${list}- name: b\n${list}  command: uvx\n${list}  args:\n${list}    - x==1.0 # ${comment}\n${list}  env:\n${list}    API_KEY: ${secret}   # ${comment}\n${list}- name: c\n${list}  type: streamable-http\n${list}  url: http://h.example/mcp # ${comment}\n`;
  },
  '.github/agents/x.md': ({ comment, indent, spaced }) => {
    const i = indent === '\t' ? '  ' : indent;
    const q = spaced ? "'" : '"';
    return `---\nname: x\nmcp-servers: # ${comment}\n${i}a:\n${i}${i}type: local\n${i}${i}command: npx\n${i}${i}args: [${q}-y${q}, ${q}@scope/pkg${q}]\n${i}b:\n${i}${i}type: local\n${i}${i}command: uvx\n${i}${i}args: [x==1.0]\n${i}${i}env: { API_KEY: ${secret} } # ${comment}\n${i}c: { type: http, url: ${q}http://h.example/mcp${q} }\n---\n# Notes: a b\n`;
  },
};

async function look(path: string, text: string): Promise<Assessment> {
  const file = await readPlace({ path: `/w/${path}`, root: '/w', known: workspaceFileAt(`/w/${path}`)!, live: true, content: { text } });
  assert.equal(file.status, 'read', file.reason && render(file.reason));
  return assess({ files: [file], policy: { kind: 'none' }, facts, now: '2026-11-21T00:00:00Z' });
}

const style = fc.record({ comment: fc.constantFrom('ours', 'é😀 "x" [y] = #', '---', "it's: a"), indent: fc.constantFrom('  ', '    ', '\t'), spaced: fc.boolean() });

describe('fixes, in every syntax', () => {
  for (const [path, write] of Object.entries(files)) {
    it(`change only what they are about, and are done once made: ${path}`, async () => {
      const made = new Set<string>();
      await fc.assert(
        fc.asyncProperty(style, fc.constantFrom('\n', '\r\n'), fc.boolean(), async (given, eol, bom) => {
          const text = (bom && path !== '.github/agents/x.md' ? '\ufeff' : '') + write(given).replaceAll('\n', eol);
          const before = await look(path, text);
          const file = before.files[0]!;
          assert.deepEqual(before.servers.map(({ declaration }) => declaration.name), ['a', 'b', 'c']);
          for (const finding of before.findings) {
            for (const fix of finding.fixes) {
              const edits = syntaxOf(file.syntax)!.edits(text, file.tree!, fix.changes);
              assert.ok(edits, `${finding.ruleId} ${fix.id} cannot be made`);
              made.add(`${finding.ruleId} ${fix.id}`);
              const after = applyEdits(text, edits);
              const then = await look(path, after);
              assert.ok(!then.findings.some(({ ruleId, at }) => ruleId === finding.ruleId && pointer(at) === pointer(finding.at)), `${fix.id} leaves ${finding.ruleId}`);
              // Every other server says what it said, and what was not of the finding's line stands as it was.
              const own = pointer(finding.server!);
              const others = ({ servers }: Assessment): unknown => servers.filter(({ declaration }) => pointer(declaration.path) !== own).map(({ declaration: { name, command, args, env, url } }) => ({ name, command, args, env, url }));
              assert.deepEqual(others(then), others(before));
              assert.equal((valueOf(then.files[0]!.tree) as { name?: unknown }).name, (valueOf(file.tree) as { name?: unknown }).name);
              assert.equal(after.split(eol).length - text.split(eol).length, edits.reduce((sum, { newText }) => sum + newText.split(eol).length - 1, 0));
              if (fix.changes.length === 1 && fix.changes[0]!.op === 'replace') {
                assert.deepEqual(after.split(eol).filter((line, i) => line !== text.split(eol)[i]).length, 1, 'more than one line is another');
              }
            }
          }
        }),
        { numRuns: 40 },
      );
      assert.ok(made.has('unpinned-package pin-to-locked') && [...made].some((one) => one.startsWith('plain-http ')), [...made].join(', '));
    });
  }
});
