import type { Located, NamedValue } from '../config/config-file.ts';
import type { FolderFacts } from '../facts.ts';
import { say, type Message } from '../text/message.ts';
import type { PackageRef } from './identity.ts';

/** A command line whose program is known for certain: what a launcher is given to read. */
export interface Call {
  /** The program's plain name, in lower case and without `.exe` or `.cmd`. */
  readonly launcher: string;
  /** What stands behind it. */
  readonly words: readonly Located[];
  readonly env: readonly NamedValue[];
  /** Facts of the folder that the launcher starts in; undefined when it is not known which. */
  readonly folder: FolderFacts | undefined;
  /** The folder it starts in is not one whose facts are known: what lies there may decide what runs. */
  readonly elsewhere: boolean;
}

/** Reads the words behind one launcher. Never throws. */
export type Launcher = (call: Call) => Launched;

/** What a command line comes to. */
export type Launched = FetchedPackage | LocalProgram | StartsAnother | CannotTell;

export interface FetchedPackage {
  readonly kind: 'package';
  readonly package: PackageRef;
  /** The server's own arguments. */
  readonly args: readonly Located[];
  readonly hijacks: readonly string[];
  /** Variables that the launcher's flags set for the server. */
  readonly env?: readonly NamedValue[];
  /** Environment variables, in lower case, that `package` already says everything about. */
  readonly accounted?: readonly string[];
}

interface LocalProgram {
  readonly kind: 'program';
  /** What an interpreter runs; absent when the program is all there is. */
  readonly script?: string;
  readonly args: readonly Located[];
  readonly hijacks: readonly string[];
}

/** A program that only starts another one. */
interface StartsAnother {
  readonly kind: 'another';
  /** As a person would write it: `cmd /c`. */
  readonly shown: string;
  /** The other program and what stands behind it; not empty. */
  readonly words: readonly Located[];
  readonly env?: readonly NamedValue[];
}

export interface CannotTell {
  readonly kind: 'opaque';
  readonly code: 'opaque' | 'unresolved';
  readonly reason: Message;
}

export function opaque(reason: Message): CannotTell {
  return { kind: 'opaque', code: 'opaque', reason };
}

function unresolved(template: string): CannotTell {
  return { kind: 'opaque', code: 'unresolved', reason: say(template) };
}

/** A variable stands in a part that bears identity. */
export const variableIn = {
  command: unresolved('A variable stands in the command, so what starts cannot be known before its value is. Write the command out.'),
  option: unresolved('A variable stands where the launcher takes its own options, so what starts cannot be known before its value is. Write the option out.'),
  package: unresolved('A variable stands in the package’s name or version, so what starts cannot be known before its value is. Write both out.'),
  image: unresolved('A variable stands in the image’s name, so what starts cannot be known before its value is. Write the image out.'),
  registry: unresolved('A variable stands in the registry’s address, so where the code comes from cannot be known before its value is. Write the address out.'),
  script: unresolved('A variable stands in the path of the script, so what starts cannot be known before its value is. Write the path out.'),
  url: unresolved('A variable stands in the address before its parameters, so what is called cannot be known before its value is. Write scheme, host and path out.'),
} as const;

/** The launcher is given nothing to start. */
export function nothingToStart(launcher: string): CannotTell {
  return opaque(say('`{launcher}` is not told what to start.', { launcher }));
}
