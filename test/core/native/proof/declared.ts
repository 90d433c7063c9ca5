import { workspaceFiles } from '../../../../src/core/clients/clients.ts';
import type { ConfigFile } from '../../../../src/core/config/config-file.ts';
import { printEntry } from '../../../../src/core/config/toml/print.ts';
import { readConfigFile } from '../../../../src/core/config/read.ts';
import type { FolderFacts } from '../../../../src/core/facts.ts';
import { identify } from '../../../../src/core/identity/identify.ts';
import type { NativeSubject } from '../../../../src/core/native/native.ts';

const paths: Readonly<Record<string, string>> = { vscode: '/w/.vscode/mcp.json' };

/** A server as a client finds it in its file of a workspace: that of VS Code, where nothing else is said. Files in TOML need its syntax loaded. */
export function declaredIn(name: string, server: Readonly<Record<string, unknown>>, client = 'vscode', folder?: FolderFacts): NativeSubject {
  const known = workspaceFiles.find(({ spelling }) => spelling === client)!;
  const place = known.locations.find(({ borrowed }) => !borrowed)!.servers.find((servers) => servers !== 'bare')!;
  const content = place.at.reduceRight<unknown>((inner, key) => ({ [key]: inner }), { [name]: server });
  const file: ConfigFile = readConfigFile({ path: paths[client] ?? `/w/${known.path}`, root: '/w', known, live: true, content: { text: known.locations[0]!.syntax === 'toml' ? Object.entries(content as object).map(([key, value]) => printEntry(key, value)).join('\n') : JSON.stringify(content) } });
  const declaration = file.declarations[0]!;
  return { server: declaration, identity: identify(declaration, { scope: 'workspace', ...(folder && { folder }) }), file };
}
