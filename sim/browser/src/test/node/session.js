// node session.js PAGE: session files from disk, without a network: both sides, the filter; and what is none.
'use strict';

const assert = require('assert');
const fs = require('fs');
const {main, open, dialogue} = require('./chromium.js');

// As an earlier version wrote it: a ping without its payload, no TLS of sockets, no time of a character.
const OLD = [
    {k: 'hello', t: 1000, version: '0.1.9', what: 'sim', control: true, links: 3, sockets: 5, baud: 115200, paced: true, flow: 0},
    {k: 'command', t: 2000, x: 'AT+WSOPEN=0,"ws://192.168.1.2/?***"'},
    {k: 'opening', t: 2100, link: 0, uri: 'ws://192.168.1.2/?***', auth: false},
    {k: 'head', t: 2200, link: 0, dir: 'out', x: 'GET /?*** HTTP/1.1\r\n\r\n'},
    {k: 'state', t: 3000, link: 0, state: 'open', address: '192.168.1.2', port: 80, tls: '', cipher: '', protocol: '', deflate: false},
    {k: 'answer', t: 3100, x: '+WS_CONNECTED:0\r\n\r\nOK\r\n'},
    {k: 'ping', t: 4000, link: 0},
    {k: 'frame', t: 5000, link: 0, dir: 'in', op: 1, fin: true, n: 5, at: 0, whole: 5, x: 'hello'},
    {k: 'news', t: 5100, x: '+WS_DATA:0,5,'},
    {k: 'data', t: 5100, n: 5, x: 'hello'},
    {k: 'news', t: 5200, x: '\r\n'},
    {k: 'of a later version', t: 6000, x: 1},
].map(event => JSON.stringify(event)).join('\n') + '\n';

main({}, async context => {
    const page = await open(context, process.argv[2]);
    await dialogue(page, null, '\r\nready\r\n');
    const shows = (name, text) => page.setInputFiles('#open', {name, mimeType: 'text/plain', buffer: Buffer.from(text)});
    const told = text => page.waitForFunction(part => document.getElementById('live').textContent.includes(part), text);
    const rows = () => page.evaluate(() => [wsatDesk.rows.said.map(row => row.x), wsatDesk.rows.net.map(row => netText(row, 'ascii'))]);

    await shows('old.jsonl', OLD);
    await told('old.jsonl, as it was (1 of kinds that this page does not know); new rows come behind it');
    assert.deepStrictEqual(await rows(), [['AT+WSOPEN=0,"ws://192.168.1.2/?***"', '+WS_CONNECTED:0\r\n\r\nOK\r\n', '+WS_DATA:0,5,hello\r\n'],
        ['opens ws://192.168.1.2/?***', '→ GET /?*** HTTP/1.1\\r\\n\\r\\n', 'open 192.168.1.2:80', '← ping', '← text 5 hello']]);
    assert.match(await page.evaluate(() => wsatDesk.rows.net[4].said.x), /\+WS_DATA/);
    await page.fill('#filter', 'hello');
    await page.waitForFunction(() => document.getElementById('found').textContent === '2 of 8');
    await page.fill('#filter', '');

    // What is none leaves what is there.
    const before = await rows();
    for (const [name, text, words] of [['empty.jsonl', '', 'it is empty'], ['talk.at', '> AT\n< OK\\r\\n\n', 'wsat sim --script'],
        ['cat.png', '\u0089PNG\r\n\u0000', 'line 1 is no event'], ['numbers.json', '1\n2\n', 'line 1 is no event'],
        ['hole.jsonl', OLD.replace('"k":"ping"', '"k":ping'), 'line 7 is no event']]) {
        await shows(name, text);
        await told(`${name} is not shown: `);
        assert((await page.textContent('#live')).includes(words), await page.textContent('#live'));
        assert.deepStrictEqual(await rows(), before);
    }
    await shows('cut.jsonl', OLD.slice(0, -20));
    await told('its last line is cut off');
    await shows('middle.jsonl', OLD.slice(OLD.indexOf('\n') + 1));
    await told('without its beginning');

    // What is saved here is opened here, and the module goes on behind it.
    await dialogue(page, 'AT+CWJAP="net","hunter22"\r\n', 'OK\r\n');
    await page.waitForFunction(() => wsatDesk.rows.said.some(row => row.x.includes('AT+CWJAP')));
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#save')]);
    const saved = fs.readFileSync(await download.path(), 'utf8');
    assert(!saved.includes('hunter22') && saved.includes('AT+CWJAP'));
    const all = await rows();
    await page.click('#clear');
    await shows('session.jsonl', saved);
    await told('session.jsonl, as it was');
    assert.deepStrictEqual(await rows(), all);
    await dialogue(page, 'AT\r\n', '\r\nOK\r\n');
    await page.waitForFunction(count => wsatDesk.rows.said.length > count, all[0].length);
});
