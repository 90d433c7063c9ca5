import assert from 'node:assert/strict';
import { render } from '../../src/core/text/message.ts';
import { stateFolder } from '../../src/host/store/state-folder.ts';

describe('the folder of what is remembered', () => {
  it('on Linux is XDG’s', () => {
    assert.deepEqual(stateFolder({ platform: 'linux', home: '/home/ada', env: {} }), { folder: '/home/ada/.local/state/mcp-roll-call' });
    assert.deepEqual(stateFolder({ platform: 'linux', home: '/home/ada', env: { XDG_STATE_HOME: '/var/ada' } }), { folder: '/var/ada/mcp-roll-call' });
    assert.deepEqual(stateFolder({ platform: 'linux', home: '/home/ada', env: { XDG_STATE_HOME: 'state' } }), { folder: '/home/ada/.local/state/mcp-roll-call' });
    assert.deepEqual(stateFolder({ platform: 'linux', home: '/home/ada', env: { XDG_STATE_HOME: '' } }), { folder: '/home/ada/.local/state/mcp-roll-call' });
  });

  it('on macOS is the application support folder', () => {
    assert.deepEqual(stateFolder({ platform: 'darwin', home: '/Users/ada', env: { XDG_STATE_HOME: '/x' } }), { folder: '/Users/ada/Library/Application Support/mcp-roll-call' });
  });

  it('on Windows is the local application data', () => {
    assert.deepEqual(stateFolder({ platform: 'win32', home: 'C:\\Users\\ada', env: { LOCALAPPDATA: 'D:\\Local' } }), { folder: 'D:\\Local\\mcp-roll-call' });
    assert.deepEqual(stateFolder({ platform: 'win32', home: 'C:\\Users\\ada', env: {} }), { folder: 'C:\\Users\\ada\\AppData\\Local\\mcp-roll-call' });
  });

  it('is what the variable names, unless that depends on where the program is started', () => {
    assert.deepEqual(stateFolder({ platform: 'linux', home: '/home/ada', env: { MCP_ROLL_CALL_STATE: '/kept/../kept/here', XDG_STATE_HOME: '/x' } }), { folder: '/kept/here' });
    assert.deepEqual(stateFolder({ platform: 'win32', home: 'C:\\Users\\ada', env: { MCP_ROLL_CALL_STATE: 'D:\\kept' } }), { folder: 'D:\\kept' });
    for (const named of ['.state', './.state', '../state', 'C:\\kept']) {
      const refused = stateFolder({ platform: 'linux', home: '/home/ada', env: { MCP_ROLL_CALL_STATE: named } });
      assert.ok('refused' in refused, named);
      assert.equal(render(refused.refused), 'MCP_ROLL_CALL_STATE is not an absolute path, so nothing is remembered');
    }
  });
});
