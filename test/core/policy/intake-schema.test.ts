import assert from 'node:assert/strict';
import { codeHostOf } from '../../../src/core/policy/intake-address.ts';
import { policyJsonSchema } from '../../../src/core/policy/policy-json-schema.ts';
import { readPolicy } from '../../../src/core/policy/read.ts';
import { render } from '../../../src/core/text/message.ts';

function read(intake: string): { intake: readonly unknown[] | undefined; told: string[] } {
  const { document, problems } = readPolicy(`{"policyVersion":1,"serial":1,"issuer":"C","issuedAt":"2026-11-20T09:00:00Z","servers":[],${intake}}`, '/p');
  return { intake: document!.intake, told: problems.map(({ path, message }) => `${path.map((step) => (typeof step === 'object' ? step.key : step)).join('.')}: ${render(message)}`) };
}
const one = (target: object): ReturnType<typeof read> => read(`"intake":${JSON.stringify(target)}`);

describe('where a policy says that decisions can be asked for', () => {
  it('is one place or several', () => {
    const post = { kind: 'post', url: 'https://intake.contoso.com/mcp' };
    assert.deepEqual(one(post), { intake: [post], told: [] });
    assert.deepEqual(one([post, { kind: 'backstage' }]), { intake: [post, { kind: 'backstage' }], told: [] });
    assert.deepEqual(one([]), { intake: [], told: [] });
    assert.equal(read('"ignores":[]').intake, undefined);
  });

  it('takes these', () => {
    for (const good of [
      { kind: 'repository', url: 'https://github.com/contoso/registry', branch: 'release/2.x', folder: 'mcp/servers', reviewers: ['@ada', '@contoso/ai-platform'] },
      { kind: 'repository', url: 'https://git.contoso.com/ai/registry', host: 'gitlab' },
      { kind: 'issue', url: 'https://github.com/contoso/registry', labels: ['a b'], assignees: ['ada@contoso.com'], template: 'mcp.yml', for: ['exception'] },
      { kind: 'post', url: 'http://localhost:8080/intake' },
      { kind: 'post', url: 'http://127.0.0.1/intake', timeoutSeconds: 60 },
      { kind: 'api-center', service: 'contoso', metadata: { 'data-classification': 'data.classification' } },
      { kind: 'backstage', owner: 'group:default/ai', system: 'x', namespace: 'n', name: 'Our catalog' },
    ]) assert.deepEqual(one(good).told, [], JSON.stringify(good));
  });

  it('leaves out what could send elsewhere than it says, and tells where', () => {
    const cases: [object, RegExp][] = [
      [{ kind: 'post', url: 'http://intake.contoso.com/mcp' }, /^intake\.url: Write an address that begins with `https:\/\/`/],
      [{ kind: 'post', url: 'https://user:pw@intake.contoso.com/' }, /^intake\.url: /],
      [{ kind: 'post', url: 'https://intake.contoso.com/?to=x' }, /^intake\.url: /],
      [{ kind: 'post', url: 'https://intake.contoso.com/#x' }, /^intake\.url: /],
      [{ kind: 'post', url: 'https://${HOST}/' }, /^intake\.url: /],
      [{ kind: 'post', url: 'http://localhost.evil.example/' }, /^intake\.url: /],
      [{ kind: 'post', url: 'http://host.docker.internal/' }, /^intake\.url: /],
      [{ kind: 'post', url: 'javascript:alert(1)' }, /^intake\.url: /],
      [{ kind: 'post', url: 'file:///etc/passwd' }, /^intake\.url: /],
      [{ kind: 'post' }, /^intake: `url` is missing here/],
      [{ kind: 'post', url: 7 }, /^intake\.url: This must be text/],
      [{ kind: 'post', url: 'https://x.example/', headers: { Authorization: 'x' } }, /^intake\.headers: `headers` is not known here/],
      [{ kind: 'post', url: 'https://x.example/', timeoutSeconds: 600 }, /^intake\.timeoutSeconds: This number is too large/],
      [{ kind: 'repository', url: 'https://git.contoso.com/r' }, /^intake\.url: It cannot be told what this host is: say so with `host`\./],
      [{ kind: 'repository', url: 'https://github.com/c/r', folder: '../x' }, /^intake\.folder: /],
      [{ kind: 'repository', url: 'https://github.com/c/r', folder: '/x' }, /^intake\.folder: /],
      [{ kind: 'repository', url: 'https://github.com/c/r', branch: '-x' }, /^intake\.branch: /],
      [{ kind: 'repository', url: 'https://github.com/c/r', branch: 'a..b' }, /^intake\.branch: /],
      [{ kind: 'issue', url: 'https://github.com/c/r', assignees: ['a b'] }, /^intake\.assignees\.0: /],
      [{ kind: 'issue', url: 'https://github.com/c/r', labels: ['a\n/close'] }, /^intake\.labels\.0: /],
      [{ kind: 'api-center', service: "x', evil('" }, /^intake\.service: /],
      [{ kind: 'mail', to: 'x@y' }, /^intake\.kind: This must be one of: repository, issue, post, api-center, backstage\./],
      [{ url: 'https://x.example/' }, /^intake: `kind` is missing here/],
    ];
    for (const [target, wanted] of cases) {
      const { intake, told } = one(target);
      assert.deepEqual(intake, [], JSON.stringify(target));
      assert.match(told.join('\n'), wanted, JSON.stringify(target));
    }
    for (const odd of ['"intake":7', '"intake":"https://x.example/"', '"intake":null', '"intake":[null,[]]']) assert.deepEqual(read(odd).intake, [], odd);
  });

  it('keeps the other places where one is wrong', () => {
    const { intake, told } = one([{ kind: 'post', url: 'http://x.example/' }, { kind: 'backstage' }]);
    assert.deepEqual(intake, [{ kind: 'backstage' }]);
    assert.match(told.join('\n'), /^intake\.0\.url: /);
  });

  it('is nowhere where a key stands twice', () => {
    assert.equal(read('"intake":{"kind":"backstage"},"intake":{"kind":"post","url":"https://evil.example/"}').intake, undefined);
    assert.deepEqual(read('"intake":{"kind":"post","url":"https://x.example/","url":"https://evil.example/"}').intake, []);
  });

  it('knows hosts by their names, and no look-alikes', () => {
    const cases: [string, string | undefined][] = [['https://github.com/a/b', 'github'], ['https://github.contoso.com/a/b', 'github'], ['https://gitlab.com/a/b', 'gitlab'], ['https://dev.azure.com/a/b', 'azure-devops'], ['https://contoso.visualstudio.com/x', 'azure-devops'], ['https://mygithub.com/a', undefined], ['https://bitbucket.org/a', undefined]];
    for (const [url, wanted] of cases) assert.equal(codeHostOf({ url }), wanted, url);
  });

  it('is in the JSON Schema that editors complete with', () => {
    const schema = JSON.stringify((policyJsonSchema() as { properties: Record<string, unknown> }).properties['intake']);
    for (const kind of ['repository', 'issue', 'post', 'api-center', 'backstage']) assert.match(schema, new RegExp(`"const":"${kind}"`));
  });
});
