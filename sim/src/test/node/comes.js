// doc/client.html in a real Chromium: comes.js FILE PORT OWN opens the page from disk, from a server at port OWN whose origin is
// named, and from the same by another name; and says what each page shows.
'use strict';

const fs = require('fs');
const http = require('http');
const {chromium} = require('playwright-core');
const [file, port, own] = process.argv.slice(2);
const PATIENCE = 30000;

function serve() {
    return new Promise(resolve => {
        const server = http.createServer((request, response) => {
            response.setHeader('Content-Type', 'text/html');
            response.end(fs.readFileSync(file));
        });
        server.listen(Number(own), '127.0.0.1', () => resolve(server));
    });
}

async function show(browser, what, url, wanted) {
    const page = await browser.newPage();
    await page.goto(url + '?127.0.0.1:' + port);
    const shows = text => page.waitForFunction(words => document.getElementById('log').textContent.includes(words), text,
        {timeout: PATIENCE});
    await shows(wanted);
    if (wanted === 'connected') {
        await page.fill('#text', 'hello');
        await page.press('#text', 'Enter');
        await shows('< hello from the microcontroller');
    }
    console.log(what + ': ' + (await page.textContent('#log')).trim().split('\n').join(' | '));
    await page.close();
}

async function main() {
    const browser = await chromium.launch({
        executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu']});
    const server = await serve();
    try {
        await show(browser, 'disk', 'file://' + file, 'connected');
        await show(browser, 'server', 'http://127.0.0.1:' + own + '/', 'connected');
        await show(browser, 'refused', 'http://localhost:' + own + '/', 'closed 1006');
    } finally {
        server.close();
        await browser.close();
    }
}

main().then(() => process.exit(0), error => {
    console.error(error);
    process.exit(1);
});
