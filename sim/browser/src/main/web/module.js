// The page's end of the module: starts the worker, and knows the way to it.
'use strict';

const wsat = (() => {
    const text = id => document.getElementById(id).textContent;
    const transcripts = JSON.parse(text('wsat-transcripts'));
    const code = URL.createObjectURL(new Blob([text('wsat-worker')], {type: 'text/javascript'}));
    const listeners = [];

    // A worker: with a module, or one that only plays.
    function begin(name, told) {
        const worker = new Worker(code, {name});
        const waiting = new Map();
        let lastId = 0;
        worker.onmessage = ({data}) => {
            if (data.answer) {
                waiting.get(data.answer.id)(data.answer.value);
                waiting.delete(data.answer.id);
            } else {
                told(data);
            }
        };
        worker.onerror = event => told({failed: event.message});
        return {
            worker,
            // Asks what has an answer.
            ask(question) {
                const id = ++lastId;
                const answer = new Promise(resolve => waiting.set(id, resolve));
                worker.postMessage(question(id));
                return answer;
            },
        };
    }

    const module = begin('module', message => listeners.forEach(listener => listener(message)));
    const playOn = (player, name, echo, bytewise) =>
        player.ask(id => ({play: {id, name, text: transcripts[name], echo, bytewise}}));

    return {
        // Each message of the worker: line, configure, log, event, started, failed.
        listen: listener => listeners.push(listener),
        send: message => module.worker.postMessage(message),
        // Makes a fault. What is wrong with its words; empty: nothing.
        fault: words => module.ask(id => ({fault: {id, words}})),
        // The partition mfg_nvs as mfg_nvs.bin has it.
        image: () => module.ask(id => ({image: id})),
        // The same becomes this. What is wrong with it; empty: nothing.
        load: bytes => module.ask(id => ({load: {id, bytes}})),
        // Plays all transcripts in virtual time: echo on and off, whole and byte by byte.
        async playAll(told) {
            const player = begin('player', () => { });
            const different = [];
            let plays = 0;
            for (const name of Object.keys(transcripts)) {
                for (const echo of [true, false]) {
                    for (const bytewise of [true, false]) {
                        const difference = await playOn(player, name, echo, bytewise);
                        if (difference) {
                            different.push(difference);
                        }
                        told(++plays, name, echo, bytewise, difference);
                    }
                }
            }
            player.worker.terminate();
            return {plays, different};
        },
    };
})();
