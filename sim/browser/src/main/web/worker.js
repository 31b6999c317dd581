// The module in a worker: a hidden page's timers are slowed, a worker's are not. Its flash is kept in IndexedDB.
'use strict';

(() => {
    const PARTITIONS = {mfg_nvs: 0x1F000, nvs: 0x6000};
    const SECTOR = 4096;
    const WARN = 2;
    const module = self;
    let database = null;
    let changed = [];
    let timer = 0;
    let inTurn = false;

    const say = (level, line) => postMessage({log: {level, line}});

    // What the module calls.
    const page = {
        line(bytes) {
            postMessage({line: new Uint8Array(bytes)});
        },
        configure(baud, dataBits, stopBits, parity, flow) {
            postMessage({configure: {baud, dataBits, stopBits, parity, flow}});
        },
        log: say,
        event: json => postMessage({event: json}),
        store(partition, sector, bytes) {
            changed.push([partition + '/' + sector, new Uint8Array(bytes)]);
        },
        socket(url, protocols) {
            try {
                return new WebSocket(url, protocols);
            } catch (error) {
                return null;
            }
        },
        wake() {
            if (!inTurn) {
                clearTimeout(timer);
                timer = setTimeout(turn, 0);
            }
        },
    };

    function turn() {
        clearTimeout(timer);
        inTurn = true;
        const now = performance.now() * 1000;
        const due = module.turn(now);
        inTurn = false;
        if (changed.length > 0) {
            keep(changed);
            changed = [];
        }
        if (due >= 0) {
            timer = setTimeout(turn, Math.max(0, due - performance.now() * 1000) / 1000);
        }
    }

    // All of them or none, behind what was kept before.
    function keep(sectors) {
        if (database === null) {
            return;
        }
        const transaction = database.transaction('sectors', 'readwrite', {durability: 'strict'});
        const store = transaction.objectStore('sectors');
        for (const [name, bytes] of sectors) {
            store.put(bytes, name);
        }
        transaction.onabort = () => {
            database = null;
            say(1, 'flash: cannot be kept any more (' + transaction.error + '); export mfg_nvs.bin before the page ends');
        };
    }

    const request = made => new Promise((resolve, reject) => {
        made.onsuccess = () => resolve(made.result);
        made.onerror = () => reject(made.error);
    });

    async function open() {
        const opening = indexedDB.open('wsat', 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore('sectors');
        return request(opening);
    }

    async function partition(name) {
        const size = PARTITIONS[name];
        const image = new Uint8Array(size).fill(0xFF);
        if (database !== null) {
            const store = database.transaction('sectors').objectStore('sectors');
            const kept = await Promise.all(Array.from({length: size / SECTOR},
                (_, sector) => request(store.get(name + '/' + sector))));
            kept.forEach((bytes, sector) => bytes && image.set(bytes, sector * SECTOR));
        }
        return new Int8Array(image.buffer);
    }

    // One page has the flash; others have one of their own, which goes with them.
    async function start() {
        try {
            const first = await new Promise((resolve, reject) => {
                navigator.locks.request('wsat-flash', {ifAvailable: true}, lock => {
                    resolve(lock !== null);
                    return lock === null ? undefined : new Promise(() => { });
                }).catch(reject);
            });
            if (first) {
                database = await open();
            } else {
                say(WARN, 'flash: another page has it; what is set here is gone with this page');
            }
        } catch (error) {
            say(WARN, 'flash: this browser keeps nothing here (' + error + '); what is set is gone with this page');
        }
        module.start(page, await partition('mfg_nvs'), await partition('nvs'));
        postMessage({started: true});
        turn();
    }

    // What the page asks.
    const asked = {
        hear: bytes => module.hear(new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)),
        written: count => module.written(count),
        configured: () => module.configured(),
        attach: on => {
            if (!module.attach(on)) {
                say(WARN, 'line: no serial port of a browser can be set as the line is: AT+UART_CUR sets another');
            }
        },
        fault: ({id, words}) => postMessage({answer: {id, value: module.fault(words)}}),
        image: id => postMessage({answer: {id, value: new Uint8Array(module.image())}}),
        load: ({id, bytes}) => postMessage({answer: {id, value: module.load(new Int8Array(bytes.buffer))}}),
        play: ({id, name, text, echo, bytewise}) =>
            postMessage({answer: {id, value: module.play(name, text, echo, bytewise)}}),
    };

    const started = name === 'module' ? start() : Promise.resolve();
    onmessage = async event => {
        await started;
        for (const [what, value] of Object.entries(event.data)) {
            asked[what](value);
        }
        if (name === 'module') {
            turn();
        }
    };
})();
