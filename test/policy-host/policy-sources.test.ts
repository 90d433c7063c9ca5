import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import fc from 'fast-check';
import type { FileSystem } from '../../src/host/policy/protection.ts';
import { realFileSystem } from '../../src/host/policy/protection.ts';
import { systemFolder } from '../../src/host/policy/well-known.ts';
import { decided, hour, kept, keySet, Machine, notes, pair, parts, policyText, problems, signed } from './keeping.ts';

(process.platform === 'win32' ? describe.skip : describe)('where policy comes from', () => {
  let machine: Machine;
  beforeEach(async () => {
    machine = await Machine.make();
  });
  afterEach(() => machine.close());
  const file = (name: string, text: string): string => machine.temp.write(name, text);
  const settings = (value: unknown): string => file('etc/settings.json', typeof value === 'string' ? value : JSON.stringify(value));
  /** As if an administrator had put the machine's folder and these files where nobody else can write. */
  const guarded = (...under: readonly string[]): FileSystem => ({
    ...realFileSystem,
    platform: 'win32',
    openToWrite: (one) => {
      if (under.some((folder) => one.startsWith(machine.at(folder)))) throw Object.assign(new Error('x'), { code: 'EPERM' });
    },
  });
  const read = (more: Parameters<Machine['keeper']>[0] = {}): ReturnType<ReturnType<Machine['keeper']>['read']> => machine.keeper(more).read();
  const withFiles = (files: FileSystem): Parameters<Machine['keeper']>[0] => ({
    names: () => ({ environment: { platform: 'linux', home: machine.at('home'), env: machine.env }, given: machine.given, keys: machine.keys, judged: machine.judged, system: machine.at('etc'), files }),
  });
  const named = (state: ReturnType<typeof read>): string[] => parts(state).map(({ source }) => `${source.namedBy} ${source.kind} ${source.at.replaceAll(machine.temp.folder, '')}`);

  it('nowhere: no policy', () => {
    assert.deepEqual(read(), { kind: 'none' });
  });

  it('the folder of each operating system, whatever the environment says', () => {
    assert.equal(systemFolder('linux'), '/etc/mcp-roll-call');
    assert.equal(systemFolder('darwin'), '/Library/Application Support/MCPRollCall');
    assert.equal(systemFolder('win32'), 'C:\\Program Files\\MCPRollCall');
  });

  it('every place at once: all of them must approve, and each may deny', () => {
    file('etc/policy.json', policyText(1, { approves: ['a', 'b', 'c'] }));
    settings({ policy: file('opt/two.json', policyText(1, { approves: ['a', 'b'] })) });
    machine.env['MCP_ROLL_CALL_POLICY'] = file('home/three.json', policyText(1, { approves: ['a', 'c', 'b'], denies: ['d'] }));
    machine.given = [{ value: file('home/four.json', policyText(1, { approves: ['a'] })), namedBy: 'setting' }];
    const state = read();
    assert.deepEqual(named(state), ['system file /etc/policy.json', 'system file /opt/two.json', 'environment file /home/three.json', 'setting file /home/four.json']);
    assert.deepEqual(decided(state, 'a', 'b', 'c', 'd'), ['approved', 'unknown', 'unknown', 'denied']);
  });

  it('what is typed takes the place of the environment, never of what an administrator set', () => {
    file('etc/policy.json', policyText(1, { approves: ['a'] }));
    machine.env['MCP_ROLL_CALL_POLICY'] = file('home/env.json', policyText(1));
    machine.given = [{ value: file('home/typed.json', policyText(1, { approves: ['a', 'b'] })), namedBy: 'command-line' }];
    const state = read();
    assert.deepEqual(named(state), ['system file /etc/policy.json', 'command-line file /home/typed.json']);
    assert.deepEqual(decided(state, 'a', 'b'), ['approved', 'unknown']);
  });

  it('the same one named twice is one', () => {
    const one = file('etc/policy.json', policyText(1, { approves: ['a'] }));
    machine.env['MCP_ROLL_CALL_POLICY'] = one;
    machine.given = [{ value: one, namedBy: 'setting' }];
    assert.deepEqual(named(read()), ['system file /etc/policy.json']);
  });

  it('an empty variable is as good as none', () => {
    for (const value of ['', '  ']) {
      machine.env['MCP_ROLL_CALL_POLICY'] = value;
      assert.equal(read().kind, 'none');
    }
  });

  it('attack: a variable that is no place: neither taken nor passed over', () => {
    const cases: [string, RegExp][] = [
      ['policy.json', /policy\.json \(MCP_ROLL_CALL_POLICY\) is neither an absolute path nor an `https:\/\/` address/],
      ['./policy.json', /neither an absolute path/],
      ['../policy.json', /neither an absolute path/],
      ['~/policy.json', /neither an absolute path/],
      ['${HOME}/policy.json', /neither an absolute path/],
      ['http://policy.contoso.com/p.json', /does not begin with `https:\/\/`/],
      ['file:///etc/policy.json', /does not begin with `https:\/\/`/],
      ['https://me:hunter2@contoso.com/p.json', /holds a login/],
    ];
    file('etc/policy.json', policyText(1, { approves: ['a'], denies: ['b'] }));
    for (const [value, why] of cases) {
      machine.env['MCP_ROLL_CALL_POLICY'] = value;
      const state = read();
      assert.match(problems(state).join(), why, value);
      assert.deepEqual(decided(state, 'a', 'b'), ['undetermined', 'denied'], value);
      assert.ok(!JSON.stringify([parts(state), problems(state)]).includes('hunter2'));
    }
  });

  it('attack: names that no file can have, and links in a circle', () => {
    fs.symlinkSync(machine.at('b'), machine.at('a'));
    fs.symlinkSync(machine.at('a'), machine.at('b'));
    machine.judged = [machine.at('repo')];
    for (const value of ['/a\0b', machine.at('a'), machine.at('a/policy.json'), '/'.repeat(5000), `/${'x'.repeat(5000)}`, '/', '/dev/null', '/dev/stdin', '//', '/proc/self/mem']) {
      machine.given = [{ value, namedBy: 'setting' }];
      const state = read();
      assert.deepEqual(decided(state, 'a'), ['unusable'], value.slice(0, 40));
      assert.equal(problems(state).length, 1);
    }
  });

  describe('that the repository which is looked at can change', () => {
    beforeEach(() => {
      file('repo/.git/HEAD', '');
      file('repo/policy.json', policyText(9, { approves: ['evil'] }));
      machine.judged = [machine.at('repo/sub')];
      fs.mkdirSync(machine.at('repo/sub'));
    });

    it('attack: environment poisoning: MCP_ROLL_CALL_POLICY leads into the repository, by itself or by a link', () => {
      fs.symlinkSync(machine.at('repo'), machine.at('innocent'));
      for (const to of ['repo/policy.json', 'repo/sub/policy.json', 'repo/sub/../policy.json', 'innocent/policy.json']) {
        machine.env['MCP_ROLL_CALL_POLICY'] = machine.at(to);
        const state = read();
        assert.deepEqual(decided(state, 'evil'), ['unusable'], to);
        assert.match(problems(state)[0]!, /A repository cannot approve its own servers/);
      }
    });

    it('attack: a setting that leads into the repository, and a machine’s settings that do', () => {
      machine.given = [{ value: machine.at('repo/policy.json'), namedBy: 'setting' }];
      assert.deepEqual(decided(read(), 'evil'), ['unusable']);
      machine.given = [];
      settings({ policy: machine.at('repo/policy.json') });
      assert.deepEqual(decided(read(), 'evil'), ['unusable']);
    });

    it('attack: a link in the repository, to a policy that lies outside and approves more', () => {
      fs.symlinkSync(file('outside/policy.json', policyText(1, { approves: ['evil'] })), machine.at('repo/link.json'));
      machine.env['MCP_ROLL_CALL_POLICY'] = machine.at('repo/link.json');
      assert.deepEqual(decided(read(), 'evil'), ['unusable']);
    });

    it('attack: nothing that a repository holds, and no variable that leads into it, approves anything', async () => {
      const everything = policyText(9, { approves: ['evil'], minIdentity: 'name' });
      const tempting = ['policy.json', 'mcp-policy.json', '.mcp-roll-call/policy.json', 'etc/mcp-roll-call/policy.json', 'settings.json', '.vscode/settings.json', '.local/state/mcp-roll-call/policy-serials.json', 'home/policy.json'];
      const contents = [everything, JSON.stringify({ policy: machine.at('repo/policy.json') }), JSON.stringify({ 'mcpRollCall.policy.file': machine.at('repo/policy.json'), 'mcpRollCall.policy.url': machine.address }), '{'];
      const variables = ['MCP_ROLL_CALL_POLICY', 'MCP_ROLL_CALL_STATE', 'XDG_STATE_HOME', 'XDG_CONFIG_HOME', 'HOME', 'ProgramFiles', 'PWD'];
      const own = file('home/own.json', policyText(1, { approves: ['ok'], denies: ['bad'] }));
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(...tempting), fc.constantFrom(...contents))), fc.dictionary(fc.constantFrom(...variables), fc.constantFrom(...tempting, '', '.local/state')), fc.boolean(), (brought, env, isNamed) => {
          for (const [name, text] of brought) file(path.join('repo', name), text);
          for (const variable of variables) delete machine.env[variable];
          for (const [variable, to] of Object.entries(env)) machine.env[variable] = machine.at('repo', to);
          machine.given = isNamed ? [{ value: own, namedBy: 'setting' }] : [];
          const state = read();
          assert.ok(!decided(state, 'evil').includes('approved'));
          const [ok, bad] = decided(state, 'ok', 'bad');
          // What is set besides may leave it open, and never more.
          if (isNamed) assert.deepEqual([['approved', 'undetermined'].includes(ok!), bad], [true, 'denied']);
          return Promise.resolve();
        }),
        { numRuns: 150 },
      );
    });

    it('what is typed is taken, and said so', () => {
      machine.given = [{ value: machine.at('repo/policy.json'), namedBy: 'command-line' }];
      const state = read();
      assert.deepEqual(decided(state, 'evil'), ['approved']);
      assert.deepEqual(notes(state), [`It lies in ${machine.at('repo')}, which was scanned. Whoever can change a server there can change the policy too.`]);
    });

    it('attack: a container’s root owns the whole repository, so that all of it looks protected', () => {
      machine.env['MCP_ROLL_CALL_POLICY'] = machine.at('repo/policy.json');
      assert.deepEqual(decided(read(withFiles(guarded('repo', 'etc'))), 'evil'), ['unusable']);
      settings({ policy: machine.at('repo/policy.json') });
      delete machine.env['MCP_ROLL_CALL_POLICY'];
      assert.deepEqual(decided(read(withFiles(guarded('repo', 'etc'))), 'evil'), ['unusable']);
    });

    it('what lies in the machine’s own folder is taken all the same: opening that folder switches nothing off', () => {
      settings({ policy: file('etc/more.json', policyText(1, { denies: ['worse'] })) });
      file('etc/policy.json', policyText(1, { denies: ['bad'] }));
      machine.judged = [machine.at('etc'), machine.temp.folder];
      assert.deepEqual(decided(read(withFiles(guarded('etc'))), 'bad', 'worse'), ['denied', 'denied']);
    });

    it('attack: environment poisoning: what is remembered leads into the repository', async () => {
      machine.given = [{ value: machine.address, namedBy: 'setting' }];
      machine.publish(policyText(9, { approves: ['evil'] }));
      // The repository brings what this program would have remembered.
      machine.judged = [];
      for (const [variable, folder] of [['MCP_ROLL_CALL_STATE', 'repo/state'], ['XDG_STATE_HOME', 'repo/xdg']] as const) {
        machine.env[variable] = machine.at(folder);
        machine.judged = [];
        await machine.keeper().refresh();
        assert.deepEqual(decided(read(), 'evil'), ['approved']);
        machine.judged = [machine.at('repo/sub')];
        const state = read();
        assert.deepEqual(decided(state, 'evil'), ['unusable']);
        assert.match(notes(state).join(), /What is remembered of policies is not read from .*, and a repository must not bring its own/);
        delete machine.env[variable];
      }
      machine.env['MCP_ROLL_CALL_STATE'] = 'state';
      assert.match(notes(read()).join(), /MCP_ROLL_CALL_STATE is not an absolute path, so nothing is remembered\./);
    });
  });

  describe('the protected file', () => {
    it('stands by its protection, without signature, and nothing is remembered of it', async () => {
      settings({ keys: { keys: [pair('a').publicJwk] } });
      const at = file('etc/policy.json', policyText(5, { approves: ['a'] }));
      const keeper = machine.keeper(withFiles(guarded('etc')));
      assert.deepEqual(decided(keeper.read(), 'a'), ['approved']);
      assert.deepEqual([...notes(keeper.read()), ...problems(keeper.read())], []);
      await keeper.written();
      assert.equal(fs.existsSync(machine.at('home')), false);
      // Gone: not configured any more.
      fs.rmSync(at);
      assert.equal(keeper.read().kind, 'none');
    });

    it('attack: not protected: used, but said so; with keys it must be signed', () => {
      const text = policyText(5, { approves: ['a'] });
      file('etc/policy.json', text);
      const state = read();
      assert.deepEqual(decided(state, 'a'), ['approved']);
      assert.match(notes(state)[0]!, /^It is not protected from its user: .*\. Give it and its folder to root, writable for root only\.$/);
      settings({ keys: { keys: [pair('a').publicJwk] } });
      assert.deepEqual(decided(read(), 'a'), ['unusable']);
      file('etc/policy.json.jws', signed(text));
      assert.deepEqual(decided(read(), 'a'), ['approved']);
    });

    it('attack: what the user can write does not stand in for one that is broken', () => {
      file('etc/policy.json', '{');
      const state = read(withFiles(guarded('etc')));
      assert.deepEqual(decided(state, 'a'), ['unusable']);
      assert.ok(problems(state).length > 0);
    });

    it('attack: a link that leads nowhere is not “no policy”', () => {
      fs.mkdirSync(machine.at('etc'));
      fs.symlinkSync(machine.at('nowhere.json'), machine.at('etc/policy.json'));
      assert.deepEqual(decided(read(), 'a'), ['unusable']);
    });
  });

  describe('the machine’s settings', () => {
    it('that cannot be read leave nothing approved, and say why', () => {
      const cases: [unknown, RegExp][] = [
        ['{', /it is not JSON/],
        ['', /it is not JSON/],
        ['[]', /it is not a map/],
        ['null', /it is not a map/],
        [{ polices: '/x' }, /it holds polices, which is no setting/],
        [{ policy: 5 }, /`policy` is neither a path nor an address/],
        [{ policy: '' }, /`policy` is neither a path nor an address/],
      ];
      machine.env['MCP_ROLL_CALL_POLICY'] = file('home/p.json', policyText(1, { approves: ['a'] }));
      for (const [value, why] of cases) {
        settings(value);
        const state = read();
        assert.deepEqual(decided(state, 'a'), ['unusable'], String(value));
        assert.match(problems(state)[0]!, why);
        assert.match(problems(state)[1]!, /nobody knows which keys a policy must be signed with/);
      }
      settings('\uFEFF{}');
      assert.deepEqual(decided(read(), 'a'), ['approved']);
    });

    it('bring keys: then every address and file that somebody named must be signed', () => {
      settings({ keys: { keys: [pair('a').publicJwk, pair('b').publicJwk] } });
      const text = policyText(1, { approves: ['a'] });
      const at = file('home/p.json', text);
      machine.env['MCP_ROLL_CALL_POLICY'] = at;
      const unsigned = read();
      assert.deepEqual(decided(unsigned, 'a'), ['unusable']);
      assert.match(problems(unsigned)[0]!, /it is not signed, and here only signed policies count/);
      file('home/p.json.jws', signed(text, 'b'));
      assert.deepEqual(decided(read(), 'a'), ['approved']);
      file('home/p.json', text.replace('approved-a', 'approved-b'));
      assert.match(problems(read()).join(), /does not fit/);
    });

    it('attack: keys that somebody brings along do not take the place of the machine’s', () => {
      settings({ keys: { keys: [pair('a').publicJwk] } });
      machine.keys = keySet('stranger');
      const text = policyText(1, { approves: ['a'] });
      machine.env['MCP_ROLL_CALL_POLICY'] = file('home/p.json', text);
      file('home/p.json.jws', signed(text, 'stranger'));
      assert.match(problems(read())[0]!, /names the key stranger, which is none of those configured \(a\)/);
    });

    it('tell which of the keys cannot be used', () => {
      settings({ keys: { keys: [pair('a').publicJwk, pair('b').privateJwk] } });
      const text = policyText(1, { approves: ['a'] });
      machine.env['MCP_ROLL_CALL_POLICY'] = file('home/p.json', text);
      file('home/p.json.jws', signed(text));
      const state = read();
      assert.deepEqual(decided(state, 'a'), ['approved']);
      // Whoever can change the keys decides.
      assert.match(notes(state)[0]!, /^The settings of this machine are not protected from its user: /);
      assert.match(notes(state)[1]!, /^Key 2: it is a private key/);
      assert.match(notes(read(withFiles(guarded('etc'))))[0]!, /^Key 2: it is a private key/);
    });

    it('name an address: it is said that nothing but the server’s certificate vouches for it, where nothing else does', () => {
      settings({ policy: 'https://policy.contoso.com/mcp.json' });
      assert.deepEqual(notes(read(withFiles(guarded('etc')))), ['It is not signed: whoever can answer for policy.contoso.com decides. Configure `keys` to have signatures checked.']);
      settings({ policy: 'https://policy.contoso.com/mcp.json', keys: { keys: [pair('a').publicJwk] } });
      assert.deepEqual(notes(read(withFiles(guarded('etc')))), []);
    });

    it('a policy that they name is refused like any other where it is no place', () => {
      settings({ policy: 'policy.json' });
      assert.match(problems(read())[0]!, /neither an absolute path/);
    });
  });

  describe('a file that somebody named', () => {
    let at: string;
    beforeEach(() => {
      at = file('home/policy.json', policyText(5, { approves: ['ok'], denies: ['bad'] }));
      machine.given = [{ value: at, namedBy: 'setting' }];
    });

    it('attack: broken, gone, gone back or far ahead: the last good one holds, also after a restart', async () => {
      const first = machine.keeper();
      assert.deepEqual(decided(first.read(), 'ok'), ['approved']);
      await first.written();
      machine.now += hour;
      for (const text of ['{', undefined, policyText(4, { approves: ['withdrawn'] }), policyText(5_000_000_000, { approves: ['evil'] })]) {
        if (text === undefined) fs.rmSync(at);
        else fs.writeFileSync(at, text);
        for (const keeper of [first, machine.keeper()]) {
          const state = keeper.read();
          assert.deepEqual(decided(state, 'ok', 'bad', 'withdrawn', 'evil'), ['approved', 'denied', 'unknown', 'unknown'], text);
          assert.match(kept(state)[0]!, /still holds/);
          assert.equal(parts(state)[0]?.confirmed, '2026-11-21T09:00:00.000Z');
        }
      }
      fs.writeFileSync(at, policyText(6, { approves: ['next'] }));
      for (const keeper of [first, machine.keeper()]) {
        assert.deepEqual(decided(keeper.read(), 'ok', 'next'), ['unknown', 'approved']);
        assert.deepEqual(kept(keeper.read()), []);
        assert.equal(parts(keeper.read())[0]?.confirmed, undefined);
      }
    });

    it('attack: symlinked or world-writable: taken, and said so', () => {
      if (process.platform === 'win32') return;
      fs.symlinkSync(at, machine.at('home/link.json'));
      machine.given = [{ value: machine.at('home/link.json'), namedBy: 'setting' }];
      assert.deepEqual(notes(read()), [`It is a link to ${at}: whoever can change that file changes the policy.`]);
      fs.chmodSync(at, 0o666);
      machine.given = [{ value: at, namedBy: 'setting' }];
      const state = read();
      assert.deepEqual(decided(state, 'ok'), ['approved']);
      assert.match(notes(state)[0]!, /^Anyone on this machine can change it: /);
    });

    it('that is typed is as it is now: nothing is remembered of it', async () => {
      machine.given = [{ value: at, namedBy: 'command-line' }];
      const keeper = machine.keeper();
      keeper.read();
      await keeper.refresh();
      assert.equal(fs.existsSync(machine.at('home/.local')), false);
      fs.writeFileSync(at, policyText(4, { approves: ['older'] }));
      assert.deepEqual(decided(read(), 'older'), ['approved']);
    });

    it('says which files to watch, there or not', () => {
      machine.keys = keySet('a');
      const keeper = machine.keeper();
      keeper.read();
      assert.deepEqual(keeper.files.map((one) => one.slice(machine.temp.folder.length)), ['/etc/policy.json', '/etc/settings.json', '/home/policy.json', '/home/policy.json.jws']);
    });

    it('asks nobody over the network', async () => {
      const keeper = machine.keeper({ fetch: () => assert.fail('asked') });
      await keeper.refresh({ all: true });
      assert.deepEqual(decided(keeper.read(), 'ok'), ['approved']);
    });
  });
});
