import type { Located, ServerDeclaration } from '../../config/config-file.ts';
import type { Path } from '../../config/node.ts';
import { placeIn } from '../../config/place-in.ts';
import type { Fix, Severity } from '../../finding/finding.ts';
import type { FoundFlag } from '../../identity/flags.ts';
import { containerFlags } from '../../identity/launchers/containers.ts';
import { startedBy } from '../../identity/started.ts';
import { say, type Message } from '../../text/message.ts';
import type { Rule, ServerReport } from '../rule.ts';
import { breadthOf } from './broad-path.ts';

export const containerAccess: Rule = {
  id: 'container-access',
  title: 'Container that reaches the whole machine',
  category: 'launch',
  clients: 'all',
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'Docker: runtime privilege and Linux capabilities', url: 'https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities' },
    { title: 'OWASP Docker Security Cheat Sheet', url: 'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html' },
    { title: 'CWE-250: Execution with Unnecessary Privileges', url: 'https://cwe.mitre.org/data/definitions/250.html' },
  ],
  check({ server, identity }) {
    // An image that cannot be told (podman's short names, a variable) gets no less access.
    if (identity.kind === 'package' ? identity.package.type !== 'oci' || identity.launch.hijacks.length === 0 : identity.kind !== 'opaque') return [];
    const started = startedBy(server);
    if (!started || !engines.has(started.key)) return [];
    return containerFlags(started.key, started.words).flatMap((flag) => {
      const reach = reachOf(flag);
      return reach ? [report(flag, reach, server)] : [];
    });
  },
};

interface Reach {
  readonly message: () => Message;
  readonly severity?: Severity;
}

const engines: ReadonlySet<string> = new Set(['docker', 'podman', 'nerdctl']);
const capabilities = /^(?:cap_)?(?:all|sys_admin|sys_module|sys_ptrace|sys_rawio|dac_read_search|bpf)$/i;
const unconfined = /^(?:seccomp|apparmor|systempaths)[=:]unconfined$|^label[=:]disable$/i;
const rawDevice = /^\/dev\/(?:k?mem|port|(?:sd|hd|vd|xvd)[a-z]\d*|nvme\d.*|disk(?:\/.*)?|mapper(?:\/.*)?|dm-\d+)(?::|$)/;
const socket = /(?:^|\/)(?:docker|podman|containerd|crio|dockershim)\.sock$|\/pipe\/docker_engine$/i;
const system = /^\/(?:etc|proc|sys|dev|boot|var|run|var\/run|var\/lib\/docker)$/;

const socketReach: Reach = {
  severity: 'error',
  message: () => say('With Docker’s socket the container can start others with any access, and so becomes administrator of this machine. Leave it out, or put a proxy before it that lets only some calls through.'),
};

/** What a flag opens up beyond what a server in a container needs. */
function reachOf({ name, value: { value } }: FoundFlag): Reach | undefined {
  switch (name) {
    case '--privileged':
      return value === 'false' ? undefined : { severity: 'error', message: () => say('`--privileged` takes away what keeps a container apart: its programs can do on this machine whatever its administrator can. Leave it out.') };
    case '--use-api-socket':
      return socketReach;
    case '--network':
    case '--net':
      return /(?:^|,)(?:name=)?host(?:,|$)/.test(value) ? { message: () => say('On the host’s network the container reaches every service that listens on this machine only, and its own ports stand open there. Leave it out; `host.docker.internal` reaches this machine.') } : undefined;
    case '--pid':
    case '--ipc':
    case '--userns':
      return value === 'host' ? { message: () => say('`{flag}` shares this machine’s own with the container, which can then look into other programs, their secrets included. Leave it out.', { flag: `${name}=host` }) } : undefined;
    case '--cap-add':
      return capabilities.test(value) ? { severity: 'error', message: () => say('The capability `{capability}` lets the container’s programs out of it. Leave it out, or add only the one that is needed.', { capability: value }) } : undefined;
    case '--security-opt':
      return unconfined.test(value) ? { message: () => say('`{option}` switches off a limit on what the container’s programs may do. Leave it out.', { option: value }) } : undefined;
    case '--device':
      return rawDevice.test(value) ? { severity: 'error', message: () => say('With this device the container can read and write the whole disk or memory, past every permission. Leave it out.') } : undefined;
    case '-v':
    case '--volume':
      return mounted(sourceOf(value));
    case '--mount':
      return mounted(/(?:^|,)(?:source|src)=([^,]{1,1000})/.exec(value)?.[1]);
    default:
      return undefined;
  }
}

const drive = /^[A-Za-z]:[\\/]/;

/** What stands before the first colon that is no drive's and no variable's own. */
function sourceOf(volume: string): string | undefined {
  const found = (drive.test(volume) ? /^[^:]{1}:[^:]{1,1000}(?=:)/ : /^(?:\$\{[^}]{1,100}\}|[^:]){1,1000}(?=:)/).exec(volume.slice(0, 4000));
  return found?.[0];
}

function mounted(source: string | undefined): Reach | undefined {
  if (source === undefined) return undefined;
  if (socket.test(source.replaceAll('\\', '/'))) return socketReach;
  const breadth = breadthOf(source);
  if (breadth === 'root') return { severity: 'error', message: () => say('The container gets this machine’s whole disk, other people’s files and the system’s settings included. Mount only the folder that the server works on.') };
  if (breadth) return { message: () => say('The container gets a whole home folder: keys, tokens and mail included. Mount only the folder that the server works on.') };
  return system.test(source.replace(/\/$/, '')) ? { message: () => say('The container gets `{folder}`, by which a machine is taken over or its secrets are read. Mount only the folder that the server works on.', { folder: source }) } : undefined;
}

function report({ name, value }: FoundFlag, { message, severity }: Reach, server: ServerDeclaration): ServerReport {
  return { at: value.path, message, ...(severity && { severity }), fixes: () => without(name, value, server.args) };
}

/** Takes the option out, and its value where that is an argument of its own. */
function without(name: string, { path }: Located, args: readonly Located[]): Fix[] {
  const at = placeIn(args, path);
  if (at < 0) return [];
  const gone: Path[] = [path];
  const word = args[at]!.value;
  if (!word.startsWith(name)) {
    if (args[at - 1]?.value !== name) return [];
    gone.unshift(args[at - 1]!.path);
  } else if (!name.startsWith('--')) return [];
  return [
    {
      id: 'leave-out',
      title: say('Leave `{flag}` out', { flag: name }),
      safety: 'needs-review',
      note: say('Check that the server still reaches what it needs.'),
      changes: gone.map((path) => ({ op: 'remove', at: path })),
    },
  ];
}
