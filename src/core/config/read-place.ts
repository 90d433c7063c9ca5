import type { KnownFile } from '../clients/clients.ts';
import type { ConfigFile } from './config-file.ts';
import { readEnv, redirectsIn } from './read-env.ts';
import { readExtension } from './read-extension.ts';
import { readConfigFile, type ConfigSource } from './read.ts';
import { loadSyntax } from './syntaxes.ts';

/** Read whatever lies at a place, by the rules of its kind and in whatever syntax it is: the way for everything that ships. Never throws for anything the file holds. */
export async function readPlace(source: ConfigSource): Promise<ConfigFile> {
  if ('text' in source.content) await loadSyntax(source.known.locations[0]?.syntax ?? 'json');
  return readLoaded(source);
}

/** The same where the syntax is loaded, as JSON always is. */
export function readLoaded(source: ConfigSource): ConfigFile {
  const file = byKind(source);
  return isNothing(source.known, file) ? { ...file, untold: true } : file;
}

function byKind(source: ConfigSource): ConfigFile {
  const { known, content } = source;
  switch (known.kind) {
    case 'extension':
      return readExtension(readConfigFile(source));
    case 'env':
      // A client may read more from it than where to look.
      return known.clients.length > 0 && 'text' in content ? { ...readConfigFile(source), redirects: redirectsIn(source, content.text).redirects } : readEnv(source);
    default:
      return readConfigFile(source);
  }
}

/** An `.env` is worth a line where it says something of assistants, or could not be read; a file about other things, where it does. */
function isNothing({ kind, aside }: KnownFile, { redirects = [], namedFiles = [], status, providers, declarations }: ConfigFile): boolean {
  if (redirects.length + namedFiles.length + providers.length + declarations.length > 0) return false;
  return kind === 'env' ? status === 'read' || status === 'absent' : aside === true && status === 'read';
}

/** Whether a file is worth a line of a report. */
export function isTold({ untold }: ConfigFile): boolean {
  return !untold;
}
