import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { findGit } from '../../src/host/evidence/find-git.ts';
import { likelyAuthor } from '../../src/host/evidence/git-history.ts';
import { folderWith, put, removeFolders } from './temporary.ts';

const file = '.vscode/mcp.json';

function git(folder: string, args: readonly string[], input = ''): string {
  return execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', input, stdio: ['pipe', 'pipe', 'ignore'], env: { PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_NOSYSTEM: '1' } }).trim();
}

/** A repository in which each of these people changed the config file once, the last one last. */
function repository(...people: readonly string[]): string {
  const folder = folderWith({});
  git(folder, ['init', '-q', '-b', 'main']);
  people.forEach((person, i) => {
    put(folder, { [file]: `{"n": ${i}}` });
    git(folder, ['add', '.']);
    commit(folder, person);
  });
  return folder;
}

function commit(folder: string, person: string): void {
  git(folder, ['-c', 'user.name=Committer', '-c', 'user.email=c@contoso.com', '-c', 'commit.gpgSign=false', 'commit', '-q', '--no-verify', '--allow-empty', '-m', 'change', `--author=${person}`]);
}

const jane = 'Jane <jane@contoso.com>';
const joe = 'Joe <joe@contoso.com>';

describe('a file’s likely author', () => {
  after(removeFolders);

  it('is who changed it most', async () => {
    assert.deepEqual(await likelyAuthor(repository(jane, joe, jane, joe, jane), file), { author: jane, commits: 3, of: 5 });
  });

  it('is of two the one who changed it last', async () => {
    assert.equal((await likelyAuthor(repository(jane, joe), file))?.author, joe);
  });

  it('is a person', async () => {
    assert.deepEqual(await likelyAuthor(repository(jane, 'dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>', 'Renovate Bot <renovate@whitesource.example>', 'renovate[bot] <x@y.example>'), file), { author: jane, commits: 1, of: 4 });
    assert.equal(await likelyAuthor(repository('github-actions[bot] <x@y.example>'), file), undefined);
  });

  it('is told by changes to this very file', async () => {
    const folder = repository(jane);
    put(folder, { 'other.txt': 'x', '.vscode/mcp2.json': 'y' });
    git(folder, ['add', '.']);
    commit(folder, joe);
    commit(folder, joe);
    assert.deepEqual(await likelyAuthor(folder, file), { author: jane, commits: 1, of: 1 });
    for (const way of ['gone.json', ':/', ':(glob)**', '-n', '--output=x', '', '..', '/etc/passwd', '\0']) assert.equal(await likelyAuthor(folder, way), undefined, way);
    assert.ok(!fs.existsSync(path.join(folder, 'x')));
  });

  it('shows no character that is not seen', async () => {
    const author = (await likelyAuthor(repository('J\u202ean\u001be <jane@contoso.com>'), file))?.author;
    assert.equal(author, 'J\\u{202E}an\\u{1B}e <jane@contoso.com>');
    assert.equal((await likelyAuthor(repository('Jane <not an address>'), file))?.author, 'Jane');
    assert.equal((await likelyAuthor(repository(`${'x'.repeat(5000)} <jane@contoso.com>`), file))?.author.length, 81 + 19);
  });

  it('is nobody outside of a repository, in an empty one, or without a folder', async () => {
    assert.equal(await likelyAuthor(folderWith({ [file]: '{}' }), file), undefined);
    assert.equal(await likelyAuthor(repository(), file), undefined);
    assert.equal(await likelyAuthor('/gone/for/good', file), undefined);
  });
});

describe('git in a hostile repository', () => {
  after(removeFolders);

  let folder: string;
  let marks: string;
  let trap: (name: string) => string;
  beforeEach(() => {
    folder = repository(jane);
    marks = folderWith({});
    trap = (name) => {
      const script = path.join(marks, `${name}.sh`);
      fs.writeFileSync(script, `#!/bin/sh\necho "$0" "$@" >> '${path.join(marks, name)}.ran'\nexit 1\n`, { mode: 0o755 });
      return script;
    };
  });
  const ran = (): string[] => fs.readdirSync(marks).filter((name) => name.endsWith('.ran')).map((name) => name.slice(0, -4)).toSorted();
  const config = (settings: Readonly<Record<string, string>>): void => {
    for (const [name, value] of Object.entries(settings)) git(folder, ['config', name, value]);
  };
  /** What git does when nobody takes care: the trap must be one. */
  const carelessly = (): void => {
    try {
      execFileSync('git', ['-C', folder, 'log', '-n', '50', '--format=%an', '--', file], { stdio: 'ignore', env: { PATH: process.env['PATH'], HOME: marks } });
    } catch {
      // The traps fail.
    }
  };

  function signedHead(): void {
    const tree = git(folder, ['rev-parse', 'HEAD^{tree}']);
    const signed = `tree ${tree}\nauthor ${jane} 1700000000 +0000\ncommitter ${jane} 1700000000 +0000\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----\n\nsigned\n`;
    git(folder, ['update-ref', 'HEAD', git(folder, ['hash-object', '-t', 'commit', '-w', '--stdin'], signed)]);
  }

  it('runs no program to check signatures', async () => {
    signedHead();
    config({ 'log.showSignature': 'true', 'gpg.program': trap('gpg') });
    carelessly();
    assert.deepEqual(ran(), ['gpg']);
    fs.rmSync(path.join(marks, 'gpg.ran'));
    assert.deepEqual(await likelyAuthor(folder, file), { author: jane, commits: 1, of: 1 });
    assert.deepEqual(ran(), []);
  });

  it('fetches nothing that the repository lacks, whatever transport it names', async () => {
    const script = trap('fetch');
    git(folder, ['config', 'extensions.partialClone', 'origin']);
    config({ 'core.repositoryFormatVersion': '1', 'remote.origin.promisor': 'true', 'remote.origin.url': `ext::${script} x`, 'protocol.ext.allow': 'always', 'protocol.allow': 'always', 'core.sshCommand': script, 'remote.origin.partialclonefilter': 'tree:0' });
    const tree = git(folder, ['rev-parse', 'HEAD^{tree}']);
    fs.rmSync(path.join(folder, '.git/objects', tree.slice(0, 2), tree.slice(2)));
    carelessly();
    assert.deepEqual(ran(), ['fetch']);
    fs.rmSync(path.join(marks, 'fetch.ran'));
    assert.equal(await likelyAuthor(folder, file), undefined);
    for (const url of ['ssh://h.example/x', `file://${marks}`, marks, 'https://h.example/x', `h.example:${marks}`]) {
      git(folder, ['config', 'remote.origin.url', url]);
      git(folder, ['config', 'remote.origin.uploadpack', script]);
      assert.equal(await likelyAuthor(folder, file), undefined);
    }
    assert.deepEqual(ran(), []);
  });

  it('runs nothing that any other setting, attribute or hook names', async () => {
    const names = ['core.fsmonitor', 'core.pager', 'pager.log', 'core.editor', 'core.askPass', 'core.gitProxy', 'core.alternateRefsCommand', 'diff.external', 'diff.x.textconv', 'diff.x.command', 'filter.x.clean', 'filter.x.smudge', 'filter.x.process', 'credential.helper', 'gpg.ssh.program', 'gpg.x509.program', 'sequence.editor', 'interactive.diffFilter', 'merge.x.driver', 'trailer.x.command', 'uploadpack.packObjectsHook', 'man.viewer'];
    config(Object.fromEntries(names.map((name) => [name, trap(name)])));
    config({ 'alias.log': `!${trap('alias')}`, 'log.follow': 'true', 'log.diffMerges': 'on', 'core.attributesFile': path.join(folder, 'attributes'), 'core.hooksPath': path.join(folder, 'hooks'), 'core.untrackedCache': 'true' });
    put(folder, { attributes: '* diff=x filter=x merge=x\n', '.gitattributes': '* diff=x filter=x merge=x\n', [file]: '{"changed": true}' });
    for (const hook of ['post-index-change', 'reference-transaction', 'pre-auto-gc', 'fsmonitor-watchman']) {
      put(folder, { [`hooks/${hook}`]: fs.readFileSync(trap(`hook-${hook}`), 'utf8') });
      fs.chmodSync(path.join(folder, 'hooks', hook), 0o755);
    }
    fs.writeFileSync(path.join(folder, '.git/objects/info/alternates'), `${path.join(folder, '.git/objects')}\n`);
    assert.deepEqual(await likelyAuthor(folder, file), { author: jane, commits: 1, of: 1 });
    assert.deepEqual(ran(), []);
  });

  it('takes no bare repository for one that lies in the folder as files', async () => {
    const outer = folderWith({});
    fs.cpSync(path.join(folder, '.git'), outer, { recursive: true });
    fs.appendFileSync(path.join(outer, 'config'), '[core]\nbare = true\n');
    assert.equal(await likelyAuthor(outer, file), undefined);
  });

  it('is led by no variable of git’s own', async () => {
    const other = repository(joe);
    const names = { GIT_DIR: path.join(other, '.git'), GIT_WORK_TREE: other, GIT_TRACE: path.join(marks, 'trace.ran'), GIT_EXTERNAL_DIFF: trap('diff'), GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'core.pager', GIT_CONFIG_VALUE_0: trap('pager'), GIT_PAGER: trap('pager2'), GIT_SSH_COMMAND: trap('ssh') };
    Object.assign(process.env, names);
    try {
      assert.deepEqual(await likelyAuthor(folder, file), { author: jane, commits: 1, of: 1 });
    } finally {
      for (const name of Object.keys(names)) delete process.env[name];
    }
    assert.deepEqual(ran(), []);
  });

  it('is never a git that the folder brings along, nor one at a place that depends on where we are', () => {
    put(folder, { 'bin/git': '#!/bin/sh\n' });
    fs.chmodSync(path.join(folder, 'bin/git'), 0o755);
    const elsewhere = folderWith({ git: '#!/bin/sh\n', 'not/git': 'x' });
    fs.chmodSync(path.join(elsewhere, 'git'), 0o755);
    const linked = folderWith({});
    fs.symlinkSync(path.join(folder, 'bin/git'), path.join(linked, 'git'));
    const here = process.cwd();
    process.chdir(elsewhere);
    try {
      assert.equal(findGit(folder, { PATH: ['.', ''].join(path.delimiter) }, process.platform), undefined);
    } finally {
      process.chdir(here);
    }
    assert.equal(findGit(folder, { PATH: ['.', '', 'bin', path.join(folder, 'bin'), linked, path.join(elsewhere, 'not'), elsewhere].join(path.delimiter) }, process.platform), path.join(elsewhere, 'git'));
    assert.equal(findGit(folder, { PATH: `.${path.delimiter}${path.join(folder, 'bin')}` }, process.platform), undefined);
    assert.equal(findGit(folder, {}, process.platform), undefined);
  });
});
