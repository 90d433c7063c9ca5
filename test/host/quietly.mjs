// Steps before a run: silent unless they fail.
import { spawn } from 'node:child_process';
import path from 'node:path';

/** Builds what ships, with its tests when they are wanted. @param {string} root @param {{ tests?: boolean }} [options] */
export async function build(root, { tests = false } = {}) {
  await quietly(root, 'Building', ['esbuild.mjs', ...(tests ? ['--tests'] : [])]);
}

/** Packages the extension. @param {string} root @returns {Promise<string>} the .vsix */
export async function packageExtension(root) {
  const vsix = path.join(root, 'dist', 'mcp-roll-call.vsix');
  await quietly(root, 'Packaging', [path.join('node_modules', '@vscode', 'vsce', 'vsce'), 'package', '--no-dependencies', '-o', vsix]);
  return vsix;
}

/** @param {string} root @param {string} doing @param {string[]} args of Node */
async function quietly(root, doing, args) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { output += chunk; });
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`${output.trimEnd()}\n${doing} failed (exit code ${code}).`);
}
