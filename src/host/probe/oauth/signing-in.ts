import type { TokenKeeper } from './token-keeper.ts';

/** What a server says of how to sign in to it. Texts of the server's: hostile. */
export interface SignInChallenge {
  /** The server's own address, as declared. May hold a secret: not to be shown. */
  readonly url: string;
  /** The header of its refusal as it came, for `vscode.authentication`. */
  readonly wwwAuthenticate: string;
  /** Who gives out its tokens; absent where that could not be found out. */
  readonly issuer?: string;
  /** What a token has to be for (RFC 8707). */
  readonly resource: string;
  /** Empty: the server does not say. */
  readonly scopes: readonly string[];
}

/** What a user is shown before the browser opens. Texts of the server's: hostile, to be shown through `visible`. */
export interface SignInRequest {
  readonly resource: string;
  readonly issuer: string;
  /** Whose page the browser opens. */
  readonly origin: string;
  /** Empty: the server asks for none by name, and decides itself what it grants. */
  readonly scopes: readonly string[];
}

/** How somebody signs in, as far as it depends on where this runs. */
export interface SigningIn {
  readonly tokens: TokenKeeper;
  /** Asked first: a token that somebody else has, as VS Code's own sign-in does. Undefined: none. */
  readonly accessToken?: (challenge: SignInChallenge) => Promise<string | undefined>;
  /** The user's word, with the scopes in view. */
  readonly agree: (request: SignInRequest) => Promise<boolean>;
  /** @param url with one-time values of this sign-in in it: not to be shown or logged */
  readonly openBrowser: (url: string) => Promise<void>;
  /** A client that is known at the authorization server already. */
  readonly client?: { readonly id: string; readonly secret?: string };
  /** Where this client describes itself (client ID metadata document); used where the authorization server takes it. */
  readonly clientMetadataUrl?: string;
  /** For the user to sign in, in milliseconds. */
  readonly timeout?: number;
}
