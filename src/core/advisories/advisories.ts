import type { PackageRef, PackageType } from '../identity/identity.ts';
import { canonicalName } from '../policy/package-key.ts';
import { addTo } from '../policy/multimap.ts';
import { affects, compareIn } from './affects.ts';
import type { Advisory, AffectedPackage } from './osv.ts';

/** An advisory about one package. */
export interface Known {
  readonly advisory: Advisory;
  readonly affected: AffectedPackage;
  readonly malicious: boolean;
  /** Whether the affected versions were read at a primary source. */
  readonly verified: boolean;
}

/** Published vulnerabilities and attacks of packages that servers are started from. They inform; no verdict rests on them. */
export interface Advisories {
  /** Every advisory about a package, whatever its version; the most severe first, those whose range nobody confirmed last. */
  about(ref: Pick<PackageRef, 'type' | 'name'>): readonly Known[];
  /** Of these, the ones that hold for one version. */
  affecting(ref: Pick<PackageRef, 'type' | 'name'>, version: string): readonly Known[];
  /** A version that advisories name as fixed, and that none of them affects: the lowest one above `version`, else the lowest. */
  fixedVersion(ref: Pick<PackageRef, 'type' | 'name'>, version?: string): string | undefined;
}

const types: Readonly<Record<string, PackageType>> = { npm: 'npm', PyPI: 'pypi', NuGet: 'nuget', VSCode: 'vscode-extension' };
const severities = ['LOW', 'MODERATE', 'HIGH', 'CRITICAL'];
const none: readonly Known[] = [];

/** Index advisories. Never throws: a record that is not of the expected shape is left out. */
export function advisoriesOf(data: unknown): Advisories {
  const byPackage = new Map<string, Known[]>();
  for (const advisory of Array.isArray(data) ? (data as unknown[]).filter(isAdvisory) : []) {
    if (advisory.withdrawn !== undefined) continue;
    const { malicious, rangeVerified } = advisory.database_specific ?? {};
    for (const affected of advisory.affected) {
      const key = keyOf(affected);
      if (key !== undefined) addTo(byPackage, key, { advisory, affected, malicious: malicious ?? advisory.id.startsWith('MAL-'), verified: rangeVerified !== false });
    }
  }
  for (const list of byPackage.values()) list.sort((a, b) => rank(b) - rank(a));
  const about: Advisories['about'] = ({ type, name }) => byPackage.get(`${type}:${canonicalName(type, name)}`) ?? none;
  const affecting: Advisories['affecting'] = (ref, version) => about(ref).filter(({ affected }) => affects(affected, ref.type, version));
  return {
    about,
    affecting,
    fixedVersion(ref, version) {
      const order = (a: string, b: string): number => compareIn(ref.type, a, b) ?? 0;
      const safe = [...new Set(about(ref).flatMap(fixedIn))].filter((one) => affecting(ref, one).length === 0).sort(order);
      return (version === undefined ? undefined : safe.find((one) => order(one, version) > 0)) ?? safe[0];
    },
  };
}

export const noAdvisories: Advisories = advisoriesOf([]);

function fixedIn({ affected }: Known): readonly string[] {
  return (affected.ranges ?? []).flatMap(({ type, events }) => (type === 'GIT' ? [] : events.flatMap(({ fixed }) => (typeof fixed === 'string' ? [fixed] : []))));
}

function rank({ advisory, verified }: Known): number {
  return severities.indexOf(advisory.database_specific?.severity?.toUpperCase() ?? '') + (verified ? severities.length : 0);
}

/** What a package of an advisory is looked up by; undefined for an ecosystem that no launcher takes servers from. */
export function keyOf({ package: of }: AffectedPackage): string | undefined {
  const type = types[of.ecosystem];
  return type && `${type}:${canonicalName(type, of.name)}`;
}

/** Whether something has the parts of OSV that are relied on. */
export function isAdvisory(value: unknown): value is Advisory {
  if (!isMap(value) || typeof value['id'] !== 'string') return false;
  const { affected } = value;
  return Array.isArray(affected) && affected.every(isAffected) && (value['database_specific'] === undefined || isMap(value['database_specific']));
}

function isAffected(value: unknown): boolean {
  if (!isMap(value)) return false;
  const { package: of, ranges, versions } = value;
  if (!isMap(of) || typeof of['ecosystem'] !== 'string' || typeof of['name'] !== 'string') return false;
  if (versions !== undefined && !(Array.isArray(versions) && versions.every((one) => typeof one === 'string'))) return false;
  return ranges === undefined || (Array.isArray(ranges) && ranges.every((range) => isMap(range) && Array.isArray(range['events']) && (range['events'] as unknown[]).every(isMap)));
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
