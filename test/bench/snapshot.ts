import * as crypto from 'node:crypto';
import { driftBetween } from '../../src/core/drift/compare.ts';
import { snapshotOf } from '../../src/core/snapshot/from-voice.ts';
import { rawElements, rawPart } from '../../src/core/snapshot/raw-message.ts';
import { readSnapshot, writeSnapshot } from '../../src/core/snapshot/snapshot-file.ts';
import type { Snapshot } from '../../src/core/snapshot/snapshot.ts';

type Row = (goal: string, what: string, ratio: number, limit: number, detail: string) => void;
type Times = (runs: number, warm: number, ...work: (() => unknown)[]) => Promise<number[]>;

const sha256 = (text: string): string => crypto.createHash('sha256').update(text).digest('hex');

/** The answer of a server of that many tools, of the size that real ones have (median of descriptions 52 characters, five parameters). */
function answerOf(tools: number): string {
  const verbs = ['list', 'get', 'search', 'create', 'update', 'delete', 'export', 'assign'];
  const things = ['issue', 'pull_request', 'branch', 'release', 'workflow_run', 'comment', 'label', 'milestone', 'repository', 'account'];
  const parameter = (i: number, of: number): [string, object] => [
    ['owner', 'repo', 'query', 'per_page', 'state', 'since', 'labels'][(i + of) % 7]!,
    of % 3 === 0 ? { type: 'integer', minimum: 1, maximum: 100, default: 30, description: `How many ${things[i % 10]!}s on one page.` } : of % 3 === 1 ? { type: 'string', enum: ['open', 'closed', 'all'], description: 'Only those in this state.' } : { type: 'string', description: `The name of the “${things[(i + of) % 10]!}”, without what is before it.`, pattern: '^[\\w.-]+$' },
  ];
  const items = Array.from({ length: tools }, (_, i) => ({
    name: `${verbs[i % 8]!}_${things[i % 10]!}_${i}`,
    title: `${verbs[i % 8]!} ${things[i % 10]!}`,
    description: `${verbs[i % 8]!} ${things[i % 10]!}s of a repository, newest first.${i % 5 === 0 ? ' Ask the user before you use it.\nResults come in pages.' : ''}`,
    inputSchema: { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', properties: Object.fromEntries(Array.from({ length: 5 }, (__, of) => parameter(i, of))), required: ['owner'], additionalProperties: false },
    annotations: { title: things[i % 10], readOnlyHint: i % 8 < 3, ...(i % 4 === 0 && { destructiveHint: i % 8 === 5 }) },
  }));
  return JSON.stringify({ jsonrpc: '2.0', id: 2, result: { tools: items } });
}

/** From the raw answer to the digest, against the least that anybody does with the same text: parse it, hash it. */
export async function snapshotBench(row: Row, times: Times): Promise<void> {
  const made = (answer: string): Snapshot => {
    const items = rawElements(answer, ['result', 'tools']);
    const none = { items: [], extent: 'none' } as const;
    const greeting = rawPart('{"result":{"capabilities":{},"serverInfo":{"name":"b","version":"1"}}}', ['result']);
    if (!Array.isArray(items) || typeof greeting !== 'string') throw new Error('the bench answer is malformed');
    const snapshot = snapshotOf({ era: 'initialize', protocolVersion: '2025-11-25', transport: 'stdio', greeting, tools: { items: items as string[], extent: 'whole' }, prompts: none, resourceTemplates: none }, 'npm:bench', sha256);
    if ('refused' in snapshot || snapshot.partial.length > 0) throw new Error('the bench answer is refused');
    return snapshot;
  };
  const [fifty, fiveHundred] = [answerOf(50), answerOf(500)];
  const floor = (answer: string) => () => [JSON.parse(answer), sha256(answer)];
  const snapshot = made(fiveHundred);
  const text = writeSnapshot(snapshot);
  const changed = made(fiveHundred.replace('newest first', 'oldest first'));
  const [least, small, large, write, read, drift] = await times(25, 10, floor(fiveHundred), () => made(fifty), () => made(fiveHundred), () => writeSnapshot(snapshot), () => readSnapshot(text, sha256), () => driftBetween(snapshot, changed));
  const size = `${(fiveHundred.length / 1000).toFixed(0)} kB`;
  row('new', `snapshot of a 500-tool server (${size}), against parse and hash`, large! / least!, 20, `${large!.toFixed(1)} ms`);
  row('new', 'the same, growth from 50 to 500 tools', large! / small!, 12, '');
  row('new', 'its file read, every hash made anew, against parse and hash', read! / least!, 20, `${read!.toFixed(1)} ms, written in ${write!.toFixed(1)} ms`);
  row('new', 'drift of one word in 500 tools, against parse and hash', drift! / least!, 6, `${drift!.toFixed(1)} ms`);
}
