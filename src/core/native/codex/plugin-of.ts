import type { NativeSubject } from '../native.ts';

/** A plugin's server: the plugin as requirements name it, `NAME@MARKETPLACE`, where the file's place tells it. */
export interface Plugin {
  readonly name?: string;
}

/**
 * Whether a server comes from a plugin. Codex keeps plugins in `plugins/cache/MARKETPLACE/NAME/VERSION` below its home (openai/codex,
 * codex-rs/core-plugins/src/store.rs).
 */
export function pluginOf({ file }: NativeSubject): Plugin | undefined {
  const parts = file.path.split(/[\\/]/);
  if (!/^(?:\.mcp|plugin)\.json$/i.test(parts.at(-1)!)) return undefined;
  const at = parts.findLastIndex((part, i) => part === 'cache' && parts[i - 1] === 'plugins');
  const [marketplace, name, version] = at < 0 ? [] : parts.slice(at + 1, -1);
  return version === undefined ? {} : { name: `${name}@${marketplace}` };
}
