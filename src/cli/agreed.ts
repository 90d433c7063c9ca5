import * as readline from 'node:readline';

/** A line of standard input that says yes. At its end nobody did. */
export async function agreed(question: string): Promise<boolean> {
  const input = readline.createInterface({ input: process.stdin });
  process.stderr.write(`${question} [y/N] `);
  try {
    for await (const line of input) return /^\s*y(?:es)?\s*$/i.test(line);
    process.stderr.write('\n');
    return false;
  } finally {
    input.close();
  }
}
