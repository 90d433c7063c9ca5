/** Whether a model's name means the same model tomorrow: `unknown` where nobody's documentation says. */
export type ModelPinning = 'pinned' | 'floating' | 'unknown';

interface Naming {
  readonly pattern: RegExp;
  readonly pinning: 'pinned' | 'floating';
}

/** How vendors name versions of models, each with where the vendor says so; first match counts. Names are compared in lower case, without path before them and without what follows `@`, `:` or `[`. */
const namings: readonly Naming[] = [
  { pattern: /(?:^|[-:])latest$/, pinning: 'floating' }, // https://cloud.google.com/vertex-ai/generative-ai/docs/learn/model-versioning
  // Claude Code's own words, and those of other clients that choose for the user.
  { pattern: /^(?:default|best|sonnet|opus|haiku|opusplan|claude)$/, pinning: 'floating' }, // https://code.claude.com/docs/en/model-config
  { pattern: /^(?:auto|auto-[a-z0-9.-]+|copilot-auto)$/, pinning: 'floating' }, // https://code.visualstudio.com/docs/agent-customization/language-models
  { pattern: /^(?:pro|flash|flash-lite)$/, pinning: 'floating' }, // https://github.com/google-gemini/gemini-cli/blob/main/docs/cli/model.md
  // Until 4.5 an id has its date, and one without is an alias; from 4.6 on every id is one fixed version.
  { pattern: /^claude-.*-20\d{6}(?:-v\d+)?$/, pinning: 'pinned' }, // https://platform.claude.com/docs/en/about-claude/models/model-ids-and-versions
  { pattern: /^claude-(?:instant-)?[12](?:\.\d+)?$/, pinning: 'pinned' }, // https://platform.claude.com/docs/en/about-claude/models/model-ids-and-versions
  { pattern: /^claude-(?:3(?:-[57])?-(?:opus|sonnet|haiku)|(?:opus|sonnet|haiku)-4(?:-[0-5])?)$/, pinning: 'floating' }, // https://platform.claude.com/docs/en/about-claude/models/model-ids-and-versions
  { pattern: /^claude-[a-z]+-(?:4-[6-9]|[5-9](?:-\d{1,2})?)(?:-v1)?$/, pinning: 'pinned' }, // https://platform.claude.com/docs/en/about-claude/models/model-ids-and-versions
  { pattern: /^(?:gpt|o\d|chatgpt|codex|computer-use)[a-z0-9.-]*-20\d\d-\d\d-\d\d$/, pinning: 'pinned' }, // https://platform.openai.com/docs/models
  { pattern: /^gpt-(?:3\.5|4)[a-z0-9-]*-(?:0[1-9]|1[0-2])[0-3]\d(?:-preview)?$/, pinning: 'pinned' }, // https://platform.openai.com/docs/models
  { pattern: /^(?:gpt-3\.5-turbo|gpt-4|gpt-4-turbo|gpt-4o|gpt-4o-mini|gpt-4\.1(?:-mini|-nano)?|gpt-5(?:-mini|-nano)?|o1|o1-mini|o1-pro|o3|o3-mini|o3-pro|o4-mini)$/, pinning: 'floating' }, // https://platform.openai.com/docs/models
  { pattern: /^gemini-[a-z0-9.-]*-0\d\d$/, pinning: 'pinned' }, // https://cloud.google.com/vertex-ai/generative-ai/docs/learn/model-versioning
  { pattern: /^gemini-[a-z0-9.-]*-preview-\d\d-(?:\d\d|20\d\d)$/, pinning: 'pinned' }, // https://ai.google.dev/gemini-api/docs/models
  { pattern: /^(?:mistral|codestral|devstral|magistral|ministral|pixtral|open-mistral|open-mixtral)[a-z0-9.-]*-2[3-9](?:0[1-9]|1[0-2])$/, pinning: 'pinned' }, // https://docs.mistral.ai/getting-started/models/models_overview/
  { pattern: /^grok-[a-z0-9.-]*-(?:0[1-9]|1[0-2])[0-3]\d$/, pinning: 'pinned' }, // https://docs.x.ai/docs/models
  { pattern: /^grok-\d(?:-mini|-fast)?$/, pinning: 'floating' }, // https://docs.x.ai/docs/models
  { pattern: /^deepseek-(?:chat|reasoner)$/, pinning: 'floating' }, // https://api-docs.deepseek.com/quick_start/pricing
];

/** Longer texts are no model's name. */
const maxLength = 200;

/** Whether a name stands for one fixed version of a model, floats, or nothing is known. Never throws. */
export function pinningOf(value: string): ModelPinning {
  const name = bareModel(value);
  return name === '' || name.length > maxLength ? 'unknown' : (namings.find(({ pattern }) => pattern.test(name))?.pinning ?? 'unknown');
}

/**
 * A model's own name: without the provider before it (`openrouter/anthropic/x`, `models/x`, Bedrock's `us.anthropic.x`), the deployment's
 * suffix behind it (Bedrock's `:0`, Vertex's `@20250514` joined on) and the client's own (`[1m]`).
 */
function bareModel(value: string): string {
  const last = value.trim().slice(0, 500).toLowerCase().replace(/\[[a-z0-9]+\]$/, '').split('/').at(-1)!;
  return last.replace(/^(?:(?:us|eu|apac|au|jp|global|us-gov)\.)?(?:anthropic|mistral|openai)\./, '').replace(/@(?=20\d{6}$)/, '-').replace(/:\d+$/, '').replace(/@default$/, '');
}

/** The names a model goes by in a policy: as written, and without each part before a `/`. */
export function modelNames(value: string): string[] {
  const names = [value.toLowerCase()];
  for (let slash = value.indexOf('/'); slash >= 0 && names.length < 10; slash = value.indexOf('/', slash + 1)) names.push(value.slice(slash + 1).toLowerCase());
  return names;
}
