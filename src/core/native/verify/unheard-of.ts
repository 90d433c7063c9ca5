/** A name that nobody gave to anything; `.invalid` is reserved for what leads nowhere (RFC 2606). */
export const canaryName = 'mcp-roll-call-canary';

/** What no policy has heard of. */
export const unheardOf = {
  package: ['npx', '-y', `${canaryName}@0.0.0`],
  address: `https://${canaryName}.invalid/mcp`,
  program: [`/opt/${canaryName}/server`],
} as const;
