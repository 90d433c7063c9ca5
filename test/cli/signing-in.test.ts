import assert from 'node:assert/strict';
import { signingIn } from '../../src/cli/listening/signing-in.ts';

describe('the question before a sign-in', () => {
  it('names who gives out the tokens, whose address only begins like that of the page', async () => {
    const write = process.stderr.write.bind(process.stderr);
    let said = '';
    process.stderr.write = (text: string | Uint8Array): boolean => ((said += String(text)), true);
    try {
      // Without a terminal nobody is asked, and nothing opens.
      if (!process.stdin.isTTY) await signingIn.agree({ resource: 'https://mcp.example/mcp', issuer: 'https://good.example.evil.example/', origin: 'https://good.example', scopes: [] });
      else said = 'good.example.evil.example';
    } finally {
      process.stderr.write = write;
    }
    assert.match(said, /good\.example\.evil\.example/);
  });
});
