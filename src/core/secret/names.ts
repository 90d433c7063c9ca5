/** Words that, as the last or a middle part of a name, mean that the value is a credential. */
const secretWords = new Set([
  'token', 'secret', 'password', 'passwd', 'passphrase', 'pwd', 'apikey', 'accesskey', 'secretkey', 'privatekey', 'authkey',
  'credential', 'credentials', 'auth', 'authorization', 'bearer', 'pat', 'cookie', 'dsn', 'connectionstring', 'jwt',
]);
/** `KEY` means a credential only behind one of these (`API_KEY`), or as the whole name. */
const keyOf = new Set(['api', 'access', 'secret', 'private', 'auth', 'account', 'service', 'role', 'subscription', 'encryption', 'signing', 'master', 'admin', 'user', 'app', 'application', 'license', 'client', 'project', 'x']);
/** As the last part of a name these say that the value is about a credential, not one. */
const about = new Set(['url', 'uri', 'endpoint', 'host', 'file', 'path', 'dir', 'type', 'mode', 'method', 'name', 'id', 'ids', 'count', 'limit', 'limits', 'max', 'min', 'size', 'ttl', 'timeout', 'expiry', 'expires', 'enabled', 'disabled', 'required', 'scope', 'scopes', 'audience', 'issuer', 'provider', 'region', 'env', 'var', 'header', 'prefix', 'length', 'budget', 'port', 'server', 'flow', 'strategy', 'storage', 'cache', 'callback', 'redirect', 'domain', 'tenant', 'username', 'user', 'email', 'version', 'format']);
/** Before `token(s)` these say that tokens are counted, not held. */
const counted = new Set(['max', 'min', 'total', 'num', 'input', 'output', 'thinking', 'context', 'default', 'n']);

/** A name's words, lower case: `OPENAI_API_KEY`, `x-api-key`, `openaiApiKey`, `--api-key`. */
function wordsOf(name: string): string[] {
  return name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}

/** Whether a name of a variable, header, option or query parameter says that its value is a credential. */
export function namesSecret(name: string): boolean {
  let known = answers.get(name);
  if (known === undefined) {
    known = decide(name);
    if (answers.size < 5000 && name.length < 100) answers.set(name, known);
  }
  return known;
}

/** The same few names come again and again. */
const answers = new Map<string, boolean>();

function decide(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1);
  if (last === undefined || about.has(last)) return false;
  if (words.includes('public') || words.includes('publishable')) return false;
  if ((last === 'token' || last === 'tokens') && words.length > 1 && counted.has(words.at(-2)!)) return false;
  // `DB_PASS`; `PASS_THROUGH` is something else.
  if (last === 'pass') return true;
  if (words.some((word) => secretWords.has(word) || /(?:token|secret|password|apikey)$/.test(word))) return true;
  return last === 'key' || last === 'keys' ? words.length === 1 || words.some((word) => keyOf.has(word)) || /(?:^|_)API_?KEYS?$/i.test(name) : false;
}
