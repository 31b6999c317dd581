// node pty.js PAGE: a host of pyserial's at a real pseudo-terminal, whose far end is the page's serial port.
'use strict';

const assert = require('assert');
const {spawn} = require('child_process');
const path = require('path');
const {main, open, dialogue} = require('./chromium.js');

// A port of the Web Serial API; what passes it goes by way of the test.
function port() {
    window.done = [];
    const device = {
        input: null,
        async open(options) {
            if (this.readable) {
                throw new DOMException('open already', 'InvalidStateError');
            }
            done.push('open ' + options.baudRate);
            this.readable = new ReadableStream({start: controller => { this.input = controller; }});
            this.writable = new WritableStream({
                write: chunk => toPty(String.fromCharCode(...chunk)),
                close: () => { done.push('flushed'); },
            });
            pending.splice(0).forEach(text => device.say(text));
        },
        async close() {
            if (this.readable.locked || this.writable.locked && !done.includes('flushed')) {
                throw new DOMException('locked', 'InvalidStateError');
            }
            done.push('close');
            this.readable = this.writable = null;
        },
        say(text) {
            if (this.readable) {
                this.input.enqueue(Uint8Array.from(text, c => c.charCodeAt(0)));
            } else {
                pending.push(text); // the operating system keeps it until the port is open again
            }
        },
    };
    const pending = [];
    window.device = device;
    Object.defineProperty(navigator, 'serial', {value: {requestPort: async () => device}});
}

main({}, async context => {
    await context.addInitScript(port);
    let host = null;
    await context.exposeFunction('toPty', text => { host.stdin.write(Buffer.from(text, 'latin1')); });
    const page = await open(context, process.argv[2]);
    await dialogue(page, null, '\r\nready\r\n');
    await page.click('#serial');
    await page.waitForFunction(() => document.getElementById('serial').getAttribute('aria-pressed') === 'true');
    host = spawn('/usr/bin/python3', [path.join(__dirname, 'pty_host.py')]);
    let last = Promise.resolve();
    host.stdout.on('data', data => { last = last.then(() => page.evaluate(text => device.say(text), data.toString('latin1'))); });
    let found = '';
    host.stderr.on('data', data => { found += data; });
    const code = await new Promise(done => host.on('exit', done));
    const log = await page.evaluate(() => window.logged);
    assert.strictEqual(code, 0, found + '\nthe page: ' + log);
    assert.match(found, /all as it should be/);
    assert.deepStrictEqual(await page.evaluate(() => done), ['open 115200', 'flushed', 'close', 'open 921600', 'flushed', 'close', 'open 115200']);
    // Both sides are there to see, and how much of the line is in use.
    await page.waitForFunction(() => document.querySelector('#counters').innerText.includes('line in use'));
    assert.match(await page.evaluate(() => wsatDesk.rows.net.map(row => netText(row, 'ascii')).join('\n')), /→ binary 1024/);
});
