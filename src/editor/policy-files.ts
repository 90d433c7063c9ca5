import * as fs from 'node:fs';
import type { PolicyState } from '../core/policy/policy-state.ts';
import { insideWorkspace } from './real-place.ts';
import { policyFile } from './settings.ts';

/** The files of policy that are configured here, of whatever part. */
export function policyFiles(policy: PolicyState): readonly string[] {
  const named = policy.kind === 'none' ? [] : policy.parts.flatMap(({ source }) => (source.kind === 'file' ? [source.at] : []));
  const file = policyFile();
  return [...new Set([...named, ...(file === undefined ? [] : [file])])];
}

/** Those of them that the user may write: who may, decides what is approved. */
export function ownPolicies(policy: PolicyState): readonly string[] {
  return policyFiles(policy).filter(mayWrite);
}

function mayWrite(file: string): boolean {
  if (insideWorkspace(file)) return false;
  try {
    fs.accessSync(file, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
