import type { Catalog } from '../../catalog/catalog.ts';
import { skeleton } from '../../text/confusables.ts';

/** Domains that developers trust at a glance, beside those of the catalog. */
const wellKnown = [
  'github.com', 'githubcopilot.com', 'githubusercontent.com', 'gitlab.com', 'bitbucket.org', 'atlassian.com', 'atlassian.net', 'slack.com', 'notion.com', 'notion.so', 'google.com', 'googleapis.com',
  'microsoft.com', 'microsoftonline.com', 'azure.com', 'amazonaws.com', 'cloudflare.com', 'openai.com', 'anthropic.com', 'claude.ai', 'huggingface.co', 'modelcontextprotocol.io', 'stripe.com', 'paypal.com', 'sentry.io', 'supabase.com', 'vercel.com', 'linear.app', 'figma.com',
];

export interface KnownDomains {
  /** Every known domain: what somebody registered, as `github.com`. */
  readonly all: ReadonlySet<string>;
  readonly bySkeleton: ReadonlyMap<string, string>;
  /** The part before the ending, by the ending. */
  readonly byEnding: ReadonlyMap<string, readonly string[]>;
}

const made = new WeakMap<Catalog, KnownDomains>();

export function knownDomains(catalog: Catalog): KnownDomains {
  let known = made.get(catalog);
  if (!known) made.set(catalog, (known = make(catalog)));
  return known;
}

function make({ hosts }: Catalog): KnownDomains {
  const all = new Set([...wellKnown, ...[...hosts].flatMap((host) => registered(host) ?? [])]);
  const byEnding = new Map<string, string[]>();
  for (const domain of all) {
    const dot = domain.indexOf('.');
    const ending = domain.slice(dot + 1);
    byEnding.set(ending, [...(byEnding.get(ending) ?? []), domain.slice(0, dot)]);
  }
  return { all, byEnding, bySkeleton: new Map([...all].map((domain) => [skeleton(domain), domain])) };
}

/**
 * The part of a host that somebody registered: its last two labels. Undefined where a country's ending may have two of its own (`co.uk`): then it
 * would take the whole Public Suffix List to tell.
 */
export function registered(host: string): string | undefined {
  const labels = host.split('.');
  const [name, ending] = labels.slice(-2);
  return name === undefined || ending === undefined || name === '' || (ending.length === 2 && labels.length > 2 && name.length <= 3) ? undefined : `${name}.${ending}`;
}

const rows = ['1234567890-', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Whether a name is another with one slip of the fingers: a letter left out, doubled, swapped with the next, or its neighbour on the keyboard. */
export function isSlip(name: string, of: string): boolean {
  const longer = name.length - of.length;
  if (Math.abs(longer) > 1 || name === of || name[0] !== of[0]) return false;
  let at = 0;
  while (at < name.length && name[at] === of[at]) at++;
  if (longer === 1) return name.slice(at + 1) === of.slice(at);
  if (longer === -1) return name.slice(at) === of.slice(at + 1);
  if (name.slice(at + 1) === of.slice(at + 1)) return areNeighbours(name[at]!, of[at]!);
  return name[at] === of[at + 1] && name[at + 1] === of[at] && name.slice(at + 2) === of.slice(at + 2);
}

function areNeighbours(a: string, b: string): boolean {
  for (const [r, row] of rows.entries()) {
    const at = row.indexOf(a);
    if (at < 0) continue;
    // Each row lies half a key to the right of the one above it.
    const near = [row[at - 1], row[at + 1], rows[r - 1]?.[at], rows[r - 1]?.[at + 1], rows[r + 1]?.[at - 1], rows[r + 1]?.[at]];
    return near.includes(b);
  }
  return false;
}
