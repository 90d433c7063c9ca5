import { validRange } from '@renovatebot/pep440';
import { cleanVersion } from './pep440.ts';

/** A requirement on a Python package that comes from an index. */
export interface PythonRequirement {
  /** Normalised (https://peps.python.org/pep-0503/#normalized-names). */
  readonly name: string;
  /** Exactly one version, normalised (PEP 440). */
  readonly version?: string;
  /** What is written instead of one. */
  readonly floating?: string;
}

const requirement = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[A-Za-z0-9._,\s-]*\])?\s*(.*)$/s;
const separators = /[-_.]+/g;
/** Normalised already, as most are written. */
const plainName = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const exact = /^={2,3}\s*([^\s=,;*]+)$/;

/** A project's name as indexes compare it. */
export function pythonName(name: string): string {
  return plainName.test(name) ? name : name.toLowerCase().replace(separators, '-');
}

/**
 * Read `name`, `name[extra]==1.2` (PEP 508) and, where the launcher knows it, `name@1.2`. Undefined for anything else: an address,
 * a path, a marker, what is no version specifier at all.
 */
export function pythonRequirement(text: string, atVersion: boolean): PythonRequirement | undefined {
  const [, written, rest = ''] = text.length > 500 ? [] : (requirement.exec(text) ?? []);
  if (written === undefined) return undefined;
  const name = pythonName(written);
  if (rest === '') return { name };
  if (rest.startsWith('@')) {
    if (!atVersion) return undefined;
    const version = exactPythonVersion(rest.slice(1));
    if (version !== undefined) return { name, version };
    return rest === '@latest' ? { name, floating: 'latest' } : undefined;
  }
  const version = exactPythonVersion(exact.exec(rest)?.[1] ?? '');
  if (version !== undefined) return { name, version };
  return validRange(rest) ? { name, floating: rest } : undefined;
}

/** A version in PEP 440's normal form; undefined when it is none. */
function exactPythonVersion(text: string): string | undefined {
  if (text === '' || text.length > 200 || text.trim() !== text) return undefined;
  // The library normalises the part behind `+` wrongly (`ab,c`): PEP 440 wants lower case and dots.
  const plus = text.indexOf('+');
  if (plus < 0) return cleanVersion(text) ?? undefined;
  const version = cleanVersion(text) === null ? null : cleanVersion(text.slice(0, plus));
  return version === null ? undefined : `${version}+${text.slice(plus + 1).toLowerCase().replace(separators, '.')}`;
}
