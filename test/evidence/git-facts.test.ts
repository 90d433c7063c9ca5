import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { gitFacts } from '../../src/host/evidence/git-facts.ts';

const secret = 'b7Qw93kdZp02mm4T';
const other = 'Lm04TbNpYw72RcVd';

describe('what git says of files', () => {
  let folder: string;
  const git = (...args: string[]): string => execFileSync('git', ['-C', folder, '-c', 'user.name=A', '-c', 'user.email=a@contoso.com', '-c', 'commit.gpgsign=false', ...args], { encoding: 'utf8', env: { ...process.env, GIT_AUTHOR_DATE: '2025-03-04T05:06:07Z', GIT_COMMITTER_DATE: '2025-03-04T05:06:07Z', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' } });
  const write = (name: string, text: string): void => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  };
  const ask = (envFiles: readonly string[], secrets: Record<string, string[]> = {}) => gitFacts(folder, { envFiles, secrets: new Map(Object.entries(secrets)) });

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'roll-call-git-'));
    git('init', '-q');
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('which environment files with a secret it holds, ignores, or would take', async () => {
    write('.env', `API_KEY=${secret}\n`);
    write('.env.local', `API_KEY=${secret}\n`);
    write('config/.env', `API_KEY=${secret}\n`);
    write('.env.example', 'API_KEY=<your key>\nTEAM=payments\n');
    write('.gitignore', '.env.local\n');
    git('add', '.env', '.env.example');
    const said = await ask(['.env', '.env.local', 'config/.env', '.env.example', 'missing.env', '../elsewhere.env']);
    assert.deepEqual([...said!.envFiles], [['.env', 'tracked'], ['.env.local', 'ignored'], ['config/.env', 'open']]);
  });

  it('since when a secret is committed, by its line’s last change', async () => {
    write('.mcp.json', `{\n  "a": 1,\n  "key": "${secret}"\n}\n`);
    git('add', '-A');
    git('commit', '-qm', 'one');
    const commit = git('rev-parse', 'HEAD').slice(0, 9);
    // Moved since, with another one added that is not committed.
    write('.mcp.json', `{\n  "new": "${other}",\n  "a": 1,\n  "key": "${secret}"\n}\n`);
    const said = await ask([], { '.mcp.json': [secret, other] });
    assert.deepEqual([...said!.committed].map(([way, since]) => [way, ...since]), [['.mcp.json', [secret, { date: '2025-03-04', commit }]]]);
  });

  it('the same from a folder below the repository’s', async () => {
    write('apps/one/.mcp.json', `{"key": "${secret}"}`);
    git('add', '-A');
    git('commit', '-qm', 'one');
    const said = await gitFacts(path.join(folder, 'apps', 'one'), { envFiles: [], secrets: new Map([['.mcp.json', [secret]]]) });
    assert.equal(said!.committed.get('.mcp.json')?.get(secret)?.date, '2025-03-04');
  });

  it('no date where the history is cut short', async () => {
    write('.mcp.json', `{"key": "${secret}"}`);
    git('add', '-A');
    git('commit', '-qm', 'one');
    write('.git/shallow', `${git('rev-parse', 'HEAD').trim()}\n`);
    assert.deepEqual((await ask([], { '.mcp.json': [secret] }))!.committed.get('.mcp.json')?.get(secret), {});
  });

  it('nothing outside a repository, of nothing asked, or before the first commit', async () => {
    assert.equal(await ask([]), undefined);
    assert.equal((await ask([], { '.mcp.json': [secret] }))!.committed.size, 0);
    fs.rmSync(path.join(folder, '.git'), { recursive: true });
    write('.env', `API_KEY=${secret}\n`);
    const said = await ask(['.env']);
    assert.equal(said?.envFiles.size ?? 0, 0);
  });

  it('starts nothing that the repository names, whatever it is', async () => {
    write('.mcp.json', `{"key": "${secret}"}`);
    write('.env', `API_KEY=${secret}\n`);
    write('.gitattributes', '* filter=x diff=x\n');
    git('add', '-A');
    git('commit', '-qm', 'one');
    const trap = path.join(folder, 'ran');
    for (const key of ['filter.x.clean', 'filter.x.smudge', 'filter.x.process', 'diff.x.textconv', 'diff.x.command', 'core.fsmonitor', 'core.pager', 'core.sshCommand']) git('config', key, `touch ${trap} ;`);
    write('.mcp.json', `{"key": "${secret}", "a": 1}`);
    const said = await ask(['.env'], { '.mcp.json': [secret] });
    assert.equal(said!.committed.get('.mcp.json')?.get(secret)?.date, '2025-03-04');
    assert.equal(said!.envFiles.get('.env'), 'tracked');
    assert.ok(!fs.existsSync(trap));
  });
});
