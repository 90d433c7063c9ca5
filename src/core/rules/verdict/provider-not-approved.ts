import type { Severity } from '../../finding/finding.ts';
import { approves } from '../../policy/verdict.ts';
import type { Rule } from '../rule.ts';

/** The policy's word on a model provider and its models: at most one diagnostic each, on what shows why. */
export const providerNotApproved: Rule = {
  id: 'provider-not-approved',
  title: 'Model provider that the policy does not approve',
  category: 'verdict',
  clients: 'all',
  verdict: true,
  subject: 'provider',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.2.0',
  fix: 'none',
  references: [{ title: 'OWASP Top 10 for LLM Applications, LLM03: Supply Chain', url: 'https://genai.owasp.org/llmrisk/llm032025-supply-chain/' }],
  checkProvider({ verdict, provider, policy }) {
    // A model that floats has a rule of its own.
    if (approves(verdict) || ['no-policy', 'policy-unusable', 'unpinned'].includes(verdict.code)) return [];
    const severity: Severity =
      verdict.state === 'denied' || verdict.state === 'revoked' ? 'error' : verdict.state === 'pending' || verdict.state === 'undetermined' ? 'info' : verdict.state === 'deprecated' ? 'warning' : (policy?.unknownSeverity ?? 'warning');
    const at = verdict.at ?? provider.baseUrl?.path;
    return [{ at: at ?? provider.path, part: at ? 'value' : 'key', message: () => verdict.reason, severity }];
  },
};
