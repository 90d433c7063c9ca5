import assert from 'node:assert/strict';
import { providerFor } from '../../src/editor/listening/sign-in-provider.ts';

const github = 'https://github.com/login/oauth';
const microsoft = 'https://login.microsoftonline.com/common/v2.0';
const of = (url: string, issuer: string | undefined, scopes: readonly string[]): string | undefined => providerFor({ url, wwwAuthenticate: '', resource: url, scopes, ...(issuer !== undefined && { issuer }) })?.id;

describe('an account of VS Code’s own', () => {
  it('of GitHub serves servers of GitHub, and no other that names GitHub', () => {
    assert.equal(of('https://api.githubcopilot.com/mcp/', github, ['repo']), 'github');
    for (const url of ['https://evil.example/mcp', 'https://githubcopilot.com.evil.example/mcp', 'https://notgithub.com/', 'http://api.githubcopilot.com/mcp/', 'no address']) assert.equal(of(url, github, ['repo']), undefined, url);
    assert.equal(of('https://api.githubcopilot.com/mcp/', 'https://github.com.evil.example/login/oauth', ['repo']), undefined);
  });

  it('of Microsoft serves a server whose own the permissions are, and gives nothing of another', () => {
    assert.equal(of('https://mcp.contoso.com/mcp', microsoft, ['https://mcp.contoso.com/Ledger.Read', 'offline_access']), 'microsoft');
    assert.equal(of('https://mcp.contoso.com/mcp', microsoft, ['api://mcp.contoso.com/Ledger.Read']), 'microsoft');
    for (const scopes of [['https://graph.microsoft.com/Mail.Read'], ['https://mcp.contoso.com/Ledger.Read', 'https://graph.microsoft.com/Mail.Read'], ['openid'], ['Mail.Read'], []]) assert.equal(of('https://mcp.contoso.com/mcp', microsoft, scopes), undefined, scopes.join());
  });

  it('serves nobody whose issuer is not known', () => {
    assert.equal(of('https://api.githubcopilot.com/mcp/', undefined, ['repo']), undefined);
    assert.equal(of('https://api.githubcopilot.com/mcp/', 'https://login.contoso.com', ['repo']), undefined);
  });
});
