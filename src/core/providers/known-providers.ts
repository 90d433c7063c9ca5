/** A model provider as clients' files know it. Only names and addresses: what is known of it otherwise stands in the catalog. */
export interface KnownProvider {
  readonly id: string;
  readonly name: string;
  /** What a client calls that names the provider and no address. */
  readonly endpoint?: string;
  /** Its own hosts, at any of which nobody but it answers. */
  readonly hosts: readonly string[];
  /** Domains below which each of its customers has a host: the provider operates them, but whose data they hold the name tells. */
  readonly tenants?: readonly string[];
  /** Other names that clients have for it. */
  readonly aliases?: readonly string[];
}

/**
 * Providers that clients have names for, with the address each name stands for; ids as in models.dev, which several clients share.
 * An address is here only where the vendor's documentation gives it, behind `//`. Amazon Bedrock and Google Cloud answer per region.
 */
export const knownProviders: readonly KnownProvider[] = [
  { id: 'anthropic', name: 'Anthropic', endpoint: 'https://api.anthropic.com/', hosts: ['api.anthropic.com'], aliases: ['claude'] }, // https://platform.claude.com/docs/en/api/overview
  { id: 'openai', name: 'OpenAI', endpoint: 'https://api.openai.com/v1', hosts: ['api.openai.com'], aliases: ['openai-native', 'openai-responses'] }, // https://platform.openai.com/docs/api-reference
  { id: 'google', name: 'Google Gemini API', endpoint: 'https://generativelanguage.googleapis.com/', hosts: ['generativelanguage.googleapis.com'], aliases: ['gemini', 'google-gemini', 'google-ai', 'google-genai'] }, // https://ai.google.dev/api
  { id: 'google-vertex', name: 'Google Cloud Vertex AI', hosts: ['aiplatform.googleapis.com'], tenants: ['aiplatform.googleapis.com'], aliases: ['vertex', 'vertexai', 'gcp-vertex', 'google-vertex-anthropic', 'anthropic-vertex'] }, // https://cloud.google.com/vertex-ai/docs/reference/rest
  { id: 'amazon-bedrock', name: 'Amazon Bedrock', hosts: [], tenants: ['amazonaws.com', 'api.aws'], aliases: ['bedrock', 'aws-bedrock'] }, // https://docs.aws.amazon.com/general/latest/gr/bedrock.html
  { id: 'azure', name: 'Azure AI Foundry', hosts: [], tenants: ['openai.azure.com', 'services.ai.azure.com', 'cognitiveservices.azure.com'], aliases: ['azure-openai', 'azure-foundry', 'azure-cognitive-services', 'foundry'] }, // https://learn.microsoft.com/azure/ai-foundry/openai/reference
  { id: 'github-copilot', name: 'GitHub Copilot', endpoint: 'https://api.githubcopilot.com/', hosts: ['api.githubcopilot.com', 'api.individual.githubcopilot.com', 'api.business.githubcopilot.com', 'api.enterprise.githubcopilot.com'], aliases: ['copilot', 'copilot-chat'] }, // https://docs.github.com/copilot/reference/copilot-allowlist-reference
  { id: 'github-models', name: 'GitHub Models', endpoint: 'https://models.github.ai/inference', hosts: ['models.github.ai'] }, // https://docs.github.com/rest/models/inference
  { id: 'mistral', name: 'Mistral AI', endpoint: 'https://api.mistral.ai/v1', hosts: ['api.mistral.ai', 'codestral.mistral.ai'], aliases: ['mistralai'] }, // https://docs.mistral.ai/api/
  { id: 'groq', name: 'Groq', endpoint: 'https://api.groq.com/openai/v1', hosts: ['api.groq.com'] }, // https://console.groq.com/docs/openai
  { id: 'openrouter', name: 'OpenRouter', endpoint: 'https://openrouter.ai/api/v1', hosts: ['openrouter.ai'] }, // https://openrouter.ai/docs/api-reference/overview
  { id: 'deepseek', name: 'DeepSeek', endpoint: 'https://api.deepseek.com/', hosts: ['api.deepseek.com'] }, // https://api-docs.deepseek.com/
  { id: 'xai', name: 'xAI', endpoint: 'https://api.x.ai/v1', hosts: ['api.x.ai'], aliases: ['grok'] }, // https://docs.x.ai/docs/api-reference
  { id: 'togetherai', name: 'Together AI', endpoint: 'https://api.together.xyz/v1', hosts: ['api.together.xyz', 'api.together.ai'], aliases: ['together'] }, // https://docs.together.ai/docs/openai-api-compatibility
  { id: 'fireworks-ai', name: 'Fireworks AI', endpoint: 'https://api.fireworks.ai/inference/v1', hosts: ['api.fireworks.ai'], aliases: ['fireworks'] }, // https://docs.fireworks.ai/tools-sdks/openai-compatibility
  { id: 'cerebras', name: 'Cerebras', endpoint: 'https://api.cerebras.ai/v1', hosts: ['api.cerebras.ai'] }, // https://inference-docs.cerebras.ai/resources/openai
  { id: 'cohere', name: 'Cohere', endpoint: 'https://api.cohere.com/', hosts: ['api.cohere.com', 'api.cohere.ai'] }, // https://docs.cohere.com/reference/about
  { id: 'perplexity', name: 'Perplexity', endpoint: 'https://api.perplexity.ai/', hosts: ['api.perplexity.ai'] }, // https://docs.perplexity.ai/api-reference
  { id: 'huggingface', name: 'Hugging Face', endpoint: 'https://router.huggingface.co/v1', hosts: ['router.huggingface.co', 'api-inference.huggingface.co'], aliases: ['huggingface-inference-api'] }, // https://huggingface.co/docs/inference-providers
  { id: 'nvidia', name: 'NVIDIA NIM', endpoint: 'https://integrate.api.nvidia.com/v1', hosts: ['integrate.api.nvidia.com'], aliases: ['nvidia-nim', 'nim'] }, // https://docs.api.nvidia.com/nim/reference/llm-apis
  { id: 'vercel', name: 'Vercel AI Gateway', endpoint: 'https://ai-gateway.vercel.sh/v1', hosts: ['ai-gateway.vercel.sh'], aliases: ['vercel-ai-gateway', 'ai-gateway'] }, // https://vercel.com/docs/ai-gateway
  { id: 'moonshotai', name: 'Moonshot AI', endpoint: 'https://api.moonshot.ai/v1', hosts: ['api.moonshot.ai', 'api.moonshot.cn'], aliases: ['moonshot', 'kimi'] }, // https://platform.moonshot.ai/docs
  { id: 'zai', name: 'Z.ai', endpoint: 'https://api.z.ai/api/paas/v4', hosts: ['api.z.ai', 'open.bigmodel.cn'], aliases: ['zhipuai'] }, // https://docs.z.ai/api-reference/introduction
  { id: 'ollama', name: 'Ollama', endpoint: 'http://localhost:11434/', hosts: [] }, // https://docs.ollama.com/api/introduction
  { id: 'lmstudio', name: 'LM Studio', endpoint: 'http://localhost:1234/v1', hosts: [] }, // https://lmstudio.ai/docs/developer/openai-compat
];

const byName = new Map(knownProviders.flatMap((provider) => [provider.id, ...(provider.aliases ?? [])].map((name) => [plain(name), provider])));
const byHost = new Map(knownProviders.flatMap((provider) => provider.hosts.map((host) => [host, provider])));

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_.-]+/g, '');
}

/** The provider that a client's name means, whatever letters and separators it is written in. */
export function providerCalled(name: string): KnownProvider | undefined {
  return byName.get(plain(name));
}

/** The provider that answers at a host (lower case, as canonical URLs have it), and whether the host is one customer's. */
export function providerAtHost(host: string): { readonly provider: KnownProvider; readonly tenant: boolean } | undefined {
  const own = byHost.get(host);
  if (own) return { provider: own, tenant: false };
  const provider = knownProviders.find(({ id, tenants = [] }) => tenants.some((domain) => host.endsWith(`.${domain}`)) && (id !== 'amazon-bedrock' || /^bedrock[a-z-]*\./.test(host)));
  return provider && { provider, tenant: true };
}
