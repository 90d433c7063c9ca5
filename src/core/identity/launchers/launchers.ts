import type { Launcher } from '../launched.ts';
import { bun, bunx } from './bun.ts';
import { containers } from './containers.ts';
import { deno } from './deno.ts';
import { dnx } from './dnx.ts';
import { dotnet, interpreter } from './interpreters.ts';
import { npm, npx } from './npx.ts';
import { pipx } from './pipx.ts';
import { pnpm, pnpx } from './pnpm.ts';
import { uv, uvx } from './uv.ts';
import { cmd, env, simpleWrapper } from './wrappers.ts';
import { yarn } from './yarn.ts';

/** Readers by the program's plain name. A new launcher is one more file and a line here, and its name in `programs.ts`. */
export const launchers: ReadonlyMap<string, Launcher> = new Map<string, Launcher>([
  ['npx', npx],
  ['npm', npm],
  ['pnpm', pnpm],
  ['pnpx', pnpx],
  ['yarn', yarn],
  ['yarnpkg', yarn],
  ['bunx', bunx],
  ['bun', bun],
  ['uvx', uvx],
  ['uv', uv],
  ['pipx', pipx],
  ['docker', containers],
  ['podman', containers],
  ['nerdctl', containers],
  ['dnx', dnx],
  ['deno', deno],
  ['dotnet', dotnet],
  ['cmd', cmd],
  ['env', env],
  ['nohup', simpleWrapper],
  ['nice', simpleWrapper],
  ['timeout', simpleWrapper],
  ['gtimeout', simpleWrapper],
  ['stdbuf', simpleWrapper],
  ['gstdbuf', simpleWrapper],
  ['time', simpleWrapper],
  ...['node', 'python', 'py', 'pypy', 'ruby', 'java', 'javaw', 'tsx', 'ts-node', 'php', 'perl', 'lua', 'luajit', 'rscript', 'julia'].map((name): [string, Launcher] => [name, interpreter]),
]);
