// The module as the page's source of events; and what only a page with a module inside has.
'use strict';

window.wsatSource = {
    listen(onEvent, onState) {
        wsat.listen(message => {
            if (message.event) {
                onEvent(JSON.parse(message.event));
            } else if (message.started) {
                onState('on');
            } else if (message.failed) {
                onState('off');
            }
        });
    },
    async type(bytes) {
        wsat.send({hear: bytes});
        return null;
    },
    fault: async words => await wsat.fault(words) || null,
};

(() => {
    const at = id => document.getElementById(id);
    const LEVELS = ['', 'error', 'warn', 'info', 'debug'];
    const LINES_MAX = 500;

    function log({level, line}) {
        const row = document.createElement('div');
        row.className = LEVELS[level];
        row.textContent = LEVELS[level] + ': ' + line;
        at('log').append(row);
        if (at('log').childElementCount > LINES_MAX) {
            at('log').firstChild.remove();
        }
        at('log').scrollTop = at('log').scrollHeight;
    }

    wsat.listen(message => message.log && log(message.log));
    wsat.listen(message => message.failed && log({level: 1, line: 'the module has stopped: ' + message.failed}));

    const attached = on => {
        at('serial').setAttribute('aria-pressed', on);
        at('serial').textContent = on ? 'Let go of the serial port' : 'Serial port';
    };
    wsat.serial.listen(log, attached);
    if (!wsat.serial.isThere) {
        at('serial').disabled = true;
        at('serial').textContent = 'No serial ports in this browser';
    }
    at('serial').onclick = () => (wsat.serial.isAttached() ? wsat.serial.detach() : wsat.serial.attach())
        .catch(error => log({level: 1, line: 'serial port: ' + error.message}));

    at('export').onclick = async () => {
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob([await wsat.image()]));
        link.download = 'mfg_nvs.bin';
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    };
    at('import').onchange = async () => {
        const image = new Uint8Array(await at('import').files[0].arrayBuffer());
        at('import').value = '';
        const fault = await wsat.load(image);
        log(fault ? {level: 1, line: 'mfg_nvs.bin: ' + fault} : {level: 3, line: 'mfg_nvs.bin: taken'});
    };

    // A worker of its own plays: the module goes on meanwhile.
    at('play').onclick = async () => {
        at('play').disabled = true;
        const {plays, different} = await wsat.playAll(done => {
            at('played').textContent = done + ' plays';
        });
        different.forEach(line => log({level: 1, line}));
        at('played').textContent = plays - different.length + ' of ' + plays + ' plays pass';
        at('play').disabled = false;
    };
})();
