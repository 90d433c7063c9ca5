import assert from 'node:assert/strict';
import { userFiles } from '../../src/core/clients/clients.ts';
import { readPlace } from '../../src/core/config/read-place.ts';
import { readContent } from '../../src/host/files/read-content.ts';
import { tempFolder } from './temp.ts';

describe('the catalogs of Docker’s gateway', () => {
  it('are read beside its registry', async () => {
    const temp = tempFolder();
    const path = temp.write('.docker/mcp/registry.yaml', 'registry:\n  a:\n    ref: ""\n');
    temp.write('.docker/mcp/catalogs/docker-mcp.yaml', 'registry:\n  a:\n    type: server\n    image: mcp/a:1.0.0\n');
    const known = userFiles({ platform: 'linux', home: temp.folder, env: {} }).find((file) => file.path === path)!;
    const [server] = (await readPlace({ path, known, live: true, content: readContent({ path, known }) })).declarations;
    assert.deepEqual([server!.command?.value, ...server!.args.map(({ value }) => value)], ['docker', 'run', '-i', '--rm', 'mcp/a:1.0.0']);
    temp.remove();
  });
});
