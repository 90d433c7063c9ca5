import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { ServerDeclaration } from '../../../src/core/config/config-file.ts';
import { describeIdentity } from '../../../src/core/identity/describe.ts';
import { hijackOf } from '../../../src/core/identity/hijacks.ts';
import { identify } from '../../../src/core/identity/identify.ts';
import { identityKey } from '../../../src/core/identity/identity-key.ts';
import { render, say } from '../../../src/core/text/message.ts';
import { declaration, folder, identityOf } from './declarations.ts';

/** Words that mean something to some launcher, and words that mean nothing. */
const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...'npx npm exec x pnpm dlx pnpx yarn bunx bun run uvx uv tool pipx docker podman container mcp gateway dnx dotnet deno node python -m java -jar tsx env cmd /c nohup timeout 5 sh -c mcp-remote supergateway mcp-proxy --sse --header -H -- - -y --yes -p --package --package= --from --with --spec --directory --registry=https://h.example --index --call -e --entrypoint -v -it --pull always --version --source @contoso/ledger-mcp@1.4.2 ledger@1.0 a@npm:b ghcr.io/a/b:1 https://h.example/mcp?k=v ./server.js A=b ${input:x} $(x) %X% __proto__ constructor'.split(' ')) },
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const variables = fc.dictionary(fc.oneof(fc.constantFrom('PATH', 'NODE_OPTIONS', 'npm_config_registry', 'npm_config_@a:registry', 'UV_INDEX', 'TOKEN', '__proto__', 'toString', ''), fc.string({ maxLength: 8 })), fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('https://h.example', '${x}'), fc.constant(undefined)), { maxKeys: 4 });

const declared: fc.Arbitrary<ServerDeclaration> = fc
  .record(
    {
      command: word,
      args: fc.array(word, { maxLength: 10 }),
      env: variables,
      envFile: word,
      cwd: fc.oneof(word, fc.constant('${workspaceFolder}')),
      url: fc.oneof(word, fc.webUrl()),
      transport: fc.constantFrom('stdio', 'http', 'sse', 'ws', 'unknown'),
      ambiguity: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  .map(({ ambiguity, ...rest }) => ({ ...declaration(rest as Parameters<typeof declaration>[0]), ...(ambiguity && { ambiguity: say('{x} stands twice in it', { x: '`command`' }) }) }));

const facts = folder({ installed: { 'npm:a': { version: '1.0.0', evidence: 'x' } }, registries: { npm: 'https://h.example', 'npm:@contoso': '${x}' }, bins: ['a', '__proto__'], overrides: { npm: ['.npmrc'] } });
const context = fc.record({ scope: fc.constantFrom('workspace' as const, 'user' as const), folder: fc.constant(facts) }, { requiredKeys: ['scope'] });

describe('of any declaration', function () {
  this.timeout(20_000);

  it('there is an identity, words for it and a key', () => {
    fc.assert(
      fc.property(declared, context, (server, around) => {
        const steps: string[] = [];
        const identity = identify(server, around, (step) => steps.push(render(step)));
        assert.ok(steps.length > 0 && steps.every((step) => step.length > 0 && !/\{\w+\}/.test(step.replace(/`[^`]*`/g, ''))), steps.join('\n'));
        assert.ok(describeIdentity(identity).length > 0);
        assert.ok(identityKey(identity).length > 0);
      }),
      { numRuns: 4000 },
    );
  });

  it('the identity is the same whoever asks again', () => {
    fc.assert(fc.property(declared, context, (server, around) => assert.deepEqual(identify(server, around), identify(server, around, () => undefined))), { numRuns: 1000 });
  });

  it('a package’s own name is in what was written, and an exact version too', () => {
    fc.assert(
      fc.property(declared, (server) => {
        const identity = identify(server, { scope: 'user' });
        if (identity.kind !== 'package') return;
        const written = server.args.map(({ value }) => value).join(' ').toLowerCase().replaceAll(/[-_.]+/g, '-');
        const name = identity.package.name.slice(identity.package.name.lastIndexOf('/') + 1);
        assert.ok(written.includes(name.toLowerCase().replaceAll(/[-_.]+/g, '-')), name);
      }),
      { numRuns: 1500 },
    );
  });

  it('values of variables that no launcher heeds change nothing but themselves', () => {
    const silent = /^(?!.*registry)(?!uv_|pip_|yarn_)/i;
    fc.assert(
      fc.property(declared, fc.string(), (server, other) => {
        const changed = { ...server, env: server.env.map((variable) => (silent.test(variable.name) ? { ...variable, value: other } : variable)) };
        const [before, after] = [server, changed].map((one) => {
          const { launch, ...identity } = identify(one, { scope: 'user' });
          return { ...identity, args: launch.args, hijacks: launch.hijacks, names: launch.env.map(({ name }) => name) };
        });
        assert.deepEqual(after, before);
      }),
      { numRuns: 1500 },
    );
  });

  it('every variable that changes which code runs is told, unless its registry is', () => {
    fc.assert(
      fc.property(declared, (server) => {
        const identity = identify(server, { scope: 'user' });
        // What is only called starts nothing here that a variable could change.
        if (identity.kind === 'remote' && !identity.via) return;
        for (const { name } of identity.launch.env) {
          if (!hijackOf(name) || identity.launch.hijacks.includes(name)) continue;
          assert.ok(/registry|index/i.test(name) && (identity.kind === 'package' || identity.kind === 'remote'), name);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('an unknown flag before what is started ends in opaque, whatever follows', () => {
    fc.assert(
      fc.property(fc.constantFrom('npx', 'npm exec', 'pnpm dlx', 'pnpx', 'yarn dlx', 'bunx', 'bun x', 'uvx', 'uv tool run', 'pipx run', 'docker run', 'podman run', 'dnx', 'deno run'), fc.array(word, { maxLength: 8 }), (launcher, words) => {
        const [command = '', ...before] = launcher.split(' ');
        assert.equal(identityOf({ command, args: [...before, '--no-such-flag', ...words] }).kind, 'opaque');
      }),
      { numRuns: 1000 },
    );
  });

  it('a shell or a program that starts others is opaque, whatever it is given', () => {
    fc.assert(
      fc.property(fc.constantFrom('sh', 'bash', '/bin/bash', 'powershell.exe', 'PWSH', 'sudo', 'xargs', 'wsl', 'NPX', 'cmd', 'npx x'), fc.array(word, { maxLength: 8 }), (command, args) => {
        if (command === 'cmd' && args.some((arg) => arg.toLowerCase() === '/c')) return;
        assert.equal(identityOf({ command, args }).kind, 'opaque');
      }),
      { numRuns: 1000 },
    );
  });

  it('a program of the workspace is never a package or an address, whatever its name', () => {
    fc.assert(
      fc.property(fc.constantFrom('./', '../', 'bin/', '/tmp/', '.\\', '${workspaceFolder}/', '/home/me/bin/'), fc.constantFrom('npx', 'uvx', 'docker', 'bun', 'deno', 'dotnet', 'env', 'npm', 'cmd', 'timeout', 'mcp-remote'), fc.array(word, { maxLength: 8 }), (place, name, args) => {
        assert.ok(['program', 'opaque'].includes(identityOf({ command: place + name, args }).kind));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('of enormous declarations', () => {
  for (const [what, make] of [
    ['a long word', (n: number) => ({ command: 'npx', args: ['-y', 'a'.repeat(n)] })],
    ['a long command', (n: number) => ({ command: '${'.repeat(n / 2) })],
    ['many variables in a path', (n: number) => ({ command: 'node', args: ['${workspaceFolder}'.repeat(n / 20)] })],
    ['many words', (n: number) => ({ command: 'docker', args: ['run', ...Array.from<string>({ length: n / 10 }).fill('-it'), 'mcp/time'] })],
    ['many flags of note', (n: number) => ({ command: 'docker', args: ['run', ...Array.from<string>({ length: n / 10 }).fill('-e').flatMap((flag, i) => [flag, `V${i}=x`]), 'mcp/time'] })],
    ['many wrappers', (n: number) => ({ command: 'env', args: Array.from<string>({ length: n / 4 }).fill('env') })],
    ['a long cluster', (n: number) => ({ command: 'docker', args: ['run', `-${'it'.repeat(n / 2)}`, 'mcp/time'] })],
    ['percent signs', (n: number) => ({ url: `https://h.example/${'%a'.repeat(n / 2)}` })],
    ['brackets', (n: number) => ({ command: 'uvx', args: [`a[${'a,'.repeat(n / 2)}`] })],
    ['spaces', (n: number) => ({ command: `/x${' '.repeat(n)}y` })],
    ['dashes in an image', (n: number) => ({ command: 'docker', args: ['run', `a${'-'.repeat(n)}`] })],
  ] as const) {
    it(`${what} takes no time worth telling`, () => {
      const server = declaration(make(1_000_000));
      const start = process.hrtime.bigint();
      identify(server, { scope: 'workspace' });
      assert.ok(Number(process.hrtime.bigint() - start) < 1e9);
    });
  }
});
