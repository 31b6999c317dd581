// A real Chromium without a window, on a page from disk.
'use strict';

const path = require('path');
const {pathToFileURL} = require('url');
const {chromium} = require('playwright-core');

// Runs a test on a page; whatever the page complains of fails it.
async function open(file, test) {
    const browser = await chromium.launch({
        executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu']});
    try {
        const context = await browser.newContext();
        await context.setOffline(true);
        const page = await context.newPage();
        const wrong = [];
        page.on('pageerror', error => wrong.push(String(error)));
        page.on('console', message => message.type() === 'error' && wrong.push(message.text()));
        await page.goto(pathToFileURL(path.resolve(file)).href);
        await test(page, context);
        if (wrong.length > 0) {
            throw new Error('the page complains: ' + wrong.join('\n'));
        }
    } finally {
        await browser.close();
    }
}

function main(file, test) {
    open(file, test).catch(error => {
        console.error(error);
        process.exit(1);
    });
}

module.exports = {open: main};
