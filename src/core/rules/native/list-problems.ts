import type { ConfigFile } from '../../config/config-file.ts';
import { pointer } from '../../config/node.ts';
import type { NativeLayers } from '../../native/layers.ts';
import type { NativeProblem } from '../../native/native.ts';
import { differences, saidBy, type SaidBy } from '../../native/problems/differs.ts';
import { problemsIn } from '../../native/problems/problems-in.ts';
import { render } from '../../text/message.ts';
import type { FileContext, FileReport } from '../rule.ts';

interface Found {
  readonly enforced: NativeLayers | undefined;
  readonly problems: readonly NativeProblem[];
}

/** Worked out once for all rules that tell of it. */
const found = new WeakMap<ConfigFile, Found>();

/** What one rule tells of the lists in a file: of each by itself, and of what is only wrong together with other files. */
export function listProblems(rule: string): (context: FileContext) => readonly FileReport[] {
  return ({ file, enforced }) =>
    file.lists
      ? problemsOf(file, enforced)
          .filter((problem) => problem.rule === rule)
          .map(({ path, part, severity, message }) => ({ at: path, ...(part && { part }), ...(severity && { severity }), message: () => message }))
      : [];
}

function problemsOf(file: ConfigFile, enforced: NativeLayers | undefined): readonly NativeProblem[] {
  const known = found.get(file);
  if (known && known.enforced === enforced) return known.problems;
  const lists = file.lists ?? [];
  const said = enforced ? saidIn(enforced) : saidBy(lists);
  const all = lists.flatMap((list) => [...problemsIn(list, file, enforced?.problemsOf(file, list.native)), ...differences(list, said)]);
  // Two clients may read one file, and have the same to tell.
  const problems = [...new Map(all.map((problem) => [`${problem.rule} ${pointer(problem.path)} ${render(problem.message)}`, problem])).values()];
  found.set(file, { enforced, problems });
  return problems;
}

const everywhere = new WeakMap<NativeLayers, SaidBy>();

function saidIn(enforced: NativeLayers): SaidBy {
  let said = everywhere.get(enforced);
  if (!said) everywhere.set(enforced, (said = saidBy(enforced.lists)));
  return said;
}
