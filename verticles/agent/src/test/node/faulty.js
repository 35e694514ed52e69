// An agent that speaks just enough of the protocol to be prompted, and then does what its argument says.
import { createInterface } from 'node:readline';
import { spawn } from 'node:child_process';

const fault = process.argv[2];
const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\n');
const update = (text) =>
  JSON.stringify({
    jsonrpc: '2.0',
    method: 'session/update',
    params: { sessionId: 's', update: { sessionUpdate: 'agent_message_chunk', content: { type: 'text', text } } },
  }) + '\n';

function pour(piece) {
  while (process.stdout.write(piece));
  process.stdout.once('drain', () => pour(piece));
}

const faults = {
  crash() {
    process.stderr.write('out of luck\n', () => process.exit(7));
  },
  hang() {
    // It neither answers nor hears, and has a child that does not end by itself.
    process.on('SIGTERM', () => {});
    const child = spawn('sleep', ['300'], { stdio: 'ignore' });
    process.stdout.write(update(`child ${child.pid}.`));
  },
  flood() {
    pour(update('x'.repeat(8192)));
  },
  garbage() {
    pour('no message of any protocol\n');
  },
  line() {
    pour('x'.repeat(65536));
  },
  strange() {
    send({ method: 'no/such_method', id: 'one', params: { a: 1 } });
    send({ method: 'session/update', params: [] });
    send({ method: 'session/update', params: { update: 7 } });
    send({ method: 'session/update', params: { update: { sessionUpdate: 'plan', entries: 'none' } } });
    send({ method: 'session/update', params: { update: { sessionUpdate: 'usage_update', used: 'much', cost: 3 } } });
    send({ method: 'session/update', params: { update: { sessionUpdate: 'available_commands_update' } } });
    send({ method: 'session/update', params: { update: { sessionUpdate: 'a_later_version' } } });
    send({ id: 4711, result: {} });
    process.stdout.write('[]\n"text"\n{"half":\n');
    send({ id: prompt, result: { stopReason: 'end_turn' } });
  },
};

let prompt;
if (fault === 'early') {
  process.stderr.write('no key was given\n', () => process.exit(1));
} else if (fault !== 'mute') {
  createInterface({ input: process.stdin }).on('line', (line) => {
    const { id, method } = JSON.parse(line);
    if (method === 'initialize') {
      send({ id, result: { protocolVersion: fault === 'version' ? 9 : 1, agentCapabilities: {} } });
    } else if (method === 'session/new') {
      send({ id, result: { sessionId: 's' } });
    } else if (method === 'session/prompt') {
      prompt = id;
      faults[fault]();
    }
  });
}
