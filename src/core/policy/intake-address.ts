/** Where requests for a decision may go, without the schema that says so: whoever only sends need not load that. */

/** The kinds of code hosts whose pages can be opened with what is asked for already in them. */
export const codeHosts = ['github', 'gitlab', 'azure-devops'] as const;
export type CodeHost = (typeof codeHosts)[number];

/** An address that may be opened or sent to. */
export function addressOf(text: string): URL | undefined {
  if (!URL.canParse(text) || /[\s\\{}]/.test(text)) return undefined;
  const url = new URL(text);
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  return secure && url.username === '' && url.password === '' && url.search === '' && url.hash === '' && !text.includes('?') && !text.includes('#') ? url : undefined;
}

/** This machine and nothing else: a container's host is another one. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d+){3}$/.test(host);
}

/** Which kind of host an address is of, as far as its name tells. */
export function codeHostOf({ host, url }: { readonly host?: CodeHost | undefined; readonly url: string }): CodeHost | undefined {
  if (host) return host;
  const name = addressOf(url)?.hostname ?? '';
  if (/(?:^|\.)github\./.test(name)) return 'github';
  if (/(?:^|\.)gitlab\./.test(name)) return 'gitlab';
  return name === 'dev.azure.com' || name.endsWith('.visualstudio.com') ? 'azure-devops' : undefined;
}
