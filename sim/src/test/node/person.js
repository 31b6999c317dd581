// What a person does at the page, and sees there.
'use strict';

const assert = require('assert');
const path = require('path');

const heard = (page, text, from = 0) => page.waitForFunction(
    ([words, first]) => wsatDesk.rows.said.slice(first).some(row => row.x.includes(words)), [text, from]);
const count = page => page.evaluate(() => wsatDesk.rows.said.length);

async function say(page, command, answer = 'OK\r\n') {
    const from = await count(page);
    await page.fill('#command', command);
    await page.press('#command', 'Enter');
    await heard(page, answer, from);
}

async function sendBytes(page, bytes, answer, as = 'text') {
    const from = await count(page);
    await page.selectOption('#as', as);
    await page.fill('#bytes-in', bytes);
    await page.press('#bytes-in', 'Enter');
    await heard(page, answer, from);
}

async function picture(page, folder, name) {
    for (const [scheme, width] of [['light', 1280], ['dark', 1280], ['light', 400], ['dark', 400]]) {
        await page.emulateMedia({colorScheme: scheme});
        await page.setViewportSize({width, height: 800});
        await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
        await page.screenshot({path: path.join(folder, `${name}-${width}-${scheme}.png`), fullPage: width === 400});
        await fits(page);
    }
    await page.emulateMedia({colorScheme: 'light'});
    await page.setViewportSize({width: 1280, height: 800});
}

// Nothing sticks out of the window, and no two controls lie on each other.
async function fits(page) {
    const faults = await page.evaluate(() => {
        const faults = [];
        if (document.documentElement.scrollWidth > innerWidth) {
            faults.push('wider than the window: ' + document.documentElement.scrollWidth);
        }
        const seen = [...document.querySelectorAll('button, input:not([type=file]), select, h1, h2, #counters div, #links li')]
            .map(e => [e, e.getBoundingClientRect()]).filter(([, box]) => box.width > 0 && box.height > 0);
        seen.forEach(([a, one], i) => seen.slice(i + 1).forEach(([b, other]) => {
            if (!a.contains(b) && !b.contains(a) && !a.closest('.list, #links') && !b.closest('.list, #links') && one.left < other.right - 1 && other.left < one.right - 1
                    && one.top < other.bottom - 1 && other.top < one.bottom - 1) {
                faults.push(`${a.id || a.textContent} lies on ${b.id || b.textContent}`);
            }
        }));
        return faults;
    });
    assert.deepStrictEqual(faults, []);
}

module.exports = {heard, count, say, sendBytes, picture, fits};
