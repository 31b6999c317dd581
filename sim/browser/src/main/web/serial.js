// A real microcontroller as the host, through the Web Serial API.
'use strict';

wsat.serial = (() => {
    const PARITIES = ['none', 'odd', 'even'];
    const CTS = 2;
    let port = null;
    let writer = null;
    let reader = null;
    let reading = null;
    let closing = false;
    // How the module wants the line, and how it is.
    let wanted = {baud: 115200, dataBits: 8, stopBits: 1, parity: 0, flow: 0};
    let now = null;
    // What is to be done with the port is done in order.
    let last = Promise.resolve();
    const listeners = [];

    const tell = (level, line) => listeners.forEach(({log}) => log({level, line: 'serial port: ' + line}));
    const tellAttached = on => {
        wsat.send({attach: on});
        listeners.forEach(({attached}) => attached(on));
    };
    const then = step => {
        last = last.then(step).catch(lost);
        return last;
    };

    async function open(setting) {
        await port.open({baudRate: setting.baud, dataBits: setting.dataBits, stopBits: setting.stopBits === 3 ? 2 : 1,
            parity: PARITIES[setting.parity], flowControl: setting.flow & CTS ? 'hardware' : 'none', bufferSize: 4096});
        now = setting;
        closing = false;
        writer = port.writable.getWriter();
        reading = read();
    }

    async function read() {
        while (port.readable && !closing) {
            reader = port.readable.getReader();
            try {
                for (let next = await reader.read(); !next.done; next = await reader.read()) {
                    wsat.send({hear: next.value});
                }
            } catch (error) { // a break, a framing or parity error, an overrun; or the device is gone
                tell(2, error.message);
            } finally {
                reader.releaseLock();
            }
        }
        if (!closing) {
            then(() => lost(new Error('the device is gone')));
        }
    }

    // Closing the writer waits until all has left: what was said last, the OK of AT+UART_CUR, is not lost.
    async function close() {
        closing = true;
        await writer.close();
        await reader.cancel();
        await reading;
        await port.close();
    }

    async function lost(error) {
        if (port === null) {
            return;
        }
        port = null;
        closing = true;
        tell(1, error.message + '; it is no longer the line');
        tellAttached(false);
    }

    async function reopen(setting) {
        const before = now;
        await close();
        try {
            await open(setting);
        } catch (error) {
            tell(1, 'cannot be set to ' + setting.baud + ' baud (' + error.message + '); it stays at ' + before.baud);
            await open(before);
        }
    }

    wsat.listen(message => {
        if (message.configure) {
            wanted = message.configure;
        }
        if (port !== null && message.line) {
            then(async () => {
                await writer.write(message.line);
                wsat.send({written: message.line.length});
            });
        } else if (port !== null && message.configure) {
            then(async () => {
                await reopen(message.configure);
                wsat.send({configured: 1});
            });
        }
    });

    return {
        // Whether this browser has serial ports for pages.
        isThere: 'serial' in navigator,
        isAttached: () => port !== null,
        // Log lines, and whether a port is attached.
        listen: (log, attached) => listeners.push({log, attached}),
        // Lets the person choose a port, which is the line from then on.
        async attach() {
            const chosen = await navigator.serial.requestPort();
            await last;
            port = chosen;
            try {
                await open(wanted);
            } catch (error) {
                port = null;
                throw error;
            }
            tellAttached(true);
        },
        detach: () => then(async () => {
            await close();
            port = null;
            tellAttached(false);
        }),
    };
})();
