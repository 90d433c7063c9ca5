import type { ClientId } from '../../clients/client.ts';
import { json, policyPart, rows as lines, verdictPart } from '../../report/json.ts';
import { render } from '../../text/message.ts';
import { shownFile } from '../observation.ts';
import type { InventoryRow, Sighting } from '../row.ts';
import type { InventoryJson, InventoryRowJson } from './json-schema.ts';
import type { InventoryReport } from './report.ts';

/** One object, each row of its lists on a line of its own. Holds no secret. */
export function* jsonOf({ rows, generatedAt, files, notLookedInto, searched, policy, alsoRemembered, notes }: InventoryReport): Generator<string> {
  const version: InventoryJson['schemaVersion'] = 1;
  const left: InventoryJson['coverage']['notLookedInto'] = notLookedInto.map(({ path, reason }) => ({ path: shownFile(path), reason: render(reason) }));
  const read: InventoryJson['coverage']['files'] = files.map((file) => ({ ...file, path: shownFile(file.path) }));
  const ways: InventoryJson['coverage']['searched'] = searched.map(({ path, way }) => ({ path: shownFile(path), by: way.by, why: way.why ? render(way.why) : null }));
  yield `{\n  "schemaVersion": ${version},\n  "generatedAt": ${json(generatedAt)},\n  "coverage": {\n    "files": `;
  yield* lines(read.map(json), '    ');
  yield ',\n    "notLookedInto": ';
  yield* lines(left.map(json), '    ');
  yield ',\n    "searched": ';
  yield* lines(ways.map(json), '    ');
  yield `\n  },\n  "policy": ${json(policyPart(policy))},\n  "mcpServers": `;
  yield* lines(rows.filter(({ kind }) => kind === 'mcp-server').map((row) => json(rowJson(row))), '  ');
  yield ',\n  "modelProviders": ';
  yield* lines(rows.filter(({ kind }) => kind === 'model-provider').map((row) => json(rowJson(row))), '  ');
  yield `,\n  "alsoRemembered": ${alsoRemembered},\n  "notes": ${json(notes.map(render))}\n}\n`;
}

/** One row on each line, each whole by itself, so that the inventories of many machines are one file after another. */
export function* ndjsonOf({ rows }: Pick<InventoryReport, 'rows'>): Generator<string> {
  for (const row of rows) yield `${json(rowJson(row))}\n`;
}

export function rowJson(row: InventoryRow): InventoryRowJson {
  const { id, kind, identityKind, names, identity, purl, version, url, models, sightings, state, verdict, owner, exposure, firstSeen, lastSeen, lastChange, rememberedIn } = row;
  return {
    schemaVersion: 1,
    id,
    kind,
    identityKind,
    names: [...names],
    identity,
    purl: purl ?? null,
    version: version ?? null,
    url: url ?? null,
    models: [...(models ?? [])],
    clients: clientsOf(row),
    files: filesOf(row),
    lifecycleStatus: state,
    verdict: verdict ? verdictPart(verdict) : null,
    owners: owner ? [{ value: owner.value, from: owner.from }] : [],
    exposure: exposure
      ? {
          score: exposure.score,
          level: exposure.level,
          override: exposure.override ? render(exposure.override) : null,
          contributors: exposure.contributors.map((contributor) => ({ id: contributor.id, points: contributor.points, reason: render(contributor.message) })),
        }
      : null,
    firstSeen,
    lastSeen,
    lastChange: lastChange ?? null,
    sightings: sightings.map(sightingJson),
    rememberedIn: [...rememberedIn],
  };
}

function sightingJson({ name, clients, scope, file, range, live, disabled, identity, purl, version, url, models, verdict, declared }: Sighting): InventoryRowJson['sightings'][number] {
  return {
    name,
    clients: [...clients],
    scope,
    file: shownFile(file),
    range,
    live,
    disabled,
    identity,
    purl: purl ?? null,
    version: version ?? null,
    url: url ?? null,
    models: [...(models ?? [])],
    verdict: { state: verdict.state, code: verdict.code },
    declared: declared
      ? {
          command: declared.command ?? null,
          args: [...declared.args],
          url: declared.url ?? null,
          cwd: declared.cwd ?? null,
          extension: declared.extension ?? null,
          env: [...declared.env],
          hijacks: [...declared.hijacks],
          masked: [...declared.masked],
        }
      : null,
  };
}

/** The assistants in whose files a row stands, sorted; where there are live ones, of those. */
export function clientsOf({ sightings }: Pick<InventoryRow, 'sightings'>): ClientId[] {
  const live = sightings.filter((sighting) => sighting.live);
  return [...new Set((live.length > 0 ? live : sightings).flatMap(({ clients }) => clients))].sort();
}

export function filesOf({ sightings }: Pick<InventoryRow, 'sightings'>): string[] {
  return [...new Set(sightings.map(({ file }) => shownFile(file)))].sort();
}
