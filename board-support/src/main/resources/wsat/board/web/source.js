'use strict';
/*
 * Where events come from and where what is typed goes: an object with
 *   listen(onEvent, onState)  begins; onEvent is given each event (see Event.java), onState 'on' or 'off'
 *   type(bytes)               a Uint8Array for the UART; a promise of null, or of what is wrong
 *   fault(words)              a fault in words; the same
 * A page with the module inside has put its own in window.wsatSource; else it is the server that sent the page.
 */
const serverSource = () => {
    const post = async (path, body) => {
        try {
            const answer = await fetch(path, {method: 'POST', body});
            return answer.ok ? null : (await answer.text()).trim();
        } catch {
            return 'wsat does not answer';
        }
    };
    return {
        listen(onEvent, onState) {
            const stream = new EventSource('events');
            let anew = false;
            stream.onopen = () => { anew = true; onState('on'); };
            stream.onerror = () => onState('off');
            stream.onmessage = message => {
                const event = JSON.parse(message.data);
                if (anew) { // a connection begins with all that is kept
                    anew = false;
                    onState('anew');
                }
                onEvent(event);
            };
        },
        type: bytes => post('type', bytes),
        fault: words => post('fault', words),
    };
};
