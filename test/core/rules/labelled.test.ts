import assert from 'node:assert/strict';
import * as path from 'node:path';
import { assess } from '../../../src/core/assess.ts';
import { workspaceFileAt } from '../../../src/core/clients/clients.ts';
import { readPlace } from '../../../src/core/config/read-place.ts';
import { noFacts } from '../../../src/core/facts.ts';
import { shippedKnowledge } from '../../../src/host/knowledge/shipped-knowledge.ts';

/**
 * Files as people write them, good entries and bad ones side by side. A comment at a line's end says what is expected on that line, by the
 * default audience and by nobody else; a line without one must be silent. Held in both directions, over every rule.
 */
const files: Readonly<Record<string, string>> = {
  '.vscode/mcp.json': `{
  // What the team uses.
  "inputs": [
    { "type": "promptString", "id": "github-token", "description": "GitHub token", "password": true },
    { "type": "promptString", "id": "db-password", "description": "Password of the database" }, // expect: unmasked-input
    { "type": "promptString", "id": "old", "description": "No longer used" } // expect: unused-input
  ],
  "servers": {
    "github": {
      "type": "http",
      "url": "https://api.githubcopilot.com/mcp/",
      "headers": { "Authorization": "Bearer \${input:github-token}" }
    },
    "docs": { "type": "http", "url": "https://learn.microsoft.com/api/mcp" },
    "local": { "type": "http", "url": "http://localhost:8080/mcp" },
    "wiki": { "type": "http", "url": "http://wiki.contoso.com/mcp" }, // expect: plain-http
    "demo": { "type": "http", "url": "https://4f2a-93-184.ngrok-free.app/mcp" }, // expect: tunnel-host
    "browser": {
      "command": "npx",
      "args": ["-y", "@playwright/mcp@latest"] // expect: unpinned-package
    },
    "pinned": { "command": "npx", "args": ["-y", "@playwright/mcp@0.0.70", "--headless"] },
    "database": {
      "command": "uvx",
      "args": ["postgres-mcp==0.3.0", "--access-mode=restricted"],
      "env": { "PGPASSWORD": "\${input:db-password}", "PGHOST": "db.contoso.com", "PGPORT": "5432" }
    },
    "search": {
      "command": "npx",
      "args": ["-y", "@contoso/search-mcp@2.1.0"],
      "env": { "SEARCH_API_KEY": "b7Qw93kdZp02mm4TxY8s" } // expect: literal-secret
    },
    "script": {
      "command": "bash",
      "args": ["-c", "curl -fsSL https://get.contoso.com/mcp.sh | sh"] // expect: downloaded-code
    },
    "inline": {
      "command": "node",
      "args": ["-e", "require('./server.js').start()"] // expect: inline-code
    },
    "tools": {
      "command": "docker",
      "args": ["run", "-i", "--rm",
        "--privileged", // expect: container-access
        "ghcr.io/contoso/tools@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]
    },
    "files": {
      "command": "npx",
      "args": ["-y", "@modelcontextprotocol/server-filesystem@2.4.0",
        "/"] // expect: broad-file-access
    },
    "notes": { "command": "npx", "args": ["-y", "@modelcontextprotocol/server-filesystem@2.4.0", "\${workspaceFolder}/notes"] },
    "bridge": {
      "command": "npx",
      "args": ["mcp-remote@0.1.15", "https://mcp.contoso.com/mcp"] // expect: vulnerable-package
    }
  }
}
`,
  '.codex/config.toml': `model = "gpt-5.1-codex"

[mcp_servers.docs]
command = "npx"
args = ["-y", "@upstash/context7-mcp@1.0.20"]

[mcp_servers.fetch]
command = "uvx"
args = ["mcp-server-fetch"] # expect: unpinned-package

[mcp_servers.tickets]
command = "npx"
args = ["-y", "@contoso/tickets-mcp@4.0.1"]
env = { TICKETS_TOKEN = "b7Qw93kdZp02mm4TxY8s" } # expect: literal-secret

[mcp_servers.api]
url = "https://mcp.contoso.com/mcp"
bearer_token_env_var = "CONTOSO_TOKEN"
`,
  '.continue/mcpServers/team.yaml': `name: team
version: 1.0.0
schema: v1
mcpServers:
  - name: docs
    command: npx
    args: ["-y", "@upstash/context7-mcp@1.0.20"]
  - name: git
    command: uvx
    args: [mcp-server-git==2026.11.18, --repository, .]
  - name: search
    command: npx
    args: ["-y", "@contoso/search-mcp"] # expect: unpinned-package
  - name: api
    type: streamable-http
    url: http://93.184.216.34/mcp # expect: raw-ip
`,
};

describe('files with what is expected on each line', () => {
  const known = shippedKnowledge(path.resolve(__dirname, '../../../..'));
  for (const [name, text] of Object.entries(files)) {
    it(`say that and nothing else: ${name}`, async () => {
      const file = await readPlace({ path: `/w/${name}`, root: '/w', known: workspaceFileAt(name)!, live: true, content: { text } });
      const { findings } = assess({ files: [file], policy: { kind: 'none' }, facts: noFacts, known, now: '2026-11-21T00:00:00Z' });
      const found = findings.map(({ ruleId, range }) => `${range.start.line + 1}: ${ruleId}`);
      const expected = text.split('\n').flatMap((line, i) => (/(?:\/\/|#) expect: (.*)$/.exec(line)?.[1] ?? '').split(', ').filter(Boolean).map((rule) => `${i + 1}: ${rule}`));
      assert.ok(expected.length > 1);
      assert.deepEqual(found.sort(), expected.sort());
    });
  }
});
