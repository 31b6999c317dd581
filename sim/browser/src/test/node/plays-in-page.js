// node plays-in-page.js PAGE: as plays.js, by the page's own worker in Chromium.
'use strict';

const {main, open} = require('./chromium.js');

main({}, async context => {
    const page = await open(context, process.argv[2]);
    await page.exposeFunction('told', line => console.log(line));
    await page.evaluate(() => wsat.playAll((plays, ...play) => told(JSON.stringify(play))));
});
