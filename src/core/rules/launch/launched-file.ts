import type { Located, ServerDeclaration } from '../../config/config-file.ts';
import type { ProgramIdentity } from '../../identity/identity.ts';
import { startedBy } from '../../identity/started.ts';

/** The file that a local program's launch runs, where it stands: the script of an interpreter, else the program. None for a name that is looked up, or a module's. */
export function launchedFile(server: ServerDeclaration, { script }: ProgramIdentity): Located | undefined {
  const started = startedBy(server);
  if (!started) return undefined;
  if (script === undefined) return /[\\/]/.test(started.program.value) ? started.program : undefined;
  return started.words.find(({ value }) => value === script || value.replaceAll('\\', '/') === script);
}
