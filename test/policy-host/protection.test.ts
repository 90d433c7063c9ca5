import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { render } from '../../src/core/text/message.ts';
import { Judged } from '../../src/host/files/judged.ts';
import { exposures, unprotected, type FileSystem } from '../../src/host/policy/protection.ts';
import { tempFolder } from '../files/temp.ts';

interface Thing {
  readonly uid?: number;
  readonly mode?: number;
  readonly to?: string;
  readonly file?: true;
}

/** A file system of which only owners, modes and links are known; what is not named is a folder of root. */
function system(things: Readonly<Record<string, Thing | null>>, more: Partial<FileSystem> = {}): FileSystem {
  return {
    platform: 'linux',
    uid: 1000,
    lstat: (file) => {
      const thing = things[file];
      if (thing === null) return undefined;
      const { uid = 0, mode = 0o755, to, file: isFile } = thing ?? {};
      return { uid, mode, isSymbolicLink: () => to !== undefined, isDirectory: () => to === undefined && !isFile } as fs.Stats;
    },
    readlink: (file) => things[file]!.to!,
    openToWrite: () => undefined,
    ...more,
  };
}

const file = '/etc/mcp-roll-call/policy.json';
const good: Thing = { file: true, mode: 0o644 };

(path.sep === '/' ? describe : describe.skip)('whether a policy file is protected from the user', () => {
  const cases: [name: string, things: Readonly<Record<string, Thing | null>>, why: string | undefined][] = [
    ['root’s, readable by all', { [file]: good }, undefined],
    ['root’s alone', { [file]: { file: true, mode: 0o600 } }, undefined],
    ['of the user', { [file]: { ...good, uid: 1000 } }, `${file} does not belong to root`],
    ['writable by its group', { [file]: { file: true, mode: 0o664 } }, `${file} can be changed by its group`],
    ['writable by anyone', { [file]: { file: true, mode: 0o646 } }, `${file} can be changed by anyone on this machine`],
    ['in a folder of the user', { [file]: good, '/etc/mcp-roll-call': { uid: 1000 } }, '/etc/mcp-roll-call does not belong to root'],
    ['in a folder that a group may write to', { [file]: good, '/etc/mcp-roll-call': { mode: 0o775 } }, '/etc/mcp-roll-call can be changed by its group'],
    ['below a folder that anyone may write to', { [file]: good, '/etc': { mode: 0o777 } }, '/etc can be changed by anyone on this machine'],
    ['in a folder like /tmp, whose sticky bit does not help', { [file]: good, '/etc/mcp-roll-call': { mode: 0o1777 } }, '/etc/mcp-roll-call can be changed by anyone on this machine'],
    ['not there', { [file]: null }, `${file} is not there`],
    ['a link to one of root’s', { [file]: { to: '/usr/share/policy.json', uid: 1000, mode: 0o777 }, '/usr/share/policy.json': good }, undefined],
    ['a link to one of the user’s', { [file]: { to: '/home/u/policy.json' }, '/home/u': { uid: 1000 }, '/home/u/policy.json': good }, '/home/u does not belong to root'],
    ['a link to one of root’s in a folder of the user', { [file]: { to: '../../home/u/policy.json' }, '/home/u': { uid: 1000 }, '/home/u/policy.json': good }, '/home/u does not belong to root'],
    ['its folder a link, to a folder that holds a link of the user', { '/etc/mcp-roll-call': { to: '/opt/x/mrc' }, '/opt/x': { uid: 1000 }, '/opt/x/mrc': { to: '/usr/share' }, '/usr/share/policy.json': good }, '/opt/x does not belong to root'],
    ['links in a circle', { [file]: { to: file } }, 'who can change it could not be told (ELOOP)'],
  ];
  for (const [name, things, why] of cases) {
    it(`${why === undefined ? 'is' : 'is not'}: ${name}`, () => {
      const message = unprotected(file, system(things));
      assert.equal(message && render(message), why);
    });
  }

  it('on Windows it is where it cannot be opened for writing', () => {
    const refusing = (code: string): FileSystem => system({}, { platform: 'win32', uid: undefined, openToWrite: () => { throw Object.assign(new Error('x'), { code }); } });
    assert.equal(unprotected(file, refusing('EPERM')), undefined);
    assert.equal(unprotected(file, refusing('EACCES')), undefined);
    assert.equal(render(unprotected(file, refusing('EBUSY'))!), 'who can change it could not be told (EBUSY)');
    assert.equal(render(unprotected(file, system({}, { platform: 'win32', uid: undefined }))!), 'you can write to it');
  });

  it('a real file that anyone may write to is not', () => {
    const temp = tempFolder();
    try {
      const real = temp.write('policy.json', '{}');
      fs.chmodSync(real, 0o666);
      assert.match(render(unprotected(real)!), /does not belong to root|can be changed by/);
    } finally {
      temp.remove();
    }
  });
});

(path.sep === '/' ? describe : describe.skip)('what is said of a policy file that somebody named', () => {
  const mine = '/home/u/policy.json';
  const own: Thing = { file: true, mode: 0o644, uid: 1000 };
  const cases: [name: string, things: Readonly<Record<string, Thing | null>>, said: readonly RegExp[]][] = [
    ['nothing of one’s own', { '/home/u': { uid: 1000 }, [mine]: own }, []],
    ['nothing of root’s', { [mine]: good }, []],
    ['nothing of one that a group may write to: many systems give each user one', { '/home/u': { uid: 1000, mode: 0o775 }, [mine]: { ...own, mode: 0o664 } }, []],
    ['nothing where a folder above is a link', { '/home': { to: '/usr/home' }, '/usr/home/u/policy.json': own }, []],
    ['nothing in a sticky folder', { '/home/u': { mode: 0o1777 }, [mine]: own }, []],
    ['nothing of one that is not there', { [mine]: null }, []],
    ['attack: a link', { [mine]: { to: '/srv/other.json', uid: 1000 }, '/srv/other.json': good }, [/^It is a link to \/srv\/other\.json: whoever can change that file changes the policy\.$/]],
    ['attack: writable for all', { [mine]: { ...own, mode: 0o666 } }, [/^Anyone on this machine can change it: \/home\/u\/policy\.json is writable for all/]],
    ['attack: in a folder that is writable for all', { '/home/u': { uid: 1000, mode: 0o777 }, [mine]: own }, [/: \/home\/u is writable for all/]],
    ['attack: writable for all, in a sticky folder', { '/home/u': { mode: 0o1777 }, [mine]: { ...own, mode: 0o646 } }, [/: \/home\/u\/policy\.json is writable for all/]],
    ['attack: of somebody else', { [mine]: { ...own, uid: 1001 } }, [/^Another user of this machine can change it: \/home\/u\/policy\.json belongs to them\.$/]],
    ['attack: a link to a file of somebody else that is writable for all', { [mine]: { to: '/srv/o.json', uid: 1000 }, '/srv/o.json': { file: true, uid: 7, mode: 0o666 } }, [/is a link/, /writable for all/, /Another user/]],
  ];
  for (const [name, things, said] of cases) {
    it(name, () => {
      const found = exposures(mine, system(things)).map(render);
      assert.equal(found.length, said.length, found.join('\n'));
      said.forEach((one, i) => assert.match(found[i]!, one));
    });
  }

  it('a real one that is writable for all', () => {
    const temp = tempFolder();
    try {
      const real = temp.write('policy.json', '{}');
      fs.chmodSync(real, 0o666);
      assert.ok(exposures(real).map(render).some((said) => said.startsWith('Anyone on this machine can change it: ')));
    } finally {
      temp.remove();
    }
  });
});

describe('what is judged brings nothing that it is judged by', () => {
  let temp: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    temp = tempFolder();
    temp.write('repo/.git/HEAD', '');
    temp.write('repo/sub/.vscode/mcp.json', '{}');
    temp.write('repo/policy.json', '{}');
    temp.write('outside/policy.json', '{}');
  });
  afterEach(() => temp.remove());
  const at = (...parts: string[]): string => path.join(temp.folder, ...parts);
  const holding = (file: string, folders: readonly string[], env: Record<string, string> = {}, home = at('home')): string | undefined => new Judged(folders, { platform: 'linux', home, env }).holding(file);

  it('a file in an open folder, there or not yet', () => {
    assert.equal(holding(at('repo/policy.json'), [at('repo')]), at('repo'));
    assert.equal(holding(at('repo/a/b/new.json'), [at('repo')]), at('repo'));
    assert.equal(holding(at('repo/../repo/policy.json'), [at('repo')]), at('repo'));
    assert.equal(holding(at('outside/policy.json'), [at('repo')]), undefined);
    assert.equal(holding(at('repository.json'), [at('repo')]), undefined);
    assert.equal(holding(at('repo/policy.json'), []), undefined);
  });

  it('a file elsewhere in the repository of which a part is open', () => {
    assert.equal(holding(at('repo/policy.json'), [at('repo/sub')]), at('repo'));
    assert.equal(holding(at('repo/sub/policy.json'), [at('repo/sub/.vscode/mcp.json')]), at('repo/sub'));
  });

  it('a link in either direction', function () {
    if (process.platform === 'win32') this.skip();
    fs.symlinkSync(at('repo'), at('way-in'));
    fs.symlinkSync(at('outside'), at('repo/way-out'));
    fs.symlinkSync(at('repo/policy.json'), at('outside/to-repo.json'));
    assert.equal(holding(at('way-in/policy.json'), [at('repo')]), at('repo'));
    assert.equal(holding(at('repo/policy.json'), [at('way-in')]), at('way-in'));
    assert.equal(holding(at('outside/to-repo.json'), [at('repo')]), at('repo'));
    // The repository decides where its own link leads.
    assert.equal(holding(at('repo/way-out/policy.json'), [at('repo')]), at('repo'));
  });

  it('but a home folder that is a repository is the user’s own', () => {
    temp.write('home/.git/HEAD', '');
    temp.write('home/code/a/x', '');
    assert.equal(holding(at('home/policy.json'), [at('home/code/a')]), undefined);
    assert.equal(holding(at('home/policy.json'), [at('home')]), at('home'));
    // But not where a variable says what home is, and the list of users says otherwise.
    assert.equal(holding(at('home/policy.json'), [at('home/code/a')], { HOME: at('home') }), at('home'));
  });
});
