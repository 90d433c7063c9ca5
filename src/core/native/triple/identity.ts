import type { Subject } from '../../policy/subject.ts';

/** What of a server the entries are held against: its name, and either its address or its command line. */
export interface TripleIdentity {
  readonly name: string;
  /** As declared. */
  readonly url?: string;
  /** The command and its arguments, as declared. */
  readonly argv?: readonly string[];
}

/**
 * A server in the terms of the entries. A declaration with both an address and a command has both here: which of the two its client goes by is
 * not said by the text, so whoever judges looks at either.
 */
export function tripleIdentity({ server }: Subject): TripleIdentity {
  const { name, url, command, args } = server;
  return { name, ...(url && { url: url.value }), ...(command && { argv: [command.value, ...args.map(({ value }) => value)] }) };
}

/** Whether something matches; `unknown`: it depends on a variable that is filled in when the server is started. */
export type Likeness = 'yes' | 'no' | 'unknown';

/** A command line equals an entry's: every argument, in order. Letter case counts. */
export function sameCommand(entry: readonly string[], argv: readonly string[]): boolean {
  return entry.length === argv.length && entry.every((part, i) => part === argv[i]);
}

/** How an opener of a variable looks to a client: `${` in VS Code. */
export type Variables = RegExp;

/**
 * Whether a command line with variables in it could become an entry's: a variable is filled in inside its own argument, so that every other
 * argument must be equal already, and what stands around a variable must be there too.
 * @param variable global; finds every variable of the client
 */
export function couldBecome(entry: readonly string[], argv: readonly string[], variable: Variables): Likeness {
  if (entry.length !== argv.length) return 'no';
  let open = false;
  for (let i = 0; i < argv.length; i++) {
    // In every client a variable begins with a `$`.
    const pieces = argv[i]!.includes('$') ? argv[i]!.split(variable) : [];
    if (pieces.length < 2) {
      if (entry[i] !== argv[i]) return 'no';
    } else {
      open = true;
      if (!holdsInOrder(entry[i]!, pieces)) return 'no';
    }
  }
  return open ? 'unknown' : 'yes';
}

/** Whether a text begins with the first piece, ends with the last, and has the others between them in order. */
export function holdsInOrder(text: string, pieces: readonly string[]): boolean {
  const first = pieces[0]!;
  const last = pieces.at(-1)!;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const at = text.indexOf(piece, from);
    if (at < 0 || at + piece.length > text.length - last.length) return false;
    from = at + piece.length;
  }
  return true;
}
