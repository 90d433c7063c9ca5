import assert from 'node:assert/strict';
import { assess, type Assessment } from '../../../src/core/assess.ts';
import type { DriftClass } from '../../../src/core/drift/drift.ts';
import { explain } from '../../../src/core/explain.ts';
import { noFacts } from '../../../src/core/facts.ts';
import type { HeardServer } from '../../../src/core/listening/heard.ts';
import { serverRow } from '../../../src/core/report/json.ts';
import { render, say } from '../../../src/core/text/message.ts';
import { now, readAt } from '../launch/accepted-from.ts';

const text = JSON.stringify({ servers: { reports: { command: 'npx', args: ['-y', '@contoso/reports@2.1.0'] } } }, undefined, 2);
const heard = { digest: 'sha256:bb', at: '2026-11-20T08:00:00Z', tools: 2, launch: 'sha256:cc' };
const approved = { digest: 'sha256:aa', at: '2026-11-01T08:00:00Z', by: 'user' } as const;

function drifted(worst: DriftClass, count = 1): HeardServer {
  return { approved, heard, drift: { worst, count, changes: [{ class: worst, subject: 'tool', name: 'export', consequence: say('`{name}` can now write.', { name: 'export' }) }] } };
}

function assessed(voice: HeardServer | undefined, more: { readonly text?: string } = {}): Assessment {
  return assess({ files: [readAt('/w/.vscode/mcp.json', more.text ?? text)], policy: { kind: 'none' }, facts: noFacts, now, heard: { of: () => voice } });
}

function said(voice: HeardServer): string[] {
  return assessed(voice).findings.filter(({ ruleId }) => ruleId === 'changed-voice').map(({ severity, message, range }) => `${severity} ${range.start.line}: ${render(message)}`);
}

const review = 'What a model reads and may call is not what somebody looked at. See what changed; then approve it, or stop using it.';

describe('what was heard of a server, in an assessment', () => {
  it('is silent where it says what was approved, and where nobody approved anything', () => {
    assert.deepEqual(said({ approved, heard: { ...heard, digest: 'sha256:aa' } }), []);
    assert.deepEqual(said({ heard }), []);
    assert.equal(assessed({ approved, heard }).summary.drifted, 0);
  });

  it('tells the gravest change first, and how many there are', () => {
    assert.deepEqual(said(drifted('authority', 3)), [`error 2: \`reports\` says something else than what was approved on 2026-11-01, as of 2026-11-20: \`export\` can now write. (3 changes in all.) ${review}`]);
  });

  it('weighs it by what kind of change it is', () => {
    const severities = (['malicious', 'violation', 'authority', 'laundering', 'widening', 'text', 'addition', 'narrowing', 'cosmetic'] as const).map((worst) => [worst, said(drifted(worst))[0]?.split(' ')[0], assessed(drifted(worst)).summary.drifted]);
    assert.deepEqual(severities, [
      ['malicious', 'error', 1],
      ['violation', 'error', 1],
      ['authority', 'error', 1],
      ['laundering', 'error', 1],
      ['widening', 'error', 1],
      ['text', 'warning', 1],
      ['addition', 'warning', 1],
      ['narrowing', 'info', 0],
      ['cosmetic', undefined, 0],
    ]);
  });

  it('tells of a server that says two things at once, approved or not', () => {
    assert.deepEqual(said({ heard, unsteady: true }), [
      'error 2: `reports` said two different things on two connections on 2026-11-20, one right after the other, which the protocol forbids since 2026-07-28. What you are shown need not be what an assistant is told. Do not approve it before its owner has explained why.',
    ]);
    assert.match(said({ ...drifted('text'), unsteady: true })[0]!, /^error .* It also said two different things on two connections, which the protocol forbids since 2026-07-28\./);
  });

  it('goes on telling what was bad after the declaration was changed, and no longer what was good', () => {
    assert.deepEqual(said({ ...drifted('authority'), otherLaunch: true }), said(drifted('authority')));
  });

  it('is silenced by no comment in the workspace', () => {
    const commented = text.replace('"reports"', '// roll-call-ignore changed-voice: we know\n    "reports"');
    const { findings, ignored } = assessed(drifted('authority'), { text: commented });
    assert.deepEqual(findings.filter(({ ruleId }) => ruleId === 'changed-voice').length, 1);
    assert.deepEqual(ignored, []);
  });

  it('is a step of the explanation, and changes no verdict', () => {
    const steps = (voice: HeardServer): string | undefined => {
      const assessment = assessed(voice);
      assert.equal(assessment.servers[0]!.verdict.code, 'no-policy');
      return explain(assessment.servers[0]!, assessment, now).steps.map(render).at(-1);
    };
    assert.equal(steps(drifted('authority')), 'When it was last listened to, on 2026-11-20, it said something else than was approved on 2026-11-01: `export` can now write.');
    assert.equal(steps({ heard }), 'When it was last listened to, on 2026-11-20, it offered 2 tools. Nobody has approved what it says.');
    assert.equal(steps({ approved, heard }), 'When it was last listened to, on 2026-11-20, it offered 2 tools and said what was approved on 2026-11-01.');
    assert.equal(steps({ approved, heard, otherLaunch: true }), 'It was last listened to on 2026-11-20, when it was declared otherwise. What it says as it is now is not known.');
    assert.equal(steps({ approved, heard: { ...heard, partial: true } }), 'When it was last listened to, on 2026-11-20, not all of what it says could be read.');
    assert.equal(steps({ heard, unsteady: true }), 'When it was last listened to, on 2026-11-20, it said two different things on two connections, which the protocol forbids since 2026-07-28.');
  });

  it('stands in the JSON report', () => {
    assert.deepEqual(serverRow(assessed(drifted('authority')).servers[0]!).heard, {
      at: '2026-11-20T08:00:00Z',
      digest: 'sha256:bb',
      tools: 2,
      approved: { at: '2026-11-01T08:00:00Z', by: 'user', digest: 'sha256:aa' },
      unsteady: false,
      partial: false,
      otherLaunch: false,
      drift: { worst: 'authority', count: 1, changes: [{ class: 'authority', subject: 'tool', name: 'export', consequence: '`export` can now write.' }] },
    });
  });
});
