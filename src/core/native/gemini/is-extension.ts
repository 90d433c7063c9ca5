import type { NativeSubject } from '../native.ts';

/** Whether a server comes from an extension: Gemini CLI lays settings over its keys, instead of putting them in its place (mcp-client-manager.ts, `mergeMcpConfigs`). */
export function isOfExtension({ file }: NativeSubject): boolean {
  return /(?:^|[\\/])gemini-extension\.json$/i.test(file.path);
}
