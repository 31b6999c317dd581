// node echo.js PAGE: the echo flow of ESP-AT's examples, without a network.
'use strict';

const assert = require('assert');
const {main, open, dialogue, logs, shows, until} = require('./chromium.js');

main({}, async context => {
    const page = await open(context, process.argv[2]);
    await dialogue(page, null, '\r\nready\r\n');
    assert.equal(await dialogue(page, 'AT+WSOPEN=0,"wss://echo.invalid/"\r\n', 'OK\r\n'),
        'AT+WSOPEN=0,"wss://echo.invalid/"\r\n+WS_CONNECTED:0\r\n\r\nOK\r\n');
    await dialogue(page, 'AT+WSSEND=0,4\r\n', '\r\n>');
    assert.equal(await dialogue(page, 'test', '+WS_DATA:0,4,test\r\n'), '\r\nSEND OK\r\n+WS_DATA:0,4,test\r\n');
    await dialogue(page, 'AT+WSCLOSE=0\r\n', '\r\nOK\r\n');

    // The same by hand: both sides are there to see.
    await page.fill('#command', 'AT+WSOPEN=1,"wss://echo.invalid/"');
    await page.press('#command', 'Enter');
    await shows(page, '+WS_CONNECTED:1');
    await page.fill('#command', 'AT+WSSEND=1,4');
    await page.press('#command', 'Enter');
    await shows(page, 'AT+WSSEND=1,4');
    await page.waitForFunction(() => document.querySelector('#said').innerText.includes('prompt'));
    await page.fill('#bytes-in', 'abcd');
    await page.press('#bytes-in', 'Enter');
    await shows(page, '+WS_DATA:1,4,abcd');
    await until(page, text => document.querySelector('#net').innerText.includes(text), '← text 4 abcd');
    await page.click('#faults summary');
    await page.fill('#words', 'server 1 close 1001');
    await page.press('#words', 'Enter');
    await shows(page, '+WS_CLOSED:1');
    await page.fill('#words', 'server explodes');
    await page.press('#words', 'Enter');
    await shows(page, 'no fault: \'server explodes\' is none of');
    await page.fill('#words', 'certificate expired');
    await page.press('#words', 'Enter');
    await shows(page, 'a browser judges certificates by itself');
    assert(await page.isDisabled('text=Certificates expired'));

    // Each control has a name, nothing overlaps.
    await page.addScriptTag({path: require.resolve('axe-core')});
    const {violations} = await page.evaluate(() => axe.run('#desk'));
    assert.deepEqual(violations.map(one => one.id + ' ' + one.nodes.map(node => node.target)), []);

    // What has no server within does not reach anybody, and the log says why.
    await dialogue(page, 'AT+WSOPEN=0,"ws://127.0.0.1:1/"\r\n', '\r\nERROR\r\n');
    await logs(page, 'link 0: could not be opened; why, a browser tells its console alone');
    await dialogue(page, 'AT+CIPSTART="TCP","192.168.1.2",80\r\n', '\r\nERROR\r\n');
    await logs(page, 'a browser has no sockets');
    await dialogue(page, 'AT+CIPSTART="TCP","echo.invalid",7\r\n', '\r\nOK\r\n');
    await dialogue(page, 'AT+CIPSEND=4\r\n', '\r\n>');
    await dialogue(page, 'test', '+IPD,4:test');
    // A fault of the network within, and one that waits for time to come.
    await page.fill('#words', 'name servers answer after 500ms');
    await page.press('#words', 'Enter');
    await dialogue(page, 'AT+WSOPEN=2,"wss://echo.invalid/"\r\n', '+WS_CONNECTED:2\r\n\r\nOK\r\n');
    await page.fill('#words', 'network cut');
    await page.press('#words', 'Enter');
    await shows(page, 'WIFI DISCONNECT');
    await shows(page, '+WS_DISCONNECTED:2');
    await dialogue(page, 'AT+RST\r\n', '\r\nready\r\n');
});
