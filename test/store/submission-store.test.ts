import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Environment } from '../../src/core/clients/client.ts';
import type { Submission } from '../../src/core/intake/submission.ts';
import { render } from '../../src/core/text/message.ts';
import { SubmissionStore } from '../../src/host/store/submission-store.ts';
import { declared } from '../core/manifest/declared.ts';
import { tempFolder } from '../files/temp.ts';

let temp: ReturnType<typeof tempFolder>;
const at = (...parts: string[]): string => path.join(temp.folder, ...parts);
const environment = (env: Record<string, string> = {}): Environment => ({ platform: 'linux', home: at('home'), env });
const identity = (spec: string) => declared({ command: 'npx', args: ['-y', spec] }).identity;
const asked: Submission = { at: '2026-11-18T09:00:00Z', wanted: 'registration', kind: 'post', link: 'https://intake.contoso.com/7?x=1', reference: '7', label: 'ledger', what: 'npm package ledger 1.0.0' };

function opened(env: Record<string, string> = {}, judged: readonly string[] = [at('repo')]): SubmissionStore {
  const store = SubmissionStore.of(environment(env), judged);
  if ('refused' in store) throw new Error(render(store.refused));
  return store;
}

describe('the store of submissions', () => {
  beforeEach(() => {
    temp = tempFolder();
    fs.mkdirSync(at('home'));
    fs.mkdirSync(at('repo'));
  });
  afterEach(() => temp.remove());

  it('remembers what was asked for, of the very thing alone', async () => {
    await opened().add(identity('ledger@1.0.0'), '/w', asked);
    const { submissions, all } = opened().read();
    assert.deepEqual(submissions.of(identity('ledger@1.0.0'), { root: '/elsewhere' }), asked);
    assert.equal(submissions.of(identity('ledger@1.0.1'), { root: '/w' }), undefined);
    assert.deepEqual(all, [asked]);
    assert.doesNotMatch(fs.readFileSync(opened().file, 'utf8'), /"\/w"/);
  });

  it('has one submission of a thing: the last', async () => {
    await opened().add(identity('ledger@1.0.0'), '/w', asked);
    await opened().add(identity('ledger@1.0.0'), '/w', { ...asked, at: '2026-11-20T09:00:00Z' });
    assert.deepEqual(opened().read().all.map((one) => one.at), ['2026-11-20T09:00:00Z']);
  });

  it('is closed by one of several who try', async () => {
    await opened().add(identity('ledger@1.0.0'), '/w', asked);
    const about = [{ identity: identity('ledger@1.0.0'), root: '/w' }, { identity: identity('other@1.0.0'), root: '/w' }];
    const results = await Promise.all([opened().close(about), opened().close(about)]);
    assert.deepEqual(results.map(({ closed }) => closed.join()).toSorted((a, b) => a.localeCompare(b)), ['false,false', 'true,false']);
    assert.deepEqual(opened().read().all, []);
  });

  it('remembers nothing of what hides what it launches', async () => {
    const hidden = declared({ command: 'sh', args: ['-c', 'npx ledger@1.0.0'] }).identity;
    assert.equal(await opened().add(hidden, '/w', asked), undefined);
    assert.equal(fs.existsSync(opened().file), false);
  });

  it('is not taken from where a repository could bring it', async () => {
    await opened({ MCP_ROLL_CALL_STATE: at('repo/.state') }, [at('other')]).add(identity('ledger@1.0.0'), '/w', asked);
    const refusal = (env: Record<string, string>, judged: readonly string[]): string => {
      const store = SubmissionStore.of(environment(env), judged);
      assert.ok('refused' in store, JSON.stringify(env));
      return render(store.refused);
    };
    assert.match(refusal({ MCP_ROLL_CALL_STATE: at('repo/.state') }, [at('repo')]), /a repository must not say that somebody asked/);
    assert.match(refusal({ XDG_STATE_HOME: at('repo') }, [at('repo/.vscode/mcp.json')]), /must not say/);
    fs.mkdirSync(at('repo/.state'), { recursive: true });
    fs.symlinkSync(at('repo/.state'), at('link'));
    assert.match(refusal({ MCP_ROLL_CALL_STATE: at('link') }, [at('repo')]), /must not say/);
    fs.mkdirSync(at('state'));
    fs.symlinkSync(at('repo/.state/submissions.json'), at('state/submissions.json'));
    assert.match(refusal({ MCP_ROLL_CALL_STATE: at('state') }, [at('repo')]), /must not say/);
    assert.match(refusal({ MCP_ROLL_CALL_STATE: './state' }, [at('repo')]), /not an absolute path/);
  });

  it('leaves out what it did not write so itself, and sets aside what is damaged', async () => {
    await opened().add(identity('ledger@1.0.0'), '/w', asked);
    const file = opened().file;
    const stored = JSON.parse(fs.readFileSync(file, 'utf8')) as { value: Record<string, unknown> };
    const [key] = Object.keys(stored.value);
    const odd: unknown[] = [null, 7, {}, { ...asked, at: 'soon' }, { ...asked, link: 'javascript:alert(1)' }, { ...asked, link: 'http://evil.example/' }, { ...asked, wanted: 'approval' }, { ...asked, label: 'x'.repeat(999) }, { ...asked, until: 'never' }];
    for (const value of odd) {
      fs.writeFileSync(file, JSON.stringify({ ...stored, value: { [key!]: value, short: asked } }));
      assert.deepEqual(opened().read().all, [], JSON.stringify(value));
    }
    fs.writeFileSync(file, '{');
    assert.match(render(opened().read().setAside!), /is damaged/);
  });
});
