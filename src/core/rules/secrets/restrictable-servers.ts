/** A server that can do much, and the documented switch with which it does less. */
export interface Restrictable {
  readonly name: string;
  /** Packages as `type:name`, programs by their bare name, remote servers by host. */
  readonly known: readonly string[];
  /** Any of these among the arguments, the names of variables and headers, or in the address restricts it. */
  readonly switches: RegExp;
  /** What it can do without, for the message: the model can … */
  readonly power: string;
  /** How to write the usual one, to show. */
  readonly write: string;
  /** What restricts it by itself, where one argument or one parameter does. */
  readonly argument?: string;
  readonly parameter?: readonly [name: string, value: string];
  readonly source: string;
}

export const restrictable: readonly Restrictable[] = [
  {
    name: 'the GitHub server',
    known: ['oci:ghcr.io/github/github-mcp-server', 'github-mcp-server'],
    switches: /GITHUB_(?:READ_ONLY|TOOLSETS|TOOLS|LOCKDOWN_MODE|DYNAMIC_TOOLSETS)|--(?:read-only|toolsets|tools|lockdown-mode|dynamic-toolsets)\b/i,
    power: 'read and write whatever its token may, private repositories included, while it reads issues that anybody can write',
    write: 'GITHUB_READ_ONLY=1` or `GITHUB_TOOLSETS',
    source: 'https://github.com/github/github-mcp-server#read-only-mode',
  },
  {
    name: 'the Supabase server',
    known: ['npm:@supabase/mcp-server-supabase', 'mcp.supabase.com'],
    switches: /--read-only\b|[?&]read_only=/i,
    power: 'change and delete the data of the database, while it reads rows that your users wrote',
    write: '--read-only` (`read_only=true` in its address) and `--project-ref',
    argument: '--read-only',
    parameter: ['read_only', 'true'],
    source: 'https://supabase.com/docs/guides/getting-started/mcp#security-risks',
  },
  {
    name: 'Postgres MCP Pro',
    known: ['pypi:postgres-mcp', 'oci:docker.io/crystaldba/postgres-mcp', 'oci:crystaldba/postgres-mcp', 'postgres-mcp'],
    switches: /--access-mode[ =]restricted\b/i,
    power: 'change and delete the data of the database',
    write: '--access-mode=restricted',
    source: 'https://github.com/crystaldba/postgres-mcp#access-mode',
  },
  {
    name: 'the MongoDB server',
    known: ['npm:mongodb-mcp-server', 'oci:docker.io/mongodb/mongodb-mcp-server', 'oci:mongodb/mongodb-mcp-server', 'mongodb-mcp-server'],
    switches: /--read-?only\b|MDB_MCP_READ_ONLY|--disabledTools|MDB_MCP_DISABLED_TOOLS/i,
    power: 'change and delete the data of the database',
    write: '--readOnly',
    argument: '--readOnly',
    source: 'https://github.com/mongodb-js/mongodb-mcp-server#read-only-mode',
  },
  {
    name: 'the Azure server',
    known: ['npm:@azure/mcp', 'azmcp'],
    switches: /--read-only\b|--namespace\b|--tool\b/i,
    power: 'change and delete what the signed-in account may',
    write: '--read-only',
    argument: '--read-only',
    source: 'https://github.com/microsoft/mcp/blob/main/servers/Azure.Mcp.Server/docs/azmcp-commands.md',
  },
  {
    name: 'the Kubernetes server',
    known: ['npm:kubernetes-mcp-server', 'pypi:kubernetes-mcp-server', 'kubernetes-mcp-server', 'npm:mcp-server-kubernetes'],
    switches: /--read-only\b|--disable-destructive\b|ALLOW_ONLY_(?:READONLY|NON_DESTRUCTIVE)_TOOLS|ALLOWED_TOOLS/i,
    power: 'change and delete what the cluster’s credentials may',
    write: '--read-only` or `ALLOW_ONLY_READONLY_TOOLS',
    source: 'https://github.com/containers/kubernetes-mcp-server#configuration-options',
  },
  {
    name: 'the Atlassian server',
    known: ['pypi:mcp-atlassian', 'oci:ghcr.io/sooperset/mcp-atlassian', 'mcp-atlassian'],
    switches: /READ_ONLY_MODE|--read-only\b|ENABLED_TOOLS|--enabled-tools\b/i,
    power: 'write to every space and project its token may, while it reads what others wrote there',
    write: 'READ_ONLY_MODE=true',
    source: 'https://github.com/sooperset/mcp-atlassian#configuration',
  },
];
