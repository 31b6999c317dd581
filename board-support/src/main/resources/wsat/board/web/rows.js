'use strict';
/* Events become rows of two lists: what is said on the UART, and what passes on the network. */
const HOST = new Set(['command', 'payload', 'refused']);
const UART = new Set([...HOST, 'echo', 'answer', 'news', 'data']);
const OTHER = new Set(['hello', 'line', 'queue', 'server', 'missed', 'fault']);
const NETWORK = new Set(['opening', 'state', 'frame', 'ping', 'pong', 'socket', 'segment', 'head', 'tls', 'certificate', 'listen']);
const FINAL = /(^|\r\n)(OK|ERROR|SEND OK|SEND FAIL|FAIL|SET OK|ready)\r\n$/;
const BAD = /(^|\r\n)(ERROR|SEND FAIL|FAIL|ERR CODE:|busy p\.\.\.|\+WS_OPENFAIL|\+CIPFAIL|\+WS_DISCONNECTED|\+CWJAP:\d\r)/;
/* Most rows of a list; of more the oldest are let go. */
const ROWS_MAX = 200000;
const LET_GO = 50000;

class Rows {
    constructor() {
        this.forget();
    }

    forget() {
        this.said = [];
        this.net = [];
        this.next = 0;
        this.gone = 0;
        this.begin = null;
        this.links = new Map();
        this.ports = new Map();
        this.hello = null;
        this.character = 0; // microseconds; 0: the line has no rate
        this.queue = null; // bytes in the kernel; null: not known
        this.command = null;
        this.pairs = new Pairs();
        this.figures = new Figures();
        this.missed = 0;
        this.server = '';
    }

    add(event) {
        const kind = event.k;
        this.begin ??= event.t || null;
        if (kind === 'hello') {
            this.hello = event;
            this.character = event.paced || event.what === 'run' ? characterOf(event) : 0;
        } else if (kind === 'line') {
            this.character = event.paced ?? this.character > 0 ? characterOf(event) : 0;
        } else if (kind === 'queue') {
            this.queue = event.n < 0 ? null : event.n;
            this.figures.queued(event.t, event.n);
        } else if (kind === 'server') {
            this.server = event.x;
        } else if (kind === 'missed') {
            this.missed += event.n;
        } else if (kind === 'fault') {
            this.push(this.said, {k: 'fault', t: event.t, x: event.x, cls: 'fault'});
        } else if (NETWORK.has(kind)) {
            this.network(event);
        } else if (UART.has(kind)) {
            this.uart(event);
        }
    }

    push(list, row) {
        row.n = list.length ? list[list.length - 1].n + 1 : 0;
        row.before = list.length ? list[list.length - 1].t : row.t;
        list.push(row);
        if (list.length > ROWS_MAX) {
            list.splice(0, LET_GO);
            this.gone += LET_GO;
        }
        return row;
    }

    uart(event) {
        const last = this.said[this.said.length - 1];
        const length = event.x === undefined ? event.n : event.n ?? event.x.length;
        const way = HOST.has(event.k) ? 'up' : 'down';
        this.figures.bytes(event.t, way, length + (event.k === 'command' ? 2 : 0));
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
        if (event.k !== 'echo') {
            this.figures.message(event.t, way);
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
            this.figures.answered(row.t, this.command.took);
        }
        row.link = linkOf(row) ?? row.of?.link;
        if (row.k === 'answer' || row.k === 'news') {
            this.pairs.said(row);
        }
    }

    network(event) {
        const socket = event.socket ?? (event.k === 'socket' || event.k === 'segment');
        const row = {k: event.k, t: event.t, link: event.link, socket, dir: event.dir, x: event.x ?? '',
            length: event.n ?? 0, hidden: false, cls: event.dir === 'out' ? 'host' : event.dir === 'in' ? 'module' : '', event};
        this.push(this.net, row);
        if (event.k === 'listen') {
            this.ports.set(event.what + event.port, event);
            relate(row, this.command);
            row.bad = event.state === 'failed';
        } else {
            this.pairs.passed(row, this.command);
            this.link(socket, event, row);
        }
    }

    link(socket, event, row) {
        const key = keyOf(row);
        const link = this.links.get(key) ?? {key, socket, number: event.link, state: 'idle', in: 0, out: 0, framesIn: 0, framesOut: 0, chain: []};
        this.links.set(key, link);
        const fresh = {uri: '', ending: '', tls: '', cipher: '', address: '', protocol: '', deflate: false, served: false, request: '', answer: '', chain: []};
        if (event.k === 'opening' || event.k === 'socket' && event.state === 'opening') {
            Object.assign(link, fresh, {state: 'opening', uri: event.uri ?? `${event.type} ${event.host}:${event.port}`});
        } else if (event.k === 'head') {
            // who comes to us asks first, and has its link with that
            if (event.dir === 'in' && event.x.startsWith('GET ')) {
                Object.assign(link, link.state === 'open' || link.tls === '' ? fresh : {});
            }
            link[event.x.startsWith('HTTP/') ? 'answer' : 'request'] = event.x;
        } else if (event.k === 'tls') {
            Object.assign(link, {tls: event.version, cipher: event.cipher, chain: []});
        } else if (event.k === 'certificate') {
            link.chain.push(event);
        } else if (event.k === 'state' || event.k === 'socket') {
            this.state(link, event, row);
        } else if (event.dir) {
            link[event.dir] += event.n;
            link[event.dir === 'in' ? 'framesIn' : 'framesOut'] += event.at ? 0 : 1;
        }
    }

    state(link, event, row) {
        link.state = event.state;
        if (event.served) {
            link.served = true;
            link.uri = '';
            link.ending = '';
        }
        if (event.address !== undefined) {
            Object.assign(link, {address: event.address + ':' + event.port, ending: '', tls: event.tls ?? link.tls,
                cipher: event.cipher ?? link.cipher, protocol: event.protocol, deflate: event.deflate});
        }
        if (event.stage) {
            link.ending = `${STAGES[event.stage]} ${event.code}: ${event.text}`;
            row.cls = 'bad';
            row.bad = event.stage < 10;
        }
    }
}

/* How long a character takes, in microseconds; older sessions do not say what it is of. */
const characterOf = event => event.nanos ? event.nanos / 1000 : event.baud ? 1e7 / event.baud : 0;
