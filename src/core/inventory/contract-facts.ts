import { child, nodeAt, stringOf, type ConfigNode } from '../config/node.ts';
import { inContract } from '../manifest/contract.ts';
import { isOpen } from '../manifest/todos.ts';
import { maskText } from '../secret/mask.ts';
import { visible } from '../text/visible.ts';

export const effects = ['read', 'write', 'destructive'] as const;

/**
 * What a manifest in the workspace declares of a server: its owner's claim, and anybody's who can write there. It tells what is
 * declared, and never approves. What is marked TODO counts as not said.
 */
export interface ContractFacts {
  /** The servers it is about, each as `type:name` of a package, an address without parameters, or what was detected (`registeredAs`). */
  readonly about: readonly string[];
  /** From the workspace folder, with `/`. */
  readonly file: string;
  readonly owner?: string;
  readonly onCall?: string;
  readonly auth?: string;
  readonly audience?: string;
  readonly classification?: string;
  /** Hosts it says it sends data to; absent where it does not say. */
  readonly egress?: readonly string[];
  readonly tools: readonly { readonly effect: (typeof effects)[number]; readonly everyCall: boolean }[];
  readonly license?: string;
  readonly sbom?: string;
  readonly provenance?: string;
}

/** More than any manifest has that a person wrote. */
const most = 500;

/**
 * What a manifest says of the servers it is about. Never throws, whatever it holds.
 * @param file from the workspace folder, with `/`
 */
export function contractFacts(tree: ConfigNode, file: string): ContractFacts {
  const said = (...way: string[]): string | undefined => text(nodeAt(tree, inContract(...way)));
  const owner = said('owner', 'team') ?? said('owner', 'contact');
  const egress = nodeAt(tree, inContract('data', 'egress'));
  const facts = {
    owner,
    onCall: said('owner', 'onCall'),
    auth: said('identity', 'auth'),
    audience: said('identity', 'audience'),
    classification: said('data', 'classification'),
    egress: egress?.kind === 'array' && egress.items.length > 0 ? egress.items.slice(0, most).flatMap((item) => text(item) ?? []) : undefined,
    license: said('supplyChain', 'license'),
    sbom: said('supplyChain', 'sbom'),
    provenance: said('supplyChain', 'provenance'),
  };
  const stated = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  return { about: aboutOf(tree), file, tools: toolsOf(nodeAt(tree, inContract('tools'))), ...stated };
}

function aboutOf(tree: ConfigNode): readonly string[] {
  const about = new Set<string>();
  const artifact = text(nodeAt(tree, inContract('detected', 'artifact')));
  if (artifact !== undefined) about.add(artifact);
  for (const item of items(child(tree, 'packages'))) {
    const [type, identifier] = [text(child(item, 'registryType')), text(child(item, 'identifier'))];
    if (type !== undefined && identifier !== undefined) about.add(`${type}:${type === 'oci' ? identifier.replace(/@.*$|:[^:/]*$/, '') : identifier}`);
  }
  for (const item of items(child(tree, 'remotes'))) {
    const url = text(child(item, 'url'));
    if (url !== undefined) about.add(url.split('?', 1)[0]!);
  }
  return [...about];
}

function toolsOf(node: ConfigNode | undefined): ContractFacts['tools'] {
  return items(node).flatMap((item) => {
    const effect = effects.find((one) => one === text(child(item, 'effect')));
    return effect ? [{ effect, everyCall: text(child(item, 'consent')) === 'every-call' }] : [];
  });
}

function items(node: ConfigNode | undefined): readonly ConfigNode[] {
  return node?.kind === 'array' ? node.items.slice(0, most) : [];
}

/** A filled-in text, fit to be shown. */
function text(node: ConfigNode | undefined): string | undefined {
  const value = stringOf(node);
  return value === undefined || value.trim() === '' || isOpen(value) ? undefined : visible(maskText(value), 300);
}
