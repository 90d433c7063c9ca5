import type { Located, NamedValue } from '../../config/config-file.ts';
import { placeIn } from '../../config/place-in.ts';
import type { Fix } from '../../finding/finding.ts';
import { containerFlags } from '../../identity/launchers/containers.ts';
import { startedBy } from '../../identity/started.ts';
import { say } from '../../text/message.ts';
import type { Rule, ServerContext, ServerReport } from '../rule.ts';

export const listensEverywhere: Rule = {
  id: 'listens-everywhere',
  title: 'Server that listens on every network',
  category: 'launch',
  clients: 'all',
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'MCP specification, Transports: local servers bind to localhost only', url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#security-warning' },
    { title: 'CVE-2025-66414: MCP TypeScript SDK, no protection against DNS rebinding', url: 'https://www.cve.org/CVERecord?id=CVE-2025-66414' },
    { title: 'CVE-2025-66416: MCP Python SDK, no protection against DNS rebinding', url: 'https://www.cve.org/CVERecord?id=CVE-2025-66416' },
    { title: 'Docker: published ports are open to the outside by default', url: 'https://docs.docker.com/engine/network/port-publishing/' },
  ],
  check(context) {
    const { server, identity } = context;
    if (server.url) return called(server.url);
    if (identity.kind === 'package' && identity.package.type === 'oci') return published(context);
    const reports: ServerReport[] = [];
    const { env } = identity.launch;
    for (const variable of env) {
      const value = variable.value !== undefined && mayListen(variable.value) && namesHost(variable) ? everywhere(variable.value) : undefined;
      if (value !== undefined) reports.push(report(variable as NamedValue & Located, value));
    }
    let option = false;
    if (!server.args.some(({ value }) => mayListen(value))) return reports;
    for (const word of server.args) {
      const value = word.value.length < 200 ? atEnd.exec(word.value) : null;
      if (value && (option || hostOption.test(word.value) || (value.index === 0 && value[0].includes(':', value[0].includes(']') ? value[0].indexOf(']') : 0)))) {
        const address = everywhere(value[0]);
        if (address !== undefined) reports.push(report(word, address));
      }
      option = bareHostOption.test(word.value);
    }
    return reports;
  },
};

const names = '(?:[\\w-]{0,40}[-_.])?(?:host|hostname|bind|bind-?addr(?:ess)?|listen|listen-?addr(?:ess)?|address|addr|interface|ip|server-name)';
const bareHostOption = new RegExp(`^(?:--?${names}|-b|-H)$`, 'i');
const hostOption = new RegExp(`^--?${names}=`, 'i');
const hostVariable = /(?:^|_)(?:HOST|HOSTNAME|BIND|BIND_?ADDR(?:ESS)?|LISTEN|LISTEN_?ADDR(?:ESS)?|ADDRESS|ADDR|BIND_?HOST|BIND_?IP)$/i;
const atEnd = /(?:(?<![\d.])0\.0\.0\.0|\[::\](?=:|$)|(?<![\w:])::(?=$))(?::\d{1,5})?$/;

/** A cheap look before a thorough one. */
function mayListen(text: string): boolean {
  return text.includes('0.0.0.0') || text.includes('::');
}

/** The part of an address that stands for all networks, as written; undefined where none does. */
function everywhere(text: string): string | undefined {
  return /^(?:https?:\/\/)?(0\.0\.0\.0|\[::\]|::)(?=$|[:/])(?!:[:\d]{0,4}:)/.exec(text)?.[1];
}

function namesHost({ name }: NamedValue): boolean {
  return name.length < 100 && hostVariable.test(name);
}

function report(at: Located, every: string): ServerReport {
  const own = every === '0.0.0.0' ? '127.0.0.1' : every === '::' ? '::1' : '[::1]';
  return {
    at: at.path,
    message: () => say('On `{address}` the server answers everybody who can reach this machine, and web pages through DNS rebinding. Let it listen on `{own}`.', { address: every, own }),
    fixes: () => onlyHere(at, at.value.replace(every, () => own), own),
  };
}

function onlyHere({ path }: Located, value: string, own: string): Fix[] {
  return [{ id: 'only-this-machine', title: say('Use {own}', { own }), safety: 'needs-review', note: say('Other machines and containers then no longer reach it.'), changes: [{ op: 'replace', at: path, value }] }];
}

/** As an address to call it only works because the server listens on all of them. */
function called(url: Located): ServerReport[] {
  const every = /^\s*(?:https?|wss?):\/\/(0\.0\.0\.0|\[::\])(?=[:/?#]|\s*$)/i.exec(url.value)?.[1];
  if (every === undefined) return [];
  const own = every === '0.0.0.0' ? '127.0.0.1' : '[::1]';
  return [
    {
      at: url.path,
      message: () => say('`{address}` is no address to call, but what servers use that answer on every network. Call `{own}`, and let the server listen there only.', { address: every, own }),
      fixes: () => onlyHere(url, url.value.replace(every, () => own), own),
    },
  ];
}

/** One-letter options may be joined: `-itp`. */
const opensPort = /^-[A-Za-z]*p|^--publish/;
const port = /^(?:0\.0\.0\.0:|\[::\]:)?(\d{1,5}(?:-\d{1,5})?:\d{1,5}(?:-\d{1,5})?(?:\/(?:tcp|udp))?)$/;

/** Inside a container a server has to listen on all addresses; on which of this machine's it is published is what counts. */
function published({ server }: ServerContext): ServerReport[] {
  const started = server.args.some(({ value }) => opensPort.test(value)) ? startedBy(server) : undefined;
  if (!started) return [];
  return containerFlags(started.key, started.words).flatMap(({ meaning, value }): ServerReport[] => {
    const ports = meaning === 'publish' ? port.exec(value.value)?.[1] : undefined;
    if (ports === undefined) return [];
    const word = server.args[placeIn(server.args, value.path)]?.value ?? value.value;
    return [
      {
        at: value.path,
        message: () => say('Docker opens this port to every network the machine is on, past most firewalls. Publish it as `127.0.0.1:{ports}`.', { ports }),
        fixes: () => onlyHere(value, `${word.slice(0, word.length - value.value.length)}127.0.0.1:${ports}`, '127.0.0.1'),
      },
    ];
  });
}
