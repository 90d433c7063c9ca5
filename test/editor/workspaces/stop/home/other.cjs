// The same server as another program.
require('./tiny.cjs');
