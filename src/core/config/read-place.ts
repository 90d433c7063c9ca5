import type { ConfigFile } from './config-file.ts';
import { readEnv } from './read-env.ts';
import { readExtension } from './read-extension.ts';
import { readGateway } from './read-gateway.ts';
import { readConfigFile, type ConfigSource } from './read.ts';
import { loadSyntax } from './syntaxes.ts';

/** Read whatever lies at a place, by the rules of its kind and in whatever syntax it is: the way for everything that ships. Never throws for anything the file holds. */
export async function readPlace(source: ConfigSource): Promise<ConfigFile> {
  if ('text' in source.content) await loadSyntax(source.known.locations[0]?.syntax ?? 'json');
  return readLoaded(source);
}

/** The same where the syntax is loaded, as JSON always is. */
export function readLoaded(source: ConfigSource): ConfigFile {
  switch (source.known.kind) {
    case 'env':
      return readEnv(source);
    case 'extension':
      return readExtension(readConfigFile(source));
    default: {
      const file = readConfigFile(source);
      return source.known.locations[0]?.catalogs === undefined ? file : readGateway(file, 'text' in source.content ? (source.content.catalogs ?? []) : []);
    }
  }
}

/** Whether a file is worth a line of a report: an `.env` is where it redirects something or names a model provider, or could not be read. */
export function isTold({ redirects, providers, status }: ConfigFile): boolean {
  return redirects === undefined || redirects.length + providers.length > 0 || status === 'opaque';
}
