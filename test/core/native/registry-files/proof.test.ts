import assert from 'node:assert/strict';
import Ajv from 'ajv';
import * as fc from 'fast-check';
import { compileRegistryFiles } from '../../../../src/core/native/registry-files/compile.ts';
import { compilePolicy } from '../../../../src/core/policy/compile.ts';
import { readPolicy } from '../../../../src/core/policy/read.ts';
import { approves } from '../../../../src/core/policy/verdict.ts';
import { compileRegistry } from '../../../../src/core/registry/compile-registry.ts';
import { readEnvelope } from '../../../../src/core/registry/read-envelope.ts';
import { listingOf } from '../../../../src/core/registry/registry-listing.ts';
import { knowledge } from '../../manifest/lint.ts';
import { now, policyText } from '../../policy/subjects.ts';
import { asNative, declarations, planFor, policies } from './generated.ts';

const url = 'https://registry.example';
const trusting = readPolicy(policyText({ servers: [], registries: [{ url, api: 'v0.1', trust: 'approves' }] }), '/trusting').document!;

/** The same cases each time, so that a run says something of the change that was made; others with PROOF_SEED. */
const seed = Number(process.env['PROOF_SEED'] ?? 20_261_121);

describe('whatever the policy, its registry files', function () {
  this.timeout(240_000);

  it('approve nothing that the policy does not, and miss nothing that it does, but what a loss names (12,000 declarations)', () => {
    let cases = 0;
    const tally = { both: 0, neither: 0, through: 0, blocked: 0 };
    fc.assert(
      fc.property(policies, fc.array(declarations, { minLength: 12, maxLength: 12 }), (policy, subjects) => {
        const { files, losses } = compileRegistryFiles(planFor(policy));
        const envelope = readEnvelope(JSON.parse(files.find(({ name }) => name === 'v0.1/servers/index.json')!.text))!;
        assert.equal(envelope.skipped, 0);
        const registry = compileRegistry({ url, trust: 'approves', complete: true, listing: listingOf(envelope.servers) }, trusting);
        const theirs = compilePolicy([{ document: trusting, approves: true, registries: [registry] }]);
        for (const subject of subjects) {
          cases++;
          const ours = policy.decide(subject, now);
          const listed = approves(theirs.decide(subject, now));
          tally[listed ? (approves(ours) ? 'both' : 'through') : approves(ours) ? 'blocked' : 'neither']++;
          if (listed === approves(ours)) continue;
          const direction = listed ? 'lets-through' : 'blocks';
          const excuses = losses.filter((loss) => loss.direction === direction && loss.covers(asNative(subject)));
          assert.ok(excuses.length > 0, `${direction}: ${JSON.stringify(subject.identity)} ${subject.server.name}, which is ${ours.state} ${ours.code} by ${ours.entry?.id}`);
        }
      }),
      { numRuns: 1000, seed },
    );
    assert.equal(cases, 12_000);
    // A proof over nothing would prove nothing.
    for (const [outcome, count] of Object.entries(tally)) assert.ok(count > 20, `${outcome}: ${count}`);
  });

  it('say nothing of a loss that is none', () => {
    fc.assert(
      fc.property(policies, fc.array(declarations, { minLength: 6, maxLength: 6 }), (policy, subjects) => {
        const { files, losses } = compileRegistryFiles(planFor(policy));
        const registry = compileRegistry({ url, trust: 'approves', complete: true, listing: listingOf(readEnvelope(JSON.parse(files[0]!.text))!.servers) }, trusting);
        const theirs = compilePolicy([{ document: trusting, approves: true, registries: [registry] }]);
        for (const subject of subjects) {
          const ours = approves(policy.decide(subject, now));
          const listed = approves(theirs.decide(subject, now));
          for (const loss of losses) {
            if (loss.dimension === 'name' || !loss.covers(asNative(subject))) continue;
            assert.deepEqual([loss.direction, ours, listed], loss.direction === 'blocks' ? ['blocks', true, false] : ['lets-through', false, true]);
          }
        }
      }),
      { numRuns: 200, seed },
    );
  });

  it('are valid against server.json 2025-12-11, lie below their folder, differ in more than letter case, and are the same again', () => {
    const validate = new Ajv({ strict: false, allErrors: true, logger: false, validateFormats: false }).compile(knowledge.schema!('server.schema.2025-12-11.json')!);
    fc.assert(
      fc.property(policies, (policy) => {
        const { files } = compileRegistryFiles(planFor(policy));
        for (const { name, text } of files) {
          assert.match(name, /^v0\.1\/servers\/(?:(?:index|latest)\.json|(?:[A-Za-z0-9][A-Za-z0-9._+-]*\/){2}versions\/(?:[A-Za-z0-9][A-Za-z0-9._+!-]*\/)?index\.json)$/);
          const content = JSON.parse(text) as { servers?: { server: unknown }[]; server?: unknown };
          for (const { server } of content.servers ?? [{ server: content.server }]) assert.ok(validate(server), JSON.stringify(validate.errors));
        }
        assert.equal(new Set(files.map(({ name }) => name.toLowerCase())).size, files.length);
        assert.deepEqual(compileRegistryFiles(planFor(policy)).files, files);
      }),
      { numRuns: 200, seed },
    );
  });
});
