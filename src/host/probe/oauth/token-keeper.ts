/** What tokens are kept by: those of one authorization server are never shown to another, nor to another resource (2026-07-28, Authorization). */
export interface TokenKey {
  readonly issuer: string;
  readonly resource: string;
}

/** All of it secret. */
export interface KeptTokens {
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** Milliseconds since 1970. Absent: the server did not say. */
  readonly expiresAt?: number;
  /** Parted by spaces. Absent: the server did not say which it granted. */
  readonly scope?: string;
  /** Whom they were given to: only that one can refresh them. */
  readonly client: { readonly id: string; readonly secret?: string };
}

/** Where tokens are kept: VS Code's secret storage, or memory. Never a file of ours. */
export interface TokenKeeper {
  get(key: TokenKey): Promise<KeptTokens | undefined>;
  set(key: TokenKey, tokens: KeptTokens): Promise<void>;
  delete(key: TokenKey): Promise<void>;
}

/** Gone with the process. */
export function memoryTokens(): TokenKeeper {
  const kept = new Map<string, KeptTokens>();
  const at = ({ issuer, resource }: TokenKey): string => JSON.stringify([issuer, resource]);
  return {
    get: async (key) => kept.get(at(key)),
    set: async (key, tokens) => void kept.set(at(key), tokens),
    delete: async (key) => void kept.delete(at(key)),
  };
}
