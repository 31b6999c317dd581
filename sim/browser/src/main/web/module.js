// The page's end of the module: starts the worker and talks to it.
'use strict';

const wsat = (() => {
    const text = id => document.getElementById(id).textContent;
    const transcripts = JSON.parse(text('wsat-transcripts'));
    const worker = new Worker(URL.createObjectURL(new Blob([text('wsat-worker')], {type: 'text/javascript'})));
    const waiting = new Map();
    let lastId = 0;

    worker.onmessage = event => {
        const {played} = event.data;
        if (played) {
            waiting.get(played.id)(played.difference);
            waiting.delete(played.id);
        }
    };

    // What is different when a transcript is played in virtual time; empty: nothing.
    function play(name, echo, bytewise) {
        return new Promise(resolve => {
            waiting.set(++lastId, resolve);
            worker.postMessage({play: {id: lastId, name, text: transcripts[name], echo, bytewise}});
        });
    }

    return {names: Object.keys(transcripts), play};
})();
