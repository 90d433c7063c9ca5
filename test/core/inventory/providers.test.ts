import assert from 'node:assert/strict';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import type { AssessedProvider } from '../../../src/core/assess.ts';
import type { ProviderDeclaration } from '../../../src/core/config/config-file.ts';
import { cycloneDxOf } from '../../../src/core/inventory/export/cyclonedx.ts';
import { rowsOf } from '../../../src/core/inventory/inventory.ts';
import { Observation } from '../../../src/core/inventory/observation.ts';
import { nothingRemembered, remember } from '../../../src/core/inventory/remembered.ts';
import type { InventoryRow } from '../../../src/core/inventory/row.ts';
import { noPolicyForProvider } from '../../../src/core/policy/providers/decide-provider.ts';
import { ada, day, fileOf } from './observed.ts';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };

function provider({ url, models = [], ...more }: Partial<Omit<ProviderDeclaration, 'models'>> & { url?: string; models?: readonly { role: string; value: string }[] }, file = '.vscode/mcp.json'): AssessedProvider {
  const declaration: ProviderDeclaration = {
    name: 'main', path: ['provider'], range, key: 'none', credentials: [], headers: [], disabled: false, ...more,
    ...(url !== undefined && { baseUrl: { value: url, path: ['provider', 'url'] } }),
    models: models.map(({ role, value }) => ({ role, value, path: ['provider', role] })),
  };
  return { file: fileOf({ path: file }).file, declaration, verdict: noPolicyForProvider };
}

function observe(...providers: AssessedProvider[]): Observation {
  const observation = new Observation(ada);
  observation.add({ files: providers.map(({ file }) => file), servers: [], providers, findings: [] });
  return observation;
}

const rows = (...providers: AssessedProvider[]): readonly InventoryRow[] => rowsOf(observe(...providers), nothingRemembered, day(21));
const exposure = (one: AssessedProvider): string[] => rows(one)[0]!.exposure!.contributors.map(({ id, points }) => `${id} ${points}`);

describe('model providers in the inventory', () => {
  it('are one row for each address, written or the provider’s own', () => {
    const found = rows(
      provider({ provider: 'openai', models: [{ role: 'model', value: 'gpt-5' }] }),
      provider({ name: 'other', url: 'https://API.openai.com/v1/', models: [{ role: 'model', value: 'gpt-5-mini' }, { role: 'small', value: 'gpt-5' }] }, '.cursor/mcp.json'),
      provider({ name: 'local', url: 'http://127.0.0.1:11434/v1' }),
      provider({ name: 'hidden', url: 'https://${env:HOST}/v1' }),
      provider({ name: 'house' }),
    );
    assert.deepEqual(found.map(({ id, kind, identityKind, models, url }) => ({ id: id.replace(/opaque:.*/, 'opaque:…'), kind, identityKind, models, url })), [
      { id: 'provider:house', kind: 'model-provider', identityKind: 'provider', models: undefined, url: undefined },
      { id: 'provider:http://127.0.0.1:11434/v1', kind: 'model-provider', identityKind: 'provider', models: undefined, url: 'http://127.0.0.1:11434/v1' },
      { id: 'provider:https://api.openai.com/v1', kind: 'model-provider', identityKind: 'provider', models: ['gpt-5', 'gpt-5-mini'], url: 'https://api.openai.com/v1' },
      { id: 'provider:opaque:…', kind: 'model-provider', identityKind: 'provider', models: undefined, url: undefined },
    ]);
  });

  it('change when another model is asked for, and not when a key is replaced', () => {
    const first = remember(nothingRemembered, observe(provider({ provider: 'openai', models: [{ role: 'model', value: 'gpt-5' }], credentials: [{ name: 'k', path: [], value: 'sk-proj-abcdefghijklmnopqrstuvwxyz' }] })), day(1));
    const changed = (value: string, key: string): string | undefined => rowsOf(observe(provider({ provider: 'openai', models: [{ role: 'model', value }], credentials: [{ name: 'k', path: [], value: key }] })), first, day(9))[0]!.lastChange;
    assert.equal(changed('gpt-5', 'sk-proj-zyxwvutsrqponmlkjihgfedcba'), undefined);
    assert.equal(changed('gpt-5-mini', 'x'), day(9));
    assert.doesNotMatch(JSON.stringify(first), /sk-proj/);
  });

  it('are exposed by where prompts go and by how their key is kept', () => {
    assert.deepEqual(exposure(provider({ url: 'http://127.0.0.1:11434/v1' })), ['data/unknown 4', 'governance/no-owner 4', 'governance/undecided 3']);
    assert.deepEqual(exposure(provider({ provider: 'openai', key: 'reference' })), ['data/other-host 8', 'secrets/static-key 5', 'data/unknown 4', 'governance/no-owner 4', 'identity/changing-service 4', 'governance/undecided 3']);
    assert.deepEqual(exposure(provider({ url: 'http://llm.example/v1' })).slice(0, 2), ['secrets/plain-http 10', 'data/other-host 8']);
    assert.deepEqual(exposure(provider({ url: 'https://${env:HOST}/v1' }))[0], 'identity/opaque 20');
    assert.equal(rows(provider({ provider: 'openai', key: 'literal' }))[0]!.exposure!.level, 'critical');
    assert.equal(rows(provider({ provider: 'openai', key: 'literal', keepsKeys: true }))[0]!.exposure!.level, 'low');
  });

  it('that a client ignores are off', () => {
    assert.equal(rows(provider({ provider: 'openai', ignored: { template: 'not here', args: {} } }))[0]!.state, 'disabled');
  });

  it('are services of a CycloneDX document, and their models components', async () => {
    const found = rows(provider({ url: 'https://api.example.com/v1?key=x', models: [{ role: 'model', value: 'gpt-5' }] }));
    const text = cycloneDxOf({ rows: found, generatedAt: day(21), files: [] }, { serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79', toolVersion: '0.1.0' });
    assert.equal(await new Validation.JsonStrictValidator(Spec.Version.v1dot7).validate(text), null);
    const { services, components, dependencies } = JSON.parse(text) as { services: { 'name': string; 'endpoints': string[]; 'x-trust-boundary': boolean }[]; components: { type: string; name: string }[]; dependencies: unknown };
    assert.deepEqual(services.map(({ name, endpoints, 'x-trust-boundary': crosses }) => [name, endpoints, crosses]), [['api.example.com', ['https://api.example.com/v1'], true]]);
    assert.deepEqual(components.map(({ type, name }) => [type, name]), [['machine-learning-model', 'gpt-5']]);
    assert.deepEqual(dependencies, [{ ref: 'provider:https://api.example.com/v1', dependsOn: ['provider:https://api.example.com/v1#gpt-5'] }]);
  });
});
