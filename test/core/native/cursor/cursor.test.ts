import assert from 'node:assert/strict';
import { cursorNative } from '../../../../src/core/native/cursor/cursor.ts';
import { render } from '../../../../src/core/text/message.ts';
import { ledger, said, server } from '../cline/organisation.ts';

describe('Cursor’s own enforcement', () => {
  it('is in the dashboard: nothing is claimed of any server', () => {
    const enforcement = cursorNative.enforce([], { platform: 'darwin' });
    assert.equal(enforcement.restricts, false);
    assert.match(render(enforcement.unseen[0]!), /Cursor’s dashboard/);
    assert.equal(said(enforcement.judge(server('ledger', ledger))), 'undetermined: Whether Cursor lets it start is decided in the team’s dashboard, which cannot be seen from here.');
  });

  it('is not compiled: no file of it is documented', () => assert.equal('compile' in cursorNative, false));
});
