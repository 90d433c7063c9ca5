/** Lifecycle of one version of a server, as the registry says (OpenAPI of the MCP registry, `ServerResponse`). */
export type RegistryStatus = 'active' | 'deprecated' | 'deleted';

/**
 * What is kept of one version of one server of an MCP registry (v0.1): what a verdict needs, and what a declaration of it needs.
 * Texts are clipped, and hold no control or invisible characters. Values that are secret are never kept.
 */
export interface RegistryServer {
  readonly name: string;
  /** The server's own; that of its packages is in them. */
  readonly version: string;
  readonly status: RegistryStatus;
  readonly statusMessage?: string;
  readonly statusChangedAt?: string;
  readonly updatedAt?: string;
  /** Only where the version is a semantic one: any other is always the latest to the official registry, whatever was published since. */
  readonly isLatest?: true;
  readonly title?: string;
  readonly description?: string;
  readonly packages?: readonly RegistryPackage[];
  readonly remotes?: readonly RegistryRemote[];
  /** Where its code lies. */
  readonly repository?: string;
}

export interface RegistryPackage {
  /** `npm`, `pypi`, `oci`, `nuget`, `mcpb` or whatever the registry says, in lower case. */
  readonly type: string;
  readonly identifier: string;
  readonly version?: string;
  readonly registryBaseUrl?: string;
  /** 64 hexadecimal digits, lower case. */
  readonly fileSha256?: string;
  readonly runtimeHint?: string;
  readonly transport: string;
  /** Where it is called, when its transport is not `stdio`. */
  readonly url?: string;
  readonly runtimeArguments?: readonly RegistryArgument[];
  readonly packageArguments?: readonly RegistryArgument[];
  readonly environmentVariables?: readonly RegistryVariable[];
}

export interface RegistryRemote {
  /** `streamable-http` or `sse`. */
  readonly type: string;
  /** May hold `{variables}`. */
  readonly url: string;
  readonly variables?: readonly RegistryVariable[];
  readonly headers?: readonly RegistryVariable[];
}

/** What is put in by whoever uses the server, or stands fast. */
export interface RegistryInput {
  readonly isRequired?: true;
  readonly isSecret?: true;
  /** Stands fast; may hold `{variables}`. */
  readonly value?: string;
  readonly default?: string;
  readonly choices?: readonly string[];
  readonly variables?: readonly RegistryVariable[];
}

export interface RegistryVariable extends RegistryInput {
  readonly name: string;
}

export interface RegistryArgument extends RegistryInput {
  readonly kind: 'positional' | 'named';
  /** The flag, of a named one; else what it stands for. */
  readonly name?: string;
  readonly isRepeated?: true;
}

/** What tells one version of one server from every other. */
export function serverKey({ name, version }: Pick<RegistryServer, 'name' | 'version'>): string {
  return `${name}\n${version}`;
}
