import assert from 'node:assert/strict';
import { found, lookAt, said } from '../incidents/look.ts';

const commit = '3f1c2b4d5e6f708192a3b4c5d6e7f8091a2b3c4d';

describe('unpinned-package', () => {
  for (const [launch, expected] of [
    ['npx -y some-server', /`some-server` has no version/],
    ['npx -y some-server@latest', /`latest` of `some-server` can mean another version/],
    ['npx -y some-server@^1.2.0', /`\^1\.2\.0` of `some-server`/],
    ['npx -y some-server@1', /`1` of `some-server`/],
    ['npx --package=some-server some-server', /has no version/],
    ['bunx some-server', /has no version/],
    ['pnpm dlx some-server', /has no version/],
    ['yarn dlx some-server@next', /`next`/],
    ['uvx some-server', /has no version/],
    ['uvx some-server>=1.2', /`>=1\.2`/],
    ['pipx run some-server', /has no version/],
    ['docker run -i --rm acme/server', /without a digest/],
    ['docker run -i --rm acme/server:latest', /by a tag/],
    ['docker run -i --rm acme/server:1.2.3', /by a tag/],
    ['dnx Some.Server', /has no version/],
    ['npx github:acme/server', /`github:acme\/server` is a git repository, and no commit of it is named.* as `#` and its hash/],
    ['npx -y acme/server', /`github:acme\/server` is a git repository/],
    ['npx acme/server#main', /`main` of `github:acme\/server` is a branch or a tag/],
    ['bunx acme/server', /`github:acme\/server`/],
    ['npx acme/server#3f1c2b4-next', /`3f1c2b4-next` of `github:acme\/server` is a branch or a tag/],
    ['npx -y gist:3f1c2b4', /`gist:3f1c2b4` is a git repository/],
    ['npx -y server@git+https://git.example.com/acme/server.git#main', /`main` of `git\.example\.com\/acme\/server`/],
    ['uvx --from server[cli]@git+https://github.com/acme/server@main server', /`main` of `github\.com\/acme\/server`/],
    ['npx -y github:acme/server#v1.2.3', /`v1\.2\.3` of/],
    ['npx -y github:acme/server#semver:^1.0', /`semver:\^1\.0` of/],
    ['npx -y git+https://git.example.com/acme/server.git', /`git\.example\.com\/acme\/server` is a git repository/],
    ['npx -y git+ssh://git@git.example.com/acme/server.git#main', /`main` of `git\.example\.com\/acme\/server`/],
    ['npx -y https://github.com/acme/server', /`github\.com\/acme\/server`/],
    ['npx -y server@github:acme/server', /`github:acme\/server`/],
    ['npm exec --yes acme/server', /`github:acme\/server`/],
    ['bunx github:acme/server', /is a git repository/],
    ['pnpm dlx github:acme/server', /is a git repository/],
    ['uvx --from git+https://github.com/acme/server server', /`github\.com\/acme\/server` is a git repository.* as `@` and its hash/],
    ['uvx --from git+https://github.com/acme/server@main server', /`main` of `github\.com\/acme\/server`/],
    ['uvx --from git+https://github.com/acme/server.git@v1.0#subdirectory=py server', /`v1\.0` of/],
    ['uvx git+https://github.com/acme/server', /is a git repository/],
    ['uv tool run --from git+https://github.com/acme/server server', /is a git repository/],
    ['pipx run --spec git+https://github.com/acme/server server', /is a git repository/],
    ['cmd /c npx github:acme/server', /is a git repository/],
  ] as const) {
    it(`speaks of ${launch}, once`, () => {
      assert.match(said('unpinned-package', launch), expected);
      const [command, ...args] = launch.split(' ');
      assert.deepEqual(lookAt({ x: { command, args } }).findings.map(({ ruleId }) => ruleId), ['unpinned-package']);
    });
  }

  for (const launch of [
    'npx -y some-server@1.2.3', 'uvx some-server==1.2.3', `docker run -i --rm acme/server@sha256:${'0b6c'.repeat(16)}`, `npx github:acme/server#${commit}`, `npx -y acme/server#${commit}`,
    `npx -y git+https://git.example.com/acme/server.git#${commit}`, `uvx --from git+https://github.com/acme/server@${commit} server`, 'npx github:acme/server#3f1c2b4', 'npx ./server', 'npx /opt/server/index.js',
    'uvx ./server', 'bun run src/index', 'yarn workspace acme/server start', 'node acme/server', 'npx',
  ]) {
    it(`says nothing of ${launch}`, () => assert.equal(said('unpinned-package', launch), ''));
  }

  it('never shows a login of an address', () => {
    const text = said('unpinned-package', 'npx -y git+https://someone:b7Qw93kdZp02mm4T@git.example.com/acme/server.git');
    assert.match(text, /`git\.example\.com\/acme\/server`/);
    assert.doesNotMatch(text, /b7Qw93|someone/);
  });

  it('stands at the argument', () => {
    for (const launch of ['npx -y some-server', 'npx -y github:acme/server', 'uvx --from git+https://github.com/acme/server server']) {
      assert.deepEqual(found('unpinned-package', launch)[0]!.at, ['servers', 'x', 'args', 1]);
    }
  });

  it('offers the version that advisories call fixed, and no lock file’s that is vulnerable', () => {
    const facts = (version: string) => ({ folders: new Map([['/w', { locked: new Map([['npm:mcp-remote', { version, evidence: 'package-lock.json' }]]), installed: new Map(), registries: new Map() }]]) });
    const offered = (version: string): string[] => found('unpinned-package', 'npx mcp-remote https://mcp.example.com/mcp', { facts: facts(version) })[0]!.fixes.map(({ id, safety, changes }) => `${id} ${safety} ${JSON.stringify(changes[0])}`);
    assert.deepEqual(offered('0.1.15'), ['pin-to-fixed needs-review {"op":"replace","at":["servers","x","args",0],"value":"mcp-remote@0.1.16"}']);
    assert.deepEqual(offered('0.1.20').map((fix) => fix.slice(0, 18)), ['pin-to-locked safe', 'pin-to-fixed needs']);
  });
});
