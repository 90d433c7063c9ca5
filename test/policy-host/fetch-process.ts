// A process of its own that gets an address: `fetch-process.js ADDRESS`; with SSL_CERT_FILE it trusts a test's certificate.
import { render } from '../../src/core/text/message.ts';
import { fetchBytes } from '../../src/host/policy/fetch-bytes.ts';

async function main(): Promise<void> {
  const fetched = await fetchBytes(process.argv[2] ?? '');
  process.stdout.write(JSON.stringify(fetched.kind === 'failed' ? { kind: fetched.kind, reason: render(fetched.reason) } : fetched.kind === 'fresh' ? { kind: fetched.kind, text: fetched.bytes.toString('utf8') } : { kind: fetched.kind }));
}

void main();
