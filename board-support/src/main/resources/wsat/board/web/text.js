'use strict';
/* Rows, bytes and times in words. */
const OPCODES = {0: 'continuation', 1: 'text', 2: 'binary', 8: 'close', 9: 'ping', 10: 'pong'};
const STAGES = ['', 'name', 'TCP', 'proxy', 'TLS', 'HTTP answer', 'upgrade', 'no pong', 'protocol', 'TCP ended', 'by the server', 'by the host'];

const span = micros => micros >= 1e6 ? (micros / 1e6).toFixed(3) + ' s' : micros >= 1e3 ? (micros / 1e3).toFixed(2) + ' ms' : Math.round(micros) + ' µs';

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

const WAYS = {in: '← ', out: '→ '};
const opcode = e => OPCODES[e.op] ?? 'opcode ' + e.op;
/* Of a close frame (RFC 6455, 5.5.1): its code, and its reason in quotes; of others length and bytes. */
const payload = (e, as) => {
    const x = e.x ?? '';
    if (e.op !== 8 || as !== 'ascii' || x.length < 2) {
        return e.n + (x ? ' ' + spell(x, as) : '');
    }
    return (x.charCodeAt(0) * 256 + x.charCodeAt(1)) + (x.length > 2 ? ' "' + spell(x.slice(2), as) + '"' : '');
};
const ended = e => e.stage ? ` (${STAGES[e.stage]} ${e.code}) ${e.text}` : '';
const where = e => e.address ? ` ${e.address}:${e.port}` + (e.local ? `, from port ${e.local}` : '') : '';

const netText = (row, as) => {
    const e = row.event;
    switch (e.k) {
        case 'opening': return 'opens ' + e.uri + (e.protocol ? ', subprotocol ' + e.protocol : '') + (e.headers ? ', headers ' + e.headers : '') + (e.auth ? ', authorization ***' : '');
        case 'state': return (e.served ? 'a client has come: ' : '') + e.state + ended(e) + where(e) + (e.tls ? ` ${e.tls} ${e.cipher}` : '') + (e.protocol ? `, subprotocol ${e.protocol}` : '') + (e.deflate ? ', compressed' : '');
        case 'frame': return `${WAYS[e.dir]}${opcode(e)}${e.fin ? '' : ' (more)'} ${e.at ? `from ${e.at} of ${e.whole}, ` : ''}${payload(e, as)}`;
        case 'socket': return (e.served ? 'a client has come: ' : '') + e.state + (e.host ? ` ${e.type} ${e.host}:${e.port}` : '') + ended(e) + where(e);
        case 'segment': return `${WAYS[e.dir]}${e.n}${row.x ? ' ' + spell(row.x, as) : ''}`;
        case 'tls': return `${e.version} ${e.cipher}`;
        case 'certificate': return `certificate ${e.at}: ${e.subject}, by ${e.issuer}, ${e.from.slice(0, 10)} to ${e.to.slice(0, 10)}, SHA-256 ${e.sha256}`;
        case 'listen': return `port ${e.port} ${e.state === 'failed' ? 'cannot be opened, errno ' + e.code : e.state}, for ${e.what} links${e.tls ? ' with TLS' : ''}`;
        case 'ping': return '← ping';
        case 'pong': return '← pong';
        default: return (WAYS[e.dir] ?? '') + spell(row.x, as);
    }
};

/* What of a row of the network does not stand in it. */
const netDetail = row => {
    const e = row.event;
    return e.k !== 'frame' ? '' : `, opcode ${e.op} ${opcode(e)}, FIN ${e.fin ? 1 : 0}, ${e.dir === 'in' ? 'received' : 'sent'}`
        + (e.at || e.whole > e.n ? `, bytes ${e.at} to ${e.at + e.n} of ${e.whole}` : '');
};
