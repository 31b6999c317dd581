// A real Chromium without a window, on a page from disk.
'use strict';

const path = require('path');
const {pathToFileURL} = require('url');
const {chromium} = require('playwright-core');

// So much is waited for what must come at once, in milliseconds.
const PATIENCE = 30000;

/*
 * Runs a test in a new profile; whatever its pages complain of fails it.
 * what.online: the network is not cut; what.allowed: complaints of the browser's that belong to the test.
 */
async function run(what, test) {
    const browser = await chromium.launch({
        executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu']});
    const wrong = [];
    try {
        const context = await browser.newContext({acceptDownloads: true});
        context.setDefaultTimeout(PATIENCE);
        await context.setOffline(!what.online);
        context.on('page', page => {
            page.on('pageerror', error => wrong.push(String(error)));
            page.on('console', message => {
                if (message.type() === 'error' && !(what.allowed && what.allowed.test(message.text()))) {
                    wrong.push(message.text());
                }
            });
        });
        await test(context);
    } finally {
        await browser.close();
    }
    if (wrong.length > 0) {
        throw new Error('the page complains: ' + wrong.join('\n'));
    }
}

// A page with the module, from disk.
async function open(context, file) {
    const page = await context.newPage();
    await page.addInitScript(() => {
        // What the module has said on the line and in the log since the page was opened, for the test.
        window.heard = '';
        window.logged = '';
        document.addEventListener('DOMContentLoaded', () => wsat.listen(message => {
            if (message.line) {
                window.heard += new TextDecoder('latin1').decode(message.line);
            } else if (message.log) {
                window.logged += message.log.line + '\n';
            }
        }));
    });
    await page.goto(pathToFileURL(path.resolve(file)).href);
    return page;
}

// The host says something, and hears this behind it. Answers what it heard up to there.
async function dialogue(page, say, hear) {
    if (say !== null) {
        await page.evaluate(text => {
            window.heard = '';
            wsat.send({hear: Uint8Array.from(text, c => c.charCodeAt(0))});
        }, say);
    }
    await until(page, text => window.heard.includes(text), hear);
    return page.evaluate(() => window.heard);
}

async function until(page, condition, argument) {
    try {
        await page.waitForFunction(condition, argument, {polling: 20});
    } catch (error) {
        throw new Error('did not come: ' + argument + '\nheard: ' + await page.evaluate(() => window.heard)
            + '\nlog: ' + await page.evaluate(() => window.logged), {cause: error});
    }
}

const shows = (page, text) => until(page, part => document.body.innerText.includes(part), text);
const logs = (page, text) => until(page, part => window.logged.includes(part), text);

function main(what, test) {
    run(what, test).catch(error => {
        console.error(error);
        process.exit(1);
    });
}

module.exports = {main, open, dialogue, until, shows, logs};
