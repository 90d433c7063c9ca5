import assert from 'node:assert/strict';
import { knownToken, withoutTokens } from '../../../src/core/secret/token-formats.ts';

/** Of the right shape and made up, joined from pieces so that no scanner takes this file for a leak. */
const [letters, hex] = ['Zx81QkLm04TbNpYw72RcVd55HsJf90GaUeKiWq3B6nT2', '0f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a'];
const a = (n: number): string => letters.repeat(6).slice(0, n);
const h = (n: number): string => hex.repeat(3).slice(0, n);
const big = (n: number): string => a(n).toUpperCase();
const uuid = '0f9a8b7c-6d5e-4f3a-2b1c-0d9e8f7a6b5c';

const rows: readonly (readonly [issuer: string, ...pieces: string[]])[] = [
  ['GitHub', 'ghp_', a(36)], ['GitHub', 'gho_', a(36)], ['GitHub', 'ghs_', a(36)], ['GitHub', 'github_pat_', a(22), '_', a(59)],
  ['GitLab', 'glpat-', a(20)], ['GitLab', 'gldt-', a(20)],
  ['Anthropic', 'sk-ant-api03-', a(93), 'AA'], ['OpenAI', 'sk-proj-', a(74)], ['OpenAI', 'sk-svcacct-', a(74)], ['OpenAI or a provider like it', 'sk-', a(20), 'T3BlbkFJ', a(20)],
  ['OpenRouter', 'sk-or-v1-', h(64)], ['Langfuse', 'sk-lf-', uuid],
  ['Slack', 'xoxb-123456789012-123456789012-', a(24)], ['Slack', 'xapp-1-A0123456789-1234567890123-', h(64)], ['Slack', 'hooks.slack.com', '/services/T0', big(8), '/B0', big(8), '/', a(24)], ['Slack', 'xoxe.', 'xoxp-1-', a(150)],
  ['AWS', 'AKIA', 'Q3EGTZ4XKLMN5RPW'], ['Google', 'AIza', a(35)], ['Google', 'GOCSPX-', a(28)], ['Google', '1//0', a(60)],
  ['Microsoft Azure', 'abc8', 'Q~', a(34)],
  ['Stripe', 'sk_live_', a(24)], ['Stripe', 'rk_live_', a(24)], ['ElevenLabs', 'sk_', h(48)], ['Square', 'sq0atp-', a(22)], ['Shopify', 'shpat_', h(32)], ['Shopify', 'shpss_', h(32)],
  ['npm', 'npm_', a(36)], ['PyPI', 'pypi-AgE', 'IcHlwaS5vcmc', a(70)], ['RubyGems', 'rubygems_', h(48)], ['Docker', 'dckr_pat_', a(27)],
  ['Hugging Face', 'hf_', a(34)], ['SendGrid', 'SG.', a(22), '.', a(43)], ['Mailgun', 'key-', h(32)], ['Mailchimp', h(32), '-us12'], ['Resend', 're_', a(8), '_', a(24)],
  ['Atlassian', 'ATATT3', 'xFfGF0', a(180)], ['Notion', 'ntn_', a(46)], ['Notion', 'secret_', a(43)], ['Linear', 'lin_api_', a(40)], ['Airtable', 'pat', a(14), '.', h(64)], ['HubSpot', 'pat-na1-', uuid], ['ClickUp', 'pk_1234567_', big(32)],
  ['Figma', 'figd_', a(40)], ['Contentful', 'CFPAT-', a(43)], ['Postman', 'PMAK-', h(24), '-', h(34)],
  ['DigitalOcean', 'dop_v1_', h(64)], ['Fly.io', 'fo1_', a(43)], ['Netlify', 'nfp_', a(36)], ['Render', 'rnd_', a(28)], ['Supabase', 'sbp_', h(40)], ['Supabase', 'sb_secret_', a(22), '_', a(8)],
  ['Neon', 'napi_', a(64).toLowerCase()], ['PlanetScale', 'pscale_tkn_', a(43)], ['Databricks', 'dapi', h(32)], ['Pinecone', 'pcsk_', a(70)], ['PostHog', 'phx_', a(43)],
  ['Sentry', 'sntryu_', h(64)], ['Grafana', 'glsa_', a(32), '_', h(8)], ['Dynatrace', 'dt0c01.', big(24), '.', big(64)], ['New Relic', 'NRAK-', big(27)], ['SonarQube', 'squ_', h(40)],
  ['HashiCorp', 'hvs.', a(90)], ['HashiCorp', a(14), '.atlasv1.', a(64)], ['Pulumi', 'pul-', h(40)], ['Doppler', 'dp.pt.', a(43)], ['1Password', 'ops_eyJ', a(250)], ['Tailscale', 'tskey-auth-', a(11), '-', a(32)],
  ['CircleCI', 'CCIPAT_', a(22), '_', h(40)], ['Buildkite', 'bkua_', h(40)], ['Telegram', '123456789', ':AA', a(33)], ['Discord', 'discord.com', '/api/webhooks/112345678901234567/', a(68)],
  ['Tavily', 'tvly-dev-', a(32)], ['Firecrawl', 'fc-', h(32)], ['Apify', 'apify_api_', a(36)], ['Jina AI', 'jina_', a(60)], ['Context7', 'ctx7sk-', uuid], ['LangSmith', 'lsv2_pt_', h(32), '_', h(10)], ['E2B', 'e2b_', h(40)],
  ['Perplexity', 'pplx-', a(48)], ['xAI', 'xai-', a(80)], ['Groq', 'gsk_', a(52)], ['Replicate', 'r8_', a(37)], ['a JSON Web Token issuer', 'eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0NTY3ODkwIn0.', a(43)],
];

describe('token formats', () => {
  for (const [issuer, ...pieces] of rows) {
    it(`${issuer}: ${pieces[0]!.slice(0, 12)}…`, () => {
      const token = pieces.join('');
      const found = knownToken(`x "${token}" y`);
      assert.deepEqual([found?.issuer, found?.start, found?.end], [issuer, 3, 3 + token.length]);
      assert.equal(withoutTokens(`--key=${token};`, '•'), '--key=•;');
      // Azure’s begins like nothing in particular: only what stands before it tells where.
      if (issuer !== 'Microsoft Azure') assert.ok(!withoutTokens(`my__${token}`, '•').includes(token), 'behind an underscore');
    });
  }

  it('find the key in an Azure connection string, and nothing else of it', () => {
    const [begin, end] = ['DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=', ';EndpointSuffix=core.windows.net'];
    assert.equal(withoutTokens(`${begin}${a(86)}==${end}`, '•'), `${begin}•${end}`);
  });

  const ordinary = [
    '@modelcontextprotocol/server-filesystem@2.4.0', '/home/user/projects/pattern-library/path-finder', 'mcp/git@sha256:0b6c0c5a4d1c1b8d2b1a1f0a6a2b9c7e5d4f3c2b1a09f8e7d6c5b4a392817061', 'sk-some-directory-of-words-only', 'task-runner-with-many-words-2024-11-05-abcdef',
    'https://docs.slack.dev/apis/web-api/rate-limits', 'us-east-1.console.contoso.com', uuid, 'pk_live_51HxYzAbCdEfGhIjKlMnOpQrStUv', 'sb_publishable_Zk39fLq02MxPw81TbVn44c', 'phc_Zk39fLq02MxPw81TbVn44cZk39fLq02MxPw81TbVn44', 'secret_name_of_the_production_database', 'npm_config_registry_of_the_company', 'hf_hub_download_cache_folder_name',
    'key-0 of the whole table of contents', 'eyJhbGciOiJIUzI1NiJ9', 'r8_small', 're_read_the_manual_before_you_start_it', 'fc-list --format=%{family} --verbose', 'dp.pt and other short words of text',
  ];
  for (const text of ordinary) it(`leave alone ${text}`, () => assert.equal(knownToken(text), undefined));

  it('take linear time', () => {
    for (const part of ['sk-', 'eyJ', 'ghp_', 'AccountKey=', '0f', 'a.', 'pat', '1:AA', 'SG.a', 'hvs.', '8Q~', 'xox', 'eyJa.eyJ']) {
      const start = performance.now();
      knownToken(part.repeat(200_000 / part.length));
      assert.ok(performance.now() - start < 3000, part);
    }
  });
});
