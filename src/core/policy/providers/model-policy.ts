import { modelNames, pinningOf } from '../../providers/model-name.ts';
import type { ModelRules } from '../provider-schema.ts';

/** Rules on models, ready for comparing. */
export interface ModelPolicy {
  readonly denies: (model: string) => boolean;
  /** Whether a model may be used as far as the list goes. */
  readonly allows: (model: string) => boolean;
  /** As the policy writes them; undefined where any may be used. */
  readonly allowed: readonly string[] | undefined;
  readonly pinned: boolean;
}

/** Prepare a document's or an entry's rules on models; without any, everything may be used. */
export function compileModels(rules: ModelRules | undefined): ModelPolicy {
  const deny = (rules?.deny ?? []).map((pattern) => pattern.toLowerCase());
  const allow = rules?.allow?.map((pattern) => pattern.toLowerCase());
  return {
    denies: (model) => deny.length > 0 && modelNames(model).some((name) => deny.some((pattern) => matchesModel(pattern, name))),
    allows: (model) => allow === undefined || allow.some((pattern) => matchesModel(pattern, model.toLowerCase())),
    allowed: rules?.allow,
    pinned: rules?.pinned === true,
  };
}

/** Whether a name can stand for another model tomorrow, as far as its vendor says. */
export function floats(model: string): boolean {
  return pinningOf(model) === 'floating';
}

/** Greedy with one step back: linear for each `*`, never exponential. */
function matchesModel(pattern: string, name: string): boolean {
  let p = 0;
  let n = 0;
  let star = -1;
  let mark = 0;
  while (n < name.length) {
    if (pattern[p] === '*') {
      star = p++;
      mark = n;
    } else if (p < pattern.length && pattern[p] === name[n]) {
      p++;
      n++;
    } else if (star < 0) {
      return false;
    } else {
      p = star + 1;
      n = ++mark;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
