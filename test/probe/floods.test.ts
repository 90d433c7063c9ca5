import assert from 'node:assert/strict';
import { Exchange } from '../../src/host/probe/exchange.ts';
import type { Connection, OutgoingMessage } from '../../src/host/probe/connection.ts';
import { readList } from '../../src/host/probe/read-list.ts';
import { probeLimits } from '../../src/core/probe/outcome.ts';

class Quiet implements Connection {
  readonly transport = 'stdio';
  readonly sent: OutgoingMessage[] = [];
  answer: ((message: OutgoingMessage) => void) | undefined;
  open(): Promise<void> {
    return Promise.resolve();
  }
  send(message: OutgoingMessage): Promise<void> {
    this.sent.push(message);
    this.answer?.(message);
    return Promise.resolve();
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
  masked(text: string): string {
    return text.replaceAll('secret-value', '•••');
  }
}

describe('a server that does not stop asking', () => {
  it('is answered so often and no more: what it does not read would pile up here, and over HTTP each answer is a call', () => {
    const connection = new Quiet();
    const exchange = new Exchange(connection);
    for (let id = 0; id < 10_000; id++) exchange.heard(`{"jsonrpc":"2.0","id":${id},"method":"ping"}`);
    for (let id = 0; id < 10_000; id++) exchange.heard(`{"jsonrpc":"2.0","id":${id},"method":"roots/list"}`);
    assert.ok(connection.sent.length > 0 && connection.sent.length <= 200, String(connection.sent.length));
  });

  it('what it asks for is told without what it was given in confidence', () => {
    const exchange = new Exchange(new Quiet());
    exchange.heard('{"jsonrpc":"2.0","id":1,"method":"say/secret-value"}');
    assert.doesNotMatch(JSON.stringify(exchange.remarks.messages().map(({ args }) => args)), /secret-value/);
  });

  it('two cursors in one answer: a list whose next page depends on the reader is not whole', async () => {
    const connection = new Quiet();
    const exchange = new Exchange(connection);
    connection.answer = ({ id }) => exchange.heard(`{"jsonrpc":"2.0","id":${String(id)},"result":{"tools":[],"nextCursor":"more","nextCursor":null}}`);
    const said = await readList(exchange, { method: 'tools/list', key: 'tools' }, undefined, probeLimits);
    assert.equal(said.extent, 'partial');
  });
});
