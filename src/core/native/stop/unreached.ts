import type { ConfigFile, ServerDeclaration } from '../../config/config-file.ts';
import { render, say, type Message } from '../../text/message.ts';

/** Something that goes on, or may, and why nothing is done about it here. */
export interface Unreached {
  /** Absent: it is about no file. */
  readonly path?: string;
  /** The server's name, where it is known to be declared there. */
  readonly name?: string;
  readonly why: Message;
}

/** Servers of a file that are to be stopped and stay on. @param hindered why the file cannot be written, if so */
export function unreachedIn(file: ConfigFile, left: readonly ServerDeclaration[], hindered: Message | undefined): Unreached[] {
  return left.map((declaration) => ({ path: file.path, name: declaration.name, why: hindered ?? reasonFor(file, declaration) }));
}

function reasonFor(file: ConfigFile, { extension, derived }: ServerDeclaration): Message {
  if (extension) return say('The extension {id} hands it to VS Code when it runs. Disable or uninstall that extension.', { id: extension.id });
  if (derived) return say('It is put together from other files, which its gateway looks after. Switch it off there.');
  if (file.known.locations.some(({ servers }) => servers.some((place) => place !== 'bare' && place.form === 'one'))) return say('It is all that this installed extension is for. Switch the extension off in the application that runs it.');
  if (file.problems.length > 0) return say('The file is damaged, so that no edit of it is safe. Open it, mend it, and block the server again.');
  return say('It is written in a way that no edit could be proved to stop it and nothing else. Open the file and take it out by hand.');
}

/** What may hold servers too, and cannot be read or written from here at all. */
export function unreachedElsewhere(files: readonly ConfigFile[]): Unreached[] {
  return files.flatMap(({ path, status, reason, known }): Unreached[] => {
    if (status === 'absent') return [];
    const kept = known.locations.find((location) => location.elsewhere)?.elsewhere;
    if (status === 'opaque') return [{ path, why: reason ?? say('It cannot be read as text.') }];
    if (status === 'unreadable' || status === 'invalid') return [{ path, why: say('It could not be read, so whether the server is declared there is not known: {reason}', { reason: reason ? render(reason) : '' }) }];
    return kept ? [{ path, why: kept }] : [];
  });
}
