// Builds what ships (dist/extension.js, dist/cli.js) and, with --tests, the bundled tests and tools (dist/test/**).
// Size budgets are part of the build: going over one fails it.
import { build } from 'esbuild';
import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';

const require = createRequire(import.meta.url);
const root = import.meta.dirname;

/** Minified bytes allowed per shipped file (performance.md P14 allows 300 kB for what is loaded at start: it is a fraction of that). */
const budgets = {
  'dist/extension.js': 3600,
  'dist/session.js': 950_000,
  'dist/register-server.js': 315_000,
  'dist/schema-help.js': 151_000,
  'dist/policy-authoring.js': 471_000,
  'dist/export-policy.js': 460_000,
  'dist/shelf.js': 270_000,
  'dist/cli.js': 12_500,
  'dist/commands.js': 910_000,
  'dist/enforcement.js': 318_000,
  'dist/policy-reader.js': 264_000,
  'dist/policy-tools.js': 523_000,
  'dist/inventory-tools.js': 190_000,
  'dist/submit.js': 131_000,
  'dist/block-tools.js': 360_000,
  'dist/block-everywhere.js': 365_000,
  'dist/listening.js': 262_000,
  'dist/listen-tools.js': 280_000,
  'dist/prober.js': 60_000,
  'dist/sign-in.js': 480_000,
  'dist/toml.js': 37_500,
  'dist/yaml.js': 134_000,
};

/** What both load when they first need it: the syntaxes that most files are not written in, and what is seldom asked for. */
const loadedLater = ['src/core/config/toml.ts', 'src/core/config/yaml.ts', 'src/cli/inventory-tools.ts', 'src/cli/policy-reader.ts', 'src/cli/policy-tools.ts', 'src/cli/submit.ts', 'src/cli/block-tools.ts', 'src/cli/listen-tools.ts', 'src/host/probe/prober.ts', 'src/host/probe/sign-in.ts'];
const later = loadedLater.map((entry) => `./${path.basename(entry, '.ts')}.js`);

/** npm's default registry as npm itself defines it, so that no registry's address is written in this repository. */
const npmDefaultRegistry = require('@npmcli/config/lib/definitions/index.js').definitions.registry.default;

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  // jsonc-parser's UMD main hides its inner requires from the bundler: take the module build.
  mainFields: ['module', 'main'],
  // The same of yaml, whose build for browsers can be shaken and requires nothing of Node.
  alias: { yaml: './node_modules/yaml/browser/index.js' },
  define: {
    __NPM_DEFAULT_REGISTRY__: JSON.stringify(npmDefaultRegistry),
    __VERSION__: JSON.stringify(JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')).version),
  },
  logLevel: 'warning',
};

async function shipped() {
  const options = { ...common, minify: true, format: 'cjs', metafile: true, legalComments: 'none' };
  const results = await Promise.all([
    // What VS Code loads at its start is the first of them only; each of them loads the next when it is needed.
    build({ ...options, entryPoints: ['src/editor/extension.ts', 'src/editor/session.ts', 'src/editor/register-server.ts', 'src/editor/schema-help.ts', 'src/editor/policy-authoring.ts', 'src/editor/shelf.ts', 'src/editor/export-policy.ts', 'src/editor/enforcement.ts', 'src/editor/block-everywhere.ts', 'src/editor/listening.ts'], outdir: 'dist', external: ['vscode', './session.js', './register-server.js', './schema-help.js', './policy-authoring.js', './shelf.js', './export-policy.js', './enforcement.js', './block-everywhere.js', './listening.js', ...later] }),
    // `vscode` is not external here: an import of it from core, host or cli breaks this build.
    // A native import() of the second file would cost as much as the file itself: `require` it.
    build({ ...options, entryPoints: { cli: 'src/cli/main.ts' }, outdir: 'dist', external: ['./commands.js'], supported: { 'dynamic-import': false }, banner: { js: '#!/usr/bin/env node' } }),
    build({ ...options, entryPoints: ['src/cli/commands.ts'], outdir: 'dist', external: later, supported: { 'dynamic-import': false } }),
    // What edits files must know the very syntaxes that read them: the others bring none, or their own.
    ...loadedLater.map((entry) => build({ ...options, entryPoints: [entry], outdir: 'dist', ...(/(?:block-tools|listen-tools|prober)\.ts$/.test(entry) && { external: later, supported: { 'dynamic-import': false } }) })),
  ]);
  fs.chmodSync(path.join(root, 'dist/cli.js'), 0o755);
  const outputs = Object.assign({}, ...results.map((r) => r.metafile.outputs));
  let over = false;
  for (const [file, budget] of Object.entries(budgets)) {
    const bytes = outputs[file].bytes;
    if (bytes > budget) over = true;
    if (over || !process.argv.includes('--quiet')) console.log(`${file}: ${(bytes / 1000).toFixed(1)} kB of ${budget / 1000} kB${bytes > budget ? '  OVER BUDGET' : ''}`);
  }
  if (over) throw new Error('A bundle is over its size budget (esbuild.mjs, budgets).');
}

/** The TypeScript files below a folder, without the VS Code for tests, which is a package of its own, and without fixtures. */
function sources(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'host' || entry.name === 'workspaces' ? [] : sources(file);
    return entry.name.endsWith('.ts') ? [file] : [];
  });
}

async function tests() {
  fs.rmSync(path.join(root, 'dist/test'), { recursive: true, force: true });
  const entryPoints = sources(path.join(root, 'test'));
  await build({
    ...common,
    entryPoints,
    outdir: 'dist/test',
    outbase: 'test',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode', 'mocha', 'esbuild', 'playwright-core', 'vscode-json-languageservice', '@cyclonedx/cyclonedx-library'],
  });
}

try {
  await Promise.all([shipped(), ...(process.argv.includes('--tests') ? [tests()] : [])]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
