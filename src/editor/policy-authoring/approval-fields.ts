import * as vscode from 'vscode';
import { maskText } from '../../core/secret/mask.ts';
import { visible } from '../../core/text/visible.ts';
import { t } from '../words.ts';

export interface Approval {
  readonly owner: string;
  readonly reason: string;
  readonly expires: string;
}

/**
 * Asks who answers for a server, why it is approved, and until when; undefined when the user gives up.
 * @param name the server's
 * @param now an ISO 8601 instant
 */
export async function askApproval(name: string, now: string, known: Partial<Approval>): Promise<Approval | undefined> {
  const ask = (step: number, options: vscode.InputBoxOptions): Thenable<string | undefined> =>
    vscode.window.showInputBox({ ignoreFocusOut: true, title: t('Approve `{name}` ({step} of 3)', { name: visible(name, 60), step }), ...options });
  const owner = await ask(1, { prompt: t('Who answers for this server? A team or a person.'), placeHolder: 'payments-platform', value: known.owner ?? '', validateInput: textProblem });
  if (owner === undefined) return undefined;
  const reason = await ask(2, { prompt: t('Why is it approved? One sentence, which is shown to those who use it.'), placeHolder: t('Reads the ledger; looked at by the security team'), validateInput: textProblem });
  if (reason === undefined) return undefined;
  const expires = await ask(3, { prompt: t('The last day of the approval. It has to be looked at again after that.'), value: inOneYear(now), validateInput: (text) => dayProblem(text, now) });
  return expires === undefined ? undefined : { owner: owner.trim(), reason: reason.trim(), expires: expires.trim() };
}

export function textProblem(text: string): string | undefined {
  const written = text.trim();
  if (written === '') return t('Please write something here: who looks at the approval later needs it.');
  if (written.length > 500) return t('This is too long.');
  if (written.includes('${')) return t('Variables are not expanded in a policy. Write the value itself.');
  if (maskText(written) !== written) return t('This looks like a secret, which must not stand in a policy.');
  return visible(written, written.length) === written ? undefined : t('There are characters in this that nobody can see.');
}

/** @param now an ISO 8601 instant */
export function dayProblem(text: string, now: string): string | undefined {
  const day = text.trim();
  const date = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`) : undefined;
  if (!date || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day) return t('Write a day, as {example}.', { example: inOneYear(now) });
  return day < now.slice(0, 10) ? t('This day is over: nothing would be approved.') : undefined;
}

/** The same day of the next year, as `2027-05-31`. */
export function inOneYear(now: string): string {
  const [year = '', month = '', day = ''] = now.slice(0, 10).split('-');
  return `${String(Number(year) + 1).padStart(4, '0')}-${month}-${month === '02' && day === '29' ? '28' : day}`;
}
