// An agent on the official SDK. The first word of a prompt says which part of the protocol it shall use.
import * as acp from '@agentclientprotocol/sdk';
import { Readable, Writable } from 'node:stream';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';

const { agent: asked, client } = acp.methods;
const sessions = new Map();

const OPTIONS = [
  { optionId: 'yes', name: 'Yes', kind: 'allow_once' },
  { optionId: 'no', name: 'No', kind: 'reject_once' },
];

const MODES = [
  { id: 'code', name: 'Code' },
  { id: 'plan', name: 'Plan' },
];

const COMMANDS = [
  { name: 'test', description: 'Runs the tests.', input: { hint: 'which ones' } },
  { name: 'clear', description: 'Forgets what was said.' },
];

const MODEL = {
  id: 'model',
  name: 'Model',
  category: 'model',
  type: 'select',
  currentValue: 'large',
  options: [{ value: 'large', name: 'Large' }],
};

const FAST = { id: 'fast', name: 'Fast', type: 'boolean', currentValue: false };

async function answer(blocks, session, peer, signal) {
  const prompt = blocks[0].text;
  const tell = (update) => peer.notify(client.session.update, { sessionId: session.id, update });
  const say = (text) => tell({ sessionUpdate: 'agent_message_chunk', content: { type: 'text', text } });
  const [word, path] = prompt.split(' ');
  const file = path && `${session.cwd}/${path}`;
  switch (word) {
    case 'echo':
      await tell({ sessionUpdate: 'agent_thought_chunk', content: { type: 'text', text: 'Hm.' } });
      await say('You said: ');
      await say(prompt);
      break;
    case 'plan':
      await tell({ sessionUpdate: 'plan', entries: [{ content: 'Look', priority: 'high', status: 'completed' }] });
      break;
    case 'read':
      await say((await peer.request(client.fs.readTextFile, { sessionId: session.id, path: file })).content);
      break;
    case 'line':
      await say(
        (await peer.request(client.fs.readTextFile, { sessionId: session.id, path: file, line: 2, limit: 1 })).content,
      );
      break;
    case 'edit': {
      const toolCall = {
        toolCallId: 'call-1',
        title: `Edit ${path}`,
        kind: 'edit',
        status: 'pending',
        locations: [{ path: file }],
        rawInput: { path, content: 'by the agent\n' },
      };
      await tell({ sessionUpdate: 'tool_call', ...toolCall });
      const { outcome } = await peer.request(client.session.requestPermission, {
        sessionId: session.id,
        toolCall,
        options: OPTIONS,
      });
      if (outcome.outcome === 'cancelled' || outcome.optionId !== 'yes') {
        await tell({ sessionUpdate: 'tool_call_update', toolCallId: 'call-1', status: 'failed' });
        await say(`not done: ${outcome.optionId ?? outcome.outcome}`);
        break;
      }
      await peer.request(client.fs.writeTextFile, { sessionId: session.id, path: file, content: 'by the agent\n' });
      await tell({
        sessionUpdate: 'tool_call_update',
        toolCallId: 'call-1',
        status: 'completed',
        content: [{ type: 'diff', path: file, oldText: null, newText: 'by the agent\n' }],
      });
      await say('done');
      break;
    }
    case 'force':
      await peer.request(client.fs.writeTextFile, { sessionId: session.id, path: file, content: 'forced\n' }).then(
        () => say('written'),
        (refused) => say(`refused: ${refused.message}`),
      );
      break;
    case 'run': {
      const terminal = await peer.createTerminal({ sessionId: session.id, command: prompt.slice(4) });
      await tell({
        sessionUpdate: 'tool_call',
        toolCallId: 'call-2',
        title: prompt.slice(4),
        kind: 'execute',
        status: 'in_progress',
        content: [{ type: 'terminal', terminalId: terminal.id }],
      });
      const { exitCode } = await terminal.waitForExit();
      const { output } = await terminal.currentOutput();
      await terminal.release();
      await say(`${output}exit ${exitCode}`);
      break;
    }
    case 'wait':
      await say('waiting');
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return 'cancelled';
    case 'blocks':
      await say(blocks.map(({ type, mimeType, uri }) => [type, mimeType ?? uri].filter(Boolean).join(' ')).join(', '));
      break;
    case 'stat':
      await say(existsSync(path) ? 'there' : 'not there');
      break;
    case 'connect':
      await say(
        await new Promise((resolve) => {
          const socket = connect(Number(path), '127.0.0.1', () => resolve('connected'));
          socket.on('error', ({ code }) => resolve(code));
        }),
      );
      break;
    case 'become':
      await tell({ sessionUpdate: 'current_mode_update', currentModeId: path });
      await tell({ sessionUpdate: 'current_mode_update', currentModeId: path });
      await tell({ sessionUpdate: 'session_info_update', title: `On ${path}ning` });
      await tell({ sessionUpdate: 'usage_update', used: 53000, size: 200000, cost: { amount: 0.25, currency: 'USD' } });
      await tell({ sessionUpdate: 'config_option_update', configOptions: [MODEL, { ...FAST, currentValue: true }] });
      break;
    case 'surroundings':
      await say(JSON.stringify(process.env));
      break;
    default:
      await say(`remembered: ${session.before}`);
  }
  return 'end_turn';
}

const app = acp
  .agent({ name: 'test-agent' })
  .onRequest(asked.initialize, () => ({
    protocolVersion: acp.PROTOCOL_VERSION,
    agentCapabilities: { loadSession: true, promptCapabilities: { image: true } },
    authMethods: [],
  }))
  .onRequest(asked.session.new, ({ params, client: peer }) => {
    const id = randomUUID();
    sessions.set(id, { id, cwd: params.cwd, before: 'nothing' });
    const update = { sessionUpdate: 'available_commands_update', availableCommands: COMMANDS };
    setImmediate(() => peer.notify(client.session.update, { sessionId: id, update }));
    return {
      sessionId: id,
      modes: { currentModeId: 'code', availableModes: MODES },
      configOptions: [MODEL, FAST],
    };
  })
  .onRequest(asked.session.load, async ({ params, client: peer }) => {
    sessions.set(params.sessionId, { id: params.sessionId, cwd: params.cwd, before: params.sessionId });
    await peer.notify(client.session.update, {
      sessionId: params.sessionId,
      update: { sessionUpdate: 'agent_message_chunk', content: { type: 'text', text: 'replayed' } },
    });
    return {};
  })
  .onRequest(asked.session.prompt, async ({ params, client: peer }) => {
    const session = sessions.get(params.sessionId);
    session.turn = new AbortController();
    const stopReason = await answer(params.prompt, session, peer, session.turn.signal);
    return { stopReason };
  })
  .onNotification(asked.session.cancel, ({ params }) => sessions.get(params.sessionId)?.turn?.abort());

app.connect(acp.ndJsonStream(Writable.toWeb(process.stdout), Readable.toWeb(process.stdin)));
