'use strict';
// What Trestle's topics are measured beside: socket.io with a room for each topic, and nothing else. With REDIS_URL it has the
// Redis adapter, by which several such servers would tell each other.
const { createServer } = require('node:http');
const { Server } = require('socket.io');
const { createAdapter } = require('@socket.io/redis-adapter');
const { createClient } = require('redis');

// No heartbeats while anything is measured, so that the client need not answer them.
const HOUR_MS = 3_600_000;

async function adapter(url) {
    // Where much is under way a command waits longer than its five seconds, and the process would end.
    const publisher = createClient({ url, commandOptions: { timeout: HOUR_MS } });
    const subscriber = publisher.duplicate();
    await Promise.all([publisher.connect(), subscriber.connect()]);
    return createAdapter(publisher, subscriber);
}

async function main() {
    const http = createServer();
    const io = new Server(http, { transports: ['websocket'], serveClient: false, pingInterval: HOUR_MS });
    if (process.env.REDIS_URL) {
        io.adapter(await adapter(process.env.REDIS_URL));
    }
    io.on('connection', (socket) => {
        socket.on('join', async (topic, answer) => {
            await socket.join(topic);
            answer();
        });
        socket.on('publish', (topic, data, answer) => {
            io.to(topic).emit('event', topic, data);
            answer();
        });
    });
    http.listen(0, '127.0.0.1', () => console.log(`ready http://127.0.0.1:${http.address().port}/`));
}

main();
