import * as crypto from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Environment } from '../../core/clients/client.ts';
import type { Verdict } from '../../core/policy/verdict.ts';
import type { ProbeSurroundings } from '../../core/probe/surroundings.ts';
import type { Seal } from '../../core/launch/launch.ts';
import { say } from '../../core/text/message.ts';
import { readRegularFile } from '../files/read-regular-file.ts';

/** What a plan needs to know of this machine. Reads what a declaration names, starts nothing. */
export function planSurroundings(environment: Environment, given: { readonly trusted: boolean; readonly seal: Seal; readonly folder?: string; readonly verdict?: Verdict }): ProbeSurroundings {
  return {
    ...given,
    environment,
    programAt: (command, searched) => programAt(command, environment, searched),
    contentOf,
    envFile: (file) => {
      const read = readRegularFile(file);
      return 'absent' in read ? { unreadable: say('there is none') } : read;
    },
  };
}

/** The file that a name on PATH stands for, as far as looking tells. */
export function programAt(command: string, { platform, env }: Environment, searched?: string): string | undefined {
  if (command === '' || /[\\/]/.test(command)) return undefined;
  const variable = (name: string): string | undefined => env[name] ?? Object.entries(env).find(([key]) => platform === 'win32' && key.toUpperCase() === name)?.[1];
  const endings = platform === 'win32' && !/\.\w+$/.test(command) ? (variable('PATHEXT') ?? '.COM;.EXE;.BAT;.CMD').split(';') : [''];
  for (const folder of (searched ?? variable('PATH') ?? '').split(platform === 'win32' ? ';' : ':')) {
    // A relative one would be another folder each time.
    if (!path.isAbsolute(folder)) continue;
    for (const ending of endings) {
      const file = path.join(folder, command + ending);
      if (isProgram(file, platform)) return file;
    }
  }
  return undefined;
}

function isProgram(file: string, platform: Environment['platform']): boolean {
  try {
    if (!fs.statSync(file).isFile()) return false;
    if (platform !== 'win32') fs.accessSync(file, fs.constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Larger programs are installed ones, whose place says enough. */
const hashed = 8 * 1024 * 1024;

/** Links are followed: what is started is what they lead to. */
function contentOf(file: string): string | undefined {
  try {
    const stat = fs.statSync(file);
    return stat.isFile() && stat.size <= hashed ? crypto.createHash('sha256').update(fs.readFileSync(file)).digest('hex') : undefined;
  } catch {
    return undefined;
  }
}
