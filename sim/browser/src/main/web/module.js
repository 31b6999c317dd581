// The page's end of the module: starts the worker, and knows the way to it.
'use strict';

const wsat = (() => {
    const text = id => document.getElementById(id).textContent;
    const transcripts = JSON.parse(text('wsat-transcripts'));
    const worker = new Worker(URL.createObjectURL(new Blob([text('wsat-worker')], {type: 'text/javascript'})));
    const waiting = new Map();
    const listeners = [];
    let lastId = 0;

    worker.onmessage = ({data}) => {
        if (data.answer) {
            waiting.get(data.answer.id)(data.answer.value);
            waiting.delete(data.answer.id);
        } else {
            listeners.forEach(listener => listener(data));
        }
    };

    function ask(question) {
        const id = ++lastId;
        const answer = new Promise(resolve => waiting.set(id, resolve));
        worker.postMessage(question(id));
        return answer;
    }

    return {
        // The names of the transcripts within.
        names: Object.keys(transcripts),
        // What is different when one is played in virtual time; empty: nothing.
        play: (name, echo, bytewise) => ask(id => ({play: {id, name, text: transcripts[name], echo, bytewise}})),
        // Each message of the worker: line, configure, log, said, started.
        listen: listener => listeners.push(listener),
        send: message => worker.postMessage(message),
        // The partition mfg_nvs as mfg_nvs.bin has it.
        image: () => ask(id => ({image: id})),
        // The same becomes this. What is wrong with it; empty: nothing.
        load: bytes => ask(id => ({load: {id, bytes}})),
    };
})();
