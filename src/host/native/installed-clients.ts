import * as fs from 'node:fs';
import type { ClientId, Environment } from '../../core/clients/client.ts';
import { clients } from '../../core/clients/clients.ts';
import type { InstalledClient } from '../../core/native/verify/verification.ts';
import { expandPattern } from '../files/expand.ts';
import { readRegularFile } from '../files/read-regular-file.ts';
import { signs, type Sign } from './install-signs.ts';

export interface Machine {
  readonly environment: Environment;
  /** The folder that paths of the whole machine lie below: the root, but in tests. */
  readonly root?: string;
  /** The editor we run in, which knows its version best. */
  readonly editor?: { readonly client: ClientId; readonly version: string; readonly at: string };
}

/**
 * The clients that are installed here, by their programs' files and by the config files that they have written, with every version that a
 * file states. Only looks at files: no program is started. Never throws.
 */
export function installedClients({ environment, root = '', editor }: Machine): readonly InstalledClient[] {
  return clients.flatMap(({ id, locations }) => {
    const versions = new Set<string>();
    let at: string | undefined;
    if (editor?.client === id) {
      at = editor.at;
      versions.add(editor.version);
    }
    for (const { path, version } of signs(id, environment).flatMap((sign) => found(sign, environment, root))) {
      at ??= path;
      if (version !== undefined && versions.size < most && version.length <= 40 && /^\d[\w.+-]*$/.test(version)) versions.add(version);
    }
    // VS Code's are also those of its forks: they say nothing of which of them is here.
    if (id !== 'vscode') {
      const own = locations.flatMap((location) => (location.scope === 'user' && !location.borrowed && typeof location.path === 'function' ? location.path(environment) : []));
      at ??= own.find((path) => !path.includes('*') && isThere(path));
    }
    return at === undefined ? [] : [{ client: id, versions: [...versions], at }];
  });
}

/** More copies of one program than anybody has. */
const most = 8;

interface Found {
  readonly path: string;
  readonly version?: string;
}

function found({ path, of, version }: Sign, environment: Environment, root: string): readonly Found[] {
  const base = of === 'machine' ? root : '';
  const windows = environment.platform === 'win32';
  const parts = `${base}${path}`.split('/');
  const paths = path.includes('*') ? expandPattern(windows ? `${parts[0]!}/` : '/', parts.slice(1).filter(Boolean)).paths : [`${base}${path}`];
  return paths.filter((one) => isThere(one)).map((one) => {
    const stated = version === 'package' ? versionIn(one) : version && version.exec(one.replaceAll('\\', '/'))?.[1];
    return { path: one, ...(stated !== undefined && { version: stated }) };
  });
}

function versionIn(file: string): string | undefined {
  const content = readRegularFile(file);
  if (!('text' in content)) return undefined;
  try {
    const { version } = JSON.parse(content.text) as { readonly version?: unknown };
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined;
  }
}

function isThere(path: string): boolean {
  try {
    return fs.lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
