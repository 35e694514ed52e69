'use strict';
// What Trestle's terminals are measured beside: node-pty behind ws and nothing else. It speaks as much of Trestle's protocol
// as the benchmark does, pty.open, pty.ack, pty.close and binary frames, so that both are measured by the same client.
const { WebSocketServer } = require('ws');
const pty = require('node-pty');

const DATA = 1;
const HEADER = 5;
const WINDOW = 256 * 1024;

let streams = 0;

function open(terminals, socket, { command: [program, ...args], cols, rows }) {
    const stream = ++streams;
    const process = pty.spawn(program, args, { cols, rows, encoding: null });
    const terminal = { process, sent: 0, acknowledged: 0, held: false };
    process.onData((data) => {
        const frame = Buffer.allocUnsafe(HEADER + data.length);
        frame[0] = DATA;
        frame.writeUInt32BE(stream, 1);
        data.copy(frame, HEADER);
        socket.send(frame);
        terminal.sent += data.length;
        hold(terminal);
    });
    process.onExit(() => terminals.delete(stream));
    terminals.set(stream, terminal);
    return { terminal: String(stream), stream };
}

function hold(terminal) {
    const held = terminal.sent - terminal.acknowledged > WINDOW;
    if (held !== terminal.held) {
        terminal.held = held;
        held ? terminal.process.pause() : terminal.process.resume();
    }
}

function call(terminals, socket, { method, params }) {
    if (method === 'pty.open') {
        return open(terminals, socket, params);
    }
    const terminal = terminals.get(Number(params.terminal));
    if (terminal && method === 'pty.ack') {
        terminal.acknowledged = params.offset;
        hold(terminal);
    } else if (terminal && method === 'pty.close') {
        terminal.process.kill('SIGKILL');
    }
    return {};
}

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('listening', () => console.log(`ready http://127.0.0.1:${server.address().port}/`));
server.on('connection', (socket) => {
    const terminals = new Map();
    socket.on('close', () => terminals.forEach(({ process }) => process.kill('SIGKILL')));
    socket.on('message', (data, binary) => {
        if (binary) {
            terminals.get(data.readUInt32BE(1))?.process.write(data.subarray(HEADER));
            return;
        }
        const request = JSON.parse(data);
        const result = call(terminals, socket, request);
        if (request.id !== undefined) {
            socket.send(JSON.stringify({ jsonrpc: '2.0', id: request.id, result }));
        }
    });
});
