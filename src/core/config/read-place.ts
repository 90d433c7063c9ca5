import type { KnownFile } from '../clients/clients.ts';
import type { ConfigFile } from './config-file.ts';
import { readExtension } from './read-extension.ts';
import { readEnv, redirectsIn } from './read-env.ts';
import { readConfig, type ConfigSource } from './read.ts';

/** Read whatever lies at a place, by the rules of its kind. Never throws for anything the file holds. */
export async function readPlace(source: ConfigSource): Promise<ConfigFile> {
  const file = await read(source);
  return isNothing(source.known, file) ? { ...file, untold: true } : file;
}

async function read(source: ConfigSource): Promise<ConfigFile> {
  const { known, content } = source;
  if (known.kind === 'extension') return readExtension(await readConfig(source));
  if (known.kind !== 'env') return readConfig(source);
  // Where a client reads more from it than where to look.
  if (known.clients.length === 0 || !('text' in content)) return readEnv(source);
  return { ...(await readConfig(source)), redirects: redirectsIn(source, content.text).redirects };
}

/** An `.env` is worth a line where it says something of assistants, or could not be read; a file about other things, where it does. */
function isNothing({ kind, aside }: KnownFile, { redirects = [], status, providers, declarations }: ConfigFile): boolean {
  if (redirects.length + providers.length + declarations.length > 0) return false;
  return kind === 'env' ? status === 'read' || status === 'absent' : aside === true && status === 'read';
}
