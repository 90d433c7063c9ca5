import assert from 'node:assert/strict';
import { catalogOf } from '../../../src/core/catalog/catalog.ts';
import { providerDeclaredIn, providerKnownAs } from '../../../src/core/catalog/provider-known-as.ts';
import { render, say } from '../../../src/core/text/message.ts';
import { fact, providerEntry } from './entries.ts';

const at = (value: string): { value: string; path: []; range: never } => ({ value, path: [], range: undefined as never });

describe('what the catalog says of a model provider', () => {
  const catalog = catalogOf({ servers: [], providers: [providerEntry('openai', ['https://api.openai.com/v1']), providerEntry('azure', ['https://*.openai.azure.com/'])] });
  const declared = (provider: string | undefined, baseUrl?: string, more: object = {}): string | undefined => providerDeclaredIn(catalog, { ...(provider !== undefined && { provider }), ...(baseUrl !== undefined && { baseUrl: at(baseUrl) }), ...more })?.id;

  it('is of what is called: the address, else what the name stands for', () => {
    assert.equal(declared('openai'), 'openai');
    assert.equal(declared('azure'), 'azure');
    assert.equal(declared(undefined, 'https://contoso.openai.azure.com/openai/v1'), 'azure');
    assert.equal(declared('openai', 'https://api.openai.com/v1/'), 'openai');
    assert.equal(declared('openai', 'https://api.openai.com.example/v1'), undefined);
    assert.equal(declared('openai', 'https://proxy.example/v1'), undefined);
    assert.equal(declared('openai', 'https://${HOST}/v1'), undefined);
    assert.equal(declared('openai', undefined, { ambiguity: say('Twice.') }), undefined);
    assert.equal(declared(undefined), undefined);
  });

  it('names who runs it, where prompts go and whether they train models, and that this is no approval', () => {
    const entry = {
      ...providerEntry('p', []),
      title: 'Gate',
      dataGoesTo: fact(['Gate', 'Who hosts the model']),
      trainsOnData: (['no', 'yes', 'opt-in', 'opt-out', 'depends-on-upstream'] as const).map((value) => ({ tier: 'API', value, source: 'https://gate.example/data', date: '2026-01-02' })),
      retention: fact('30 days'),
      documentation: fact('https://gate.example/'),
    };
    const { sentences, documentation, sources } = providerKnownAs(entry);
    assert.deepEqual(sentences.map(render), [
      'Known as Gate, run by Someone; this is no approval.',
      'Prompts go to: Gate, Who hosts the model.',
      'Prompts train no models: API.',
      'Prompts train models: API.',
      'Prompts train models only where that is switched on: API.',
      'Prompts train models unless that is switched off: API.',
      'Whether prompts train models is up to who runs the model: API.',
      'Kept: 30 days.',
    ]);
    assert.equal(documentation, 'https://gate.example/');
    assert.deepEqual(sources, ['https://docs.example/ (2026-11-21)', 'https://gate.example/data (2026-01-02)']);
  });

  it('says of a local one that it runs here', () => {
    assert.deepEqual(providerKnownAs({ ...providerEntry('p', []), title: 'Lama', category: 'local-runtime' }).sentences.map(render), ['Known as Lama, which runs on the machine that it is started on; this is no approval.']);
  });
});
