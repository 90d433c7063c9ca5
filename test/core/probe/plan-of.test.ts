import assert from 'node:assert/strict';
import { fillIn, unfit } from '../../../src/core/probe/fill-in.ts';
import { say } from '../../../src/core/text/message.ts';
import { fileAt, linesOf, planned, plannedIn, planOf } from './planned.ts';

const secret = 'b7Qw93kdZp02mm4TxY81';
const none = new Map<string, string>();

function startedBy(made: ReturnType<typeof planned>): { readonly args: readonly string[]; readonly env: object; readonly headers: object } {
  return { args: [], env: {}, headers: {}, ...fillIn(planOf(made), none) };
}

describe('the plan of a probe', () => {
  it('shows command, every argument, folder, names of variables, source and firmness, and no value', () => {
    const made = planned({ command: 'npx', args: ['-y', 'ledger@1.2.3', '--token', secret], env: { API_KEY: secret, LEVEL: 'high' } }, { programAt: () => '/usr/bin/npx' });
    assert.deepEqual(linesOf(made), [
      'Starts: npx',
      'Argument 1: -y',
      'Argument 2: ledger@1.2.3',
      'Argument 3: --token',
      'Argument 4: •••',
      'Program: /usr/bin/npx',
      'Working folder: an empty temporary one',
      'Environment: API_KEY, LEVEL',
      'Code from: npm package ledger 1.2.3, from the registry that npx is set up with',
      'How firmly fixed: by its exact version',
    ]);
    assert.deepEqual(fillIn(planOf(made), none), { kind: 'stdio', command: '/usr/bin/npx', args: ['-y', 'ledger@1.2.3', '--token', secret], env: { API_KEY: secret, LEVEL: 'high' } });
  });

  it('says of a version that floats that it is decided at that moment', () => {
    assert.ok(linesOf(planned({ command: 'npx', args: ['-y', 'ledger@latest'] })).includes('How firmly fixed: by name only: which version runs is decided at that moment'));
  });

  it('shows a long argument whole, with what nobody sees written out', () => {
    const long = `${'x '.repeat(3000)}\u202e;\u001b[2K evil`;
    const line = linesOf(planned({ command: 'node', args: ['-e', long] }))[2]!;
    assert.equal(line, `Argument 2: ${'x '.repeat(3000)}\\u{202E};\\u{1B}[2K evil`);
  });

  it('refuses what nobody could read before agreeing', () => {
    assert.match(planned({ command: 'node', args: ['-e', 'x '.repeat(20_000)] }) as string, /nobody can read before agreeing/);
  });

  it('refuses where a mask could hide code', () => {
    assert.match(planned({ command: 'sh', args: ['-c', 'TOKEN=`evil.sh` true'] }) as string, /looks like a secret, is not shown for that, and could be run as code/);
    assert.ok(linesOf(planned({ command: 'sh', args: ['-c', `TOKEN=${secret} exec ledger`] })).includes('Argument 2: TOKEN=••• exec ledger'));
  });

  it('shows what a variable says that changes which code runs', () => {
    assert.ok(linesOf(planned({ command: 'node', args: ['/opt/ledger.js'], env: { NODE_OPTIONS: '--require /tmp/evil.js' } })).includes('NODE_OPTIONS changes what runs: --require /tmp/evil.js'));
  });

  describe('variables', () => {
    it('VS Code: folders and the environment are filled in, and named', () => {
      const made = planned({ command: '${workspaceFolder}/bin/ledger', args: ['${userHome}/x', '${env:REGION}', '${workspaceFolderBasename}'], env: { TOKEN: '${env:LEDGER_TOKEN}' } }, { env: { REGION: 'eu', LEDGER_TOKEN: secret, OTHER: 'never' } });
      assert.deepEqual(fillIn(planOf(made), none), { kind: 'stdio', command: '/w/bin/ledger', args: ['/home/ann/x', 'eu', 'w'], env: { TOKEN: secret } });
      assert.ok(linesOf(made).includes('Taken from your environment: REGION, LEDGER_TOKEN'));
      assert.ok(!JSON.stringify(linesOf(made)).includes(secret));
    });

    it('a secret of the environment in an argument is shown as it is written', () => {
      const made = planned({ command: 'ledger', args: ['--key=${env:API_KEY}'] }, { env: { API_KEY: secret } });
      assert.ok(linesOf(made).includes('Argument 1: --key=${env:API_KEY}'));
      assert.deepEqual(startedBy(made).args, [`--key=${secret}`]);
    });

    it('inputs and variables that are not set are asked for', () => {
      const inputs = [{ id: 'tok', type: 'promptString', password: true, description: 'A token', default: 'never' }, { id: 'env', type: 'pickString', options: ['prod', { label: 'x', value: 'dev' }], default: 'dev' }];
      const made = planOf(planned({ command: 'ledger', args: ['--in', '${input:env}'], env: { TOKEN: 'Bearer ${input:tok}', R: '${env:REGION}' } }, {}, inputs));
      assert.deepEqual(made.asks, [
        { id: 'input:env', description: 'env', secret: false, options: ['prod', 'dev'], default: 'dev' },
        { id: 'input:tok', description: 'A token', secret: true },
        { id: 'env:REGION', description: 'REGION', secret: true },
      ]);
      assert.deepEqual(fillIn(made, new Map([['input:tok', '${env:HOME}$&'], ['env:REGION', 'eu']])), { kind: 'stdio', command: 'ledger', args: ['--in', 'dev'], env: { TOKEN: 'Bearer ${env:HOME}$&', R: 'eu' } });
      assert.throws(() => fillIn(made, none), /No answer that fits "input:tok"/);
      assert.equal(unfit(made.asks[0]!, 'test')?.template, 'It must be one of: {options}.');
      assert.ok(unfit(made.asks[1]!, 'a\r\nX-Evil: 1'));
    });

    const refused: Record<string, readonly [server: Record<string, unknown>, why: RegExp, inputs?: readonly unknown[]]> = {
      'an input that only the editor can answer': [{ command: 'ledger', args: ['${input:x}'] }, /answered by a command that only the editor can run/, [{ id: 'x', type: 'command', command: 'evil' }]],
      'an input that is not defined': [{ command: 'ledger', args: ['${input:x}'] }, /which the file does not define/],
      'a setting of the editor’s': [{ command: 'ledger', args: ['${config:x.y}'] }, /VS Code does not fill in `\$\{config:x\.y\}` in this file, or only VS Code itself can/],
      'another client’s spelling': [{ command: 'ledger', env: { A: '${LEDGER}' } }, /VS Code does not fill in `\$\{LEDGER\}`/],
      'an answer that would decide what runs': [{ command: '${input:x}' }, /would be asked for: it could not be shown before/, [{ id: 'x', type: 'promptString' }]],
      'a variable that is not set and decides what is called': [{ url: 'https://${env:HOST_NAME}/mcp' }, /would be asked for/],
      'half a variable': [{ command: 'ledger', args: ['${env:X'] }, /does not fill in/],
    };
    for (const [what, [server, why, inputs]] of Object.entries(refused)) it(`refuses ${what}`, () => assert.match(planned(server, {}, inputs) as string, why));

    it('refuses a secret that decides what runs', () => assert.match(planned({ url: 'https://${env:API_TOKEN}.evil.example/' }, { env: { API_TOKEN: 'abc' } }) as string, /looks like a secret and is never shown/));

    it('a shell’s own variables are the shell’s', () => {
      assert.deepEqual(startedBy(planned({ command: 'sh', args: ['-c', 'exec ledger "$HOME" ${PORT:-1} $(pwd)'] })).args, ['-c', 'exec ledger "$HOME" ${PORT:-1} $(pwd)']);
    });

    it('Claude Code: ${X}, and ${X:-d} where it is not set', () => {
      const made = plannedIn('.mcp.json', { mcpServers: { ledger: { command: 'ledger', args: ['${REGION:-eu}', '${ZONE:-a}'], env: { T: '${LEDGER_TOKEN}', D: '${CLAUDE_PROJECT_DIR}/x' } } } }, { env: { ZONE: 'b' } });
      assert.deepEqual(planOf(made).asks.map(({ id }) => id), ['env:LEDGER_TOKEN']);
      assert.deepEqual(fillIn(planOf(made), new Map([['env:LEDGER_TOKEN', 't']])), { kind: 'stdio', command: 'ledger', args: ['eu', 'b'], env: { T: 't', D: '/w/x' } });
      assert.match(plannedIn('.mcp.json', { mcpServers: { ledger: { command: 'ledger', args: ['${env:X}'] } } }) as string, /Claude Code does not fill in/);
    });

    it('Gemini CLI: $X as well', () => {
      const made = plannedIn('.gemini/settings.json', { mcpServers: { ledger: { command: 'ledger', args: ['$REGION/x'], env: { T: '$TOK' } } } }, { env: { REGION: 'eu' } });
      assert.deepEqual(fillIn(planOf(made), new Map([['env:TOK', 't']])), { kind: 'stdio', command: 'ledger', args: ['eu/x'], env: { T: 't' } });
    });

    it('Cursor: folders, and $X as it stands', () => {
      const file = plannedIn('.cursor/mcp.json', { mcpServers: { ledger: { command: 'ledger', args: ['${userHome}/$X'] } } });
      assert.deepEqual(startedBy(file).args, ['/home/ann/$X']);
    });

    it('of a client that is not known well enough only its own spelling is filled in', () => {
      assert.match(plannedIn('.amazonq/mcp.json', { mcpServers: { ledger: { command: 'ledger', args: ['${HOME}'] } } }) as string, /is not known well enough/);
    });

    it('nothing of Windows’ names depends on their case', () => {
      assert.deepEqual(startedBy(planned({ command: 'ledger', args: ['${env:appdata}'] }, { platform: 'win32', env: { APPDATA: 'C:\\a' } })).args, ['C:\\a']);
    });
  });

  describe('working folder', () => {
    const cwd = (server: Record<string, unknown>): string | undefined => (planOf(planned(server)).target as { cwd?: string }).cwd;
    it('is an empty temporary one unless the declaration says otherwise', () => {
      assert.equal(cwd({ command: 'npx', args: ['-y', 'ledger', '.'] }), undefined);
      assert.equal(cwd({ command: 'ledger' }), undefined);
      assert.equal(cwd({ command: 'ledger', cwd: 'sub' }), '/w/sub');
      assert.equal(cwd({ command: 'ledger', cwd: '${workspaceFolder}' }), '/w');
    });
    it('is the project’s where a program or script is a path from there', () => {
      assert.equal(cwd({ command: './ledger' }), '/w');
      assert.equal(cwd({ command: 'node', args: ['server.js'] }), '/w');
      assert.equal(cwd({ command: 'python', args: ['-m', 'x', './data'] }), '/w');
    });
  });

  describe('HTTP', () => {
    it('shows host, masked address and names of headers', () => {
      const made = planned({ type: 'http', url: `https://mcp.contoso.com/mcp?key=${secret}`, headers: { Authorization: `Bearer ${secret}` } });
      assert.deepEqual(linesOf(made), ['Connects to: mcp.contoso.com', 'Address: https://mcp.contoso.com/mcp?key=•••', 'Headers: Authorization', 'How firmly fixed: by its address: whoever runs it decides what answers']);
      assert.deepEqual(fillIn(planOf(made), none), { kind: 'http', url: `https://mcp.contoso.com/mcp?key=${secret}`, headers: { Authorization: `Bearer ${secret}` }, transport: 'http' });
    });
    it('says that a connection is not encrypted, of what leaves the machine', () => {
      assert.ok(linesOf(planned({ url: 'http://mcp.contoso.com/' })).some((line) => line.startsWith('Encrypted: no')));
      assert.ok(!linesOf(planned({ url: 'http://localhost:3000/' })).some((line) => line.startsWith('Encrypted')));
    });
    for (const [url, why] of [['unix:///run/x.sock', /not one that can be called/], ['https://ann:pw@contoso.com/', /holds a login/], ['nowhere', /not one that can be called/]] as const) it(`refuses ${url}`, () => assert.match(planned({ url }) as string, why));
    it('refuses a header’s name that is none', () => assert.match(planned({ url: 'https://contoso.com/', headers: { 'X\r\nEvil': '1' } }) as string, /cannot be the name of a header/));
    it('leaves out what has no value', () => {
      const made = planned({ url: 'https://contoso.com/', headers: { A: null } });
      assert.deepEqual(startedBy(made).headers, {});
    });
  });

  describe('never', () => {
    it('in Restricted Mode', () => assert.match(planned({ command: 'ledger' }, { trusted: false }) as string, /not trusted \(Restricted Mode\)/));
    it('what no client reads where it lies', () => assert.match(plannedIn('.vscode/mcp.json', { servers: { a: { command: 'x' } } }, {}, false) as string, /No assistant reads this file where it lies/));
    it('what readers take differently', () => assert.match(plannedIn('.vscode/mcp.json', '{"servers":{"a":{"command":"x","command":"y"}}}') as string, /may read this entry differently/));
    it('a WebSocket', () => assert.match(planned({ type: 'ws', url: 'wss://contoso.com/' }) as string, /WebSocket/));
    it('an environment file that cannot be read', () => assert.match(planned({ command: 'ledger', envFile: '${workspaceFolder}/.env' }) as string, /variables from the file \/w\/\.env, which cannot be read/));
  });

  it('one that is switched off may be listened to, and is said to be off', () => {
    const made = plannedIn('.cursor/mcp.json', { mcpServers: { a: { command: 'ledger' } } });
    assert.ok(!linesOf(made).some((line) => line.startsWith('Switched off')));
    assert.ok(linesOf(plannedIn('.kiro/settings/mcp.json', { mcpServers: { a: { command: 'ledger', disabled: true } } })).includes('Switched off: it is off in its file, and would run now all the same'));
  });

  it('takes variables of an environment file, shows its path and their names, and lets the declaration win', () => {
    const made = planned({ command: 'ledger', envFile: '.env', env: { B: '2' } }, { envFile: (file) => ({ text: `A=${secret}\nB=1\n# ${file}` }) });
    assert.deepEqual(startedBy(made).env, { A: secret, B: '2' });
    assert.ok(linesOf(made).includes('Environment file: /w/.env'));
    assert.ok(linesOf(made).includes('Environment: A, B'));
    assert.ok(!linesOf(made).join().includes(secret));
  });

  it('asks more of what the policy denies', () => {
    const verdict = { state: 'denied', code: 'matched', reason: say('It is on the list.') } as const;
    const made = planOf(planned({ command: 'ledger' }, { verdict }));
    assert.match(made.stronger!.template, /The policy denies this server/);
    assert.ok(linesOf(made).includes('Policy: denied: It is on the list.'));
    assert.equal(planOf(planned({ command: 'ledger' }, { verdict: { ...verdict, state: 'unknown' } })).stronger, undefined);
  });

  describe('the seal', () => {
    const base = { command: 'npx', args: ['-y', 'ledger@1.0.0'], env: { A: '${env:REGION}' } };
    const around = { env: { REGION: 'eu' }, programAt: () => '/usr/bin/npx' };
    const sealOf = (server: Record<string, unknown>, more: Parameters<typeof planned>[1] = around): string => planOf(planned(server, more)).seal;
    it('is the same for exactly this launch, whatever it is called', () => {
      assert.equal(sealOf(base), sealOf(base));
      assert.equal(planOf(plannedIn('.vscode/mcp.json', { servers: { other: base } }, around)).seal, sealOf(base));
      assert.ok(!sealOf({ ...base, env: { A: secret } }).includes(secret));
    });
    for (const [what, server] of Object.entries({
      argument: { ...base, args: ['-y', 'ledger@1.0.0', '--all'] },
      version: { ...base, args: ['-y', 'ledger@1.0.1'] },
      variable: { ...base, env: { A: '${env:REGION}', B: '1' } },
      value: { ...base, env: { A: 'us' } },
      folder: { ...base, cwd: '/x' },
      registry: { ...base, args: ['-y', '--registry=https://npm.contoso.com/', 'ledger@1.0.0'] },
      sandbox: { ...base, sandboxEnabled: true },
    })) it(`is another for another ${what}`, () => assert.notEqual(sealOf(server), sealOf(base)));
    it('is another where the user’s own value, the program or its content is another', () => {
      assert.notEqual(sealOf(base, { ...around, env: { REGION: 'us' } }), sealOf(base));
      assert.notEqual(sealOf(base, { ...around, programAt: () => '/w/node_modules/.bin/npx' }), sealOf(base));
      assert.notEqual(sealOf(base, { ...around, contentOf: () => 'hash' }), sealOf(base));
    });
    it('is another where an input of the file asks for something else', () => {
      const asked = (type: Record<string, unknown>): string => planOf(planned({ command: 'ledger', args: ['${input:x}'] }, around, [{ id: 'x', type: 'promptString', ...type }])).seal;
      assert.notEqual(asked({}), asked({ default: '--evil' }));
    });
  });

  it('is never thrown out of by what a file says', () => {
    for (const text of ['{"servers":{"a":{"command":5}}}', '{"servers":{"a":null}}', '{"servers":{"a":{"command":"x","env":{"":"1"}}}}', '{"servers":{"a":{"command":"x","env":{"A":{"b":1}}}}}', '{"servers":{"a":{"command":"x\\u0000"}}}', '{"servers":{"a":{"url":"http://[::"}}}']) {
      assert.equal(typeof plannedIn('.vscode/mcp.json', text), 'string', text);
    }
    assert.equal(fileAt('.vscode/mcp.json', '{').declarations.length, 0);
  });
});
