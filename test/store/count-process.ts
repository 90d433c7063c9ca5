// A process of its own that counts in a state file: `count-process.js FILE NAME TIMES`; the tests run several at once, and kill some.
import { counterFile, plusOne } from './counter.ts';

const [, , file = '', name = '', times = ''] = process.argv;
const state = counterFile(file, 60_000);

async function count(): Promise<void> {
  process.stdout.write('ready\n');
  for (let i = 0; i < Number(times); i++) {
    const { unusable, setAside } = await state.update(plusOne(name));
    if (unusable || setAside) throw new Error(JSON.stringify(unusable ?? setAside));
    process.stdout.write('.');
  }
}

void count();
