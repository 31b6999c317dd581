// A terminal, the log, and what can be done with the module.
'use strict';

(() => {
    const at = id => document.getElementById(id);
    const decoder = new TextDecoder('latin1');
    const bytes = text => Uint8Array.from(text, c => c.charCodeAt(0) & 0xFF);
    const NAMES = ['', 'error', 'warn', 'info', 'debug'];

    function log({level, line}) {
        const row = document.createElement('div');
        row.className = NAMES[level];
        row.textContent = NAMES[level] + ': ' + line;
        at('log').append(row);
        at('log').scrollTop = at('log').scrollHeight;
    }

    wsat.listen(message => {
        if (message.line) {
            at('terminal').textContent += decoder.decode(message.line).replaceAll('\r', '');
            at('terminal').scrollTop = at('terminal').scrollHeight;
        } else if (message.log) {
            log(message.log);
        }
    });
    wsat.serial.listen(log);

    at('type').onsubmit = event => {
        event.preventDefault();
        wsat.send({hear: bytes(at('command').value + '\r\n')});
        at('command').value = '';
    };
    at('reset').onclick = () => wsat.send({reset: true});
    at('serial').disabled = !wsat.serial.isThere;
    at('serial').onclick = () => wsat.serial.attach().catch(error => log({level: 1, line: 'serial port: ' + error.message}));
    at('export').onclick = async () => {
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob([await wsat.image()]));
        link.download = 'mfg_nvs.bin';
        link.click();
        URL.revokeObjectURL(link.href);
    };
    at('import').onchange = async () => {
        const image = new Uint8Array(await at('import').files[0].arrayBuffer());
        const fault = await wsat.load(image);
        log(fault ? {level: 1, line: 'mfg_nvs.bin: ' + fault} : {level: 3, line: 'mfg_nvs.bin: loaded'});
        at('import').value = '';
    };
})();
