import { workspaceFiles } from '../clients/clients.ts';
import type { ServerDeclaration } from '../config/config-file.ts';
import { readConfigFile } from '../config/read.ts';

/** A server of a policy's test as the named client would read it from its file in a workspace; VS Code where none of that name is known. */
export function declarationOf(name: string, client: string, server: Readonly<Record<string, unknown>>): ServerDeclaration {
  const known = workspaceFiles.find(({ spelling }) => spelling === client) ?? workspaceFiles.find(({ spelling }) => spelling === 'vscode')!;
  const place = known.locations.find(({ borrowed }) => !borrowed)!.servers.find((servers) => servers !== 'bare')!;
  const content = place.at.reduceRight<unknown>((inner, key) => ({ [key]: inner }), { [name]: server });
  return readConfigFile({ path: known.path, known, live: true, content: { text: JSON.stringify(content) } }).declarations[0]!;
}
