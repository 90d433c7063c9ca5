import type { Located } from '../../config/config-file.ts';
import type { Started } from '../../identity/started.ts';

/**
 * Options by which a program of another purpose starts any program it is told (argument injection, CWE-88; https://gtfobins.github.io):
 * how a list of allowed commands is got round. A word that fits is where the other program stands, or the option before it.
 */
const git = /^(?:--upload-pack|--receive-pack|--exec)(?:=|$)|^ext::|^(?:core\.(?:sshcommand|pager|editor|fsmonitor|hookspath|gitproxy)|alias\.[^=]{1,80}|protocol\.ext\.allow|credential\.helper|diff\.external|sequence\.editor|uploadpack\.packobjectshook)=/i;
const ssh = /^(?:-o)?\s{0,5}(?:ProxyCommand|LocalCommand|KnownHostsCommand|PermitLocalCommand)(?:=|\s)/i;
const anything = /^[^-]/;
const awk = /\bsystem\s{0,9}\(|\|\s{0,9}getline|\bprintf?\b[^|\n]{0,200}\|\s{0,9}"/;
const editor = /^(?:\+?:?!|\+:?!|--?cmd$|-c$|-S$|--eval(?:=|$)|-eval$)/;

const options: ReadonlyMap<string, RegExp> = new Map([
  ['git', git],
  ['ssh', ssh],
  ['scp', ssh],
  ['sftp', ssh],
  ['find', /^-(?:exec|execdir|ok|okdir)$/],
  ['tar', /^--(?:checkpoint-action|to-command|use-compress-program|rsh-command|info-script|new-volume-script)(?:=|$)|^-[IF]$/],
  ['bsdtar', /^--use-compress-program(?:=|$)/],
  ['awk', awk],
  ['gawk', awk],
  ['mawk', awk],
  ['nawk', awk],
  ['sed', /^\d{0,6}e(?:\s|$)|^s(.).{0,200}\1.{0,200}\1[a-z]{0,3}e/],
  ['env', /^(?:-S|--split-string)/],
  ['xargs', anything],
  ['parallel', anything],
  ['watch', anything],
  ['npx', /^(?:-c|--call)(?:=|$)/],
  ['npm', /^(?:-c|--call)(?:=|$)/],
  ['rsync', /^(?:-e|--rsh)(?:=|$)|^--rsync-path=/],
  ['man', /^(?:-P|--pager|-H|--html)(?:=|$)/],
  ['vim', editor],
  ['vi', editor],
  ['nvim', editor],
  ['emacs', editor],
  ['zip', /^(?:-TT|--unzip-command)/],
  ['tcpdump', /^-z$/],
  ['socat', /^(?:EXEC|SYSTEM|SHELL):/i],
  ['nc', /^(?:-e|-c)$/],
  ['ncat', /^(?:-e|-c|--exec|--sh-exec|--lua-exec)$/],
  ['netcat', /^(?:-e|-c)$/],
  ['sort', /^--compress-program(?:=|$)/],
  ['split', /^--filter(?:=|$)/],
  ['make', /^--eval(?:=|$)/],
  ['flock', /^(?:-c|--command)(?:=|$)/],
  ['script', /^(?:-c|--command)(?:=|$)/],
  ['su', /^(?:-c|--command)(?:=|$)/],
  ['runuser', /^(?:-c|--command)(?:=|$)/],
  ['gdb', /^--?(?:ex|eval-command|iex)$/],
  ['wget', /^--use-askpass(?:=|$)/],
]);

/** Whether a program of that name has such options at all. */
export function hasExecOptions(key: string): boolean {
  return options.has(key);
}

/** The first such option that stands there. */
export function execOption({ key, words }: Started): Located | undefined {
  const option = options.get(key);
  return option && words.find(({ value }) => value.length < 100_000 && option.test(value));
}
