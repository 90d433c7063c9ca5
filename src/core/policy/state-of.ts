import { approvingRegistries } from '../registry/compile-registry.ts';
import { compilePolicy, type Layer } from './compile.ts';
import type { PolicyPart, PolicyState } from './policy-state.ts';

/** What parts come to together: approvals intersect, denials unite (design.md, Policy and trust). */
export function stateOf(parts: readonly PolicyPart[]): PolicyState {
  if (parts.length === 0) return { kind: 'none' };
  if (parts.every(({ document }) => !document)) return { kind: 'unusable', parts };
  const layers = parts.flatMap(({ document, tightening, registries }): Layer[] => [
    ...(document ? [{ document, approves: true, registries: approvingRegistries(document, registries) }] : []),
    ...(tightening ? [{ document: tightening, approves: false }] : []),
  ]);
  return { kind: 'ready', parts, policy: compilePolicy(layers, parts.filter(({ document }) => !document).map(({ source }) => source.at)) };
}
