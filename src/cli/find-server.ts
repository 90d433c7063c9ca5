import * as path from 'node:path';
import type { AssessedProvider, AssessedServer, Assessment } from '../core/assess.ts';
import { pointer } from '../core/config/node.ts';
import { visible } from '../core/text/visible.ts';
import { shown } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/**
 * The servers of a name, or of `FILE#NAME`, or the one at `FILE#/way/to/it`.
 * @param orElse what else could have been meant, for whoever is told that there is none
 * @throws UsageError when there is none
 */
export function serversNamed({ servers }: Pick<Assessment, 'servers'>, wanted: string, orElse = ''): readonly AssessedServer[] {
  const exact = namedIfAny({ servers }, wanted);
  if (exact.length > 0) return exact;
  const names = [...new Set(servers.map(({ declaration }) => visible(declaration.name, 60)))].sort();
  const there = names.length === 0 ? 'No server is declared in the files that were read.' : `Declared are: ${names.slice(0, 30).join(', ')}${names.length > 30 ? ` and ${names.length - 30} more` : ''}.`;
  throw new UsageError(`There is no server ${visible(wanted, 100)}. ${there}${orElse}`);
}

/** The same where there may be none. */
export function namedIfAny({ servers }: Pick<Assessment, 'servers'>, wanted: string): readonly AssessedServer[] {
  const named = servers.filter(({ declaration }) => declaration.name === wanted);
  return named.length > 0 ? named : servers.filter(({ file, declaration }) => isExactly(wanted, file.path, declaration.name) || isExactly(wanted, file.path, pointer(declaration.path)));
}

/** The model providers of a name, or of `FILE#NAME`, or the one at `FILE#/way/to/it`. */
export function providersNamed({ providers }: Pick<Assessment, 'providers'>, wanted: string): readonly AssessedProvider[] {
  return providers.filter(({ file, declaration: { name, path: way } }) => name === wanted || isExactly(wanted, file.path, name) || isExactly(wanted, file.path, pointer(way)));
}

/** The one server of a name. */
export function serverNamed(assessment: Pick<Assessment, 'servers'>, wanted: string): AssessedServer {
  const [first, ...others] = serversNamed(assessment, wanted);
  if (others.length === 0) return first!;
  const same = [first!, ...others];
  const exact = same.map(({ file, declaration }) => {
    const unique = same.filter((server) => server.file === file).length === 1;
    return `  ${shown(file.path)}#${visible(unique ? declaration.name : pointer(declaration.path), 1000)}   (line ${declaration.range.start.line + 1})`;
  });
  throw new UsageError(`${exact.length} servers have this name. Say which one:\n${exact.join('\n')}`);
}

function isExactly(wanted: string, file: string, name: string): boolean {
  const at = wanted.length - name.length - 1;
  return at > 0 && wanted[at] === '#' && wanted.endsWith(name) && path.resolve(wanted.slice(0, at)) === file;
}
