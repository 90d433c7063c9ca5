import assert from 'node:assert/strict';
import { compileGemini } from '../../../../src/core/native/gemini/compile.ts';
import type { Compiled, Loss } from '../../../../src/core/native/compile/plan.ts';
import { planOf, type PlanOptions } from '../../../../src/core/native/compile/plan-of.ts';
import type { NativeSubject } from '../../../../src/core/native/native.ts';
import { render } from '../../../../src/core/text/message.ts';
import { now, policyOf } from '../../policy/subjects.ts';
import { inGemini, outcomes } from './settings.ts';

const npm = { package: { type: 'npm', name: '@contoso/ledger', versions: ['1.4.2'] } };
const approved = (match: object, id = 'com.contoso/ledger'): object => ({ id, state: 'approved', match: [match] });
const denied = (match: object): object => ({ id: 'no', state: 'denied', match: [match] });
const line = { command: 'npx', args: ['-y', '@contoso/ledger@1.4.2'] };
const ledger = inGemini('ledger', { ...line, env: { LEDGER_TOKEN: '${LEDGER_TOKEN}' } });

function compiled(servers: readonly object[], seen: readonly NativeSubject[] = [], more: Partial<PlanOptions> = {}): Compiled {
  return compileGemini(planOf(policyOf(...servers), { now, mode: 'allow-and-deny', seen, ...more }));
}
const settings = ({ files }: Compiled): unknown => JSON.parse(files[0]!.text);
const judged = (made: Compiled, ...subjects: readonly NativeSubject[]): string[] => outcomes({ system: settings(made) }, ...subjects);
const lossesOf = ({ losses }: Compiled, subject: NativeSubject, direction: Loss['direction']): string[] => losses.filter((loss) => loss.direction === direction && loss.covers(subject)).map(({ message }) => render(message));

describe('a policy as system settings of Gemini CLI', () => {
  it('allows names and defines what starts under each; variables come from whoever starts it', () => {
    const made = compiled([approved(npm), approved({ url: { host: 'mcp.contoso.com', path: '/mcp' } }, 'com.contoso/docs')], [ledger]);
    assert.deepEqual(settings(made), {
      mcp: { allowed: ['ledger', 'docs'] },
      mcpServers: { ledger: { ...line, env: { LEDGER_TOKEN: '${LEDGER_TOKEN}' } }, docs: { httpUrl: 'https://mcp.contoso.com/mcp' } },
    });
    assert.deepEqual(judged(made, ledger, inGemini('ledger', { command: 'npx', args: ['-y', 'evil'] }), inGemini('other', line)), ['allowed', 'blocked', 'blocked']);
  });

  it('never writes an empty list, which would allow everything', () => {
    const made = compiled([denied(npm)], []);
    assert.deepEqual(settings(made), { mcp: { allowed: ['mcp-roll-call-none'] }, mcpServers: { 'mcp-roll-call-none': {} } });
    assert.deepEqual(judged(made, ledger, inGemini('x', { command: 'y' }), inGemini('mcp-roll-call-none', { command: 'evil' })), ['blocked', 'blocked', 'blocked']);
  });

  it('excludes denied names, and those of denied servers in use unless an approved one has them', () => {
    const evil = inGemini('evil', { command: 'npx', args: ['-y', 'evil'] });
    const shared = inGemini('ledger', { command: 'npx', args: ['-y', 'evil'] });
    const servers = [approved(npm), denied({ package: { type: 'npm', name: 'evil' } }), denied({ serverName: 'bad' })];
    for (const mode of ['allow-and-deny', 'deny-only'] as const) assert.deepEqual((settings(compiled(servers, [ledger, evil, shared], { mode })) as { mcp: { excluded: string[] } }).mcp.excluded, ['bad', 'evil'], mode);
    const made = compiled(servers, [ledger, evil, shared], { mode: 'deny-only' });
    assert.deepEqual(judged(made, ledger, evil, shared), ['allowed', 'blocked', 'allowed']);
    assert.match(lossesOf(made, shared, 'lets-through').join('\n'), /what is denied starts under any name but these \(bad, evil\)/);
    assert.deepEqual(lossesOf(made, evil, 'lets-through'), []);
  });

  it('a declaration that is not approved as it stands defines nothing', () => {
    const loaded = inGemini('ledger', { ...line, env: { NODE_OPTIONS: '--require ./x.js' } });
    const made = compiled([approved(npm)], [loaded]);
    assert.deepEqual(settings(made), { mcp: { allowed: ['ledger'] }, mcpServers: { ledger: line } });
    assert.deepEqual(judged(made, loaded), ['blocked']);
  });

  it('what has a `$` in it, or the name of a server of Gemini CLI’s own, is not defined', () => {
    const made = compiled([approved({ serverCommand: ['node', '$HOME/x.js'] }), approved(npm, 'com.contoso/mcp')], []);
    assert.deepEqual(settings(made), { mcp: { allowed: ['mcp-roll-call-none'] }, mcpServers: { 'mcp-roll-call-none': {} } });
  });

  it('tells what a definition takes from people, and only of what is approved', () => {
    const made = compiled([approved(npm), approved({ url: { host: 'mcp.contoso.com', path: '/mcp', pathMatch: 'prefix' } }, 'com.contoso/docs')], [inGemini('ledger', line)]);
    assert.match(lossesOf(made, inGemini('ledger', { ...line, env: { LEDGER_TOKEN: 'x' } }), 'blocks').join('\n'), /holds only the variables that were in use/);
    assert.match(lossesOf(made, inGemini('books', line), 'blocks').join('\n'), /only under the names that stand in the file \(ledger\)/);
    assert.match(lossesOf(made, inGemini('docs', { url: 'https://mcp.contoso.com/mcp/v1' }), 'blocks').join('\n'), /nothing like “all below this one”: of mcp\.contoso\.com/);
    assert.deepEqual(lossesOf(made, inGemini('ledger', { command: 'npx', args: ['-y', 'evil'] }), 'blocks'), []);
    assert.deepEqual(lossesOf(made, inGemini('ledger', line), 'blocks'), []);
  });

  it('tells how the lists can be set aside', () => {
    const messages = compiled([approved(npm)], []).losses.filter(({ direction }) => direction === 'lets-through').map(({ message }) => render(message));
    assert.ok(messages.some((message) => message.includes('--allowed-mcp-server-names')));
    assert.ok(messages.some((message) => message.includes('void this list')));
    assert.ok(compileGemini(planOf(policyOf(approved(npm)), { now, mode: 'allow-and-deny', seen: [] })).delivery[0]!.includes('starts every server that this file defines'));
  });
});
