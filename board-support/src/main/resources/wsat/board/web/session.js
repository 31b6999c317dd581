'use strict';
/*
 * Reads a session file, an event a line (see Event.java), of this version or of an older one: {loaded, remark}, or
 * {wrong}, why it is none. A last line that was cut off, as the page's own end does it, is left out.
 */
const sessionOf = text => {
    const lines = text.split('\n').filter(line => line.trim() !== '');
    if (lines.length === 0) {
        return {wrong: 'it is empty'};
    }
    const loaded = [];
    let cut = 0;
    for (const [i, line] of lines.entries()) {
        let event = null;
        try {
            event = JSON.parse(line);
        } catch {
            // told below
        }
        if (typeof event?.k === 'string' && Number.isFinite(event.t)) {
            loaded.push(event);
        } else if (i > 0 && i === lines.length - 1 && event === null) {
            cut = 1;
        } else {
            return {wrong: i === 0 && /^[#><]/.test(line) ? 'it is a transcript, which wsat sim --script plays'
                : `it is no session file: line ${i + 1} is no event`};
        }
    }
    const strange = loaded.filter(({k}) => !UART.has(k) && !NETWORK.has(k) && !OTHER.has(k)).length;
    const remarks = [cut && 'its last line is cut off', loaded.every(event => event.k !== 'hello') && 'without its beginning',
        strange && `${strange} of kinds that this page does not know`].filter(Boolean);
    return {loaded, remark: remarks.length ? ` (${remarks.join('; ')})` : ''};
};
