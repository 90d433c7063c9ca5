// Listens to a server in a process of its own, which a test ends: from outside, or in one of these ways as soon as a file is there.
import * as fs from 'node:fs';
import type { Launchable } from '../../src/core/probe/outcome.ts';
import { outcomeOf } from './listening.ts';

const [, , target = '', end = '', file = ''] = process.argv;
void outcomeOf(JSON.parse(target) as Launchable);
setInterval(() => {
  if (!fs.existsSync(file)) return;
  if (end === 'throw') throw new Error('nobody catches this');
  process.exit(0);
}, 20);
