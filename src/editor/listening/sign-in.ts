import * as vscode from 'vscode';
import type { SigningIn, SignInChallenge } from '../../host/probe/oauth/signing-in.ts';
import type { KeptTokens, TokenKeeper } from '../../host/probe/oauth/token-keeper.ts';
import { visible } from '../../core/text/visible.ts';
import { t } from '../words.ts';
import { providerFor } from './sign-in-provider.ts';

/** Where tokens lie: all of them under one name, since VS Code's secret storage gives no list of names to sign out of. */
const secretName = 'mcpRollCall.serverTokens';

type Kept = Record<string, KeptTokens & { readonly issuer: string; readonly resource: string }>;

/** Tokens of remote servers, in VS Code's secret storage and nowhere else. One change after another: none may undo another one. */
export class SecretTokens implements TokenKeeper {
  readonly #secrets: vscode.SecretStorage;
  #queue: Promise<void> = Promise.resolve();

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
  }

  async get(key: { issuer: string; resource: string }): Promise<KeptTokens | undefined> {
    const kept = await this.#read();
    return Object.hasOwn(kept, at(key)) ? kept[at(key)] : undefined;
  }

  set(key: { issuer: string; resource: string }, tokens: KeptTokens): Promise<void> {
    return this.#change((kept) => ({ ...kept, [at(key)]: { ...tokens, issuer: key.issuer, resource: key.resource } }));
  }

  delete(key: { issuer: string; resource: string }): Promise<void> {
    return this.#change((kept) => Object.fromEntries(Object.entries(kept).filter(([each]) => each !== at(key))));
  }

  /** What somebody is signed in to. */
  async all(): Promise<readonly { readonly issuer: string; readonly resource: string }[]> {
    return Object.values(await this.#read()).map(({ issuer, resource }) => ({ issuer, resource }));
  }

  async #read(): Promise<Kept> {
    try {
      const value: unknown = JSON.parse((await this.#secrets.get(secretName)) ?? '{}');
      return typeof value === 'object' && value !== null ? (value as Kept) : {};
    } catch {
      return {};
    }
  }

  #change(change: (kept: Kept) => Kept): Promise<void> {
    const done = this.#queue.then(async () => {
      const next = change(await this.#read());
      await (Object.keys(next).length === 0 ? this.#secrets.delete(secretName) : this.#secrets.store(secretName, JSON.stringify(next)));
    });
    this.#queue = done.catch(() => undefined);
    return done;
  }
}

function at({ issuer, resource }: { readonly issuer: string; readonly resource: string }): string {
  return JSON.stringify([issuer, resource]);
}

/** What the user agreed to hand over in this window, so that a second connection asks no second time. */
const agreed = new Set<string>();

/**
 * How somebody signs in to a remote server in VS Code: with an account that VS Code itself knows, where its tokens can be meant for that
 * server; else in the browser. In the background (`quiet`) nothing is asked, and only what is there already is used.
 */
export function signingIn(name: string, tokens: TokenKeeper, quiet: boolean): SigningIn {
  return {
    tokens,
    accessToken: (challenge) => accountToken(name, challenge, quiet),
    agree: async ({ resource, issuer, origin, scopes }) => {
      if (quiet) return false;
      const go = t('Open Browser');
      const detail = [
        t('It answers only who is signed in. Your browser opens {origin}; what you allow there is kept in VS Code’s secret storage and used to listen to this server only.', { origin: visible(origin, 200) }),
        t('Signs you in at: {issuer}', { issuer: visible(issuer, 200) }),
        t('For: {resource}', { resource: visible(resource, 200) }),
        scopes.length === 0 ? t('It names no permissions: the sign-in page says which it gives.') : t('Permissions: {scopes}', { scopes: visible(scopes.join(', '), 500) }),
      ].join('\n\n');
      return (await vscode.window.showWarningMessage(t('Sign in to listen to `{name}`?', { name: visible(name, 80) }), { modal: true, detail }, go)) === go;
    },
    // As text: a Uri would be written anew, and `&` and `=` of its parameters escaped (microsoft/vscode#85930).
    openBrowser: async (url) => void (await vscode.commands.executeCommand('vscode.open', url)),
  };
}

/** A token of an account that VS Code signs in to, once the user agreed to hand it to exactly this server. */
async function accountToken(name: string, challenge: SignInChallenge, quiet: boolean): Promise<string | undefined> {
  const provider = providerFor(challenge);
  if (!provider) return undefined;
  const { id, title, host } = provider;
  const key = JSON.stringify([id, host, challenge.scopes]);
  if (!agreed.has(key)) {
    if (quiet) return undefined;
    const go = t('Sign In with {title}', { title });
    const detail = t('{host} answers only who is signed in. It would get a token of your {title} account with these permissions: {scopes}. Nothing of it is stored by MCP Roll Call.', { host: visible(host, 200), title, scopes: visible(challenge.scopes.join(', '), 500) });
    if ((await vscode.window.showWarningMessage(t('Sign in to listen to `{name}`?', { name: visible(name, 80) }), { modal: true, detail }, go)) !== go) return undefined;
    agreed.add(key);
  }
  try {
    const session = await vscode.authentication.getSession(id, [...challenge.scopes], quiet ? { silent: true } : { createIfNone: { detail: t('MCP Roll Call listens to {host}.', { host: visible(host, 200) }) } });
    return session?.accessToken;
  } catch {
    // Given up by the user: another way to sign in may do.
    return undefined;
  }
}
