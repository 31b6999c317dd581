// node network.js PAGE: a real server by the browser's WebSocket.
'use strict';

const assert = require('assert');
const {once} = require('events');
const {WebSocketServer} = require('ws');
const {main, open, dialogue, logs} = require('./chromium.js');

// Takes bytes and never has them: a line that stands still.
function stalled() {
    const port = {
        async open() {
            this.readable = new ReadableStream();
            this.writable = new WritableStream({write: () => new Promise(() => { })});
        },
    };
    Object.defineProperty(navigator, 'serial', {value: {requestPort: async () => port}});
}

const connection = server => new Promise(resolve => server.once('connection', (socket, request) =>
    resolve({socket, request})));
const message = socket => new Promise(resolve => socket.once('message', (data, binary) =>
    resolve([binary, data.toString('latin1')])));
const close = socket => new Promise(resolve => socket.once('close', (code, reason) => resolve([code, String(reason)])));

main({online: true, allowed: /WebSocket connection to/}, async context => {
    await context.addInitScript(stalled);
    const server = new WebSocketServer({port: 0, host: '127.0.0.1', handleProtocols: all => [...all].pop()});
    await once(server, 'listening');
    const url = 'ws://127.0.0.1:' + server.address().port + '/way?x=1';
    const page = await open(context, process.argv[2]);
    await dialogue(page, null, '\r\nready\r\n');

    // Subprotocol; what cannot be said is in the log.
    await dialogue(page, 'AT+WSHEAD=13\r\n', '>');
    await dialogue(page, 'X-Secret: yes', '\r\nOK\r\n');
    let there = connection(server);
    await dialogue(page, 'AT+WSOPEN=0,"' + url + '","ocpp1.6, ocpp2.0.1"\r\n', '+WS_CONNECTED:0\r\n\r\nOK\r\n');
    let {socket, request} = await there;
    assert.equal(request.url, '/way?x=1');
    assert.equal(request.headers['x-secret'], undefined);
    await logs(page, 'without what was set of: headers');
    await dialogue(page, 'AT+WSINFO?\r\n', 'ocpp2.0.1');

    // Text and binary, each way; fragments are joined.
    for (const [opcode, binary] of [[1, false], [2, true]]) {
        const got = message(socket);
        await dialogue(page, 'AT+WSSEND=0,4,' + opcode + '\r\n', '\r\n>');
        await dialogue(page, 'test', 'SEND OK');
        assert.deepEqual(await got, [binary, 'test']);
    }
    socket.send('hello');
    await dialogue(page, null, '+WS_DATA:0,5,hello\r\n');
    socket.send(Buffer.from([0, 255]));
    await dialogue(page, null, '+WS_DATA:0,2,\0\xff\r\n');
    await dialogue(page, 'AT+WSSEND=0,1,1\r\n', '\r\n>');
    await dialogue(page, '\xff', 'ERROR');
    await logs(page, 'a browser sends text in UTF-8 alone');

    // Ends: by the server with its code, by the host with one that a browser takes and one that it does not.
    socket.close(4001, 'enough');
    await dialogue(page, null, '+WS_CLOSED:0');
    await dialogue(page, 'AT+WSERR?\r\n', '+WSERR:0,10,4001');
    for (const [how, payload, comes] of [['AT+WSCLOSE=0,3003', '', 3003], ['AT+WSSEND=0,2,8', '\x03\xf0', 1005]]) {
        there = connection(server);
        await dialogue(page, 'AT+WSOPEN=0,"' + url + '"\r\n', '\r\nOK\r\n');
        ({socket} = await there);
        const ended = close(socket);
        await dialogue(page, how + '\r\n', '\r\nOK\r\n');
        if (payload !== '') {
            await dialogue(page, payload, '+WS_CLOSED:0');
        }
        assert.equal((await ended)[0], comes);
    }
    await logs(page, 'closed without code 1008');

    // The line stands still and the server does not: at 1 MiB it is over.
    there = connection(server);
    await dialogue(page, 'AT+WSOPEN=0,"' + url + '"\r\n', '\r\nOK\r\n');
    ({socket} = await there);
    const ended = close(socket);
    await page.click('#serial');
    const piece = Buffer.alloc(65536, 'x');
    for (let i = 0; i < 20; i++) {
        socket.send(piece);
    }
    await ended;
    await logs(page, 'more than 1 MiB waits for the line');
    server.close();
});
