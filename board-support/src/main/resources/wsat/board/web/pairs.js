'use strict';
/* Which row of the conversation a row of the network belongs to, and back. */
const QUEUE_MAX = 500;
const OVER = new Set(['closing', 'closed', 'ended', 'lost', 'idle']);
const keyOf = row => (row.socket ? 's' : 'w') + row.link;

const relate = (net, said) => {
    if (said) {
        net.said = said;
        said.net ??= net;
    }
};

/* Of what host and module say; undefined: of none. */
const linkOf = row => {
    const link = row.k === 'command' ? /^AT\+(?:WS|CIP)[A-Z_]*=(\d)(?:,|$)/i.exec(row.x)
        : /^(?:\r\n)?\+(?:WS_[A-Z]+|WSRECV[A-Z]*)[:,](\d)/.exec(row.x) ?? /^\+IPD,(\d),\d/.exec(row.x)
        ?? /^(?:\r\n)?(\d),(?:CONNECT|CLOSED)/.exec(row.x);
    return link ? +link[1] : /^(\+IPD,|(CONNECT|CLOSED)\r)/.test(row.x) ? 0 : undefined;
};

/* The head of data that a peer has sent: of which link, and how many bytes of it follow. */
const headOf = row => {
    const message = /^(?:\r\n)?\+(?:WS_DATA|WSRECVDATA):(\d),(\d*)/.exec(row.x);
    const stream = /^(?:\r\n)?\+IPD,(?:(\d),)?(\d+)(?:,"[^"]*",\d+)?:/.exec(row.x);
    const read = /^\+CIPRECVDATA[:,](\d+)/.exec(row.x);
    return message ? ['w' + message[1], +message[2]] : stream ? ['s' + (stream[1] ?? 0), +stream[2]]
        : read ? ['s' + (row.of?.link ?? 0), +read[1]] : null;
};

class Pairs {
    constructor() {
        this.waiting = new Map(); // what a peer has sent and the host has not been told
        this.owed = new Map(); // the head of data of which more is to come
        this.states = new Map();
        this.openings = new Map();
        this.told = new Map(); // what the host was told last of a link
    }

    /* Something has passed on the network; command is the host's last. */
    passed(row, command) {
        const key = keyOf(row);
        const kind = row.k;
        if ((kind === 'frame' && row.event.op < 8 || kind === 'segment') && row.dir === 'in') {
            this.came(key, row);
        } else if (kind === 'frame' || kind === 'segment') {
            relate(row, row.dir === 'out' && this.isOf(row, command) ? command : null);
        } else {
            if (kind === 'opening' || kind === 'socket' && row.event.state === 'opening' || row.event.served) {
                this.openings.set(key, this.opens(row, command) ? command : null);
            }
            const over = OVER.has(row.event.state);
            const told = row.event.served && this.told.get(key);
            relate(row, told && !told.net ? told : !over ? this.openings.get(key) : this.closes(row, command) ? command : null);
            if (kind === 'state' || kind === 'socket') {
                this.states.set(key, (over ? this.states.get(key) ?? [] : []).concat(row));
            }
        }
    }

    came(key, row) {
        const owed = this.owed.get(key);
        if (owed?.left > 0) {
            relate(row, owed.row);
            owed.left -= row.length;
            return;
        }
        const queue = this.waiting.get(key) ?? [];
        queue.push(row);
        if (queue.length > QUEUE_MAX) {
            queue.shift();
        }
        this.waiting.set(key, queue);
    }

    /* Whether the command has opened it; a link that was lost is opened again without one. */
    opens(row, command) {
        return /^(WSOPEN|WSOPENNB|CIPSTART|CIPSTARTEX|CIPSTARTNB)$/.test(command?.name ?? '')
            && (row.socket ? command.name.startsWith('CIP') : command.name.startsWith('WS') && command.link === row.link);
    }

    closes(row, command) {
        return command?.name === (row.socket ? 'CIPCLOSE' : 'WSCLOSE') && (command.link ?? 0) === row.link;
    }

    /* Whether it was sent by the command: pings, pongs and answers to a close frame are sent without one. */
    isOf(row, command) {
        const name = command?.name ?? '';
        if (row.socket) {
            return name.startsWith('CIPSEND') && (command.link ?? 0) === row.link;
        }
        const control = row.event.op >= 8;
        return command?.link === row.link && (name === 'WSSEND' && (!control || +command.x.split(',')[2] === row.event.op)
            || name === 'WSCLOSE' && row.event.op === 8);
    }

    /* The module has said something. */
    said(row) {
        const head = headOf(row);
        if (head) {
            this.data(row, ...head);
        } else if (row.link !== undefined && /CONNECT|CLOSED|OPENFAIL|ACCEPTED/.test(row.x)) {
            const key = (/^(\r\n)?\+WS/.test(row.x) ? 'w' : 's') + row.link;
            const states = this.states.get(key) ?? [];
            this.told.set(key, row);
            states.filter(state => OVER.has(state.event.state) ? !state.said : state.said?.k !== 'news').forEach(state => relate(state, row));
        }
    }

    data(row, key, length) {
        const queue = this.waiting.get(key) ?? [];
        let left = length || 1;
        while (left > 0 && queue.length) {
            const net = queue.shift();
            relate(net, row);
            left -= net.length || left; // an empty message has a head of its own
        }
        this.owed.set(key, {row, left: length ? left : 0});
    }
}
