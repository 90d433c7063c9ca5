import assert from 'node:assert/strict';
import { windowsUserFiles } from '../../src/host/files/windows-user.ts';
import { tempFolder } from './temp.ts';

describe('the Windows user’s files inside WSL', () => {
  it('are those of the builds of VS Code that each user has started; none outside of WSL', () => {
    const temp = tempFolder();
    temp.write('ada/AppData/Roaming/Code/User/mcp.json', '{}');
    temp.write('grace/AppData/Roaming/Code - Insiders/User/settings.json', '{}');
    temp.write('Public/AppData/Roaming/Code/User/mcp.json', '{}');
    temp.write('desktop.ini', '');
    const found = (env: Record<string, string>): string[] => windowsUserFiles({ env }, temp.folder).map(({ path }) => path.slice(temp.folder.length + 1));
    assert.deepEqual(found({ WSL_DISTRO_NAME: 'Ubuntu' }), [
      'ada/AppData/Roaming/Code/User/mcp.json',
      'ada/AppData/Roaming/Code/User/profiles/*/mcp.json',
      'grace/AppData/Roaming/Code - Insiders/User/mcp.json',
      'grace/AppData/Roaming/Code - Insiders/User/profiles/*/mcp.json',
    ]);
    assert.deepEqual(found({}), []);
    assert.deepEqual(windowsUserFiles({ env: { WSL_DISTRO_NAME: 'Ubuntu' } }, `${temp.folder}/none`), []);
    temp.remove();
  });
});
