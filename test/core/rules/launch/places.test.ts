import assert from 'node:assert/strict';
import { pointer } from '../../../../src/core/config/node.ts';
import { personalPath } from '../../../../src/core/rules/launch/personal-path.ts';
import { isTemporary } from '../../../../src/core/rules/launch/temporary-program.ts';
import { assessText, fixed, found } from './look.ts';

const node = (...args: readonly string[]): object => ({ command: 'node', args });

describe('machine-path', () => {
  const bad: readonly (readonly [object, string])[] = [
    [node('/Users/ada/s.js'), '/args/0'], [node('/home/ada.l/s.js'), '/args/0'], [node('C:\\Users\\Ada L\\s.js'), '/args/0'], [node('C:/Users/ada/s.js'), '/args/0'], [node('/mnt/c/Users/ada/s.js'), '/args/0'], [node('s.js', '--data=/Users/ada/x'), '/args/1'], [node('file:///home/ada/s.js'), '/args/0'],
    [{ command: '/Users/ada/.nvm/versions/node/v22/bin/node', args: ['s.js'] }, '/command'], [{ command: 'x', cwd: '/home/ada' }, '/cwd'], [{ command: 'x', envFile: '/home/ada/.env' }, '/envFile'],
    [{ command: 'docker', args: ['run', '-v', '/home/ada/x:/x', 'ghcr.io/o/i:1'] }, '/args/2'], [{ command: 'docker', args: ['run', '--mount', 'type=bind,src=/home/ada/x,dst=/x', 'ghcr.io/o/i:1'] }, '/args/2'],
  ];
  for (const [entry, at] of bad) it(`tells of ${JSON.stringify(entry)}`, () => assert.deepEqual(found(entry, {}, 'machine-path'), [`machine-path ${at}`]));

  const good: readonly object[] = [
    node('/Users/username/s.js'), node('/Users/YOUR_USERNAME/s.js'), node('/home/<user>/s.js'), node('/Users/{you}/s.js'), node('/home/$USER/s.js'), node('/home/user/s.js'), node('C:\\Users\\YourName\\s.js'),
    node('/home/vscode/s.js'), node('/home/runner/job/s.js'), node('/Users/Shared/s.js'), node('C:\\Users\\Public\\s.js'), node('/home/node/app/s.js'), node('/workspaces/x/s.js'), node('/opt/s.js'), node('${userHome}/s.js'), node('~/s.js'), node('s.js', '--route=/users/list'), node('s.js', '/api/home/x'),
    { command: 'docker', args: ['run', '-v', './x:/home/ada/x', 'ghcr.io/o/i:1', '/home/ada'] }, { command: 'docker', args: ['run', '-w', '/home/ada', 'ghcr.io/o/i:1'] },
  ];
  for (const entry of good) it(`has nothing against ${JSON.stringify(entry)}`, () => assert.deepEqual(found(entry, {}, 'machine-path'), []));

  it('leaves a whole home folder to the rules that say what is worse about it', () => {
    assert.deepEqual(found({ command: 'npx', args: ['-y', '@modelcontextprotocol/server-filesystem@2.4.0', '/Users/ada/'] }), ['broad-file-access /args/2']);
    assert.deepEqual(found({ command: 'docker', args: ['run', '-v', '/home/ada:/x', 'ghcr.io/o/i:1'] }, {}, 'machine-path', 'container-access'), ['container-access /args/2']);
  });
  it('has nothing against a person’s own file', () => assert.deepEqual(found(node('/Users/ada/s.js'), { scope: 'user' }, 'machine-path'), []));

  it('can be written so that it holds for all, in each client’s own spelling', () => {
    assert.deepEqual(fixed(node('/Users/ada/w/s.js'), 'from-workspace', { root: '/Users/ada/w' }), node('${workspaceFolder}/s.js'));
    assert.deepEqual(fixed(node('/Users/ada/x/s.js'), 'from-home', { root: '/Users/ada/w' }), node('${userHome}/x/s.js'));
    assert.deepEqual(fixed(node('--data=/Users/ada/x'), 'from-home', { file: '.cursor/mcp.json' }), node('--data=${userHome}/x'));
    assert.deepEqual(fixed(node('/Users/ada/x/s.js'), 'from-home', { file: '.mcp.json' }), node('${HOME}/x/s.js'));
    assert.deepEqual(fixed(node('C:\\Users\\ada\\s.js'), 'from-home', { file: '.roo/mcp.json' }), node('${env:USERPROFILE}\\s.js'));
    assert.deepEqual(fixed({ command: 'docker', args: ['run', '--mount=type=bind,src=/home/ada/x,dst=/x', 'ghcr.io/o/i:1'] }, 'from-home', { file: '.mcp.json' }), { command: 'docker', args: ['run', '--mount=type=bind,src=${HOME}/x,dst=/x', 'ghcr.io/o/i:1'] });
  });
  it('takes a long path apart in no time', () => {
    for (const unit of ['/', '/Users/', 'C:\\Users\\', 'user', '\\']) void [personalPath(unit.repeat(200_000)), personalPath(`/Users/${unit.repeat(200_000)}`), isTemporary(unit.repeat(200_000))];
  });
});

describe('workspace-program and temporary-program', () => {
  const rules = ['workspace-program', 'temporary-program'];
  const cases: readonly (readonly [object, readonly string[]])[] = [
    [node('s.js'), ['workspace-program /args/0']],
    [node('./dist/s.js'), ['workspace-program /args/0']],
    [node('--import', 'tsx', 'src/s.ts'), ['workspace-program /args/2']],
    [{ command: './s' }, ['workspace-program /command']],
    [{ command: '${workspaceFolder}/bin/s' }, ['workspace-program /command']],
    [{ command: 'cmd', args: ['/c', 'node', 's.js'] }, ['workspace-program /args/2']],
    [node('/w/s.js'), ['workspace-program /args/0']],
    [node('/opt/s.js'), []],
    [node('~/s.js'), []],
    [node('<path to>/s.js'), []],
    [{ command: 's' }, []],
    [{ command: '/usr/local/bin/s' }, []],
    [{ command: 'python', args: ['-m', 's'] }, []],
    [node('/tmp/s.js'), ['temporary-program /args/0']],
    [{ command: '/var/tmp/s' }, ['temporary-program /command']],
    [{ command: 'C:\\Users\\ada\\AppData\\Local\\Temp\\s.exe' }, ['temporary-program /command']],
    [node('/Users/ada/Downloads/s/s.js'), ['temporary-program /args/0']],
    [node('.git/hooks/s.js'), ['temporary-program /args/0']],
    [node('tmp/s.js'), ['workspace-program /args/0']],
    [node('/opt/tmp/s.js'), []],
    [{ command: 'npx', args: ['-y', 's@1.0.0', '/tmp/x'] }, []],
  ];
  for (const [entry, expected] of cases) it(JSON.stringify(entry), () => assert.deepEqual(found(entry, {}, ...rules), expected));
  it('tells of a temporary place in a person’s own file too', () => assert.deepEqual(found(node('/tmp/s.js'), { scope: 'user' }, ...rules), ['temporary-program /args/0']));
});

describe('starts-on-open', () => {
  const dev = { command: 's', dev: { watch: 'src/**' } };
  it('tells of a shared file of VS Code’s, and can take the key out', () => {
    assert.deepEqual(found(dev), ['starts-on-open /dev']);
    assert.deepEqual(fixed(dev, 'take-out'), { command: 's' });
  });
  it('has nothing against a person’s own file, another client’s, or a key that is off', () => {
    assert.deepEqual(found(dev, { scope: 'user' }, 'starts-on-open'), []);
    assert.deepEqual(found(dev, { file: '.roo/mcp.json' }, 'starts-on-open'), []);
    assert.deepEqual(found({ command: 's', dev: null }, {}, 'starts-on-open'), []);
  });
});

describe('header-helper', () => {
  const helper = { type: 'http', url: 'https://a.example/mcp', headersHelper: './token.sh' };
  it('is told of once, and less loud in a person’s own file', () => {
    assert.deepEqual(found(helper, { file: '.mcp.json' }), ['header-helper /headersHelper']);
    const text = JSON.stringify({ mcpServers: { x: helper } });
    assert.deepEqual(assessText(text, { file: '.mcp.json' }).findings.map(({ severity }) => severity), ['warning']);
    assert.deepEqual(assessText(text, { file: '.mcp.json', scope: 'user' }).findings.map(({ ruleId, severity }) => [ruleId, severity]), [['header-helper', 'info']]);
  });
  it('is none where the key holds nothing', () => assert.deepEqual(found({ ...helper, headersHelper: null }, { file: '.mcp.json' }), []));
});

describe('idle-sandbox', () => {
  const at = (text: unknown, file = '.vscode/mcp.json'): string[] => assessText(JSON.stringify(text), { file }).findings.filter(({ ruleId }) => ruleId === 'idle-sandbox').map((finding) => pointer(finding.at));
  const s = { command: 's' };
  const on = { command: 's', sandboxEnabled: true };
  const sandbox = { network: { allowedDomains: ['a.example'] } };
  const cases: readonly (readonly [unknown, readonly string[]])[] = [
    [{ servers: { s }, sandbox }, ['/sandbox']],
    [{ servers: { s: { ...s, sandboxEnabled: false } }, sandbox: {} }, ['/sandbox']],
    [{ servers: { s, on }, sandbox }, []],
    [{ servers: { s } }, []],
    [{ servers: {}, sandbox }, []],
    [{ servers: { s }, sandbox: null }, []],
    [{ servers: { on }, sandbox: { filesystem: { allowWrite: ['${workspaceFolder}', '/', '~'] }, network: { allowedDomains: ['a.example', '*'] } } }, ['/sandbox/filesystem/allowWrite/1', '/sandbox/filesystem/allowWrite/2', '/sandbox/network/allowedDomains/1']],
    [{ servers: { on }, sandbox: { filesystem: { allowWrite: '/' }, network: [null] } }, []],
    [{ servers: { on }, sandbox: { network: { allowedDomains: ['*.contoso.com'] } } }, []],
  ];
  for (const [text, expected] of cases) it(JSON.stringify(text), () => assert.deepEqual(at(text), expected));
  it('is another file’s own affair', () => assert.deepEqual(at({ mcpServers: { s }, sandbox }, '.roo/mcp.json'), []));
  it('can be switched on for the servers that are started', () => {
    const { findings } = assessText(JSON.stringify({ servers: { s, web: { url: 'https://a.example' } }, sandbox }));
    assert.deepEqual(findings.find(({ ruleId }) => ruleId === 'idle-sandbox')?.fixes.map(({ changes }) => changes), [[{ op: 'insert', at: ['servers', 's'], key: 'sandboxEnabled', value: true }]]);
  });
});
