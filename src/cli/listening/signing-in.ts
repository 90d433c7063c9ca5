import { spawn } from 'node:child_process';
import { visible } from '../../core/text/visible.ts';
import type { SigningIn, SignInRequest } from '../../host/probe/oauth/signing-in.ts';
import { memoryTokens } from '../../host/probe/oauth/token-keeper.ts';
import { agreed } from '../agreed.ts';
import { note } from '../terminal.ts';
import { isThereAnybody } from './asking.ts';

/** Signing in from a terminal: the browser opens after a question, and tokens are gone with this process. */
export const signingIn: SigningIn = { tokens: memoryTokens(), agree, openBrowser };

async function agree({ resource, issuer, origin, scopes }: SignInRequest): Promise<boolean> {
  note(`This server wants you to sign in.\n  For:     ${visible(resource, 500)}\n  At:      ${visible(origin, 300)}${isOf(issuer, origin) ? '' : ` (for ${visible(issuer, 300)})`}\n  Asks for: ${scopes.length === 0 ? 'nothing by name: what it grants it decides itself' : scopes.map((scope) => visible(scope, 100)).join(', ')}`);
  if (!isThereAnybody()) {
    note('Nobody was signed in: that takes a person at a terminal, and a browser.');
    return false;
  }
  return agreed('Open the browser to sign in? The token is held in memory, and gone when this command ends.');
}

/** A name that only begins like another's is another's. */
function isOf(issuer: string, origin: string): boolean {
  return URL.canParse(issuer) && new URL(issuer).origin === origin;
}

/** No shell reads the address, which is a server's text. Chosen by the platform; what it opens outlives this command. */
function openBrowser(url: string): Promise<void> {
  const [command, ...args]: readonly [string, ...string[]] = process.platform === 'darwin' ? ['open', url] : process.platform === 'win32' ? ['rundll32', 'url.dll,FileProtocolHandler', url] : ['xdg-open', url];
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'ignore', detached: true, shell: false, windowsHide: true });
    child.once('error', () => reject(new Error(`No browser could be opened: ${command} is not there.`)));
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}
