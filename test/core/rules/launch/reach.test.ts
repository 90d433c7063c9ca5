import assert from 'node:assert/strict';
import { breadthOf } from '../../../../src/core/rules/launch/broad-path.ts';
import { render } from '../../../../src/core/text/message.ts';
import { assessText, fixed, found, textOf } from './look.ts';

const docker = (...args: readonly string[]): object => ({ command: 'docker', args: ['run', '-i', '--rm', ...args, 'ghcr.io/o/i:1'] });
const files = (...args: readonly string[]): object => ({ command: 'npx', args: ['-y', '@modelcontextprotocol/server-filesystem@2.4.0', ...args] });

describe('container-access', () => {
  const bad: readonly (readonly string[])[] = [
    ['--privileged'], ['--privileged=true'], ['--network=host'], ['--net', 'host'], ['--network', 'name=host'], ['--network=alias=x,name=host'], ['-v', '/../:/x'], ['-v', '/home/..:/x'], ['--pid=host'], ['--ipc', 'host'], ['--userns=host'],
    ['-v', '/:/host'], ['-v', '/:/host:ro'], ['--volume=/:/host'], ['-v/:/host'], ['-v', 'C:\\:/c'], ['-v', '$HOME:/home'], ['-v', '~:/home'], ['-v', '${HOME}:/h'], ['-v', '${env:HOME}:/h'], ['-v', '/Users/ada:/work'], ['-v', '/home/:/work'], ['-v', 'C:\\Users\\Ada:/work'],
    ['-v', '/var/run/docker.sock:/var/run/docker.sock'], ['-v', '//./pipe/docker_engine:/x'], ['-v', '/run/user/1000/podman/podman.sock:/x'], ['--mount', 'type=bind,src=/var/run/docker.sock,dst=/x'], ['--mount', 'type=bind,target=/x,source=/'], ['--mount', 'source=/,target=/x,type=bind'], ['--use-api-socket'],
    ['-v', '/etc:/etc'], ['-v', '/proc/:/p'],
    ['--cap-add', 'SYS_ADMIN'], ['--cap-add=ALL'], ['--cap-add', 'CAP_SYS_PTRACE'], ['--security-opt', 'seccomp=unconfined'], ['--security-opt=apparmor:unconfined'], ['--security-opt', 'label=disable'], ['--device', '/dev/sda'], ['--device=/dev/mem:/dev/mem'],
    ...['kmem', 'port', 'hda1', 'vdb', 'nvme0n1p2', 'disk', 'disk/by-id/x', 'mapper', 'mapper/root', 'dm-0'].map((name) => ['--device', `/dev/${name}`]),
  ];
  for (const args of bad) {
    it(`tells of ${args.join(' ')}, at its very argument`, () => assert.deepEqual(found(docker(...args), {}, 'container-access'), [`container-access /args/${2 + args.length}`]));
  }

  for (const before of [['sudo'], ['sudo', '-n', '-u', 'root'], ['doas', '--'], ['sudo', 'DOCKER_HOST=x'], ['env', 'A=1', 'sudo', '--user=root']]) {
    it(`tells of it behind ${before.join(' ')}`, () => {
      const [command, ...args] = [...before, 'docker', 'run', '--privileged', 'ghcr.io/o/i:1'];
      assert.deepEqual(found({ command, args }, {}, 'container-access'), [`container-access /args/${args.indexOf('--privileged')}`]);
    });
  }

  const good: readonly (readonly string[])[] = [
    ['--privileged=false'], ['--network=bridge'], ['--network', 'none'], ['-v', './data:/data'], ['-v', 'volume:/data'], ['-v', '/data'], ['-v', '/Users/ada/project:/work'], ['-v', '$HOME/.aws:/home/node/.aws:ro'], ['-v', '${workspaceFolder}:/work'], ['-v', '/etc/ssl/certs:/etc/ssl/certs:ro'],
    ['--mount', 'type=bind,src=/Users/ada/project,dst=/'], ['--mount', 'type=volume,src=data,dst=/'], ['--cap-drop', 'ALL'], ['--cap-add', 'NET_BIND_SERVICE'], ['--security-opt', 'no-new-privileges'], ['--device', '/dev/dri'], ['--device', '/dev/ttyUSB0'], ['--device', '/dev/portable'], ['--device', '/dev/disks'], ['--device', '/x/dev/sda'], ['--security-opt', 'label=disabled'], ['--security-opt', 'xlabel=disable'], ['--security-opt', 'seccomp=unconfined.json'], ['--cap-add', 'SYS_ADMIN_LITE'], ['-v', '/x/docker.sock.d:/x'], ['-v', '/var/log:/x'], ['-v', '/srv/etc:/x'], ['-e', 'X=/:/'], ['-w', '/'], ['--name', 'host'],
  ];
  for (const args of good) it(`has nothing against ${args.join(' ')}`, () => assert.deepEqual(found(docker(...args), {}, 'container-access'), []));

  it('says what is reached, and how bad that is', () => {
    const said = (...args: readonly string[]): string[] =>
      assessText(textOf(docker(...args))).findings.filter(({ ruleId }) => ruleId === 'container-access').map(({ severity, message }) => `${severity}: ${render(message).slice(0, 40)}`);
    const socket = 'error: With Docker’s socket the container can s';
    const rows: readonly (readonly [args: readonly string[], said: string])[] = [
      [['--privileged'], 'error: `--privileged` takes away what keeps a c'],
      [['--use-api-socket'], socket],
      [['-v', '/var/run/docker.sock:/x'], socket],
      [['--network=host'], 'warning: On the host’s network the container reac'],
      [['--net=host'], 'warning: On the host’s network the container reac'],
      [['--ipc=host'], 'warning: `--ipc=host` shares this machine’s own w'],
      [['--pid', 'host'], 'warning: `--pid=host` shares this machine’s own w'],
      [['--cap-add', 'SYS_ADMIN'], 'error: The capability `SYS_ADMIN` lets the cont'],
      [['--security-opt', 'seccomp=unconfined'], 'warning: `seccomp=unconfined` switches off a limi'],
      [['--device', '/dev/sda'], 'error: With this device the container can read '],
      [['-v', '/:/x'], 'error: The container gets this machine’s whole '],
      [['-v', '$HOME:/x'], 'warning: The container gets a whole home folder: '],
      [['-v', '/etc/:/x'], 'warning: The container gets `/etc/`, by which a m'],
    ];
    for (const [args, expected] of rows) assert.deepEqual(said(...args), [expected]);
  });

  it('looks at the launcher’s options only, and behind what only starts it', () => {
    assert.deepEqual(found({ command: 'docker', args: ['run', 'ghcr.io/o/i:1', '--privileged', '-v', '/:/x'] }, {}, 'container-access'), []);
    assert.deepEqual(found({ command: 'cmd', args: ['/c', 'podman', 'run', '--privileged', 'ghcr.io/o/i:1'] }, {}, 'container-access'), ['container-access /args/3']);
    assert.deepEqual(found({ command: 'docker', args: ['container', 'run', '--privileged', 'ghcr.io/o/i:1'] }, {}, 'container-access'), ['container-access /args/2']);
  });

  it('looks at them where the image cannot be told', () => {
    for (const image of ['mcp/x', '${IMAGE}', 'Not An Image']) assert.deepEqual(found({ command: 'podman', args: ['run', '--privileged', image] }, {}, 'container-access'), ['container-access /args/1'], image);
    assert.deepEqual(found({ command: 'docker', args: ['compose', 'run', '--privileged', 'x'] }, {}, 'container-access'), []);
  });

  it('can leave an option out, with its value', () => {
    assert.deepEqual(fixed(docker('--privileged'), 'leave-out'), docker());
    assert.deepEqual(fixed(docker('-v', '/:/host', '-e', 'A'), 'leave-out'), docker('-e', 'A'));
    assert.deepEqual(fixed(docker('--network=host'), 'leave-out'), docker());
    assert.deepEqual(assessText(textOf(docker('-v/:/host'))).findings.flatMap(({ ruleId, fixes }) => (ruleId === 'container-access' ? [fixes.length] : [])), [0], 'an argument of several letters may hold other options');
  });
});

describe('broad-file-access', () => {
  for (const folder of ['/', '//', 'C:\\', 'c:/', 'C:\\\\', '/mnt/c', '~', '~/', '$HOME', '${HOME}', '${env:HOME}', '${userHome}', '%USERPROFILE%', '/home', '/Users/', '/Users/ada', '/home/ada/', 'C:\\Users', 'C:\\Users\\Ada', 'C:/Users/Ada/', '/root', '/./', '/..', '/srv/../', '/home/ada/..', 'C:/x/..', 'file:///']) {
    it(`tells of ${folder}`, () => assert.deepEqual(found(files(folder), {}, 'broad-file-access'), ['broad-file-access /args/2']));
  }
  for (const folder of ['.', './', '${workspaceFolder}', '/Users/ada/project', '/home/ada/x', '~/project', '${HOME}/x', '/srv', '/srv/../opt', '/../srv', 'C:', 'C:\\Users\\Ada\\x', '/Users/Shared', '/path/to/dir', '', 'x'.repeat(100_000)]) {
    it(`has nothing against ${folder.slice(0, 40)}`, () => assert.deepEqual(found(files(folder), {}, 'broad-file-access'), []));
  }
  it('knows the server by its package or script, and no others', () => {
    assert.deepEqual(found({ command: 'cmd', args: ['/c', 'npx', '-y', '@modelcontextprotocol/server-filesystem@2.4.0', '/srv', '/'] }, {}, 'broad-file-access'), ['broad-file-access /args/5']);
    assert.deepEqual(found({ command: 'node', args: ['/opt/node_modules/@modelcontextprotocol/server-filesystem/dist/index.js', '/'] }, {}, 'broad-file-access'), ['broad-file-access /args/1']);
    assert.deepEqual(found({ command: 'npx', args: ['-y', 'route-server@1.0.0', '/'] }, {}, 'broad-file-access'), []);
    assert.deepEqual(found({ command: 'docker', args: ['run', 'mcp/filesystem', '/'] }, {}, 'broad-file-access'), []);
  });
  it('can give it the workspace instead, where the client fills that in', () => {
    assert.deepEqual(fixed(files('/'), 'only-workspace'), files('${workspaceFolder}'));
  });
  it('takes a long path apart in no time', () => {
    for (const unit of ['/', '/.', '\\', '~', 'C:']) breadthOf(unit.repeat(1_000_000));
  });
});

describe('listens-everywhere', () => {
  const node = (...args: readonly string[]): object => ({ command: 'node', args: ['s.js', ...args] });
  const bad: readonly (readonly [object, string])[] = [
    [node('--host', '0.0.0.0'), '/args/2'], [node('--host=0.0.0.0'), '/args/1'], [node('--bind', '0.0.0.0:80'), '/args/2'], [node('--listen', '[::]:80'), '/args/2'], [node('--host', '::'), '/args/2'], [node('--host=::'), '/args/1'], [node('--sse-host', '0.0.0.0'), '/args/2'], [node('--bind-address=0.0.0.0'), '/args/1'], [node('-b', '0.0.0.0'), '/args/2'], [node('0.0.0.0:8000'), '/args/1'],
    [{ command: 'x', env: { HOST: '0.0.0.0' } }, '/env/HOST'], [{ command: 'x', env: { FASTMCP_HOST: '0.0.0.0' } }, '/env/FASTMCP_HOST'], [{ command: 'x', env: { BIND_ADDR: '0.0.0.0:80' } }, '/env/BIND_ADDR'], [{ command: 'x', env: { LISTEN: '::' } }, '/env/LISTEN'],
    [{ url: 'http://0.0.0.0:3000/mcp' }, '/url'], [{ url: 'http://[::]:3000/mcp' }, '/url'],
    [docker('-p', '8080:80'), '/args/4'], [docker('-p8080:80'), '/args/3'], [docker('--publish=8080:80/tcp'), '/args/3'], [docker('-p', '0.0.0.0:8080:80'), '/args/4'],
  ];
  for (const [entry, at] of bad) it(`tells of ${JSON.stringify(entry)}`, () => assert.deepEqual(found(entry, {}, 'listens-everywhere', 'plain-http', 'raw-ip'), [`listens-everywhere ${at}`]));

  const good: readonly object[] = [
    node('--host', '127.0.0.1'), node('--host', 'localhost'), node('--host', '::1'), node('--name', '0.0.0.0'), node('--range', '10.0.0.0'), node('0.0.0.0'), node('--version=1.0.0.0'), node('--host', 'a::'), node('std::vector::'), node('--host', '10.0.0.0'),
    { command: 'x', env: { HOST: '127.0.0.1', ALLOWED: '0.0.0.0', GHOST: '0.0.0.0/0', DB_HOST: '' } }, { url: 'http://127.0.0.1:3000' },
    docker('-p', '127.0.0.1:8080:80'), docker('-p', '80'), docker('-e', 'HOST=0.0.0.0'), docker('-p', '[::1]:8080:80'), { command: 'docker', args: ['run', 'ghcr.io/o/i:1', '--host', '0.0.0.0'] },
  ];
  for (const entry of good) it(`has nothing against ${JSON.stringify(entry)}`, () => assert.deepEqual(found(entry, {}, 'listens-everywhere'), []));

  it('can be kept to this machine', () => {
    assert.deepEqual(fixed(node('--host=0.0.0.0'), 'only-this-machine'), node('--host=127.0.0.1'));
    assert.deepEqual(fixed(node('--listen', '[::]:80'), 'only-this-machine'), node('--listen', '[::1]:80'));
    assert.deepEqual(fixed(docker('--publish=8080:80'), 'only-this-machine'), docker('--publish=127.0.0.1:8080:80'));
    assert.deepEqual(fixed(docker('-p', '0.0.0.0:8080:80'), 'only-this-machine'), docker('-p', '127.0.0.1:8080:80'));
    assert.deepEqual(fixed({ url: 'http://0.0.0.0:3000/mcp' }, 'only-this-machine'), { url: 'http://127.0.0.1:3000/mcp' });
  });
});

describe('launch-hijack and launch-environment', () => {
  const env = (values: Readonly<Record<string, string | null>>): object => ({ command: 'npx', args: ['-y', 's@1.0.0'], env: values });
  const bad: readonly (readonly [string, string])[] = [
    ['NODE_OPTIONS', '--require ./x.js'], ['NODE_OPTIONS', '--max-old-space-size=1 -r x'], ['NODE_OPTIONS', '--import=data:text/javascript,x'], ['NODE_OPTIONS', '"--require" ./x.js'], ['NODE_OPTIONS', '--experimental_loader=./x'], ['node_options', '--loader=x'], ['LD_PRELOAD', '/x.so'], ['DYLD_INSERT_LIBRARIES', '/x.dylib'], ['BASH_ENV', './x'], ['DOTNET_STARTUP_HOOKS', 'x.dll'], ['JAVA_TOOL_OPTIONS', '-javaagent:x.jar'], ['RUBYOPT', '-rx'], ['PERL5OPT', '-Mx'], ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
    ['PATH', './bin:/usr/bin'], ['PATH', '/usr/bin:.'], ['PATH', 'node_modules/.bin:${env:PATH}'], ['PATH', '/tmp/x:/usr/bin'], ['Path', '.\\bin;C:\\Windows'],
  ];
  for (const [name, value] of bad) it(`tells of ${name}=${value}`, () => assert.deepEqual(found(env({ [name]: value }), {}, 'launch-hijack', 'launch-environment'), [`launch-hijack /env/${name}`]));

  const other: readonly (readonly [string, string])[] = [['PATH', '/opt/homebrew/bin:/usr/bin'], ['PATH', 'C:\\nodejs;C:\\Windows'], ['PYTHONPATH', 'src'], ['HOME', '/x'], ['VIRTUAL_ENV', '.venv'], ['NODE_OPTIONS', '--max-old-space-size=4096']];
  for (const [name, value] of other) it(`only tells who asks of ${name}=${value}`, () => assert.deepEqual(found(env({ [name]: value }), {}, 'launch-hijack', 'launch-environment').filter((one) => one.startsWith('launch-hijack')), []));

  const good: readonly (readonly [string, string | null])[] = [['LD_PRELOAD', ''], ['LD_PRELOAD', '${env:LD_PRELOAD}'], ['PATH', null], ['NODE_ENV', 'production'], ['NPM_CONFIG_REGISTRY', 'https://npm.contoso.com'], ['UV_INDEX_URL', 'https://pypi.contoso.com'], ['HTTPS_PROXY', 'http://proxy:8080'], ['NODE_EXTRA_CA_CERTS', '/x.pem'], ['API_URL', './x:/y']];
  for (const [name, value] of good) it(`has nothing against ${name}=${String(value)}`, () => assert.deepEqual(found(env({ [name]: value }), {}, 'launch-hijack', 'launch-environment'), []));

  it('can take the variable out', () => assert.deepEqual(fixed(env({ A: 'b', LD_PRELOAD: '/x.so' }), 'take-out'), env({ A: 'b' })));
  it('sees what a wrapper or a container sets', () => {
    assert.deepEqual(found({ command: 'env', args: ['LD_PRELOAD=/x.so', 'npx', '-y', 's@1.0.0'] }, {}, 'launch-hijack'), ['launch-hijack /args/0']);
    assert.deepEqual(found(docker('-e', 'LD_PRELOAD=/x.so'), {}, 'launch-hijack'), ['launch-hijack /args/4']);
  });
});
