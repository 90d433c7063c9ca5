import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { Launchable } from '../../src/core/probe/outcome.ts';
import { realEnvironment } from '../../src/host/files/environment.ts';
import { scrubbedEnvironment } from '../../src/host/probe/stdio/scrubbed-environment.ts';
import { voice } from '../servers/voice.ts';
import { heard } from './listening.ts';
import { temporaryFolder } from './temporary.ts';

interface Surroundings {
  readonly environment: readonly string[];
  readonly folder: string;
  readonly files: readonly string[];
}

describe('what surrounds a server that is listened to', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();

  async function toldBy(target: Launchable): Promise<Surroundings[]> {
    const { env } = process;
    const { voices } = await heard(target, { environment: { ...realEnvironment(), env: { ...env, GITHUB_TOKEN: 'not for you', NODE_OPTIONS: '', PROMPT_FUNCTION: '() { :; }' } } });
    return voices.map(({ tools }) => JSON.parse((JSON.parse(tools.items.at(-1)!) as { description: string }).description) as Surroundings);
  }

  it('its environment is what every process needs, what its declaration names, and our mark', async () => {
    process.env['MRC_TEST_SECRET'] = 'in the real environment of this process';
    try {
      const [told] = await toldBy(voice({ tells: true }, { LEDGER_URL: 'x' }));
      const needed = ['HOME', 'LOGNAME', 'PATH', 'SHELL', 'TERM', 'USER'].filter((name) => process.env[name] !== undefined);
      if (process.platform === 'linux') assert.deepEqual(told!.environment, [...needed, 'LEDGER_URL', 'MCP_ROLL_CALL_PROBE'].sort());
    } finally {
      delete process.env['MRC_TEST_SECRET'];
    }
  });

  it('it works in an empty folder of its own, which is gone afterwards', async () => {
    const [first, second] = await toldBy(voice({ tells: true }));
    for (const told of [first!, second!]) {
      assert.deepEqual(told.files, []);
      assert.equal(path.dirname(told.folder), fs.realpathSync(os.tmpdir()));
      assert.equal(fs.existsSync(told.folder), false);
    }
    assert.notEqual(first!.folder, second!.folder);
  });

  it('or in the folder that is named, which stays', async () => {
    fs.writeFileSync(path.join(folder(), 'mine.txt'), '');
    const [told] = await toldBy({ ...voice({ tells: true }), cwd: folder() });
    assert.deepEqual([told!.folder, told!.files], [folder(), ['mine.txt']]);
    assert.equal(fs.existsSync(path.join(folder(), 'mine.txt')), true);
  });

  it('on Windows names count without their case, and the declaration before ours', () => {
    const env = { Path: 'C:\\bin', SystemRoot: 'C:\\Windows', Temp: 'C:\\t', HOME: 'C:\\h', OPENAI_API_KEY: 'secret', PROMPT: '$P' };
    assert.deepEqual(scrubbedEnvironment({ platform: 'win32', home: 'C:\\h', env }, { PATH: 'D:\\own', Mine: '1' }, 'm'), { SystemRoot: 'C:\\Windows', Temp: 'C:\\t', PATH: 'D:\\own', Mine: '1', MCP_ROLL_CALL_PROBE: 'm' });
    assert.deepEqual(scrubbedEnvironment({ platform: 'darwin', home: '/h', env: { Path: 'x', PATH: '/bin', HOME: '/h', TERM: '() { x; }' } }, {}, 'm'), { PATH: '/bin', HOME: '/h', MCP_ROLL_CALL_PROBE: 'm' });
  });
});
