/**
 * Something that stands for a value and is filled in when the server starts, in the spellings of all clients (clients.md, 0).
 * None holds its own opener, so that a long line of openers costs no more than its length.
 */
const variable = /\$\{[^$}]*\}|\$\([^$)]*\)|\{(?:env|file):[^{}]*\}|\{\{[^{}]*\}\}|\$[A-Za-z_]\w*|%[A-Za-z_]\w*%/;

/** Whether a text holds a variable of any client. */
export function hasVariable(text: string): boolean {
  return variable.test(text);
}

const filler = new RegExp(
  [
    '^$',
    '^<.*>$', '^\\[.*\\]$', '^\\(.*\\)$',
    '^(?:x|\\*|\\.|-|_|0|#|•)+$',
    '\\.\\.\\.|…',
    '^(?:your|my|the|some|an?|insert|enter|replace|put|paste|add|set|fill)[-_ ].*',
    '(?:^|[-_ ])your[-_ ]',
    '(?:^|[-_ ])(?:placeholder|changeme|change[-_ ]me|replace[-_ ]?me|example|sample|dummy|fake|todo|tbd|redacted|here|goes[-_ ]here)(?:[-_ ]|$)',
    '^(?:null|none|nil|undefined|true|false|yes|no|on|off|test|testing|secret|token|password|apikey|api[-_ ]key|key|value|string|optional|required|empty|n/a|na|env|auto|default|basic|bearer|oauth|oauth2|key[-_ ]?here|xxx.*)$',
    '^[-_a-z]*(?:xxx|\\*\\*\\*)[-_x*]*$',
    // Filled up to its end with one letter (in the middle it is what a masked copy of a real one looks like); glued together; the alphabet; words that say what belongs there.
    'xxxxx[-_x]*$|\\*{5}', '^your[a-z]*$', '^abcdefgh[a-z0-9]*$', '^[a-z ]*\\b(?:default|token|key|your|from|here|the)\\b[a-z ]*$',
  ].join('|'),
  'i',
);

/** Whether a value is plainly not a credential but the place for one, or a word of configuration. */
export function isPlaceholder(value: string): boolean {
  const text = value.trim().replace(/^["']|["']$/g, '').slice(0, 500);
  return hasVariable(text) || filler.test(text) || /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text);
}

/** Whether a value looks drawn at random: long, without spaces or structure, of mixed characters. For masking, where too much is better than too little. */
export function looksRandom(value: string): boolean {
  if (value.length < 20 || value.length > 4000 || !/^[A-Za-z0-9_+=.-]+$/.test(value)) return false;
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  const counts = new Map<string, number>();
  for (const c of value) counts.set(c, (counts.get(c) ?? 0) + 1);
  let bits = 0;
  for (const n of counts.values()) bits -= (n / value.length) * Math.log2(n / value.length);
  return bits >= 3.5 && !/^[a-z]+(?:[-_.][a-z0-9]+)+$/.test(value);
}
