import { maskUrl } from '../secret/mask.ts';

/** What a registry is called in a sentence: its host, which nobody mistakes. */
export function registryName(url: string): string {
  return URL.canParse(url) ? new URL(url).host : maskUrl(url);
}
