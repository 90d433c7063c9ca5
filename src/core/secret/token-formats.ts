/**
 * Formats that only a credential has, by their issuers' own prefixes (each issuer's documentation, and the sets that
 * secretlint and GitHub secret scanning publish). Each is anchored to a word start and linear in its input.
 */
const tokenFormats: readonly { readonly issuer: string; readonly pattern: RegExp }[] = [
  { issuer: 'GitHub', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{22,255})/ },
  { issuer: 'GitLab', pattern: /\bgl(?:pat|dt|rt|cbt|ptt|ft)-[A-Za-z0-9_.-]{20,255}/ },
  { issuer: 'Anthropic', pattern: /\bsk-ant-[A-Za-z0-9_-]{20,255}/ },
  { issuer: 'OpenAI', pattern: /\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,255}/ },
  { issuer: 'Slack', pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,255}/ },
  { issuer: 'AWS', pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { issuer: 'Google', pattern: /\b(?:AIza[0-9A-Za-z_-]{35}|ya29\.[0-9A-Za-z_-]{20,255}|GOCSPX-[0-9A-Za-z_-]{20,60})/ },
  { issuer: 'Stripe', pattern: /\b(?:sk|rk)_(?:live|test)_[0-9A-Za-z]{16,255}/ },
  { issuer: 'npm', pattern: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { issuer: 'PyPI', pattern: /\bpypi-AgE[A-Za-z0-9_-]{50,255}/ },
  { issuer: 'Hugging Face', pattern: /\bhf_[A-Za-z0-9]{30,60}\b/ },
  { issuer: 'SendGrid', pattern: /\bSG\.[A-Za-z0-9_-]{16,64}\.[A-Za-z0-9_-]{16,64}/ },
  { issuer: 'Atlassian', pattern: /\bATATT3[A-Za-z0-9_=-]{50,255}/ },
  { issuer: 'Notion', pattern: /\bntn_[A-Za-z0-9]{30,60}\b/ },
  { issuer: 'Linear', pattern: /\blin_api_[A-Za-z0-9]{30,60}\b/ },
  { issuer: 'Figma', pattern: /\bfigd_[A-Za-z0-9_-]{20,80}/ },
  { issuer: 'DigitalOcean', pattern: /\bdo[por]_v1_[a-f0-9]{64}\b/ },
  { issuer: 'Supabase', pattern: /\bsb[ps]_[A-Za-z0-9_]{20,80}/ },
  { issuer: 'Tavily', pattern: /\btvly-[A-Za-z0-9_-]{20,80}/ },
  { issuer: 'Perplexity', pattern: /\bpplx-[A-Za-z0-9]{30,80}/ },
  { issuer: 'Groq', pattern: /\bgsk_[A-Za-z0-9]{40,80}\b/ },
  { issuer: 'Replicate', pattern: /\br8_[A-Za-z0-9]{30,60}\b/ },
  { issuer: 'Databricks', pattern: /\bdapi[a-f0-9]{32}\b/ },
  { issuer: 'a JSON Web Token issuer', pattern: /\beyJ[A-Za-z0-9_-]{8,4000}\.eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,4000}/ },
  { issuer: 'a private key', pattern: /-----BEGIN (?:[A-Z]{1,20} ){0,3}PRIVATE KEY-----/ },
];

/** What every format has: one look tells for most texts that they hold none. */
const anyPrefix = /gh[pousr]_|github_pat_|gl(?:pat|dt|rt|cbt|ptt|ft)-|sk-|xox[abeoprs]-|AKIA|ASIA|AIza|ya29\.|GOCSPX-|[sr]k_(?:live|test)_|npm_|pypi-AgE|hf_|SG\.|ATATT3|ntn_|lin_api_|figd_|do[por]_v1_|sb[ps]_|tvly-|pplx-|gsk_|r8_|dapi|eyJ|-----BEGIN/;

/** The first credential of a known format in a text: where, and whose it is. */
export function knownToken(text: string): { readonly start: number; readonly end: number; readonly issuer: string } | undefined {
  if (text.length < 16 || !anyPrefix.test(text)) return undefined;
  for (const { issuer, pattern } of tokenFormats) {
    const match = pattern.exec(text);
    if (match) return { start: match.index, end: issuer === 'a private key' ? text.length : match.index + match[0].length, issuer };
  }
  return undefined;
}

const everywhere = tokenFormats.map(({ pattern }) => new RegExp(pattern.source, 'g'));

/** A text with every credential of a known format replaced. */
export function withoutTokens(text: string, replacement: string): string {
  if (text.length < 16 || !anyPrefix.test(text)) return text;
  const key = text.indexOf('-----BEGIN ');
  // What follows a private key's first line is the key.
  if (key >= 0 && knownToken(text.slice(key, key + 100))) return withoutTokens(text.slice(0, key), replacement) + replacement;
  return everywhere.reduce((shown, pattern) => shown.replace(pattern, replacement), text);
}
