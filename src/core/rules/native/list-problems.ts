import type { ConfigFile } from '../../config/config-file.ts';
import type { NativeList, NativeProblem } from '../../native/native.ts';
import { problemsIn } from '../../native/problems/problems-in.ts';
import type { FileContext, FileReport } from '../rule.ts';

/** Worked out once for all rules that tell of it. */
const found = new WeakMap<NativeList, readonly NativeProblem[]>();

/** What one rule tells of the lists in a file: of each by itself, and of what is only wrong together with other files. */
export function listProblems(rule: string): (context: FileContext) => readonly FileReport[] {
  return ({ file, enforced }) => {
    if (!file.lists) return [];
    const problems = [...file.lists.flatMap((list) => problemsOf(list, file)), ...(enforced?.problemsOf(file) ?? [])];
    return problems
      .filter((problem) => problem.rule === rule)
      .map(({ path, part, severity, message }) => ({ at: path, ...(part && { part }), ...(severity && { severity }), message: () => message }));
  };
}

function problemsOf(list: NativeList, file: ConfigFile): readonly NativeProblem[] {
  let problems = found.get(list);
  if (!problems) found.set(list, (problems = problemsIn(list, file)));
  return problems;
}
