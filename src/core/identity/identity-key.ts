import type { Identity } from './identity.ts';

/**
 * A text that is equal for two declarations when they are the same server: the same package by type and name, whatever its version,
 * registry and arguments; the same address, whatever its parameters and bridge; the same program or script. An opaque launch is only
 * the same as one with the very same words. For maps and registrations, not for showing: of an opaque launch it may hold secrets.
 */
export function identityKey(identity: Identity): string {
  switch (identity.kind) {
    case 'package':
      return `package ${identity.package.type}:${identity.package.name}`;
    case 'remote': {
      const query = identity.url.indexOf('?');
      return `remote ${query < 0 ? identity.url : identity.url.slice(0, query)}`;
    }
    case 'program':
      // What is written as a relative path is another file in another folder.
      return `program ${JSON.stringify([identity.program, identity.script ?? '', identity.launch.cwd ?? ''])}`;
    case 'opaque':
      return `opaque ${JSON.stringify(identity.words)}`;
  }
}
