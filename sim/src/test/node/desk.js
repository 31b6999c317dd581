// The page of --web in a real Chromium: desk.js URL FOLDER does all that a person does there, and leaves pictures in FOLDER.
'use strict';

const assert = require('assert');
const fs = require('fs');
const path = require('path');
const {chromium} = require('playwright-core');
const {heard, count, say, sendBytes, picture} = require('./person.js');
const {network, terminal, figures} = require('./desk-parts.js');
const [url, folder] = process.argv.slice(2);
const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const ROWS = 100000;
const PATIENCE = Number(process.env.PATIENCE || 60000);

async function main() {
    const browser = await chromium.launch({
        executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu']});
    try {
        const context = await browser.newContext({viewport: {width: 1280, height: 800}, bypassCSP: true, acceptDownloads: true});
        const page = await context.newPage();
        page.setDefaultTimeout(PATIENCE);
        const wrong = [];
        const elsewhere = [];
        page.on('pageerror', error => wrong.push(String(error)));
        page.on('console', message => message.type() === 'error' && !/status of 400/.test(message.text()) && wrong.push(message.text()));
        page.on('request', request => request.url().startsWith(url) || /^(data|blob):/.test(request.url()) || elsewhere.push(request.url()));
        for (const part of [flow, network, terminal, figures, filter, faults, session, access, keyboard, manyRows]) {
            await part(page);
            console.log('passed ' + part.name);
        }
        assert.deepStrictEqual(wrong, []);
        assert.deepStrictEqual(elsewhere, []);
    } finally {
        await browser.close();
    }
}

async function flow(page) {
    await page.goto(url);
    await page.waitForSelector('#live.on');
    await heard(page, 'ready');
    await page.waitForFunction(() => wsatDesk.rows.server);
    await say(page, 'AT+GMR');
    await picture(page, folder, 'rest');
    const server = await page.evaluate(() => wsatDesk.rows.server);
    for (const link of [0, 1, 2]) {
        await say(page, `AT+WSOPEN=${link},"${server}/?token=secret"`);
        await say(page, `AT+WSSEND=${link},5`, '>');
        await sendBytes(page, 'hell' + link, `+WS_DATA:${link},5,hell${link}`);
    }
    await say(page, 'AT+WSSEND=0,3,2', '>');
    await sendBytes(page, '00 0d ff', '+WS_DATA:0,3,\u0000\r\u00FF', 'hex');
    await say(page, 'AT+CWJAP="net","password"', 'OK');
    const net = await page.evaluate(() => wsatDesk.rows.net.map(row => [row.k, row.link, row.dir, row.event.op, row.event.n, row.x, row.said?.x]));
    for (const link of [0, 1, 2]) {
        assert(net.some(row => row[0] === 'frame' && row[1] === link && row[2] === 'out' && row[5] === 'hell' + link && row[6] === `AT+WSSEND=${link},5`), 'sent ' + link);
        assert(net.some(row => row[0] === 'frame' && row[1] === link && row[2] === 'in' && row[5] === 'hell' + link && row[6].startsWith(`+WS_DATA:${link},5,`)), 'got ' + link);
    }
    assert(net.some(row => row[0] === 'head' && row[5].startsWith('HTTP/1.1 101')), 'no answer to the upgrade');
    assert(net.some(row => row[0] === 'head' && row[2] === 'out' && row[5].startsWith('GET /?*** HTTP/1.1\r\nConnection: Upgrade')), 'no request');
    const all = await page.evaluate(() => JSON.stringify(wsatDesk.rows.said.map(row => row.x)) + JSON.stringify(wsatDesk.rows.net.map(row => row.event)));
    assert(!all.includes('secret') && !all.includes('password'), 'a secret is shown');
    await picture(page, folder, 'three-links');
    await say(page, 'AT+NOSUCH', 'ERROR');
    await page.click('#said .row.bad');
    assert.match(await page.textContent('#bytes'), /ERROR/);
    await page.selectOption('#shown', 'c');
    await page.click('#said .row.bad');
    assert.match(await page.textContent('#bytes'), /0x45, 0x52, 0x52, 0x4f, 0x52/);
    await page.selectOption('#shown', 'ascii');
    await picture(page, folder, 'error');
}

async function filter(page) {
    const shown = async text => {
        await page.fill('#filter', text);
        return page.evaluate(() => wsatDesk.said.rows.map(row => row.x).concat(wsatDesk.net.rows.map(row => row.k)));
    };
    assert((await shown('cmd:GMR')).every(x => !x.includes('WSOPEN')));
    assert((await shown('cmd:GMR')).some(x => x === 'AT+GMR'));
    assert.deepStrictEqual((await shown('err kind:command')), ['AT+NOSUCH']);
    assert((await shown('link:1')).includes('AT+WSSEND=1,5'));
    assert(!(await shown('link:1')).includes('AT+WSSEND=0,5'));
    assert.deepStrictEqual(await shown('slow>100s'), []);
    assert((await shown('-cmd:WS')).every(x => !x.startsWith('AT+WS')));
    assert((await shown('hell2')).length >= 3);
    await page.fill('#filter', '');
}

async function faults(page) {
    await page.click('#faults summary');
    await picture(page, folder, 'faults');
    const from = await count(page);
    await page.click('text=Link: closed, 1001');
    await heard(page, '+WS_CLOSED:0\r\n', from);
    await page.fill('#words', 'server 1 drop');
    await page.press('#words', 'Enter');
    await heard(page, '+WS_DISCONNECTED:1\r\n', from);
    await page.click('text=Servers refuse');
    await say(page, 'AT+WSOPEN=0,"ws://127.0.0.1:1"', 'ERROR');
    await say(page, 'AT+WSERR?', '+WSERR:0,2,111,');
    await page.click('text=No such name');
    await say(page, 'AT+WSOPENNB=0,"ws://broker.example"', '+WS_OPENFAIL:0,1,202');
    await page.click('text=Network cut');
    await heard(page, 'WIFI DISCONNECT\r\n', from);
    await page.click('text=Network up');
    await heard(page, 'WIFI GOT IP\r\n', from);
    await page.fill('#words', 'server what');
    await page.press('#words', 'Enter');
    await page.waitForFunction(() => document.getElementById('trouble').textContent.includes('no fault'));
    const before = await count(page);
    await page.click('text=Module reset');
    await heard(page, '\r\nready\r\n', before);
    await page.click('text=Servers accept again');
    await page.click('text=A byte lost');
    await page.fill('#command', 'XAT');
    await page.press('#command', 'Enter');
    await heard(page, 'OK', before);
    await page.click('text=Host stops');
    const stopped = await count(page);
    await page.fill('#command', 'AT');
    await page.press('#command', 'Enter');
    await heard(page, 'AT', stopped);
    await new Promise(done => setTimeout(done, 300));
    assert(!await page.evaluate(from => wsatDesk.rows.said.slice(from).some(row => row.k === 'answer'), stopped), 'said to a host that has stopped');
    await page.click('text=Host goes on');
    await heard(page, 'OK', stopped);
    await page.click('#faults summary');
}

async function session(page) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#save')]);
    const file = path.join(folder, 'session.jsonl');
    await download.saveAs(file);
    assert(!/secret|password/.test(fs.readFileSync(file, 'utf8')), 'a secret is saved');
    const before = await page.evaluate(() => JSON.stringify(wsatDesk.rows.said.map(row => [row.k, row.t, row.x, row.took])));
    const network = await page.evaluate(() => JSON.stringify(wsatDesk.rows.net.map(row => [netText(row, 'ascii'), row.said?.x])));
    await page.click('#clear');
    await page.setInputFiles('#open', file);
    await page.waitForFunction(() => wsatDesk.rows.said.length > 10);
    assert.strictEqual(await page.evaluate(() => JSON.stringify(wsatDesk.rows.said.map(row => [row.k, row.t, row.x, row.took]))), before);
    assert.strictEqual(await page.evaluate(() => JSON.stringify(wsatDesk.rows.net.map(row => [netText(row, 'ascii'), row.said?.x]))), network);
    await page.setInputFiles('#open', {name: 'broken.jsonl', mimeType: 'text/plain', buffer: Buffer.from('{"k":"hello","t":1}\nrubbish\n{"k":"command","t":2,"x":"AT"}\n')});
    await page.waitForFunction(() => document.getElementById('live').textContent === 'broken.jsonl is not shown: it is no session file: line 2 is no event');
    assert((await count(page)) > 10);
    await page.reload(); // all that is kept comes again
    await page.waitForSelector('#live.on');
    await page.waitForFunction(length => wsatDesk.rows.said.length >= length, JSON.parse(before).length);
}

// In each state: with a row's bytes, a list of completions, a handshake unfolded, the faults.
async function access(page) {
    await page.evaluate(AXE);
    await page.focus('#net');
    await page.keyboard.press('End');
    await page.locator('#links summary:visible').first().click();
    await page.click('#faults summary');
    await page.focus('#command');
    await page.keyboard.type('AT+WS');
    await page.keyboard.press('ArrowDown');
    for (const scheme of ['light', 'dark']) {
        await page.emulateMedia({colorScheme: scheme});
        for (const width of [1280, 400]) {
            await page.setViewportSize({width, height: 800});
            assert(await page.locator('#completions').isVisible());
            const found = await page.evaluate(() => axe.run());
            assert.deepStrictEqual(found.violations.map(one => one.id + ': ' + one.nodes.map(node => node.html).join(' ')), []);
            await page.screenshot({path: path.join(folder, `completion-${width}-${scheme}.png`), fullPage: width === 400});
        }
    }
    await page.emulateMedia({colorScheme: 'light'});
    await page.setViewportSize({width: 1280, height: 800});
    await page.fill('#command', '');
    await page.click('#faults summary');
    await page.locator('#links summary:visible').first().click();
}

async function keyboard(page) {
    await page.focus('#filter');
    const reached = new Set();
    for (let i = 0; i < 40; i++) {
        await page.keyboard.press('Tab');
        reached.add(await page.evaluate(() => document.activeElement.id || document.activeElement.textContent));
    }
    for (const id of ['shown', 'pause', 'clear', 'save', 'open', 'said', 'net', 'command', 'bytes-in', 'file']) {
        assert(reached.has(id), id + ' is not reached by Tab');
    }
    await page.focus('#said');
    await page.keyboard.press('Home');
    assert.match(await page.textContent('#where'), /^#1 /);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+End');
    assert.match(await page.textContent('#where'), / to #2$/);
    // A ruler that stays, by keys alone, from a row of the one list to one of the other.
    await page.keyboard.press('Home');
    await page.keyboard.press('m');
    assert.strictEqual(await page.getAttribute('#ruler', 'aria-pressed'), 'true');
    await page.focus('#net');
    await page.keyboard.press('End');
    assert.match(await page.textContent('#where'), /(µs|ms|s) to #1 of the conversation$/);
    await page.keyboard.press('Escape');
    assert.doesNotMatch(await page.textContent('#where'), /\d (µs|ms|s) to #/);
}

/*
 * So many rows are taken, and scrolled through. What a step costs is counted in rows that are written, so that a busy machine
 * changes nothing: those that come into sight, and no others, whether there are a hundred rows or a hundred thousand.
 */
async function manyRows(page) {
    const found = await page.evaluate(async rows => {
        for (let i = 0; i < rows / 2; i++) {
            wsatDesk.take({k: 'command', t: 1e9 + i * 1000, x: 'AT+WSSEND=0,' + i});
            wsatDesk.take({k: 'answer', t: 1e9 + i * 1000 + 300, x: '\r\nOK\r\n'});
        }
        const element = document.getElementById('said');
        const list = wsatDesk.said;
        const frame = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        while (list.rows.length < rows) {
            await frame();
        }
        let longest = 0;
        let made = 0;
        new MutationObserver(changes => changes.forEach(change => { made += change.addedNodes.length; })).observe(list.space, {childList: true});
        const steps = async (count, to) => {
            let most = 0;
            for (let i = 0; i <= count; i++) {
                const before = list.drawn;
                const begun = performance.now();
                element.scrollTop = to(i);
                await frame();
                longest = Math.max(longest, performance.now() - begun);
                most = i === 0 ? 0 : Math.max(most, list.drawn - before);
            }
            return most;
        };
        const seen = Math.ceil(element.clientHeight / 22) + 1 + 16;
        const jump = await steps(100, i => i / 100 * (element.scrollHeight - element.clientHeight));
        const wheel = await steps(100, i => 500000 + i * 66);
        const still = list.drawn;
        made = 0;
        wsatDesk.take({k: 'news', t: 2e9, x: 'behind all'}); // out of sight: nothing is written
        await new Promise(done => setTimeout(done, 300));
        await frame();
        return {longest, jump, wheel, seen, idle: list.drawn - still + made, elements: document.querySelectorAll('#said .row').length};
    }, ROWS);
    console.log(`${ROWS} rows: longest pause of 200 scrolls ${found.longest.toFixed(0)} ms, ${found.elements} rows in the document; `
        + `rows written by a jump ${found.jump}, by three rows of the wheel ${found.wheel}`);
    assert(found.elements <= found.seen, 'in the document: ' + found.elements);
    assert(found.jump <= found.seen, 'a jump writes ' + found.jump);
    assert(found.wheel <= 4, 'three rows of the wheel write ' + found.wheel);
    assert.strictEqual(found.idle, 0, 'what is out of sight is written');
    await letGo(page);
}

// The page keeps as many rows as it has room for, and says how many it let go.
async function letGo(page) {
    await page.fill('#filter', 'cmd:WSSEND');
    const found = await page.evaluate(async () => {
        for (let i = 0; i < 75000; i++) {
            wsatDesk.take({k: 'command', t: 3e9 + i * 1000, x: 'AT+WSSEND=1,' + i});
            wsatDesk.take({k: 'answer', t: 3e9 + i * 1000 + 300, x: '\r\nOK\r\n'});
        }
        const {said, gone} = wsatDesk.rows;
        while (wsatDesk.said.gone !== gone) {
            await new Promise(done => setTimeout(done, 50));
        }
        return {length: said.length, gone, number: said[said.length - 1].n, shown: said.includes(wsatDesk.said.rows[0]) ? wsatDesk.said.rows.length : 0};
    });
    assert(found.length <= 200000 && found.gone >= 50000, JSON.stringify(found));
    assert(found.number >= 250000 && found.shown >= 149000, JSON.stringify(found));
    await page.waitForFunction(() => document.getElementById('counters').innerText.includes('oldest rows let go'));
}

main().catch(error => {
    console.error(error);
    process.exit(1);
});
