import assert from 'node:assert/strict';
import { found, said, type Around } from './look.ts';

/** By which launchers a package of each ecosystem is started at a version. */
const npm = (name: string, version: string): string[] => [
  `npx -y ${name}@${version}`, `npx --package=${name}@${version} ${program(name)}`, `npm exec --yes ${name}@${version}`, `npm exec --package=${name}@${version} -- ${program(name)}`,
  `bunx ${name}@${version}`, `pnpm dlx ${name}@${version}`, `yarn dlx ${name}@${version}`,
];
const pypi = (name: string, version: string): string[] => [`uvx ${name}@${version}`, `uvx ${name}==${version}`, `uvx --from ${name}==${version} ${name}`, `uv tool run ${name}==${version}`, `pipx run ${name}==${version}`];

function program(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}

type Launches = (name: string, version: string) => string[];

/** Of every launcher: the bad versions are told of with the advisory's id, the good ones not at all. */
function boundary(launches: Launches, name: string, id: string, bad: readonly string[], good: readonly string[]): void {
  for (const version of bad) for (const launch of launches(name, version)) assert.match(said('vulnerable-package', launch), new RegExp(`\`${name}\` ${version.replaceAll('.', '\\.')} .*${id}`), launch);
  for (const version of good) for (const launch of launches(name, version)) assert.equal(said('vulnerable-package', launch), '', launch);
}

/** The version that the fix writes. */
function fixOf(launch: string): string | undefined {
  return found('vulnerable-package', launch).flatMap(({ fixes }) => fixes).map(({ changes: [change] }) => (change?.op === 'replace' ? String(change.value) : ''))[0];
}

describe('incidents that only an advisory tells of', () => {
  it('2025-06 MCP Inspector, CVE-2025-49596: a web page runs commands before 0.14.1, a server still scripts before 0.16.6', () => {
    boundary(npm, '@modelcontextprotocol/inspector', 'GHSA-7f8r-222p-6f5g', ['0.14.0', '0.9.0'], ['0.16.6', '0.17.0']);
    boundary(npm, '@modelcontextprotocol/inspector', 'GHSA-g9hg-qhmf-q45m', ['0.14.1', '0.16.5'], []);
    assert.equal(fixOf('npx @modelcontextprotocol/inspector@0.14.0'), '@modelcontextprotocol/inspector@0.16.6', 'the first fix would still be vulnerable');
  });

  it('2025-07 mcp-remote, CVE-2025-6514: 0.0.5 to 0.1.15, also where it stands before the address that it calls', () => {
    const calling: Launches = (name, version) => npm(name, version).map((launch) => `${launch} https://mcp.example.com/mcp`);
    boundary(calling, 'mcp-remote', 'GHSA-6xpm-ggf7-wc3p', ['0.0.5', '0.1.15'], ['0.0.4', '0.1.16', '0.2.0']);
    assert.match(said('vulnerable-package', 'npx -y mcp-remote@0.1.15 ${ADDRESS}'), /GHSA-6xpm-ggf7-wc3p/, 'whatever it calls');
    assert.match(said('vulnerable-package', { command: 'cmd', args: ['/c', 'npx -y mcp-remote@0.1.15 https://mcp.example.com/mcp'] }), /GHSA-6xpm-ggf7-wc3p/);
    assert.match(said('vulnerable-package', { command: 'sh', args: ['-c', 'cd x; npx -y mcp-remote@0.1.15 "$URL"'] }), /GHSA-6xpm-ggf7-wc3p/);
    assert.equal(said('vulnerable-package', { command: 'sh', args: ['-c', 'cd x; npx -y mcp-remote@0.1.16 "$URL"'] }), '');
    assert.match(said('vulnerable-package', 'npx -y mcp-remote@0.1.15 https://mcp.example.com/mcp'), /run commands on this machine \(GHSA-6xpm-ggf7-wc3p\)\. Use 0\.1\.16/);
    assert.equal(fixOf('npx -y mcp-remote@0.1.15 https://mcp.example.com/mcp'), 'mcp-remote@0.1.16');
    assert.equal(said('vulnerable-package', 'npx -y mcp-remote@0.1.16 https://mcp.example.com/mcp'), '');
    assert.match(said('unpinned-package', 'npx -y mcp-remote https://mcp.example.com/mcp'), /Some versions of it are known to be vulnerable \(GHSA-6xpm-ggf7-wc3p\); 0\.1\.16 is not/);
  });

  it('2025-07 EscapeRoute, CVE-2025-53109 and 53110: both version schemes of the file-system server', () => {
    for (const version of ['0.6.3', '2025.1.14', '2025.3.28']) assert.equal(found('vulnerable-package', `npx -y @modelcontextprotocol/server-filesystem@${version}`).length, 1, version);
  });

  it('2025-09 postmark-mcp: the name is enough, at any version and by any launcher', () => {
    for (const launch of ['npx -y postmark-mcp', 'npx postmark-mcp@latest', 'npx postmark-mcp@^1.0.0', ...npm('postmark-mcp', '1.0.16'), ...npm('postmark-mcp', '1.0.12'), 'bunx postmark-mcp', 'pnpm dlx postmark-mcp', 'yarn dlx postmark-mcp', 'npm exec --package=postmark-mcp -- postmark-mcp']) {
      const [finding, ...more] = found('malicious-package', launch);
      assert.equal(finding?.severity, 'error', launch);
      assert.deepEqual(more, []);
      assert.equal(said('unpinned-package', launch), '', 'and nothing else about it');
      assert.equal(said('vulnerable-package', launch), '');
    }
    assert.match(said('malicious-package', { command: 'bash', args: ['-c', 'cd /tmp && npx -y postmark-mcp@1.0.16'] }), /`postmark-mcp` is known to be malicious/, 'hidden in a command line');
    for (const launch of ['npx -y postmark-mcp-server@1.0.16', 'npx -y @activecampaign/postmark-mcp@1.0.16', 'uvx postmark-mcp==1.0.16', { command: 'node', args: ['postmark-mcp.js'] }, { command: 'bash', args: ['-c', 'node ./postmark-mcp-notes.js'] }]) {
      assert.equal(said('malicious-package', launch), '');
    }
  });

  it('2025-10 and later, other malicious servers: all of mcp-server-fixthis, 1.0.0 of chaos-mcp', () => {
    assert.match(said('malicious-package', 'npx mcp-server-fixthis@3.0.0'), /MAL-2025-47929/);
    assert.match(said('malicious-package', 'npx chaos-mcp@1.0.0'), /MAL-2026-11458/);
    assert.match(said('malicious-package', 'npx chaos-mcp'), /MAL-2026-11458/);
    assert.equal(said('malicious-package', 'npx chaos-mcp@1.0.1'), '');
  });

  it('2025-09 Framelink Figma, CVE-2025-53967: reported, since its range was read at no primary source; CVE-2025-15061 names no version', () => {
    const [finding] = found('vulnerable-package', 'npx -y figma-developer-mcp@0.6.2 --stdio');
    assert.deepEqual([finding?.severity, finding?.confidence], ['info', 'low']);
    assert.match(said('vulnerable-package', 'npx -y figma-developer-mcp@0.6.2 --stdio'), /is reported to be vulnerable: .*CVE-2025-53967.* is not confirmed; 0\.6\.3 is said to be fixed/);
    assert.equal(said('vulnerable-package', 'npx -y figma-developer-mcp@0.6.3 --stdio'), '');
  });

  it('2025-08 and 12, servers that run what they are given: CVE-2025-54994, CVE-2025-53107, CVE-2025-54073', () => {
    boundary(npm, '@akoskm/create-mcp-server-stdio', 'GHSA-3ch2-jxxc-v4xf', ['0.0.12'], ['0.0.13']);
    boundary(npm, '@cyanheads/git-mcp-server', 'GHSA-3q26-f695-pp76', ['2.1.4'], ['2.1.5']);
    boundary(npm, 'mcp-package-docs', 'CVE-2025-54073', ['0.1.27'], ['0.1.28']);
  });

  it('2025-12 FastMCP and what it allowed of the SDK, CVE-2025-66416', () => {
    boundary(pypi, 'fastmcp', 'GHSA-rcfx-77hg-w2wv', ['2.13.3'], ['3.2.0']);
    boundary(pypi, 'fastmcp', 'CVE-2025-64340', ['2.14.0', '3.1.9'], []);
  });

  it('2026-01 mcp-server-git, CVE-2025-68143 to 68145 and what followed: through 2026.11.11', () => {
    boundary(pypi, 'mcp-server-git', 'GHSA-h2g3-rwxm-xfm3', ['0.6.2', '2025.7.1', '2025.11.25', '2026.1.14', '2026.10.28', '2026.11.11'], ['2026.11.18', '2026.12.1']);
    assert.equal(fixOf('uvx mcp-server-git==2025.7.1'), 'mcp-server-git==2026.11.18');
    assert.equal(fixOf('uvx mcp-server-git@2025.7.1'), 'mcp-server-git@2026.11.18');
  });

  it('2026-02 gemini-mcp-tool, CVE-2026-0755, and mcp-watch, CVE-2025-66401: no fixed version, and it is said', () => {
    assert.match(said('vulnerable-package', 'npx -y gemini-mcp-tool@1.1.2'), /CVE-2026-0755\)\. No fixed version is known/);
    assert.equal(said('vulnerable-package', 'npx -y gemini-mcp-tool@1.1.3'), '', 'nobody said so');
    for (const version of ['0.1.0', '9.9.9']) assert.match(said('vulnerable-package', `npx -y mcp-watch@${version}`), /GHSA-27m7-ffhq-jqrm\)\. No fixed version is known/);
    assert.match(said('unpinned-package', 'npx -y mcp-watch'), /none is known to be fixed/);
    assert.equal(fixOf('npx -y mcp-watch@0.1.0'), undefined);
  });

  it('2026-08 Chainlit, CVE-2026-45018', () => boundary(pypi, 'chainlit', 'GHSA-w3fx-mc44-mf6j', ['2.11.1'], ['2.12.0']));

  it('2026-11 the official servers: file system before 2.4.0 and by date through 2026.8.31, everything before 2.3.1, fetch before 2026.11.11', () => {
    const files = '@modelcontextprotocol/server-filesystem';
    boundary(npm, files, 'GHSA-rq2p-q7c4-6g27', ['0.2.0', '1.0.0', '2.0.1', '2.3.0', '2025.1.14', '2025.7.1', '2026.8.31'], ['2.4.0', '2.5.0', '2026.9.1']);
    for (const bad of ['2026.8.31', '2.3.0', '0.6.2', '2025.1.14']) assert.equal(fixOf(`npx -y ${files}@${bad}`), `${files}@2.4.0`, bad);
    for (const launch of [`npx -y ${files}`, `npx -y ${files}@latest`, `npx -y ${files}@*`, `bunx ${files}`]) {
      assert.match(said('unpinned-package', launch), /Some versions of it are known to be vulnerable \(GHSA-rq2p-q7c4-6g27\); 2\.4\.0 is not/, launch);
      assert.equal(said('vulnerable-package', launch), '', 'one of the two speaks');
    }
    boundary(npm, '@modelcontextprotocol/server-everything', 'MRC-2026-0002', ['0.6.2', '2.3.0'], ['2.3.1', '2026.9.1']);
    boundary(npm, '@modelcontextprotocol/server-everything', 'MRC-2026-0001', ['2025.9.24', '2026.8.31'], ['2025.9.23']);
    boundary(pypi, 'mcp-server-fetch', 'MRC-2026-0003', ['2025.4.7', '2026.11.4'], ['2026.11.11']);
  });

  it('2026-05 mcp-server-semgrep, CVE-2026-7446, and @profullstack/mcp-server without a fix', () => {
    boundary(npm, 'mcp-server-semgrep', 'CVE-2026-7446', ['1.0.0'], ['0.9.0', '1.0.1']);
    assert.match(said('vulnerable-package', 'npx @profullstack/mcp-server@1.4.0'), /GHSA-v6wj-c83f-v46x/);
  });

  it('2025-12 to 2026-10 the SDKs, by the lock file of a server that is started from its own folder', () => {
    const of = (key: string, version: string): Around => ({ lint: { audience: 'strict' }, facts: { folders: new Map([['/w', { locked: new Map([[key, { version, evidence: 'a lock file' }]]), installed: new Map(), registries: new Map() }]]) } });
    const typescript = (version: string): string => said('vulnerable-sdk', 'node dist/server.js', of('npm:@modelcontextprotocol/sdk', version));
    const python = (version: string): string => said('vulnerable-sdk', 'python server.py', of('pypi:mcp', version));
    for (const [version, id] of [['1.23.9', 'GHSA-345p-7cg4-v4c7|GHSA-w48q-cv73-mx4w'], ['1.25.3', 'GHSA-345p-7cg4-v4c7'], ['1.26.0', 'GHSA-6qxp-vccf-f47h'], ['1.32.0', 'GHSA-6qxp-vccf-f47h']] as const) assert.match(typescript(version), new RegExp(id), version);
    assert.equal(typescript('1.32.1'), '');
    for (const version of ['1.9.3', '1.22.0', '1.27.1', '1.28.0', '1.29.0', '2.0.0', '2.1.9']) assert.match(python(version), /has `mcp` .* known to be vulnerable/, version);
    for (const version of ['1.30.0', '2.2.0', '2.3.0']) assert.equal(python(version), '', version);
    assert.match(python('1.27.1'), /Update it to 1\.30\.0/);
    assert.match(python('2.1.0'), /GHSA-rwrf-2pqf-9j8j|GHSA-84m7-p3x7-pcfv/);
    for (const launch of ['node /opt/server.js', 'node ../other/server.js', 'npx -y some-server@1.0.0', 'my-server']) assert.equal(said('vulnerable-sdk', launch, of('npm:@modelcontextprotocol/sdk', '1.0.0')), '', launch);
    assert.equal(said('vulnerable-sdk', 'node dist/server.js', { ...of('npm:@modelcontextprotocol/sdk', '1.0.0'), lint: {} }), '', 'only when asked for');
  });
});
