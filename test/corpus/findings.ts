import * as fs from 'node:fs';
import * as path from 'node:path';
import { assessManifest } from '../../src/core/assess-manifest.ts';
import { assessTogether } from '../../src/core/assess-together.ts';
import type { Finding } from '../../src/core/finding/finding.ts';
import type { Knowledge } from '../../src/core/knowledge.ts';
import { Excerpts } from '../../src/core/report/excerpt.ts';
import { rules } from '../../src/core/rules/rules.ts';
import { render } from '../../src/core/text/message.ts';
import { visible } from '../../src/core/text/visible.ts';
import type { Read, Row } from './corpus.ts';
import { table } from './table.ts';

/** One finding in the corpus, as it may be read: secrets masked. */
interface Sample {
  readonly where: string;
  readonly kind: string;
  readonly line: string;
  readonly finding: Finding;
}

/** Files that a client reads where they lie; others of repositories, as if one did; blocks of documentation; manifests. */
const columns = ['live', 'dormant', 'snippets', 'manifests'] as const;

/**
 * What the rules say of the corpus: findings per rule, and per thousand servers (of manifests: per thousand manifests).
 * @param sheet where to write ten findings of every rule, drawn by a fixed rule, for a person to judge
 */
export function tellFindings(folder: string, rows: readonly Row[], all: readonly Read[], known: Knowledge, sheet: string | undefined): void {
  const samples: Sample[] = [];
  const counted = { live: 0, dormant: 0, snippets: 0, manifests: 0 };
  for (const [, reads] of groupBy(all, ({ row }) => row.file.split('/').slice(0, 2).join('/'))) {
    for (const part of assessTogether(reads.map(({ part }) => part), { known, lint: { audience: 'strict' } })) {
      const { row, as } = reads.find((read) => read.part.file === part.file)!;
      if (row.file.startsWith('manifests/')) continue;
      const kind = row.file.startsWith('snippets/') ? 'snippets' : as === 'live' ? 'live' : 'dormant';
      counted[kind] += part.servers.length;
      const excerpts = new Excerpts(part.file);
      for (const finding of part.findings) samples.push({ where: row.file, kind, line: excerpts.of(finding)?.text.trim() ?? '', finding });
    }
  }
  for (const row of rows.filter(({ file }) => file.startsWith('manifests/server-json/') || file.startsWith('manifests/mcpb/'))) {
    counted.manifests++;
    const text = fs.readFileSync(path.join(folder, row.file), 'utf8');
    const name = row.file.startsWith('manifests/mcpb/') ? 'manifest.json' : 'server.json';
    for (const finding of assessManifest(`/${row.file}/${name}`, text, { known, lint: { audience: 'strict' } })) samples.push({ where: row.file, kind: 'manifests', line: visible(text.split('\n')[finding.range.start.line]?.trim() ?? '', 160), finding });
  }
  console.log(`\nFindings without a policy, in ${counted.live} servers of workspaces, ${counted.dormant} in files that no client reads where they lie (as if one did), ${counted.snippets} of documentation, ${counted.manifests} manifests; of strict rules too`);
  const perThousand = (count: number, of: number): string => (of === 0 || count === 0 ? '' : ((count / of) * 1000).toFixed(1));
  console.log(
    table(
      ['rule', 'audience', ...columns.flatMap((column) => [column, '/1000']), 'files'],
      rules.map(({ id, audience }) => {
        const own = samples.filter(({ finding }) => finding.ruleId === id);
        return [id, audience, ...columns.flatMap((column) => {
          const count = own.filter(({ kind }) => kind === column).length;
          return [count, perThousand(count, counted[column])];
        }), new Set(own.map(({ where }) => where)).size];
      }),
    ),
  );
  if (sheet !== undefined) {
    fs.writeFileSync(sheet, sheetOf(samples));
    console.log(`\nTen findings of every rule, to be judged: ${sheet}`);
  }
}

/** Ten of every rule, spread over the files they are in; from workspaces first. */
function sheetOf(samples: readonly Sample[]): string {
  return rules
    .map(({ id, audience, severity }) => {
      const own = samples.filter(({ finding }) => finding.ruleId === id).sort((a, b) => columns.indexOf(a.kind as never) - columns.indexOf(b.kind as never) || hash(a.where) - hash(b.where));
      const seen = new Set<string>();
      const first = own.filter(({ where }) => !seen.has(where) && seen.add(where));
      const ten = [...first, ...own.filter((one) => !first.includes(one))].slice(0, 10);
      const lines = ten.map(({ where, line, finding }, i) => `${i + 1}. ${where}:${finding.range.start.line + 1} [${finding.severity}/${finding.confidence}] \`${line.slice(0, 160)}\`\n   ${render(finding.message)}${finding.fixes.map(({ id: fix }) => `\n   fix: ${fix}`).join('')}`);
      return `## ${id} (${audience}, ${severity}): ${own.length} findings\n\n${lines.join('\n') || 'none'}\n`;
    })
    .join('\n');
}

function hash(text: string): number {
  let value = 7;
  for (let i = 0; i < text.length; i++) value = (value * 31 + text.charCodeAt(i)) >>> 0;
  return value;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const same = groups.get(keyOf(item));
    if (same) same.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
