import assert from 'node:assert/strict';
import { clineNative } from '../../../../src/core/native/cline/cline.ts';
import { compileForCline } from '../../../../src/core/native/cline/compile.ts';
import { clineLists } from '../../../../src/core/native/cline/read.ts';
import { prove, type Trial } from './prove.ts';
import { judgedBy, readBack } from './read-back.ts';

const cline: Trial = {
  compile: compileForCline,
  enforce: (compiled) => judgedBy(clineNative, compiled.files.length === 0 ? [] : readBack(compiled, 'cline-remote-config.json', clineLists, '/home/ada/.cline/data/cache/remote_config_c.json')),
  // Whoever declares it: Cline has no file in a workspace.
  client: 'cursor',
  underTheirNames: true,
};

describe('a policy compiled for Cline', function () {
  this.timeout(120_000);

  it('allows what the policy approves and blocks the rest, but for what its losses say', () => {
    const { cases, undetermined, ...counts } = prove(cline);
    // By name alone, less of what is approved is under its right name than elsewhere.
    const wanted = { allowedApproved: 500, blockedNotApproved: 3000, letsThrough: 200, blocks: 200 };
    assert.ok(cases >= 10_000 && undetermined < cases / 10, `${undetermined} of ${cases} undetermined`);
    for (const [what, least] of Object.entries(wanted)) assert.ok(counts[what as keyof typeof wanted] >= least, `${what}: ${counts[what as keyof typeof wanted]}, at least ${least} wanted`);
  });

  it('cannot say denials alone, and says so', () => {
    const { blocks, blockedNotApproved, letsThrough } = prove({ ...cline, mode: 'deny-only', policies: 50 });
    assert.deepEqual([blocks, blockedNotApproved], [0, 0]);
    assert.ok(letsThrough > 0);
  });
});
