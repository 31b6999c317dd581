// What the page shows of the network, the terminal's completion and the figures: parts of desk.js.
'use strict';

const assert = require('assert');
const {createHash} = require('crypto');
const {execFileSync} = require('child_process');
const {once} = require('events');
const fs = require('fs');
const net = require('net');
const os = require('os');
const path = require('path');
const tls = require('tls');
const {heard, count, say, sendBytes, picture} = require('./person.js');

const accept = key => createHash('sha1').update(key + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
const listening = async server => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return server.address().port;
};
const freePort = async () => {
    const server = net.createServer();
    const port = await listening(server);
    server.close();
    await once(server, 'close');
    return port;
};
const wire = page => page.evaluate(() => wsatDesk.rows.net.map(row => ({k: row.k, link: row.link, socket: !!row.socket, dir: row.dir,
    x: row.x, op: row.event.op, event: row.event, said: row.said?.x ?? null, sees: netText(row, 'ascii')})));
const passed = (page, text) => page.waitForFunction(part => wsatDesk.rows.net.some(row => netText(row, 'ascii').includes(part)), text);
const sees = async (page, text) => {
    const all = await wire(page);
    return all.find(row => row.sees.includes(text)) ?? assert.fail(`no ${text} in\n${all.map(row => row.sees).join('\n')}`);
};

// A server that pings, and says goodbye in words.
async function control(page) {
    const server = net.createServer(socket => {
        let asked = '';
        socket.on('error', () => { });
        socket.on('data', data => {
            const key = /Sec-WebSocket-Key: (.*)\r\n/.exec(asked += data.toString('latin1'));
            if (key && asked.endsWith('\r\n\r\n')) {
                socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: '
                    + accept(key[1]) + '\r\nSet-Cookie: session=secret\r\n\r\n');
                socket.write(Buffer.from([0x89, 2, 0x68, 0x69])); // a ping
            } else if (data[0] === 0x8A) { // its pong
                const reason = Buffer.from('going away /way');
                socket.write(Buffer.concat([Buffer.from([0x88, 2 + reason.length, 0x03, 0xE9]), reason]));
            }
        });
    });
    await say(page, 'AT+WSCLOSE=1');
    await passed(page, '→ close 1000');
    const from = await count(page);
    await say(page, `AT+WSOPEN=1,"ws://127.0.0.1:${await listening(server)}/way?token=secret"`);
    await heard(page, '+WS_CLOSED:1\r\n', from);
    await passed(page, '→ close 1001');
    assert.strictEqual((await sees(page, '← ping 2 hi')).said, null);
    assert.strictEqual((await sees(page, '→ pong 2 hi')).said, null);
    assert.strictEqual((await wire(page)).filter(row => row.op === 8 && row.dir === 'in').pop().sees, '← close 1001 "going away ..."'); // without what is repeated of the request
    const closed = (await wire(page)).filter(row => row.k === 'state' && row.event.state === 'closed');
    assert.deepStrictEqual(closed.map(row => row.said), ['+WS_CLOSED:1\r\n']);
    server.close();
}

// Chain, version and cipher of AT+CIPSTART "SSL".
async function sslSocket(page) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wsat-'));
    const [key, certificate] = ['key.pem', 'cert.pem'].map(name => path.join(folder, name));
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/O=Test/CN=desk.example',
        '-keyout', key, '-out', certificate], {stdio: 'ignore'});
    const server = tls.createServer({key: fs.readFileSync(key), cert: fs.readFileSync(certificate)}, socket => {
        socket.on('error', () => { });
        socket.pipe(socket);
    });
    fs.rmSync(folder, {recursive: true});
    await say(page, 'AT+CIPMUX=1');
    await say(page, `AT+CIPSTART=2,"SSL","127.0.0.1",${await listening(server)}`);
    await say(page, 'AT+CIPSEND=2,4', '>');
    await sendBytes(page, 'test', '+IPD,2,4:test');
    const row = await sees(page, 'TLSv1.3 TLS_');
    assert.match(row.said, /AT\+CIPSTART=2/);
    assert((await sees(page, 'certificate 0: ')).sees.includes('desk.example'));
    assert.strictEqual((await sees(page, '→ 4 test')).said, 'AT+CIPSEND=2,4');
    assert.match((await sees(page, '← 4 test')).said, /\+IPD,2,4:/);
    const card = page.locator('#links li', {hasText: /^Socket 2/});
    await card.locator('span:nth-child(3)', {hasText: /SSL 127\.0\.0\.1:\d+ · .*TLSv1\.3 TLS_/}).waitFor();
    await card.locator('details', {hasText: 'Certificates'}).locator('pre', {hasText: /CN=desk\.example[^]*SHA-256 [0-9a-f]{64}/})
        .waitFor({state: 'attached'}); // folded
    server.close();
    await say(page, 'AT+CIPCLOSE=2');
}

// Who comes to the module: peer, and both heads.
async function clients(page) {
    const [sockets, links] = [await freePort(), await freePort()];
    await say(page, `AT+CIPSERVER=1,${sockets}`);
    const raw = net.connect(sockets, '127.0.0.1');
    await heard(page, ',CONNECT');
    raw.write('hello');
    await heard(page, ',5:hello');
    const come = (await wire(page)).find(row => row.k === 'socket' && row.event.served);
    assert.strictEqual(come.event.port, raw.localPort);
    assert.strictEqual(come.event.local, sockets);
    assert.match(come.said, /,CONNECT/);
    raw.destroy();
    await say(page, `AT+WSSERVER=1,${links}`);
    const socket = net.connect(links, '127.0.0.1');
    const from = await count(page);
    socket.write(`GET /chat?token=secret HTTP/1.1\r\nHost: 127.0.0.1:${links}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n`
        + 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Basic c2VjcmV0\r\n\r\n');
    await heard(page, '+WS_ACCEPTED:1', from);
    socket.write(Buffer.from([0x89, 0x81, 0, 0, 0, 0, 0x70])); // a ping
    await passed(page, '→ pong 1 p');
    const heads = (await wire(page)).filter(row => row.k === 'head' && row.link === 1).slice(-2);
    assert.match(heads[0].sees, /^← GET \/chat\?\*\*\* HTTP\/1\.1.*Authorization: \*\*\*/);
    assert.match(heads[1].sees, /^→ HTTP\/1\.1 101 .*Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=/);
    const card = page.locator('#links li', {hasText: 'WebSocket 1'});
    await page.waitForFunction(() => document.getElementById('links').textContent.includes('a client that has come'));
    await card.locator('summary', {hasText: 'Handshake'}).focus();
    await page.keyboard.press('Enter'); // it unfolds, and stays so while rows come
    await say(page, 'AT');
    assert(await card.locator('pre').first().isVisible());
    await card.locator('pre', {hasText: /GET \/chat[^]*101 Switching/}).waitFor();
    const ports = await page.locator('#links li', {hasText: /^Port /}).allTextContents();
    assert.deepStrictEqual(ports, [`Port ${sockets}openfor TCP links`, `Port ${links}openfor WebSocket links`]);
    socket.destroy();
    await passed(page, 'lost (TCP ended');
    await card.locator('summary', {hasText: 'Handshake'}).click();
    await say(page, 'AT+WSSERVER=0');
    await say(page, 'AT+CIPSERVER=0,1');
}

// The one row that is selected: it is painted with the next frame of the screen.
const selected = (page, list, text) => page.locator(`${list} .row[aria-selected=true]`, {hasText: text}).waitFor();

// A frame shows its row, and the row its frame.
async function pairs(page) {
    await page.evaluate(() => { wsatDesk.net.follows = wsatDesk.said.follows = true; });
    await say(page, 'AT+WSSEND=0,6,1', '>');
    await sendBytes(page, 'paired', '+WS_DATA:0,6,paired');
    await passed(page, '← text 6 paired');
    await page.click('#net .row:has-text("← text 6 paired")');
    await selected(page, '#said', '+WS_DATA:0,6,paired');
    assert.match(await page.textContent('#where'), /opcode 1 text, FIN 1, received, 6 bytes · belongs to #\d+ of the conversation/);
    await page.click('#said .row:has-text("AT+WSSEND=0,6,1")');
    await selected(page, '#net', '→ text 6 paired');
}

async function network(page) {
    for (const part of [control, sslSocket, clients, pairs]) {
        await part(page);
    }
    await say(page, `AT+WSOPEN=1,"${await page.evaluate(() => wsatDesk.rows.server)}"`); // as it was
    const all = await page.evaluate(() => JSON.stringify(wsatDesk.rows.net.map(row => row.event)) + document.body.innerText);
    assert(!/secret|c2VjcmV0/.test(all), 'a secret is shown');
}

// Commands are found and completed by keys alone; a screen reader is told which is chosen.
async function terminal(page) {
    const command = page.locator('#command');
    await command.focus();
    await page.keyboard.type('at+wsop');
    assert.deepStrictEqual(await page.locator('#completions .name').allTextContents(), ['AT+WSOPEN', 'AT+WSOPENNB']);
    assert.strictEqual(await command.getAttribute('aria-expanded'), 'true');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const chosen = await command.getAttribute('aria-activedescendant');
    assert.match(await page.locator('#' + chosen).textContent(), /^AT\+WSOPENNB=as AT\+WSOPEN/);
    await page.keyboard.press('Enter'); // accepts, and sends nothing
    assert.strictEqual(await command.inputValue(), 'AT+WSOPENNB=');
    assert.strictEqual(await command.getAttribute('aria-expanded'), 'false');
    assert.match(await page.textContent('#help'), /^AT\+WSOPENNB/);
    await command.fill('');
    await page.keyboard.type('DEFLATE'); // within a name
    assert.deepStrictEqual(await page.locator('#completions .name').allTextContents(), ['AT+WSDEFLATE']);
    await page.keyboard.press('Escape');
    assert(await page.locator('#completions').isHidden());
    await command.fill('');
    await page.keyboard.press('ArrowUp'); // no list: it is the history
    assert.match(await command.inputValue(), /^AT/);
    await command.fill('');
    await page.keyboard.type('AT+CIP');
}

// What is plotted can be read, too; and is what was.
async function figures(page) {
    const value = name => page.evaluate(wanted => [...document.querySelectorAll('#counters div')]
        .find(one => one.firstChild.textContent === wanted)?.lastChild.textContent, name);
    await page.waitForFunction(() => /^[\d.]+ (µs|ms|s)$/.test([...document.querySelectorAll('#counters div')]
        .find(one => one.firstChild.textContent === 'p99')?.lastChild.textContent));
    assert.strictEqual(await value('line in use'), 'has no rate');
    assert.strictEqual(await value('waits in the kernel'), 'not known');
    const texts = await page.locator('#plots canvas').evaluateAll(all => all.filter(one => one.clientWidth).map(one => one.getAttribute('aria-label')));
    assert.strictEqual(texts.length, 3);
    assert.match(texts[0], /^Bytes over the last minute: now host \d+ B\/s, module \d+ B\/s; most \d+ B\/s$/);
    assert.match(texts[2], /^Answers over the last minute: now p50 .*, p99 .*; most .*s$/);
    const counted = await page.evaluate(() => {
        const rows = new Rows();
        rows.add({k: 'hello', t: 0, what: 'run', baud: 115200, nanos: 86805, paced: true});
        for (let i = 0; i < 100; i++) { // answers after 1 to 100 ms, in a second
            rows.add({k: 'command', t: 5e6 + i * 1000, x: 'AT'});
            rows.add({k: 'answer', t: 5e6 + i * 1000 + (i + 1) * 1000, x: '\r\nOK\r\n'});
        }
        rows.add({k: 'queue', t: 5.5e6, n: 300});
        rows.add({k: 'queue', t: 5.6e6, n: 0});
        const {up, down, saysUp, saysDown, queue} = rows.figures.of(5);
        return [up, down, saysUp, saysDown, queue, rows.queue, rows.character, rows.figures.percentiles(.5, .9, .99)];
    });
    assert.deepStrictEqual(counted, [400, 600, 100, 100, 300, 0, 86.805, [50000, 90000, 99000]]);
}

module.exports = {network, terminal, figures};
