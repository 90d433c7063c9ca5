import type { NamedValue } from '../../config/config-file.ts';
import type { Fix } from '../../finding/finding.ts';
import { canonicalRegistry } from '../../identity/canonical-url.ts';
import { staysHere } from '../../identity/loopback.ts';
import type { CompiledPolicy } from '../../policy/compile.ts';
import { say, type Message } from '../../text/message.ts';
import type { Path } from '../../config/node.ts';
import type { Rule, ServerContext } from '../rule.ts';
import { atPackage, fetchedPackage } from './pin.ts';

export const otherRegistry: Rule = {
  id: 'other-registry',
  title: 'Package taken from another registry',
  category: 'supply-chain',
  clients: 'all',
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'npm: registry setting', url: 'https://docs.npmjs.com/cli/using-npm/config#registry' },
    { title: 'uv: package indexes, and how names on several of them are confused', url: 'https://docs.astral.sh/uv/concepts/indexes/#searching-across-multiple-indexes' },
    { title: 'CWE-427: Uncontrolled Search Path Element (dependency confusion)', url: 'https://cwe.mitre.org/data/definitions/427.html' },
  ],
  check(context) {
    const ref = fetchedPackage(context.identity);
    const registry = ref?.registry;
    if (registry === undefined || ref!.type === 'oci' || isDefault(registry)) return [];
    const host = hostOf(registry);
    // A registry on this machine is its user's own; one that the policy takes packages from is the organisation's.
    if (host === undefined || staysHere(host) || registriesOf(context.policy).has(registry)) return [];
    const said = whereSaid(context, registry);
    return [
      {
        ...(said ? { at: said.at } : atPackage(context)),
        // Said by a file of the folder, where a mirror of the organisation is what is usual.
        ...(!said && { severity: 'info' }),
        message: () => messageFor(ref!.name, host, said),
        ...(said && { fixes: () => fixesFor(said) }),
      },
    ];
  },
};

/** Names of the public default indexes of Python and .NET, which may be asked for in so many words; of npm's the identity knows. */
const defaults = /^https:\/\/(?:[a-z]+\.)?(?:pypi|nuget)\.org(?:\/|$)/;

function isDefault(registry: string): boolean {
  return defaults.test(registry);
}

function hostOf(registry: string): string | undefined {
  return /^https?:\/\/(\[[^\]]*\]|[^/:?#]+)/.exec(registry)?.[1];
}

const byPolicy = new WeakMap<CompiledPolicy, ReadonlySet<string>>();

/** The registries that entries of the policy name. */
function registriesOf(policy: CompiledPolicy | undefined): ReadonlySet<string> {
  if (!policy) return none;
  let known = byPolicy.get(policy);
  if (!known) {
    const named = policy.approving.flatMap(({ document }) => document.servers.flatMap(({ match }) => match.map((one) => one.package?.registry)));
    byPolicy.set(policy, (known = new Set(named.flatMap((one) => (one === undefined ? [] : (canonicalRegistry(one) ?? []))))));
  }
  return known;
}

const none: ReadonlySet<string> = new Set();

interface Said {
  readonly at: Path;
  /** What to take out to end it: the variable, the argument, or two arguments, the last first. */
  readonly parts: readonly Path[];
  /** Asked besides the default one. */
  readonly besides: boolean;
}

const option = /^(--?[\w@/:.-]+)=/;
const indexName = /^[A-Za-z0-9][\w.-]*=(?=https?:)/i;
const besidesOption = /^--(?:extra-)?index(?:-url)?$/;
const besidesVariable = /^(?:UV_INDEX|UV_EXTRA_INDEX_URL|PIP_EXTRA_INDEX_URL)$/i;

/** Where the entry says which registry; undefined where another file does. */
function whereSaid({ server }: ServerContext, registry: string): Said | undefined {
  const { args, env } = server;
  for (let i = 0; i < args.length; i++) {
    const { value, path } = args[i]!;
    if (!value.includes('://')) continue;
    const flag = option.exec(value)?.[1];
    if (!names(flag === undefined ? value : value.slice(flag.length + 1), registry)) continue;
    const before = args[i - 1];
    const name = flag ?? before?.value ?? '';
    return { at: path, parts: flag === undefined && before?.value.startsWith('-') ? [path, before.path] : [path], besides: besidesOption.test(name) && name !== '--index-url' };
  }
  const variable = env.find((one): one is NamedValue & { value: string } => one.value !== undefined && one.value.includes('://') && names(one.value.trim().split(' ', 1)[0]!, registry));
  return variable && { at: variable.path, parts: [variable.path], besides: besidesVariable.test(variable.name) };
}

function names(text: string, registry: string): boolean {
  return canonicalRegistry(text.replace(indexName, '')) === registry;
}

function messageFor(name: string, host: string, said: Said | undefined): Message {
  const args = { name, host };
  if (!said) return say('A file of this folder has `{name}` fetched from `{host}`, not from the public registry: who runs it decides which code starts here. Make sure that it is yours.', args);
  return said.besides
    ? say('`{name}` is looked for at `{host}` besides the public index: whichever has the name decides which code starts here. Name the one index that has it, and pin the version.', args)
    : say('`{name}` is fetched from `{host}`, not from the public registry: who runs it decides which code starts here. Make sure that it is yours.', args);
}

function fixesFor({ parts }: Said): Fix[] {
  return [{ id: 'use-default-registry', title: say('Take it from the public registry'), safety: 'needs-review', note: say('Check that the package there is the same one.'), changes: parts.map((at) => ({ op: 'remove' as const, at })) }];
}
