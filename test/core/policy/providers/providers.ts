import type { ProviderDeclaration } from '../../../../src/core/config/config-file.ts';
import type { CompiledPolicy } from '../../../../src/core/policy/compile.ts';
import { render } from '../../../../src/core/text/message.ts';
import { now, policyWith } from '../subjects.ts';

export interface WrittenProvider {
  readonly name?: string;
  readonly provider?: string;
  readonly url?: string;
  readonly models?: readonly string[];
}

/** A declaration as a reader would make it. */
export function provider({ name = 'main', provider: id, url, models = [] }: WrittenProvider): ProviderDeclaration {
  const start = { line: 0, character: 0 };
  return {
    name,
    path: ['p'],
    range: { start, end: start },
    ...(id !== undefined && { provider: id }),
    ...(url !== undefined && { baseUrl: { value: url, path: ['p', 'url'] } }),
    models: models.map((value, i) => ({ role: 'model', value, path: ['p', 'models', i] })),
    key: 'none',
    credentials: [],
    headers: [],
    disabled: false,
  };
}

export function policyOnProviders(providers: readonly unknown[], more: object = {}): CompiledPolicy {
  return policyWith({ servers: [], providers, ...more });
}

/** State and code, as a table compares them. */
export function said(policy: CompiledPolicy, written: WrittenProvider): string {
  const { state, code } = policy.providers.decide(provider(written), now);
  return code === 'matched' ? state : `${state} ${code}`;
}

export function why(policy: CompiledPolicy, written: WrittenProvider): string {
  return render(policy.providers.decide(provider(written), now).reason);
}
