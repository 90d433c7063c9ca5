export const jwtIssuer = 'a JSON Web Token issuer';

/**
 * Formats that only a credential has: the words it begins with, which are looked for first, and the whole. From each issuer's own documentation, GitHub's
 * list of partner patterns (https://docs.github.com/code-security/secret-scanning/introduction/supported-secret-scanning-patterns), gitleaks'
 * rules (https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml) and secretlint's recommended preset. Each is anchored to a
 * word's start and linear in its input. An issuer's public keys (`pk_live_`, `sb_publishable_`, `phc_`) are none.
 *
 * secretlint itself is not used: of 92 formats held against both it knew 24, 5 of which were missing here, at 98 us for a short text
 * (release 11.3.0, the last for Node 20).
 */
const formats: readonly (readonly [issuer: string, begins: string, pattern: RegExp])[] = [
  ['GitHub', 'ghp_ gho_ ghu_ ghs_ ghr_ github_pat_', /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{22,255})/],
  ['GitLab', 'glpat- gldt- glrt- glcbt- glptt- glft- gloas- glsoat-', /(?<![A-Za-z0-9])gl(?:pat|dt|rt|cbt|ptt|ft|oas|soat)-[A-Za-z0-9_.-]{20,255}/],
  ['Anthropic', 'sk-ant-', /(?<![A-Za-z0-9])sk-ant-[A-Za-z0-9_-]{20,255}/],
  ['OpenRouter', 'sk-or-v1-', /(?<![A-Za-z0-9])sk-or-v1-[a-f0-9]{40,80}/],
  ['Langfuse', 'sk-lf-', /(?<![A-Za-z0-9])sk-lf-[a-f0-9-]{30,40}/],
  ['OpenAI', 'sk-proj- sk-svcacct- sk-admin-', /(?<![A-Za-z0-9])sk-(?:proj-|svcacct-|admin-)[A-Za-z0-9_-]{20,255}/],
  // OpenAI's older keys, and those of everybody who followed its example. Words with dashes between them have no digit among the first.
  ['OpenAI or a provider like it', 'sk-', /(?<![A-Za-z0-9])sk-(?=[A-Za-z_-]{0,40}\d)[A-Za-z0-9_-]{20,255}/],
  ['Slack', 'xox xapp- hooks.slack.com/', /(?<![A-Za-z0-9])(?:xox[abeoprs]-[A-Za-z0-9-]{10,255}|xoxe\.xox[bp]-[A-Za-z0-9-]{20,255}|xapp-\d-[A-Za-z0-9-]{20,255}|hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9+/]{40,80})/],
  ['AWS', 'AKIA ASIA', /(?<![A-Za-z0-9])(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['Google', 'AIza ya29. GOCSPX- 1//0', /(?<![A-Za-z0-9])(?:AIza[0-9A-Za-z_-]{35}|ya29\.[0-9A-Za-z_-]{20,255}|GOCSPX-[0-9A-Za-z_-]{20,60}|1\/\/0[0-9A-Za-z_-]{40,255})/],
  ['Microsoft Azure', 'AccountKey= SharedAccessKey=', /(?<=\b(?:AccountKey|SharedAccessKey)=)[A-Za-z0-9+/]{43,88}={1,2}|(?<![\w.~-])[A-Za-z0-9_.~-]{3}\dQ~[A-Za-z0-9_.~-]{31,34}/],
  ['Stripe', 'sk_live_ sk_test_ rk_live_ rk_test_', /(?<![A-Za-z0-9])(?:sk|rk)_(?:live|test)_[0-9A-Za-z]{16,255}/],
  ['ElevenLabs', 'sk_', /(?<![A-Za-z0-9])sk_[0-9a-f]{48}\b/],
  ['Square', 'sq0', /(?<![A-Za-z0-9])sq0(?:atp|csp)-[0-9A-Za-z_-]{22,60}/],
  ['Shopify', 'shpat_ shpca_ shppa_ shpss_', /(?<![A-Za-z0-9])shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32}\b/],
  ['npm', 'npm_', /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}\b/],
  ['PyPI', 'pypi-AgE', /(?<![A-Za-z0-9])pypi-AgE[A-Za-z0-9_-]{50,255}/],
  ['RubyGems', 'rubygems_', /(?<![A-Za-z0-9])rubygems_[a-f0-9]{48}\b/],
  ['Docker', 'dckr_', /(?<![A-Za-z0-9])dckr_(?:pat|oat)_[A-Za-z0-9_-]{24,60}/],
  ['Hugging Face', 'hf_', /(?<![A-Za-z0-9])hf_[A-Za-z0-9]{30,60}\b/],
  ['SendGrid', 'SG.', /(?<![A-Za-z0-9])SG\.[A-Za-z0-9_-]{16,64}\.[A-Za-z0-9_-]{16,64}/],
  ['Mailgun', 'key-', /(?<![A-Za-z0-9])key-[0-9a-f]{32}\b/],
  ['Mailchimp', '', /(?<![A-Za-z0-9])[0-9a-f]{32}-us\d{1,2}\b/],
  ['Resend', 're_', /(?<![A-Za-z0-9])re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}\b/],
  ['Atlassian', 'ATATT3 ATCTT3', /(?<![A-Za-z0-9])AT[AC]TT3[A-Za-z0-9_=-]{50,255}/],
  ['Notion', 'ntn_ secret_', /(?<![A-Za-z0-9])(?:ntn_[A-Za-z0-9]{30,60}|secret_[A-Za-z0-9]{43})\b/],
  ['Linear', 'lin_', /(?<![A-Za-z0-9])lin_(?:api|oauth)_[A-Za-z0-9]{30,80}\b/],
  ['Airtable', '', /(?<![A-Za-z0-9])pat[A-Za-z0-9]{14}\.[a-f0-9]{64}\b/],
  ['HubSpot', 'pat-na pat-eu', /(?<![A-Za-z0-9])pat-(?:na|eu)\d-[0-9a-f]{8}-[0-9a-f-]{27}\b/],
  ['ClickUp', 'pk_', /(?<![A-Za-z0-9])pk_\d{4,12}_[A-Z0-9]{32}\b/],
  ['Figma', 'figd_', /(?<![A-Za-z0-9])figd_[A-Za-z0-9_-]{20,80}/],
  ['Contentful', 'CFPAT-', /(?<![A-Za-z0-9])CFPAT-[A-Za-z0-9_-]{43}/],
  ['Postman', 'PMAK-', /(?<![A-Za-z0-9])PMAK-[a-f0-9]{24}-[a-f0-9]{34}\b/],
  ['DigitalOcean', 'dop_v1_ doo_v1_ dor_v1_', /(?<![A-Za-z0-9])do[por]_v1_[a-f0-9]{64}\b/],
  ['Fly.io', 'fo1_ fm1 fm2', /(?<![A-Za-z0-9])(?:fo1_[A-Za-z0-9_-]{43}|fm[12][ar]?_[A-Za-z0-9+/=]{100,})/],
  ['Netlify', 'nfp_', /(?<![A-Za-z0-9])nfp_[A-Za-z0-9_-]{36,40}\b/],
  ['Render', 'rnd_', /(?<![A-Za-z0-9])rnd_[A-Za-z0-9]{28,40}\b/],
  ['Supabase', 'sbp_ sb_secret_', /(?<![A-Za-z0-9])(?:sbp_[A-Za-z0-9_]{20,80}|sb_secret_[A-Za-z0-9_-]{20,80})/],
  ['Neon', 'napi_', /(?<![A-Za-z0-9])napi_[a-z0-9]{40,80}\b/],
  ['PlanetScale', 'pscale_', /(?<![A-Za-z0-9])pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.=-]{32,64}/],
  ['Databricks', 'dapi', /(?<![A-Za-z0-9])dapi[a-f0-9]{32}\b/],
  ['Pinecone', 'pcsk_', /(?<![A-Za-z0-9])pcsk_[A-Za-z0-9_]{40,100}/],
  ['PostHog', 'phx_ phs_', /(?<![A-Za-z0-9])ph[xs]_[A-Za-z0-9]{40,60}\b/],
  ['Sentry', 'sntrys_ sntryu_', /(?<![A-Za-z0-9])sntry[su]_[A-Za-z0-9_=+/]{40,255}/],
  ['Grafana', 'glsa_ glc_', /(?<![A-Za-z0-9])(?:glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}|glc_eyJ[A-Za-z0-9+/=]{32,400})/],
  ['Dynatrace', 'dt0', /(?<![A-Za-z0-9])dt0[a-z]\d{2}\.[A-Z0-9]{8,24}\.[A-Z0-9]{64}\b/],
  ['New Relic', 'NRAK-', /(?<![A-Za-z0-9])NRAK-[A-Z0-9]{27}\b/],
  ['SonarQube', 'sqa_ sqp_ squ_', /(?<![A-Za-z0-9])sq[apu]_[a-f0-9]{40}\b/],
  ['HashiCorp', 'hvs. hvb.', /(?<![A-Za-z0-9])(?:hv[sb]\.[A-Za-z0-9_-]{24,255}|[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,80})/],
  ['Pulumi', 'pul-', /(?<![A-Za-z0-9])pul-[a-f0-9]{40}\b/],
  ['Doppler', 'dp.', /(?<![A-Za-z0-9])dp\.(?:pt|st|ct|sa|scim|audit)\.[A-Za-z0-9.]{40,60}/],
  ['1Password', 'ops_eyJ', /(?<![A-Za-z0-9])ops_eyJ[A-Za-z0-9+/=_-]{100,2000}/],
  ['Tailscale', 'tskey-', /(?<![A-Za-z0-9])tskey-(?:auth|api|client|scim|webhook)-[A-Za-z0-9-]{20,80}/],
  ['CircleCI', 'CCIP', /(?<![A-Za-z0-9])CCIP(?:AT|RJ)_[A-Za-z0-9_]{40,80}/],
  ['Buildkite', 'bkua_', /(?<![A-Za-z0-9])bkua_[a-f0-9]{40}\b/],
  ['Telegram', '', /(?<![A-Za-z0-9])\d{8,12}:AA[A-Za-z0-9_-]{32,34}(?![A-Za-z0-9_-])/],
  ['Discord', 'discord.com/api/ discordapp.com/api/', /(?<![A-Za-z0-9])discord(?:app)?\.com\/api\/webhooks\/\d{17,20}\/[A-Za-z0-9_-]{60,80}/],
  ['Tavily', 'tvly-', /(?<![A-Za-z0-9])tvly-[A-Za-z0-9_-]{20,80}/],
  ['Firecrawl', 'fc-', /(?<![A-Za-z0-9])fc-[a-f0-9]{32}\b/],
  ['Apify', 'apify_api_', /(?<![A-Za-z0-9])apify_api_[A-Za-z0-9]{30,60}\b/],
  ['Jina AI', 'jina_', /(?<![A-Za-z0-9])jina_[A-Za-z0-9_-]{50,80}/],
  ['Context7', 'ctx7sk-', /(?<![A-Za-z0-9])ctx7sk-[0-9a-f-]{30,40}\b/],
  ['LangSmith', 'lsv2_', /(?<![A-Za-z0-9])lsv2_(?:pt|sk)_[a-f0-9]{32}_[a-f0-9]{10}\b/],
  ['E2B', 'e2b_', /(?<![A-Za-z0-9])e2b_[a-f0-9]{40}\b/],
  ['Perplexity', 'pplx-', /(?<![A-Za-z0-9])pplx-[A-Za-z0-9]{30,80}/],
  ['xAI', 'xai-', /(?<![A-Za-z0-9])xai-[A-Za-z0-9]{60,100}\b/],
  ['Groq', 'gsk_', /(?<![A-Za-z0-9])gsk_[A-Za-z0-9]{40,80}\b/],
  ['Replicate', 'r8_', /(?<![A-Za-z0-9])r8_[A-Za-z0-9]{30,60}\b/],
  [jwtIssuer, 'eyJ', /(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{8,4000}\.eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,4000}/],
  ['a private key', 'AGE-SECRET-KEY-1', /-----BEGIN (?:[A-Z]{1,20} ){0,3}PRIVATE KEY-----|\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b/],
];

/** The formats that begin like nothing in particular, by what stands further on. */
const inside = '-----BEGIN|\\dQ~|-us\\d|:AA[A-Za-z0-9_-]{32}|\\.atlasv1\\.|(?<![A-Za-z0-9])pat[A-Za-z0-9]{14}\\.';

/** What every format has: one look tells for most texts that they hold none. Nothing but plain words behind one boundary, which the engine makes a tree of. */
const anyPrefix = new RegExp(`(?<![A-Za-z0-9])(?:${formats.flatMap(([, begins]) => begins.split(' ')).filter(Boolean).sort().join('|').replaceAll('.', '\\.')})|${inside}`);

function mayHold(text: string): boolean {
  return text.length >= 16 && anyPrefix.test(text);
}

/** The first credential of a known format in a text: where, and whose it is. */
export function knownToken(text: string): { readonly start: number; readonly end: number; readonly issuer: string } | undefined {
  if (!mayHold(text)) return undefined;
  for (const [issuer, , pattern] of formats) {
    const match = pattern.exec(text);
    if (match) return { start: match.index, end: issuer === 'a private key' ? text.length : match.index + match[0].length, issuer };
  }
  return undefined;
}

const everywhere = formats.map(([, , pattern]) => new RegExp(pattern.source, 'g'));

/** A text with every credential of a known format replaced. */
export function withoutTokens(text: string, replacement: string): string {
  if (!mayHold(text)) return text;
  const key = text.indexOf('-----BEGIN ');
  // What follows a private key's first line is the key.
  if (key >= 0 && knownToken(text.slice(key, key + 100))) return withoutTokens(text.slice(0, key), replacement) + replacement;
  return everywhere.reduce((shown, pattern) => shown.replace(pattern, replacement), text);
}
