import { floatingReason } from '../../policy/providers/provider-reasons.ts';
import type { Rule } from '../rule.ts';

/** Speaks only where the policy asks for pinned models: most people want the newest one, and that is nobody's business. */
export const floatingModel: Rule = {
  id: 'floating-model',
  title: 'Model name that can stand for another model tomorrow',
  category: 'supply-chain',
  clients: 'all',
  subject: 'provider',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.2.0',
  fix: 'none',
  references: [
    { title: 'Claude: model IDs and versioning', url: 'https://platform.claude.com/docs/en/about-claude/models/model-ids-and-versions' },
    { title: 'OpenAI: models, their aliases and snapshots', url: 'https://platform.openai.com/docs/models' },
    { title: 'Vertex AI: model versions and lifecycle', url: 'https://cloud.google.com/vertex-ai/generative-ai/docs/learn/model-versioning' },
  ],
  checkProvider({ verdict, policy }) {
    // With another verdict the provider's diagnostic comes first.
    if (verdict.code !== 'unpinned') return [];
    const issuer = policy?.approving[0]?.document.issuer ?? '';
    return verdict.floating.map((use) => ({ at: use.path, message: () => floatingReason(use, { issuer }) }));
  },
};
