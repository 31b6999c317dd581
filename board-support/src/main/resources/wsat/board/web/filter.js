'use strict';
/*
 * A small language: words that all must hold. cmd:TEXT (the command, or what it belongs to, has TEXT in its name), err,
 * slow>50ms (also s, us), link:N, kind:KIND, dir:in, dir:out; -WORD is its opposite; any other word is looked for in the text.
 */
const UNITS = {us: 1, ms: 1e3, s: 1e6};
const term = word => {
    const [, name, value] = /^([a-z]+):(.*)$/i.exec(word) ?? [];
    const slow = /^slow>(\d+(?:\.\d+)?)(us|ms|s)$/.exec(word);
    const lower = word.toLowerCase();
    if (slow) {
        const least = slow[1] * UNITS[slow[2]];
        return row => (row.took ?? row.of?.took ?? 0) > least;
    }
    switch (name?.toLowerCase()) {
        case 'cmd': return row => (row.name ?? row.of?.name ?? row.said?.name ?? row.said?.of?.name ?? '').includes(value.toUpperCase());
        case 'link': return row => row.link === Number(value);
        case 'kind': return row => row.k === value;
        case 'dir': return row => row.dir === value;
    }
    if (lower === 'err') {
        return row => !!(row.bad || row.of?.bad);
    }
    return row => row.x.toLowerCase().includes(lower) || !!row.event && netText(row, 'ascii').toLowerCase().includes(lower);
};
const filterOf = text => {
    const terms = text.trim().split(/\s+/).filter(Boolean).map(word => {
        const not = word.length > 1 && word.startsWith('-');
        const holds = term(not ? word.slice(1) : word);
        return not ? row => !holds(row) : holds;
    });
    return terms.length ? row => terms.every(holds => holds(row)) : null;
};
