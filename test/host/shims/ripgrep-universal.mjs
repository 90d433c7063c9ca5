// Stands in for @vscode/ripgrep-universal (the binaries of twelve platforms): names the one that is installed.
import { createRequire } from 'node:module';
import path from 'node:path';

export const rgPath = path.join(path.dirname(createRequire(import.meta.url).resolve('@vscode/ripgrep-linux-x64/package.json')), 'bin', 'rg');
export const binPathFor = () => rgPath;
