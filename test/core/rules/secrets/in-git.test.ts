import assert from 'node:assert/strict';
import { workspaceFileAt } from '../../../../src/core/clients/clients.ts';
import { readLoaded } from '../../../../src/core/config/read-place.ts';
import type { ConfigFile } from '../../../../src/core/config/config-file.ts';
import type { FolderFacts, GitFacts } from '../../../../src/core/facts.ts';
import { askGit } from '../../../../src/core/secret/ask-git.ts';
import { holdsSecret } from '../../../../src/core/secret/env-file.ts';
import { render } from '../../../../src/core/text/message.ts';
import { findingsIn } from '../findings-of.ts';

const secret = 'b7Qw93kdZp02mm4T';
const folder = (git: Partial<GitFacts>): FolderFacts => ({ locked: new Map(), installed: new Map(), registries: new Map(), git: { envFiles: new Map(), committed: new Map(), ...git } });
const read = (servers: unknown): ConfigFile =>
  readLoaded({ path: '/w/.vscode/mcp.json', root: '/w', known: workspaceFileAt('.vscode/mcp.json')!, live: true, content: { text: JSON.stringify({ servers }) } });

describe('files in git', () => {
  it('are asked about where servers take secrets from them, or hold some', () => {
    const asked = askGit([read({ a: { command: 'a', envFile: '${workspaceFolder}/.env', env: { API_KEY: secret } }, b: { command: 'b', envFile: './config/../b.env' } })]);
    assert.deepEqual([asked?.envFiles, [...asked!.secrets]], [['.env', 'b.env'], [['.vscode/mcp.json', [secret]]]]);
    assert.equal(askGit([read({ a: { command: 'a', env: { API_KEY: '${input:x}' } } })]), undefined);
    for (const envFile of ['', '../x.env', '/etc/x.env', '~/x.env', '${userHome}/.env', '${input:x}', 'C:\\x.env', '*.env', 3, null, {}]) assert.equal(askGit([read({ a: { command: 'a', envFile } })]), undefined, JSON.stringify(envFile));
    assert.deepEqual(askGit([read({ a: { command: 'a', envFile: '/w/deep/x.env' } })])?.envFiles, ['deep/x.env']);
  });

  it('hold a secret, or only what a team shares', () => {
    for (const text of [`API_KEY=${secret}`, `export DB_PASSWORD="${secret}"\n`, `# x\nX=${['ghp', 'Zx81QkLm04TbNpYw72RcVd55HsJf90GaUeKi'].join('_')}`]) assert.equal(holdsSecret(text), true, text);
    for (const text of ['', 'API_KEY=', 'API_KEY=<your key>', 'API_KEY=changeme', 'TOKEN_URL=https://contoso.com/token', 'TEAM=payments', 'PASSWORD=short', 'nonsense', '=']) assert.equal(holdsSecret(text), false, text);
  });

  const said = (git: Partial<GitFacts>, server: object): string[] =>
    findingsIn('.vscode/mcp.json', JSON.stringify({ servers: { a: { command: 'a', ...server } } }), { folder: folder(git), only: ['committed-env-file', 'literal-secret'] }).map(({ severity, message }) => `${severity}: ${render(message)}`);

  it('are told of by what git does with them', () => {
    const envFile = '${workspaceFolder}/.env';
    assert.deepEqual(said({ envFiles: new Map([['.env', 'tracked']]) }, { envFile }), ['error: `.env` holds what looks like a secret, and is in git: whoever has the repository has it. Take it out (`git rm --cached`), add it to `.gitignore`, and replace the secret.']);
    assert.deepEqual(said({ envFiles: new Map([['.env', 'open']]) }, { envFile }), ['warning: `.env` holds what looks like a secret, and git does not ignore it: the next `git add` may commit it. Add it to `.gitignore`.']);
    assert.deepEqual(said({ envFiles: new Map([['.env', 'ignored']]) }, { envFile }), []);
    assert.deepEqual(said({}, { envFile }), []);
  });

  it('say since when a secret in them is out', () => {
    const since = (value: object): Partial<GitFacts> => ({ committed: new Map([['.vscode/mcp.json', new Map([[secret, value]])]]) });
    const begin = 'error: The environment variable `API_KEY` holds a secret, written out. Whoever reads this file can use it. Move it out, and replace it at its issuer.';
    const env = { API_KEY: secret };
    assert.deepEqual(said(since({ date: '2025-03-04', commit: '0f9a8b7c6' }), { env }), [`${begin} It is committed, since 2025-03-04 (0f9a8b7c6): whoever has the repository has it.`]);
    assert.deepEqual(said(since({}), { env }), [`${begin} It is committed: whoever has the repository has it.`]);
    assert.deepEqual(said(since({}), { env: { API_KEY: `${secret}x` } }), [begin], 'another value by now');
    assert.deepEqual(said({}, { env }), [begin]);
  });
});
