import type { Located } from '../../config/config-file.ts';
import type { Started } from '../../identity/started.ts';

/** Code that is taken from the network and run. */
export interface Download {
  readonly at: Located;
  /** Whose address it is, as far as it is written. */
  readonly host: string;
  /** A launcher is given an address, as opposed to a line that fetches and runs. */
  readonly address: boolean;
}

// Every repetition is bounded: an argument may be a megabyte of openers.
const fetcher = '(?:curl|wget|aria2c|iwr|irm|Invoke-WebRequest|Invoke-RestMethod|bitsadmin|certutil|DownloadString|DownloadFile|DownloadData|Start-BitsTransfer)';
const fetches = new RegExp(`(?<![\\w-])${fetcher}(?![\\w-])`, 'i');
const runner = '(?:(?:ba|z|da|k|fi|a|c|tc)?sh|python[\\d.]{0,6}|node|deno|bun|perl|ruby|php|lua|pwsh|powershell|iex|Invoke-Expression)';
const before = '(?:[\\w./]{0,60}(?:sudo|env|exec|command|nohup)\\s{1,9}(?:-\\S{1,40}\\s{1,9}){0,5})?[\\w./]{0,60}?';
const piped = new RegExp(`\\|\\s{0,20}${before}${runner}(?:\\.exe)?(?![\\w.-])`, 'i');
const substituted = new RegExp(`(?:(?<![\\w-])(?:${runner}|eval|source|\\.)(?![\\w.])[^|;&\\n]{0,80}|^\\s{0,20}["']?)(?:\\$\\(|\`|<\\()\\s{0,9}(?:sudo\\s{1,9})?${fetcher}(?![\\w-])`, 'i');
const expression = /(?<![\w-])(?:iex|Invoke-Expression)(?![\w-])/i;
const written = /(?:-o|--output|-O|-OutFile|--output-document|>)[\s=]{0,5}["']?([^\s"';|&<>()]{2,200})/gi;
const address = /https?:\/\/[^\s"'`;|&<>()\\]{1,2000}/gi;

/** Fetched by an interpreter's own means, and run by them. */
const fetchesInCode = /urlopen|urlretrieve|(?:requests|httpx|axios|got)\.get|\bfetch\s{0,3}\(|\bhttps?\.get\s{0,3}\(|Net::HTTP|URI\.open|open-uri|LWP::|file_get_contents\s{0,3}\(\s{0,3}["']https?:/;
const runsInCode = /\bexec\s{0,3}\(|\beval\b|new Function|\bvm\.run|instance_eval|child_process|subprocess|os\.system|_compile\s{0,3}\(/;
const importsAddress = /\bimport\s{0,3}\(\s{0,3}["'`](?:https?|data):/;

/** Whether a line of shell fetches something and runs it. */
function fetchesAndRuns(text: string): boolean {
  const fetched = fetches.exec(text);
  if (!fetched) return false;
  const behind = text.slice(fetched.index);
  return piped.test(behind) || expression.test(text) || substituted.test(text) || runsWhatItWrote(behind);
}

/** `curl -o x.sh … && sh x.sh`: what was written to a file is named again behind it. */
function runsWhatItWrote(text: string): boolean {
  const end = text.search(/&&|[;\n]/);
  if (end < 0) return false;
  const first = text.slice(0, end);
  const then = text.slice(end);
  const names = [...first.slice(0, 10_000).matchAll(written)].slice(0, 5).map((match) => match[1]!);
  names.push(...[...first.slice(0, 10_000).matchAll(address)].slice(0, 5).map(([url]) => url.replace(/[?#].*$/, '').split('/').slice(3).at(-1) ?? ''));
  return names.some((name) => name.length > 1 && then.indexOf(name) >= 0);
}

/** Whether inline code of an interpreter fetches something and runs it. */
export function codeFetchesAndRuns(code: string): boolean {
  return importsAddress.test(code) || (fetchesInCode.test(code) && runsInCode.test(code)) || fetchesAndRuns(code);
}

/** Where code is fetched and run by what stands in the command or an argument, if anywhere. */
export function downloadIn(words: readonly Located[]): Download | undefined {
  const at = words.find(({ value }) => value.length > 8 && fetchesAndRuns(value));
  return at && { at, host: hostIn(at.value), address: false };
}

/** The first host that is named in a text; the network, where none is. */
export function hostIn(text: string): string {
  const [url = ''] = text.match(/https?:\/\/[^\s"'`;|&<>()\\/?#]{1,253}/i) ?? [];
  return url.replace(/^https?:\/\//i, '').replace(/^.*@/, '') || '…';
}

/** Programs that are given what to run as an address, and the options behind which it may stand. */
const takeAddresses = new Set('npx npm pnpm pnpx yarn yarnpkg bunx bun deno uvx uv pipx jbang'.split(' '));
const lolbins = new Set('mshta regsvr32 rundll32 msiexec'.split(' '));
const packageOption = /^(?:--from|--package|-p|--spec|--with|--import|--preload|-r|--require)$/;
const subcommand = /^(?:run|tool|exec|dlx|x|create)$/;

/** A launcher's own argument that is the address of code. */
export function addressOf({ key, words }: Started): Download | undefined {
  if (lolbins.has(key)) {
    const at = words.find(({ value }) => /https?:\/\//i.test(value));
    return at && { at, host: hostIn(at.value), address: false };
  }
  if (!takeAddresses.has(key)) return undefined;
  for (let i = 0; i < words.length; i++) {
    const { value } = words[i]!;
    if (packageOption.test(value)) {
      const next = words[i + 1];
      if (next && isCode(next.value)) return { at: next, host: hostIn(next.value), address: true };
      i++;
      continue;
    }
    const inline = /^--(?:from|package|spec|with)=(.*)$/s.exec(value)?.[1];
    if (isCode(inline ?? value)) return { at: words[i]!, host: hostIn(value), address: true };
    if (!value.startsWith('-') && !subcommand.test(value)) return undefined;
  }
  return undefined;
}

const repository = /^https?:\/\/(?:[^/@]*@)?(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org)\/[^/]+\/[^/]+$|\.git(?:[#@?].*)?$/i;
/** What such an address answers never changes: a commit, a version of a registry that keeps them. */
const fixed = /^https:\/\/(?:raw\.githubusercontent\.com\/[^/]+\/[^/]+\/[0-9a-f]{40}\/|deno\.land\/(?:x\/|std)[\w-]{0,100}@v?\d|(?:esm\.sh|jsr\.io|unpkg\.com)\/[^?#]{0,200}@v?\d+\.\d+\.\d+|registry\.[\w.-]{1,80}\/.{1,200}-\d+\.\d+\.\d+[^/]{0,80}\.tgz$)/;

function isCode(value: string): boolean {
  const url = /^(?:[\w.-]{1,100}(?:\[[^\]]{0,100}\])?\s{0,3}@\s{0,3})?(https?:\/\/.*)$/is.exec(value)?.[1];
  return url !== undefined && url.length < 4000 && !repository.test(url) && !fixed.test(url);
}
