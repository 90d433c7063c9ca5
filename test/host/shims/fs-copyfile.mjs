// Stands in for @vscode/fs-copyfile (copies that share blocks on disk): plain copies.
import fs from 'node:fs';

export const isSupported = () => false;
export const isCloneSupported = async () => false;
export const cp = fs.promises.cp;
export const copyFile = fs.promises.copyFile;
export const copyFileSync = fs.copyFileSync;
