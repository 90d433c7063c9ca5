import type { AssessedServer, Circumstances, FileAssessment } from './assess.ts';
import type { ClientId } from './clients/client.ts';
import { clientOf } from './clients/clients.ts';
import { folderOf, plain } from './places/folder-of.ts';
import type { ConfigFile } from './config/config-file.ts';
import { pointer } from './config/node.ts';
import type { Finding } from './finding/finding.ts';
import { finding } from './finding/found-in-file.ts';
import { ignoreWord } from './finding/ignore-comments.ts';
import { Ruling } from './finding/ruling.ts';
import { sift } from './finding/sift.ts';
import { noKnowledge } from './knowledge.ts';
import type { Rule } from './rules/rule.ts';
import { rules } from './rules/rules.ts';

const togetherRules = rules.filter((rule): rule is Rule & { readonly subject: 'together' } => rule.subject === 'together');

/**
 * What is only seen where servers are looked at together: those that one client would have at once, in one folder and from the user.
 * @param parts the files findings are wanted for, each assessed by itself
 * @param others files that count along, and whose own findings are told elsewhere: the user's, where `parts` are a folder's
 * @returns the parts, with findings added where there are any
 */
export function assessTogether(parts: readonly FileAssessment[], { known = noKnowledge, policy, lint, now = '' }: Partial<Circumstances>, others: readonly FileAssessment[] = []): readonly FileAssessment[] {
  const ruling = Ruling.of(lint, policy?.kind === 'ready' ? policy.policy : undefined);
  const speaking = ruling.speaking(togetherRules);
  const found = new Map<ConfigFile, Finding[]>();
  const told = new Set<string>();
  const wanted = new Set(parts.map(({ file }) => file));
  for (const [client, servers] of rooms(parts, others)) {
    for (const rule of speaking) {
      for (const report of rule.check({ client: clientOf(client), servers, known })) {
        const { server } = report;
        if (!wanted.has(server.file)) continue;
        // Several clients that read the same files have the same to tell.
        const once = `${rule.id}\n${server.file.path}\n${pointer(report.at)}`;
        if (told.has(once)) continue;
        told.add(once);
        const { path, range, derived } = server.declaration;
        const made = finding(rule, report, server.file, { server: path, derived }, range, ruling);
        const list = found.get(server.file);
        if (list) list.push(made);
        else found.set(server.file, [made]);
      }
    }
  }
  if (found.size === 0 && !parts.some(({ file }) => file.document.text.includes(ignoreWord))) return parts;
  return parts.map((part) => {
    const { findings, ignored } = sift(part.file, found.get(part.file) ?? nothing, 'together', ruling, now);
    return findings.length + ignored.length === 0 ? part : { ...part, findings: [...part.findings, ...findings], ignored: [...part.ignored, ...ignored] };
  });
}

const nothing: readonly Finding[] = [];

/** The servers that are in one room: of one client, in one folder, with those it has everywhere. Where there are two or more. */
function* rooms(parts: readonly FileAssessment[], others: readonly FileAssessment[]): Generator<readonly [ClientId, readonly AssessedServer[]]> {
  const everywhere = new Map<ClientId, AssessedServer[]>();
  const inFolder = new Map<string, { readonly client: ClientId; readonly folder: string; readonly servers: AssessedServer[] }>();
  for (const { file, servers } of [...parts, ...others]) {
    if (!file.live) continue;
    const on = servers.filter(({ declaration }) => !declaration.disabled);
    if (on.length === 0) continue;
    const folders = foldersOf(file, on);
    for (const client of file.clients) {
      for (const [i, server] of on.entries()) {
        const folder = folders[i];
        if (folder === undefined) {
          const list = everywhere.get(client);
          if (list) list.push(server);
          else everywhere.set(client, [server]);
          continue;
        }
        const key = `${client} ${folder}`;
        const room = inFolder.get(key);
        if (room) room.servers.push(server);
        else inFolder.set(key, { client, folder, servers: [server] });
      }
    }
  }
  if (parts.some(({ file }) => file.scope !== 'workspace')) for (const [client, servers] of everywhere) if (servers.length > 1) yield [client, servers];
  for (const { client, servers } of inFolder.values()) {
    const all = [...servers, ...(everywhere.get(client) ?? [])];
    if (all.length > 1) yield [client, all];
  }
}

/** For each server the folder whose sessions have it; undefined where all have. Claude Code keeps servers of one folder in the user's file, under its path. */
function foldersOf(file: ConfigFile, servers: readonly AssessedServer[]): readonly (string | undefined)[] {
  if (file.scope !== 'workspace') {
    return servers.map(({ declaration: { path: [first, second] } }) => (first === 'projects' && typeof second === 'string' ? plain(second) : undefined));
  }
  const folder = folderOf(file);
  return servers.map(() => folder);
}
