import assert from 'node:assert/strict';
import type { ManifestSurroundings, SnapshotBeside } from '../../../../src/core/manifest/subject.ts';
import { say } from '../../../../src/core/text/message.ts';
import { contractKey, findingsIn, manifest, mended, policyWith, said, spots, type Fields } from '../../manifest/lint.ts';
import { snapshot, whole } from '../../snapshot/voices.ts';

/** A contract in which nothing is missing, but for what is given; undefined takes a part out. */
function contract(parts: Fields = {}): Fields {
  const all: Fields = {
    contractVersion: 1,
    kind: 'registration-request',
    owner: { team: '@contoso/payments', contact: 'payments@contoso.com', onCall: 'oncall@contoso.com' },
    identity: { auth: 'oauth2', audience: 'api://ledger', scopes: ['Ledger.Read'], tokenLifetimeMinutes: 30 },
    data: { classification: 'confidential', egress: ['ledger.contoso.com:443'] },
    tools: [{ name: 'query_ledger', effect: 'read', consent: 'session' }, { name: 'post_entry', effect: 'write', consent: 'every-call' }],
    supplyChain: { sbom: 'https://contoso.com/sbom.json' },
    ...parts,
  };
  return manifest({ _meta: { [contractKey]: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) } });
}

/** Where a rule speaks, from the contract on. */
function at(rule: string, document: Fields, ...rest: [Parameters<typeof spots>[2]?]): string[] {
  return spots(rule, document, ...rest).map((way) => way.replace(`/_meta/${contractKey.replace('/', '~1')}`, ''));
}

describe('a contract in which nothing is missing', () => {
  it('is not spoken of, by a policy that asks for everything either', () => {
    const policy = policyWith({ maxTokenLifetime: 'PT1H', evidence: ['security', 'responsible-ai'] });
    const review = { evidence: { security: 'https://contoso.com/1', responsibleAi: { url: 'https://contoso.com/2' } } };
    assert.deepEqual(findingsIn(contract({ review })), []);
    assert.deepEqual(findingsIn(contract({ review }), { policy }), []);
  });
  it('what is still TODO is told once, as that', () => {
    const todo = contract({ owner: 'TODO', identity: { auth: 'TODO: none' }, data: { classification: 'TODO' }, tools: [{ name: 'TODO', effect: 'TODO' }, { name: 'x', effect: 'write', consent: 'TODO' }], supplyChain: { sbom: 'TODO' }, review: { evidence: { security: 'TODO' } } });
    assert.deepEqual([...new Set(findingsIn(todo, { policy: policyWith({ maxTokenLifetime: 'PT1H', evidence: ['security'] }) }).map(({ ruleId }) => ruleId))], ['stub-todo']);
  });
  it('is asked of manifests of a registry only, and only where it is a map', () => {
    assert.deepEqual(findingsIn(manifest({ _meta: { [contractKey]: 'x' } })), []);
    assert.deepEqual(findingsIn(manifest({ _meta: { 'com.contoso/other': {} } })), []);
  });
});

describe('contract-missing', () => {
  it('speaks where the policy asks for contracts', () => {
    assert.deepEqual(at('contract-missing', manifest(), { policy: policyWith({}) }), ['/name']);
    assert.deepEqual(at('contract-missing', manifest()), []);
    assert.deepEqual(at('contract-missing', contract(), { policy: policyWith({}) }), []);
  });
});

describe('contract-owner', () => {
  const owner = { team: 'a', contact: 'b', onCall: 'c' };
  const cases: [unknown, string[]][] = [
    [undefined, ['']], [{}, ['/owner']], [{ team: 'a' }, ['/owner']], [{ ...owner, contact: ' ' }, ['/owner']], [{ ...owner, onCall: null }, ['/owner']], ['payments', ['/owner']],
    [owner, []], [{ ...owner, contact: 'TODO' }, []], [{ ...owner, onCall: ['a', 'b'] }, []],
  ];
  for (const [value, expected] of cases) it(JSON.stringify(value) ?? 'none', () => assert.deepEqual(at('contract-owner', contract({ owner: value })), expected));
  it('says what is missing', () => assert.match(said('contract-owner', contract({ owner: { contact: 'x' } }))[0]!, /does not say who answers for it and who acts when it must be stopped at night\..* Add `team` and `onCall` under `owner`\./));
});

describe('contract-data', () => {
  for (const [value, expected] of [[undefined, ['']], [{}, ['/data']], [{ classification: '' }, ['/data']], [{ classification: 'internal' }, []], [{ classification: 'TODO' }, []]] as const) {
    it(JSON.stringify(value) ?? 'none', () => assert.deepEqual(at('contract-data', contract({ data: value })), expected));
  }
});

describe('contract-tools', () => {
  const cases: [unknown, string[]][] = [
    [undefined, ['']],
    [[], ['/tools']],
    [[{ name: 'a' }], ['/tools/0/name']],
    [[{ effect: '' }], ['/tools/0']],
    [[{ name: 'a', effect: 'maybe' }], ['/tools/0/effect']],
    [[{ name: 'a', effect: ['read'] }], ['/tools/0/effect']],
    [[{ name: 'a', effect: 'write' }], ['/tools/0/name']],
    [[{ name: 'a', effect: 'destructive', consent: 'session' }], ['/tools/0/consent']],
    [[{ name: 'a', effect: 'write', consent: null }], ['/tools/0/consent']],
    [[{ name: 'a', effect: 'write', consent: 'every-call' }, { name: 'b', effect: 'read' }, 'c', null], []],
    ['all', []],
  ];
  for (const [tools, expected] of cases) it(JSON.stringify(tools) ?? 'none', () => assert.deepEqual(at('contract-tools', contract({ tools })), expected));
  it('is mended by asking at every call', () => {
    for (const tool of [{ name: 'a', effect: 'write' }, { name: 'a', effect: 'write', consent: 'session' }]) assert.deepEqual(mended('contract-tools', contract({ tools: [tool] })), contract({ tools: [{ ...tool, consent: 'every-call' }] }));
  });
});

describe('contract-auth', () => {
  const oauth = { auth: 'oauth2', audience: 'api://ledger' };
  const cases: [unknown, string[]][] = [
    [undefined, ['']],
    [{}, ['/identity']],
    [{ auth: 'oauth2' }, ['/identity']],
    [{ auth: 'oauth2', audience: 'none' }, ['/identity/audience']],
    [{ auth: 'oauth2', audience: 'TODO' }, []],
    [{ auth: 'none' }, []],
    [{ auth: 'static-key' }, []],
    [{ ...oauth, scopes: 'admin' }, ['/identity/scopes']],
    [{ ...oauth, scopes: [1, null, 'Ledger.Read'] }, []],
  ];
  for (const [identity, expected] of cases) it(JSON.stringify(identity) ?? 'none', () => assert.deepEqual(at('contract-auth', contract({ identity })), expected));
  for (const scope of ['*', 'admin', 'admin:org', 'org:admin', 'files:*', 'repo', 'api', 'delete_repo', 'api://x/.default', 'https://graph.microsoft.com/.default', 'Files.ReadWrite.All', 'Sites.FullControl.All', 'https://www.googleapis.com/auth/drive', 'https://www.googleapis.com/auth/cloud-platform', 'full_access', 'all']) {
    it(`${scope} reaches too far`, () => assert.deepEqual(at('contract-auth', contract({ identity: { ...oauth, scopes: ['x.read', scope] } })), ['/identity/scopes/1']));
  }
  for (const scope of ['Ledger.Read', 'repo:status', 'public_repo', 'read:org', 'User.Read.All', 'Files.Read', 'openid', 'offline_access', 'https://www.googleapis.com/auth/drive.file', 'https://www.googleapis.com/auth/gmail.readonly', 'api://ledger/Read', 'administration-hours.read', 'allocations.read', 'TODO']) {
    it(`${scope} does not`, () => assert.deepEqual(at('contract-auth', contract({ identity: { ...oauth, scopes: [scope] } })), []));
  }
  const policy = policyWith({ maxTokenLifetime: 'PT1H' });
  const lifetimes: [Fields, string[]][] = [
    [{ tokenLifetimeMinutes: 60 }, []], [{ tokenLifetimeMinutes: 61 }, ['/identity/tokenLifetimeMinutes']], [{ tokenLifetime: 'PT59M59S' }, []], [{ tokenLifetime: 'P1D' }, ['/identity/tokenLifetime']],
    [{}, ['/identity']], [{ tokenLifetimeMinutes: null }, ['/identity/tokenLifetimeMinutes']], [{ tokenLifetimeMinutes: '60' }, ['/identity/tokenLifetimeMinutes']], [{ tokenLifetimeMinutes: 'TODO' }, []],
  ];
  for (const [fields, expected] of lifetimes) it(`a token at most an hour old: ${JSON.stringify(fields)}`, () => assert.deepEqual(at('contract-auth', contract({ identity: { ...oauth, ...fields } }), { policy }), expected));
  it('a static key does not run out', () => assert.match(said('contract-auth', contract({ identity: { auth: 'static-key' } }), { policy })[0]!, /A static key does not run out, and your organisation asks that tokens last PT1H at most/));
  it('without a limit nobody asks', () => assert.deepEqual(at('contract-auth', contract({ identity: { ...oauth } }), { policy: policyWith({}) }), []));
});

describe('contract-egress', () => {
  const cases: [unknown, string[]][] = [
    [['*'], ['/data/egress/0']], [['a.com:443', '*.b.com'], ['/data/egress/1']], ['*', ['/data/egress']], [['0.0.0.0/0', '::/0', 'any', 'internet'], ['/data/egress/0', '/data/egress/1', '/data/egress/2', '/data/egress/3']],
    [['api.contoso.com:443', '10.0.0.1', 'allegro.pl'], []], [[], []], [undefined, []], [[null, 5], []],
  ];
  for (const [egress, expected] of cases) it(JSON.stringify(egress) ?? 'none', () => assert.deepEqual(at('contract-egress', contract({ data: { classification: 'x', egress } })), expected));
  it('the policy may allow it', () => {
    const document = contract({ data: { classification: 'x', egress: ['*.b.com'] } });
    assert.deepEqual(at('contract-egress', document, { policy: policyWith({ egressWildcards: true }) }), []);
    assert.deepEqual(at('contract-egress', document, { policy: policyWith({ egressWildcards: false }) }), ['/data/egress/0']);
  });
});

describe('contract-evidence', () => {
  const policy = policyWith({ evidence: ['security', 'responsible-ai'] });
  const cases: [unknown, string[]][] = [
    [undefined, ['']], [{ requestedBy: 'x' }, ['/review']], [{ evidence: {} }, ['/review/evidence']], [{ evidence: { security: 'https://x.example/1' } }, ['/review/evidence']],
    [{ evidence: { security: 'done', 'responsible-ai': 'https://x.example/1' } }, ['/review/evidence/security']], [{ evidence: { security: 'javascript:alert(1)', responsibleAi: true } }, ['/review/evidence/security', '/review/evidence/responsibleAi']],
    [{ evidence: { security: 'https://x.example/1', responsibleAi: 'https://x.example/2' } }, []],
  ];
  for (const [review, expected] of cases) it(JSON.stringify(review) ?? 'none', () => assert.deepEqual(at('contract-evidence', contract({ review }), { policy }), expected));
  it('nobody asks without a policy', () => assert.deepEqual(at('contract-evidence', contract()), []));
});

describe('contract-sbom', () => {
  const around = (sbom: unknown, dependencies: { name: string; version?: string }[] = [{ name: 'zod', version: '4.1.0' }, { name: '@a/b', version: '1.0.0' }]): { around: ManifestSurroundings } => ({ around: { sbom: { text: typeof sbom === 'string' ? sbom : JSON.stringify(sbom) }, dependencies: { type: 'npm', file: 'package-lock.json', dependencies } } });
  const named = contract({ supplyChain: { sbom: 'bom.json' } });
  const cyclonedx = (...components: unknown[]): unknown => ({ bomFormat: 'CycloneDX', specVersion: '1.5', components });
  const spdx = (...purls: string[]): unknown => ({ spdxVersion: 'SPDX-2.3', packages: purls.map((purl) => ({ name: 'x', externalRefs: [{ referenceType: 'other' }, { referenceType: 'purl', referenceLocator: purl }] })) });
  const good: [string, unknown][] = [
    ['CycloneDX by purl', cyclonedx({ name: 'zod', purl: 'pkg:npm/zod@4.1.0' }, { purl: 'pkg:npm/%40a/b@1.0.0?x=y' })],
    ['CycloneDX by name, one in the other', cyclonedx({ name: 'zod', version: '4.1.0', components: [{ group: '@a', name: 'b', version: '1.0.0' }] })],
    ['SPDX', spdx('pkg:npm/zod@4.1.0', 'pkg:npm/%40a/b@1.0.0')],
    ['SPDX 3', { '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld', '@graph': [{ type: 'software_Package', name: 'zod', software_packageVersion: '4.1.0' }, { type: 'software_Package', software_packageUrl: 'pkg:npm/%40a/b@1.0.0' }] }],
    ['several versions', cyclonedx({ purl: 'pkg:npm/zod@3.0.0' }, { purl: 'pkg:npm/zod@4.1.0' }, { purl: 'pkg:npm/@a/b' })],
  ];
  for (const [name, sbom] of good) it(`${name} covers`, () => assert.deepEqual(said('contract-sbom', named, around(sbom)), []));
  const bad: [string, unknown, RegExp][] = [
    ['one left out', cyclonedx({ purl: 'pkg:npm/zod@4.1.0' }), /leaves out `@a\/b`, which `package-lock.json` says the server needs directly/],
    ['all left out', spdx(), /leaves out `zod` and `@a\/b`/],
    ['of another kind', cyclonedx({ purl: 'pkg:pypi/zod@4.1.0' }, { purl: 'pkg:npm/%40a/b@1.0.0' }), /leaves out `zod`/],
    ['another version', cyclonedx({ purl: 'pkg:npm/zod@4.0.0' }, { purl: 'pkg:npm/%40a/b@1.0.0' }), /lists another version of `zod` than `package-lock.json`/],
    ['no JSON', '<bom/>', /This is no bill of materials that can be read/],
    ['another JSON', '{"name": "x"}', /This is no bill of materials that can be read/],
    ['a broken purl', cyclonedx({ purl: 'pkg:npm/%E0%A4%A@1' }), /leaves out/],
  ];
  for (const [name, sbom, words] of bad) it(name, () => assert.match(said('contract-sbom', named, around(sbom))[0] ?? '', words));
  it('odd ones do not throw', () => {
    for (const sbom of ['null', '[]', '0', '{"bomFormat":"CycloneDX","components":[null,5,{"components":{}}]}', '{"spdxVersion":"SPDX-2.3","packages":[{"externalRefs":[null]}]}', '{"@graph":[null]}', `{"bomFormat":"CycloneDX","components":${'[{"components":'.repeat(3000)}[]${'}]'.repeat(3000)}}`]) assert.equal(said('contract-sbom', named, around(sbom)).length, 1, sbom.slice(0, 60));
  });
  it('a file that is not there, or cannot be read', () => {
    assert.match(said('contract-sbom', named, { around: { sbom: { problem: 'absent' } } })[0]!, /There is no such file/);
    assert.match(said('contract-sbom', named, { around: { sbom: { problem: 'unreadable' } } })[0]!, /cannot be read/);
  });
  it('none named is told as information; an address, `none` and what nobody looked around for are not', () => {
    assert.deepEqual(findingsIn(contract({ supplyChain: { license: 'MIT' } })).map(({ ruleId, severity }) => [ruleId, severity]), [['contract-sbom', 'info']]);
    for (const sbom of ['none', 'https://x.example/sbom', 'bom.json']) assert.deepEqual(said('contract-sbom', contract({ supplyChain: { sbom } })), []);
  });
  it('without a lock file only what it is counts', () => assert.deepEqual(said('contract-sbom', named, { around: { sbom: { text: JSON.stringify(cyclonedx()) } } }), []));
});

describe('contract-snapshot', () => {
  const tool = (name: string): string => JSON.stringify({ name, inputSchema: { type: 'object' } });
  const content = snapshot({ tools: whole(tool('query_ledger'), tool('post_entry')) });
  const beside = (given: SnapshotBeside['content'] = content): ManifestSurroundings => ({ snapshot: { file: 'x.snapshot.json', content: given } });
  const toolSnapshot = { algorithm: 'sha256-jcs-1', digest: content.digest, takenAt: null };
  const lint = (parts: Fields, around?: ManifestSurroundings): string[] => said('contract-snapshot', contract(parts), around ? { around } : {}).map((one) => one.replace(`/_meta/${contractKey.replace('/', '~1')}`, ''));

  it('is silent where both agree, where there is no snapshot, and where there is no contract', () => {
    assert.deepEqual(lint({ toolSnapshot }, beside()), []);
    assert.deepEqual(lint({ toolSnapshot: { ...toolSnapshot, digest: 'sha256:0' } }), []);
    assert.deepEqual(said('contract-snapshot', manifest(), { around: beside() }), []);
    assert.deepEqual(lint({}, beside()), []);
    assert.deepEqual(lint({ toolSnapshot: { ...toolSnapshot, digest: 'TODO' } }, beside()), []);
  });

  it('speaks of another digest, at the digest', () => {
    for (const digest of [`sha256:${'0'.repeat(64)}`, content.digest.toUpperCase(), content.digest.slice(7)]) assert.match(lint({ toolSnapshot: { ...toolSnapshot, digest } }, beside()).join('\n'), /^\/toolSnapshot\/digest The contract pins another digest than the snapshot beside it, `x\.snapshot\.json`, has\./);
  });

  it('speaks of tools that only one of them has', () => {
    const tools = [{ name: 'query_ledger', effect: 'read', consent: 'session' }, { name: 'gone\u202e', effect: 'read', consent: 'session' }];
    assert.deepEqual(lint({ toolSnapshot, tools }, beside()), [
      '/tools The server also offers `post_entry`, as its snapshot in `x.snapshot.json` has it, and the contract does not say what that does. List each under `tools`, with its `effect`.',
      '/tools/1/name The server does not offer this tool, as its snapshot in `x.snapshot.json` has it. Take it out, or correct its name.',
    ]);
    const many = snapshot({ tools: whole(...['a', 'b', 'c\u001b', 'd', 'e'].map(tool)) });
    assert.match(lint({ tools: [{ name: 'a', effect: 'read' }] }, beside(many)).join(), /The server also offers `b`, `c\\u\{1B\}`, `d` and 1 more, as/);
  });

  it('speaks of a snapshot that cannot be relied on, or is not whole', () => {
    assert.match(lint({}, beside({ refused: say('Why.') })).join(), /The snapshot beside this manifest, `x\.snapshot\.json`, cannot be relied on\. Why\.$/);
    const less = snapshot({ tools: { items: [tool('query_ledger')], extent: 'partial' } });
    assert.match(lint({ toolSnapshot: { ...toolSnapshot, digest: less.digest } }, beside(less)).join(), /^\/toolSnapshot\/digest The contract pins a digest of less than the server says/);
  });
});
