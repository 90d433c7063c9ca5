import type { Identity } from '../identity/identity.ts';

/** What a project's own tools take the code from that they run in its folder: a change there is another launch. */
export const projectFiles: readonly string[] = [
  'package.json', 'package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb', '.npmrc', '.yarnrc', '.yarnrc.yml', 'bunfig.toml', 'deno.json', 'deno.jsonc', 'deno.lock',
  'pyproject.toml', 'uv.lock', 'uv.toml', 'poetry.lock', 'requirements.txt', 'setup.py', 'Pipfile', 'Pipfile.lock', '.python-version',
  'Makefile', 'makefile', 'GNUmakefile', 'justfile', 'Justfile', 'Taskfile.yml', 'mise.toml', '.tool-versions', 'Cargo.toml', 'Cargo.lock', 'go.mod', 'go.sum', 'Gemfile', 'Gemfile.lock', 'composer.json', 'composer.lock',
  'compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml', 'Dockerfile', 'global.json', 'nuget.config',
];

/** Whether an argument looks like the path of code; what holds data changes whenever the server runs. */
export function namesCode(arg: string): boolean {
  return /\.(?:[cm]?[jt]sx?|py|pyz|sh|bash|rb|php|pl|lua|jar|dll|ps1|cmd|bat|exe|wasm)$/i.test(arg);
}

/** Whether an argument is what runs: the script, or the package. */
export function bearsCode(identity: Identity, arg: string): boolean {
  if (identity.kind === 'program') return arg === identity.script;
  const ref = identity.kind === 'package' ? identity.package : identity.kind === 'remote' ? identity.via?.package : undefined;
  return ref !== undefined && arg.includes(ref.name);
}
