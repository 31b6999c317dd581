'use strict';
/* Events become rows of two lists: what is said on the UART, and what passes on the network. */
const OPCODES = {0: 'continuation', 1: 'text', 2: 'binary', 8: 'close', 9: 'ping', 10: 'pong'};
const STAGES = ['', 'name', 'TCP', 'proxy', 'TLS', 'HTTP answer', 'upgrade', 'no pong', 'protocol', 'TCP ended', 'by the server', 'by the host'];
const HOST = new Set(['command', 'payload', 'refused']);
const FINAL = /(^|\r\n)(OK|ERROR|SEND OK|SEND FAIL|FAIL|SET OK|ready)\r\n$/;
const BAD = /(^|\r\n)(ERROR|SEND FAIL|FAIL|ERR CODE:|busy p\.\.\.|\+WS_OPENFAIL|\+CIPFAIL|\+WS_DISCONNECTED|\+CWJAP:\d\r)/;

class Rows {
    constructor() {
        this.forget();
    }

    forget() {
        this.said = [];
        this.net = [];
        this.links = new Map();
        this.hello = null;
        this.baud = 0;
        this.command = null;
        this.expected = new Map();
        this.latencies = [];
        this.seconds = new Map();
        this.missed = 0;
        this.server = '';
    }

    add(event) {
        const kind = event.k;
        if (kind === 'hello') {
            this.hello = event;
            this.baud = event.paced || event.what === 'run' ? event.baud : 0;
        } else if (kind === 'line') {
            this.baud = this.baud && event.baud;
        } else if (kind === 'server') {
            this.server = event.x;
        } else if (kind === 'missed') {
            this.missed += event.n;
        } else if (kind === 'fault') {
            this.push(this.said, {k: 'fault', t: event.t, x: event.x, cls: 'fault'});
        } else if (['opening', 'state', 'frame', 'ping', 'pong', 'socket', 'segment', 'head', 'certificate'].includes(kind)) {
            this.network(event);
        } else {
            this.uart(event);
        }
    }

    push(list, row) {
        row.n = list.length;
        row.before = list.length ? list[list.length - 1].t : row.t;
        list.push(row);
        return row;
    }

    uart(event) {
        const last = this.said[this.said.length - 1];
        const length = event.x === undefined ? event.n : event.n ?? event.x.length;
        this.count(event.t, HOST.has(event.k) ? 'up' : 'down', length + (event.k === 'command' ? 2 : 0));
        const text = event.x ?? null;
        if (last && (event.k === 'data' && ['answer', 'news'].includes(last.k) || last.k === event.k
                && ['payload', 'echo', 'refused'].includes(event.k) || last.data && event.x === '\r\n')) {
            last.hidden = last.hidden || text === null || event.n > (text ?? '').length;
            last.x += text ?? '';
            last.length += length;
            last.data = last.data || event.k === 'data';
            return;
        }
        const row = {k: event.k, t: event.t, x: text ?? '', length, hidden: text === null, cls: 'module'};
        if (HOST.has(event.k)) {
            row.cls = 'host';
        } else if (event.k === 'echo') {
            row.cls = 'host faint';
        } else if (event.k === 'news') {
            row.cls = 'news';
        }
        this.push(this.said, row);
        this.relate(row);
    }

    relate(row) {
        if (row.k === 'command') {
            this.command = row;
            row.name = (/^AT\+?([A-Z0-9_]*)/i.exec(row.x) ?? ['', ''])[1].toUpperCase();
        } else if (row.k !== 'news') {
            row.of = this.command;
        }
        if ((row.k === 'answer' || row.k === 'news') && BAD.test(row.x)) {
            row.cls += ' bad';
            row.bad = true;
        }
        if (row.k === 'answer' && row.x.endsWith('>')) {
            row.prompt = true;
        }
        if (row.k === 'answer' && this.command && this.command.took === undefined && (FINAL.test(row.x) || row.prompt)) {
            this.command.took = row.t - this.command.t;
            this.command.bad = row.bad;
            this.latencies.push(this.command.took);
            if (this.latencies.length > 5000) {
                this.latencies.splice(0, 1000);
            }
        }
        const link = /^(?:\r\n)?\+(?:WS_[A-Z]+|IPD|WSRECV[A-Z]*|WS_RECV)[:,](\d)/.exec(row.x) ?? /^(\d),(?:CONNECT|CLOSED)/.exec(row.x);
        row.link = link ? +link[1] : row.k === 'command' ? this.linkOf(row) : row.of?.link;
        const waiting = link && /WS_DATA|IPD/.test(row.x) ? this.expected.get(row.x.includes('IPD') ? 's' + row.link : 'w' + row.link) : null;
        if (waiting?.length) {
            waiting.shift().said = row;
        }
    }

    linkOf(row) {
        const first = /^AT\+(?:WS|CIP)[A-Z_]*=(\d)(?:,|$)/i.exec(row.x);
        return first ? +first[1] : undefined;
    }

    network(event) {
        const socket = event.k === 'socket' || event.k === 'segment';
        const key = (socket ? 's' : 'w') + event.link;
        const row = {k: event.k, t: event.t, link: event.link, socket, dir: event.dir, x: event.x ?? '',
            length: event.n ?? 0, hidden: false, cls: event.dir === 'out' ? 'host' : event.dir === 'in' ? 'module' : '', event};
        if (event.dir === 'out') {
            row.said = this.command;
        } else if (event.k === 'frame' || event.k === 'segment') {
            const queue = this.expected.get(key) ?? [];
            queue.push(row);
            if (queue.length > 500) {
                queue.shift();
            }
            this.expected.set(key, queue);
        }
        this.push(this.net, row);
        this.link(key, socket, event, row);
    }

    link(key, socket, event, row) {
        const link = this.links.get(key) ?? {key, socket, number: event.link, state: 'idle', in: 0, out: 0, framesIn: 0, framesOut: 0};
        this.links.set(key, link);
        if (event.k === 'opening') {
            Object.assign(link, {state: 'opening', uri: event.uri, ending: '', tls: '', address: ''});
            row.said = this.command;
        } else if (event.k === 'state' || event.k === 'socket') {
            link.state = event.state;
            if (event.host) {
                link.uri = event.type + ' ' + event.host + ':' + event.port;
            }
            if (event.address !== undefined) {
                Object.assign(link, {address: event.address + ':' + event.port, tls: event.tls, cipher: event.cipher, protocol: event.protocol, deflate: event.deflate, ending: ''});
            }
            if (event.stage) {
                link.ending = `${STAGES[event.stage]} ${event.code}: ${event.text}`;
                row.cls = 'bad';
                row.bad = event.stage < 10;
            }
        } else if (event.dir && event.k !== 'head') {
            link[event.dir] += event.n;
            link[event.dir === 'in' ? 'framesIn' : 'framesOut'] += event.at ? 0 : 1;
        }
    }

    count(micros, way, bytes) {
        const second = Math.floor(micros / 1e6);
        const sum = this.seconds.get(second) ?? {up: 0, down: 0, messages: 0};
        sum[way] += bytes;
        sum.messages++;
        this.seconds.set(second, sum);
        if (this.seconds.size > 120) {
            this.seconds.delete(this.seconds.keys().next().value);
        }
    }
}

/* A row's bytes, as somebody wants to see them. */
const spell = (text, as) => {
    const codes = Array.from(text, c => c.charCodeAt(0));
    if (as === 'hex') {
        return codes.map(c => c.toString(16).padStart(2, '0')).join(' ');
    }
    if (as === 'c') {
        return '{' + codes.map(c => '0x' + c.toString(16).padStart(2, '0')).join(', ') + '}';
    }
    return codes.map(c => c === 13 ? '\\r' : c === 10 ? '\\n' : c === 9 ? '\\t' : c === 92 ? '\\\\'
        : c >= 32 && c < 127 ? String.fromCharCode(c) : '\\x' + c.toString(16).padStart(2, '0')).join('');
};

const netText = (row, as) => {
    const e = row.event;
    const shown = row.x ? ' ' + spell(row.x, as) : '';
    switch (e.k) {
        case 'opening': return 'opens ' + e.uri + (e.protocol ? ', subprotocol ' + e.protocol : '') + (e.headers ? ', headers ' + e.headers : '') + (e.auth ? ', authorization ***' : '');
        case 'state': return e.state + (e.stage ? ` (${STAGES[e.stage]} ${e.code}) ${e.text}` : '') + (e.address ? ` ${e.address}:${e.port}` : '') + (e.tls ? ` ${e.tls} ${e.cipher}` : '') + (e.protocol ? `, subprotocol ${e.protocol}` : '') + (e.deflate ? ', compressed' : '');
        case 'frame': return `${e.dir === 'in' ? '←' : '→'} ${OPCODES[e.op] ?? 'opcode ' + e.op}${e.fin ? '' : ' (more)'} ${e.at ? `from ${e.at} of ${e.whole}, ` : ''}${e.n}${shown}`;
        case 'socket': return e.state + (e.host ? ` ${e.type} ${e.host}:${e.port}` : '') + (e.stage ? ` (${STAGES[e.stage]} ${e.code}) ${e.text}` : '') + (e.address ? ` ${e.address}:${e.port}` : '');
        case 'segment': return `${e.dir === 'in' ? '←' : '→'} ${e.n}${shown}`;
        case 'certificate': return `certificate ${e.at}: ${e.subject}, by ${e.issuer}, ${e.from.slice(0, 10)} to ${e.to.slice(0, 10)}, SHA-256 ${e.sha256}`;
        case 'ping': return '← ping';
        case 'pong': return '← pong';
        default: return (e.dir === 'in' ? '← ' : e.dir === 'out' ? '→ ' : '') + spell(row.x, as);
    }
};
