import * as vscode from 'vscode';
import { unfit } from '../../core/probe/fill-in.ts';
import type { Ask, ProbePlan } from '../../core/probe/plan.ts';
import { visible } from '../../core/text/visible.ts';
import { t, words } from '../words.ts';

/** Values that were typed in this window, by plan and by variable: in memory only, gone with the window. */
export type TypedValues = Map<string, ReadonlyMap<string, string>>;

/** Asks for everything that a launch needs and does not hold; undefined where the user gives up. Nothing of it is stored. */
export async function askValues(name: string, { asks, seal }: ProbePlan, typed: TypedValues): Promise<ReadonlyMap<string, string> | undefined> {
  const known = typed.get(seal);
  if (known) return known;
  const values = new Map<string, string>();
  for (const [i, ask] of asks.entries()) {
    const value = await askOne(t('`{name}` asks for {what} ({at}/{count})', { name: visible(name, 60), what: visible(ask.id, 80), at: i + 1, count: asks.length }), ask);
    if (value === undefined) return undefined;
    values.set(ask.id, value);
  }
  return values;
}

async function askOne(title: string, ask: Ask): Promise<string | undefined> {
  const { description, secret, default: proposed, options } = ask;
  const prompt = visible(description, 300);
  if (options) {
    const items = options.map((value) => ({ label: visible(value, 200), value }));
    return (await vscode.window.showQuickPick(items, { title, placeHolder: prompt, ignoreFocusOut: true }))?.value;
  }
  return vscode.window.showInputBox({
    title,
    prompt: prompt === '' ? t('It is held in memory until the window closes, and stored nowhere') : t('{description} (held in memory until the window closes, and stored nowhere)', { description: prompt }),
    password: secret,
    ignoreFocusOut: true,
    validateInput: (text) => {
      const problem = unfit(ask, text);
      return problem && words(problem);
    },
    ...(proposed !== undefined && !secret && { value: proposed }),
  });
}
