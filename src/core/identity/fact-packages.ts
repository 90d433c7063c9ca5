import type { ConfigFile } from '../config/config-file.ts';
import { identify } from './identify.ts';

/** The kits that servers are made with, of which advisories tell. */
export const sdkPackages = ['npm:@modelcontextprotocol/sdk', 'pypi:fastmcp', 'pypi:mcp'] as const;

/** The packages that these files' servers name, as `type:name`: what is worth looking up beside them. Sorted, each once. */
export function factPackages(files: readonly ConfigFile[]): readonly string[] {
  const names = new Set<string>();
  for (const file of files) {
    for (const declaration of file.declarations) {
      const identity = identify(declaration, { scope: file.scope });
      const ref = identity.kind === 'package' ? identity.package : identity.kind === 'remote' ? identity.via?.package : undefined;
      if (ref) names.add(`${ref.type}:${ref.name}`);
      // A server that is started from the folder is made with one of these.
      else if (identity.kind === 'program' && file.root !== undefined) for (const sdk of sdkPackages) names.add(sdk);
    }
  }
  return [...names].sort();
}
