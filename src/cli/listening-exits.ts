import { meaningOf, type ExitCode } from './exit-code.ts';

/** What the codes mean where servers are listened to: `snapshot` and `verify`. */
const meanings: Readonly<Partial<Record<ExitCode, string>>> = {
  0: 'Every server that was compared says what was approved.',
  1: 'A server says something else than was approved, or different things each time.',
  3: 'There was nothing to compare.',
  4: 'A server could not be listened to or compared, or not wholly; or nobody agreed to it.',
};

export function listeningMeaningOf(code: ExitCode): string {
  return meanings[code] ?? meaningOf(code);
}

/** For the help of a command: the codes that it ends with. */
export function exitsOf(codes: readonly ExitCode[]): string {
  return `Exit codes (when several hold: 2, 1, 4):\n${codes.map((code) => `  ${code}  ${listeningMeaningOf(code)}`).join('\n')}`;
}
