import { calledAddress, shownAddress, staysHere } from '../../providers/called-address.ts';
import { knownProviders } from '../../providers/known-providers.ts';
import { maskText } from '../../secret/mask.ts';
import { say } from '../../text/message.ts';
import type { ProviderContext, Rule, ServerReport } from '../rule.ts';

/**
 * A file of the workspace that sends a provider's traffic, and the user's key with it, somewhere else, or runs a command for the key:
 * whoever can change the repository then reads what everybody who opens it asks (CVE-2026-21852).
 */
export const providerRedirect: Rule = {
  id: 'provider-redirect',
  title: 'Workspace file that decides where prompts and keys go',
  category: 'transport',
  clients: 'all',
  subject: 'provider',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.2.0',
  fix: 'none',
  references: [
    { title: 'CVE-2026-21852: Claude Code, API key sent to a repository’s `ANTHROPIC_BASE_URL`', url: 'https://nvd.nist.gov/vuln/detail/CVE-2026-21852' },
    { title: 'CWE-15: External Control of System or Configuration Setting', url: 'https://cwe.mitre.org/data/definitions/15.html' },
  ],
  checkProvider(context) {
    const { file, provider } = context;
    if (file.scope !== 'workspace') return [];
    // A person's own file beside the repository's, as a rule kept out of it.
    const own: Pick<ServerReport, 'severity'> = /\.local\.[a-z]+$/.test(file.path) ? { severity: 'info' } : {};
    const reports: ServerReport[] = [];
    const redirected = isJudged(context) ? undefined : redirection(context);
    if (redirected) reports.push({ ...redirected, ...own });
    const { keyCommand } = provider;
    if (keyCommand) {
      const args = { name: maskText(provider.name), client: context.client.name };
      reports.push({ at: keyCommand.path, message: () => say('This file of the workspace has {client} run a command to get the key of `{name}`: whoever can change the file chooses the command. Keep it in your user settings.', args), ...own });
    }
    return reports;
  },
};

/** Where the policy speaks of this address, its word counts, and one finding on it is enough. */
function isJudged({ verdict, policy }: ProviderContext): boolean {
  if (verdict.at !== undefined || ['no-policy', 'policy-unusable'].includes(verdict.code)) return false;
  return verdict.code === 'matched' || policy?.unknownSeverity !== 'info';
}

/** An address for a provider that has its own: what the client holds for it goes there. A gateway on the machine itself sends nothing out. */
function redirection({ provider, client }: ProviderContext): ServerReport | undefined {
  const known = knownProviders.find(({ id }) => id === provider.provider);
  if (!known || !provider.baseUrl || (known.hosts.length === 0 && !known.tenants && !known.regional)) return undefined;
  const called = calledAddress(provider);
  if (called.kind === 'address' && (called.at?.provider === known || staysHere(called.url))) return undefined;
  const args = { client: client.name, provider: known.name, address: shownAddress(provider) ?? '' };
  return {
    at: provider.baseUrl.path,
    message: () => say('This file of the workspace sends what {client} tells {provider}, your key included, to {address}. Keep the address in your user settings, where no repository can change it.', args),
  };
}
