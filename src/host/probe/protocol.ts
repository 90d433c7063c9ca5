/** The newest revision that begins with `server/discover`, the only one so far (https://modelcontextprotocol.io/specification/2026-07-28). */
export const discoverVersion = '2026-07-28';

/** Those that begin with `initialize`, the newest first, as the official SDK takes them (client 2.4.0, SUPPORTED_PROTOCOL_VERSIONS). */
export const initializeVersions = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05', '2024-10-07'] as const;

export const errorCodes = { methodNotFound: -32_601, /** With `data.supported`, from 2026-07-28. */ unsupportedVersion: -32_022 } as const;

/** Who listens, as it introduces itself. No capability of a client is offered: a server has nothing to ask for. */
export interface Introduction {
  readonly name: 'mcp-roll-call';
  readonly version: string;
}

/** What every request carries from 2026-07-28 (the revision's schema.ts, RequestMetaEnvelope). */
export function envelope(introduction: Introduction): Readonly<Record<string, unknown>> {
  return {
    'io.modelcontextprotocol/protocolVersion': discoverVersion,
    'io.modelcontextprotocol/clientInfo': introduction,
    'io.modelcontextprotocol/clientCapabilities': {},
  };
}
