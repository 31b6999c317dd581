// node flash.js PAGE: what is set is there after the page is loaded anew; mfg_nvs.bin goes out and comes in.
'use strict';

const assert = require('assert');
const fs = require('fs');
const {main, open, dialogue, logs, shows} = require('./chromium.js');

const SET = 'AT+SYSMFG=2,"client_cert","client_cert.0",8,5\r\n';
const GET = 'AT+SYSMFG=1,"client_cert","client_cert.0"\r\n';

main({}, async context => {
    const page = await open(context, process.argv[2]);
    await dialogue(page, null, '\r\nready\r\n');
    await dialogue(page, SET, '\r\n>');
    await dialogue(page, 'hello', '\r\nOK\r\n');
    await dialogue(page, 'AT+CWHOSTNAME="page"\r\n', '\r\nOK\r\n');

    const second = await open(context, process.argv[2]);
    await logs(second, 'another page has it');
    assert.doesNotMatch(await dialogue(second, GET, '\r\nERROR\r\n'), /hello/);
    await second.close();

    await page.reload();
    await dialogue(page, null, '\r\nready\r\n');
    await dialogue(page, GET, 'hello');

    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#export')]);
    assert.equal(download.suggestedFilename(), 'mfg_nvs.bin');
    const file = await download.path();
    assert.equal(fs.statSync(file).size, 0x1F000);
    assert.ok(fs.readFileSync(file).includes('hello'));

    await dialogue(page, 'AT+SYSMFG=0,"client_cert","client_cert.0"\r\n', '\r\nOK\r\n');
    await dialogue(page, GET, '\r\nERROR\r\n');
    await page.setInputFiles('#import', {name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear all')});
    await shows(page, '8 bytes is not a whole number of 4096-byte flash sectors');
    await dialogue(page, GET, '\r\nERROR\r\n');
    await page.evaluate(() => window.heard = '');
    await page.setInputFiles('#import', file);
    await dialogue(page, null, '\r\nready\r\n');
    await dialogue(page, GET, 'hello');
});
