import assert from 'node:assert/strict';
import { describeIdentity } from '../../../src/core/identity/describe.ts';
import { identify } from '../../../src/core/identity/identify.ts';
import { identityKey } from '../../../src/core/identity/identity-key.ts';
import { render } from '../../../src/core/text/message.ts';
import { declaration, identityOf, line, type Declared } from './declarations.ts';

const digest = `sha256:${'a'.repeat(64)}`;

function chain(declared: Declared): string[] {
  const steps: string[] = [];
  identify(declaration(declared), { scope: 'workspace' }, (step) => steps.push(render(step)));
  return steps;
}

function key(declared: Declared | string): string {
  return identityKey(identityOf(declared));
}

function same(...declared: (Declared | string)[]): void {
  assert.equal(new Set(declared.map(key)).size, 1, declared.map(key).join('\n'));
}

function different(...declared: (Declared | string)[]): void {
  assert.equal(new Set(declared.map(key)).size, declared.length, declared.map(key).join('\n'));
}

describe('an identity in a few words', () => {
  for (const [launch, words] of [
    ['npx -y @contoso/ledger-mcp@1.4.2 --token hunter2', 'npm package @contoso/ledger-mcp 1.4.2'],
    ['npx -y @contoso/ledger-mcp', 'npm package @contoso/ledger-mcp (any version)'],
    ['npx -y @contoso/ledger-mcp@next', 'npm package @contoso/ledger-mcp (next)'],
    ['npx --registry=https://u:hunter2@npm.contoso.com @contoso/ledger-mcp@1.4.2', 'npm package @contoso/ledger-mcp 1.4.2 from https://npm.contoso.com/'],
    ['uvx mcp-server-git==2025.1.14', 'PyPI package mcp-server-git 2025.1.14'],
    ['dnx Contoso.Ledger@1.0.0', 'NuGet package contoso.ledger 1.0.0'],
    ['docker run -i -e T=hunter2 mcp/time:1', 'container image docker.io/mcp/time:1'],
    [`docker run -i mcp/time@${digest}`, `container image docker.io/mcp/time@${digest}`],
    ['node dist/index.js hunter2', 'node dist/index.js'],
    ['/opt/ledger hunter2', 'program /opt/ledger'],
    ['node k9Zr3VtYw1Lk9PmXs4Bn7Hd2', 'node •••'],
    ['/opt/k9Zr3VtYw1Lk9PmXs4Bn7Hd2', 'program /opt/•••'],
    ['npx mcp-remote@0.1.16 https://mcp.contoso.com/mcp?k=hunter2 --header X:hunter2', 'https://mcp.contoso.com/mcp through npm package mcp-remote 0.1.16'],
    ['sh -c hunter2', 'cannot be told'],
    ['npx ${input:x}', 'not known: a variable stands for it'],
    [{ url: 'https://mcp.contoso.com/mcp?key=hunter2' }, 'https://mcp.contoso.com/mcp'],
    [{ url: 'https://mcp.contoso.com/s/OTBkY2Q1ZmEtOWQ0ZS00Nz7/mcp' }, 'https://mcp.contoso.com/s/•••/mcp'],
  ] as const) {
    it(words, () => assert.equal(describeIdentity(identityOf(launch)), words));
  }
});

describe('the chain to an identity', () => {
  it('tells wrapper, package, version and registry', () => {
    assert.deepEqual(chain(line('cmd /c npx -y @contoso/ledger-mcp@1.4.2 --read-only')), [
      '`cmd /c` only starts another program: what counts is `npx`.',
      '`npx` fetches and runs the npm package `@contoso/ledger-mcp`, version 1.4.2, from the default registry.',
    ]);
  });

  it('tells what is left open, and what changes it', () => {
    assert.deepEqual(chain({ ...line('uvx --with psycopg2 mcp-alchemy'), env: { PYTHONPATH: '.', TOKEN: 'hunter2' } }), [
      '`uvx` fetches and runs the PyPI package `mcp-alchemy` from the default registry, in whichever version is the newest at that moment.',
      '`PYTHONPATH` is where Python looks for modules first.',
      '`--with` can change which code runs or what it may reach.',
    ]);
    assert.deepEqual(chain(line('npx --registry=https://npm.contoso.com a@^1')), ['`npx` fetches and runs the npm package `a` from the registry https://npm.contoso.com/, in whichever version `^1` means at that moment.']);
    assert.deepEqual(chain(line('docker run mcp/time:1')), ['`docker` runs the container image `docker.io/mcp/time`, by its tag `1`, which can be moved to other content.']);
    assert.deepEqual(chain({ ...line('npx a@1.0.0'), cwd: '/x', envFile: '.env' }), [
      '`npx` fetches and runs the npm package `a`, version 1.0.0, from the default registry.',
      'Further variables come from a file (`envFile`), and can change which code runs.',
      'It starts in another folder (`cwd`), and what lies there can change which code runs.',
    ]);
  });

  it('goes through a bridge', () => {
    assert.deepEqual(chain(line('npx mcp-remote@0.1.16 https://mcp.contoso.com/mcp')), [
      '`npx` fetches and runs the npm package `mcp-remote`, version 0.1.16, from the default registry.',
      '`mcp-remote` is a bridge: it only passes on to a server elsewhere.',
      'What it calls is `https://mcp.contoso.com/mcp`.',
    ]);
  });

  it('ends in the reason where it cannot go on', () => {
    assert.deepEqual(chain(line('env A=b bash server.sh')), ['`env` only starts another program: what counts is `bash`.', '`bash` is a shell, and what a shell is told can start anything.']);
    assert.deepEqual(chain(line('npx --verbos @contoso/ledger-mcp@1.4.2')), ['`npx` is given `--verbos` among its own options, which MCP Roll Call does not know, so what it starts cannot be told for certain.']);
  });

  it('never repeats what may be a secret', () => {
    const secret = 'hunter2-s3cr3t';
    for (const launch of [
      `npx --key=${secret} a`, `npx -k${secret} a`, `npx -y a@1.0.0 --token ${secret}`, `npx mcp-remote https://me:${secret}@h.example`, `npx mcp-remote https://h.example/?k=${secret}`, `docker run -e T=${secret} mcp/time`, `docker run -k${secret} mcp/time`,
      `env T=${secret} npx a@1.0.0`, `node -e ${secret}`, `sh -c ${secret}`, `npm ${secret}`, `uv ${secret}`, `docker ${secret}`, `deno ${secret}`, `dotnet ${secret}`, `bun run ${secret}`, `uvx mcp-proxy --client-secret ${secret} --x https://h.example`, `npx --registry=https://u:${secret}@h.example a`, `cmd /c npx a --k ${secret}&`,
    ]) {
      const identity = identityOf(launch);
      assert.ok(![...chain(line(launch)), describeIdentity(identity)].join('\n').includes(secret), launch);
    }
  });
});

describe('the key of an identity', () => {
  it('is the package’s whatever its version, launcher, registry and arguments', () => same('npx -y a@1.0.0', 'npx a', 'bunx a@latest --x', 'npx --registry=https://h.example a', 'cmd /c npx a'));
  it('is the address’s whatever its parameters, spelling and bridge', () => same({ url: 'https://h.example/mcp' }, { url: 'HTTPS://H.example:443/mcp?k=v' }, 'npx mcp-remote https://h.example/mcp'));
  it('tells kinds, names, hosts and paths apart', () => different('npx a', 'uvx a', 'docker run a', 'npx @a/a', { url: 'https://h.example/' }, { url: 'https://h.example/mcp' }, 'a', './a', 'node a', 'node ./b'));
  it('tells the same relative path in other folders apart', () => different({ ...line('node a.js'), cwd: '/x' }, { ...line('node a.js'), cwd: '/y' }));
  it('of opaque launches is theirs alone', () => different('sh -c a', 'sh -c b', 'bash -c a'));
  it('leaves no room to pass for another', () => different({ command: 'node', args: ['a","b'] }, { command: 'node","a', args: ['b'] }));
});
