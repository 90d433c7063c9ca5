// A mocha reporter that shows what another one shows (or nothing), and writes the numbers to the file $TEST_RESULTS.
// The file exists from the start of the run: a run that breaks off leaves `finished: false` behind.
const fs = require('node:fs');
const Mocha = require('mocha');

module.exports = class Results {
  /** @param {import('mocha').Runner} runner @param {import('mocha').MochaOptions} options */
  constructor(runner, options) {
    const { show } = options.reporterOptions ?? {};
    if (show) this.shown = new Mocha.reporters[show](runner, options);

    const results = { finished: false, passed: 0, failed: 0, pending: 0, running: '', tests: [] };
    const write = () => fs.writeFileSync(process.env.TEST_RESULTS, JSON.stringify(results));
    write();
    // Without another reporter this file is all there is to see of a run that breaks off: keep it up to date.
    runner.on(show ? 'suite' : 'test', (started) => {
      results.running = started.fullTitle();
      write();
    });
    // A failing hook is a failure of its own, as in mocha's own count.
    runner.on('pass', (test) => { results.passed++; add(test, 'passed'); });
    runner.on('pending', (test) => { results.pending++; add(test, 'pending'); });
    runner.on('fail', (test, error) => { results.failed++; add(test, 'failed', error); });
    runner.once('end', () => { results.finished = true; write(); });

    function add(test, state, error) {
      results.tests.push({ title: test.titlePath(), state, ms: test.duration, file: test.file ?? test.parent?.file, ...(error && { error: error.stack ?? String(error.message ?? error) }) });
    }
  }
  done(failures, exit) {
    if (this.shown?.done) this.shown.done(failures, exit);
    else exit(failures);
  }
};
