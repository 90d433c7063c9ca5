// Stands in for @vscode/spdlog (a native logger): the same calls, written with node:fs.
import fs from 'node:fs';
import path from 'node:path';

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

export class Logger {
  constructor(_kind, _name, file) {
    this.level = levels.indexOf('info');
    this.raw = false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    this.stream = fs.createWriteStream(file, { flags: 'a' });
    this.stream.on('error', () => {}); // the folder may already be gone when the server stops
  }
  write(level, message) {
    if (level >= this.level) this.stream.write(this.raw ? message : `${new Date().toISOString()} [${levels[level]}] ${message}\n`);
  }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  clearFormatters() { this.raw = true; }
  setPattern() {}
  flush() {}
  drop() { this.stream.end(); }
}
for (const [index, level] of levels.entries()) Logger.prototype[level] = function log(message) { this.write(index, message); };

export const version = 0;
export const setLevel = () => {};
export const setFlushOn = () => {};
export const createRotatingLogger = async (name, file) => new Logger('rotating', name, file);
export const createAsyncRotatingLogger = createRotatingLogger;
