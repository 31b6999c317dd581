// node serial.js PAGE: a microcontroller at a serial port, which is opened anew at AT+UART_CUR.
'use strict';

const assert = require('assert');
const {main, open, dialogue, shows} = require('./chromium.js');

// A port whose other end is the test: what is done with it is written down in order.
function port() {
    window.done = [];
    const device = {
        set: null, input: null, stalled: false,
        async open(options) {
            if (options.baudRate > 1000000) {
                throw new DOMException('no such rate', 'NetworkError');
            }
            this.set = options;
            done.push('open ' + options.baudRate);
            this.readable = new ReadableStream({start: controller => { this.input = controller; }});
            this.writable = new WritableStream({
                write: chunk => {
                    const text = new TextDecoder('latin1').decode(chunk);
                    done.push(text);
                    return this.stalled ? new Promise(() => { }) : undefined;
                },
                close: () => { done.push('flushed'); },
            });
        },
        async close() {
            if (this.readable.locked || this.writable.locked && !done.includes('flushed')) {
                throw new DOMException('locked', 'InvalidStateError');
            }
            done.push('close');
            this.readable = this.writable = null;
        },
        say(text) {
            this.input.enqueue(Uint8Array.from(text, c => c.charCodeAt(0)));
        },
    };
    window.device = device;
    Object.defineProperty(navigator, 'serial', {value: {requestPort: async () => device}});
}

const said = page => page.evaluate(() => done.join('|'));

async function says(page, text, answer) {
    await page.evaluate(line => device.say(line), text);
    await page.waitForFunction(part => done.join('|').includes(part), answer, {polling: 20});
}

main({}, async context => {
    await context.addInitScript(port);
    const page = await open(context, process.argv[2]);
    await dialogue(page, null, '\r\nready\r\n');
    await page.click('#serial');
    await says(page, 'ATE0\r\n', 'OK');
    await page.evaluate(() => { done.length = 0; });
    await says(page, 'AT+UART_CUR=921600,8,1,0,0\r\n', 'open 921600');
    assert.equal(await said(page), '\r\nOK\r\n|flushed|close|open 921600');
    await page.evaluate(() => { done.length = 0; });
    await says(page, 'AT+UART_CUR?\r\n', 'OK');
    assert.equal(await said(page), '+UART_CUR:921600,8,1,0,0\r\n\r\nOK\r\n');

    // A rate that the port has not: it stays as it was, and the log says so.
    await says(page, 'AT+UART_CUR=2000000,8,1,0,0\r\n', 'open 921600');
    await shows(page, 'cannot be set to 2000000 baud (no such rate); it stays at 921600');
    await says(page, 'AT+GMR\r\n', 'SDK version');

    // Pulled out: the half line is nobody's.
    await page.evaluate(() => {
        device.say('AT+GM');
        device.input.error(new DOMException('The device has been lost.', 'NetworkError'));
        device.readable = null;
    });
    await shows(page, 'no longer the line');
    await dialogue(page, 'AT\r\n', '\r\nOK\r\n');
});
