/** What `folderFacts` reads of a folder's own, and git of what it ignores, as patterns for a watcher: a change of one of them may change a verdict. */
export const factFiles: readonly string[] = [
  'package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'uv.lock', 'package.json', '.npmrc', '.gitignore', 'node_modules/.package-lock.json',
  'pnpm-workspace.yaml', '.pnpmfile.cjs', '.pnpmfile.mjs', 'pnpmfile.js', '.yarnrc', '.yarnrc.yml', 'bunfig.toml', 'deno.json', 'deno.jsonc', 'uv.toml', 'pyproject.toml',
  '__pypackages__', '[nN]u[gG]et.[cC]onfig', 'global.json', 'dotnet-tools.json', '.config/dotnet-tools.json',
  'node_modules', '*.[cC][oO][mM]', '*.[eE][xX][eE]', '*.[bB][aA][tT]', '*.[cC][mM][dD]', '*.[pP][sS]1', '*.[vV][bB][sS]', '*.[wW][sS][fF]',
];
