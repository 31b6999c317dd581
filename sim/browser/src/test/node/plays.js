// node plays.js MODULE FOLDER: plays all transcripts of a folder, a line for each: file, manner, what is different.
'use strict';

const fs = require('fs');
const path = require('path');
const [file, folder] = process.argv.slice(2);
const module_ = require(path.resolve(file));

for (const name of fs.readdirSync(folder).filter(one => one.endsWith('.at')).sort()) {
    const text = fs.readFileSync(path.join(folder, name), 'latin1');
    for (const echo of [true, false]) {
        for (const bytewise of [true, false]) {
            console.log(JSON.stringify([name, echo, bytewise, module_.play(name, text, echo, bytewise)]));
        }
    }
}
