// node plays-in-page.js PAGE: as plays.js, by the page's own worker in Chromium.
'use strict';

const {main, open} = require('./chromium.js');

main({}, async context => {
    const page = await open(context, process.argv[2]);
    await page.exposeFunction('told', line => console.log(line));
    await page.evaluate(async () => {
        for (const name of wsat.names) {
            for (const echo of [true, false]) {
                for (const bytewise of [true, false]) {
                    await told(JSON.stringify([name, echo, bytewise, await wsat.play(name, echo, bytewise)]));
                }
            }
        }
    });
});
