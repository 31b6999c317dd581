'use strict';
/* The page: lists, counters, terminal and faults, over a source of events. */
(() => {
    const at = id => document.getElementById(id);
    const source = window.wsatSource ?? serverSource();
    const rows = new Rows();
    const events = [];
    let filter = null;
    let paused = false;
    let changed = false;
    let as = 'ascii';
    let shownDetail = null;

    const element = (name, cls, text) => {
        const made = document.createElement(name);
        made.className = cls ?? '';
        made.textContent = text ?? '';
        return made;
    };
    const time = micros => {
        const first = rows.said[0] ?? rows.net[0];
        return ((micros - Math.min(first?.t ?? micros, rows.net[0]?.t ?? micros)) / 1e6).toFixed(6);
    };
    const span = micros => micros >= 1e6 ? (micros / 1e6).toFixed(3) + ' s' : micros >= 1e3 ? (micros / 1e3).toFixed(2) + ' ms' : micros + ' µs';
    const cells = (row, kind, text, end) => {
        const line = element('div', 'row ' + row.cls);
        line.append(element('span', 't', time(row.t)), element('span', 'd', '+' + span(row.t - row.before)),
            element('span', 'k', kind), element('span', 'x', text), element('span', 'e', end));
        return line;
    };
    const saidText = row => row.k === 'echo' ? `(${row.length} bytes, repeated)`
        : row.hidden && !row.x ? `(${row.length} bytes${row.k === 'refused' ? ', while a command runs' : ', hidden'})` : spell(row.x, as) + (row.hidden ? '…' : '');
    const drawSaid = row => cells(row, row.prompt ? 'prompt' : row.k, saidText(row), row.took === undefined ? '' : span(row.took));
    const drawNet = row => cells(row, (row.socket ? 'socket ' : 'link ') + row.link, netText(row, as), row.said ? '#' + (row.said.n + 1) : '');

    const said = new List(at('said'), drawSaid, (row, other) => {
        net.picked = rows.net.find(one => one.said === row) ?? null;
        if (net.picked) {
            net.reveal(net.picked);
        }
        detail(row, other, saidText(row));
    });
    const net = new List(at('net'), drawNet, (row, other) => {
        if (row.said) {
            said.picked = row.said;
            said.reveal(row.said);
        }
        detail(row, other, netText(row, as));
    });

    function detail(row, other, text) {
        shownDetail = () => detail(row, other, row.event ? netText(row, as) : saidText(row));
        at('detail').hidden = false;
        const between = other ? ` · ${span(Math.abs(row.t - other.t))} to #${other.n + 1}` : '';
        at('where').textContent = `#${row.n + 1} · ${time(row.t)} s · ${row.k}`
            + (row.length ? `, ${row.length} bytes` : '') + (row.took === undefined ? '' : ` · answered after ${span(row.took)}`) + between;
        at('bytes').textContent = row.event && row.k !== 'frame' && row.k !== 'segment' ? text : row.x ? spell(row.x, as) : text;
    }

    /* Only what is new is looked at, unless the filter or the rows are others. */
    const sieve = (list, all) => {
        if (!filter) {
            list.set(all);
            return;
        }
        if (list.filter !== filter || list.all !== all) {
            Object.assign(list, {filter, all, looked: 0, rows: []});
        }
        for (; list.looked < all.length; list.looked++) {
            if (filter(all[list.looked])) {
                list.rows.push(all[list.looked]);
            }
        }
        list.grown();
    };
    const select = () => {
        sieve(said, rows.said);
        sieve(net, rows.net);
        at('found').textContent = filter ? `${said.rows.length + net.rows.length} of ${rows.said.length + rows.net.length}` : '';
    };

    function figures() {
        const now = rows.seconds.size ? Math.max(...rows.seconds.keys()) : 0;
        const last = rows.seconds.get(now - 1) ?? rows.seconds.get(now) ?? {up: 0, down: 0, messages: 0};
        const sorted = [...rows.latencies].sort((a, b) => a - b);
        const share = p => sorted.length ? span(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))]) : '–';
        const use = bytes => rows.baud ? Math.min(100, bytes * 1000 / rows.baud).toFixed(0) + ' %' : 'unpaced';
        const figures = {'rows': rows.said.length + rows.net.length, 'host → module': last.up + ' B/s', 'module → host': last.down + ' B/s',
            'messages': last.messages + ' /s', 'line in use': rows.baud ? `${use(last.up)}, ${use(last.down)}` : use(0),
            'answer p50': share(.5), 'p95': share(.95), 'slowest': share(1)};
        if (rows.missed) {
            figures['rows missed'] = rows.missed;
        }
        at('counters').replaceChildren(...Object.entries(figures).map(([name, value]) => {
            const pair = element('div');
            pair.append(element('dt', '', name), element('dd', '', value));
            return pair;
        }));
        plot(now);
    }

    function plot(now) {
        const canvas = at('plot');
        const pen = canvas.getContext('2d');
        const style = getComputedStyle(document.documentElement);
        const points = Array.from({length: 60}, (_, i) => rows.seconds.get(now - 59 + i) ?? {up: 0, down: 0});
        const most = Math.max(10, ...points.map(one => Math.max(one.up, one.down)));
        pen.clearRect(0, 0, canvas.width, canvas.height);
        for (const [way, colour] of [['up', '--host'], ['down', '--module']]) {
            pen.strokeStyle = style.getPropertyValue(colour);
            pen.lineWidth = 1.5;
            pen.beginPath();
            points.forEach((one, i) => pen.lineTo(i * canvas.width / 59, canvas.height - 2 - one[way] / most * (canvas.height - 16)));
            pen.stroke();
        }
        pen.fillStyle = style.getPropertyValue('--soft');
        pen.font = '11px system-ui, sans-serif';
        pen.fillText(most + ' B/s', 4, 11);
    }

    function links() {
        at('links').replaceChildren(...[...rows.links.values()].sort((a, b) => a.socket - b.socket || a.number - b.number).map(link => {
            const item = element('li');
            const what = [link.uri, link.address, link.tls && link.tls + ' ' + link.cipher, link.protocol && 'subprotocol ' + link.protocol,
                link.deflate && 'compressed', `in ${link.framesIn}/${link.in} B`, `out ${link.framesOut}/${link.out} B`, link.ending];
            item.append(element('span', '', (link.socket ? 'Socket ' : 'WebSocket ') + link.number), element('span', 's ' + link.state, link.state),
                element('span', '', what.filter(Boolean).join(' · ')));
            return item;
        }));
    }

    setInterval(() => {
        if (changed && !paused) {
            changed = false;
            select();
            links();
            figures();
        }
    }, 100);

    function begin() {
        const hello = rows.hello;
        at('about').textContent = hello ? `${hello.version} ${hello.what}` : '';
        at('control').hidden = !hello?.control;
        at('fault-link').replaceChildren(...Array.from({length: Math.max(hello?.links ?? 0, hello?.sockets ?? 0)}, (_, link) => element('option', '', String(link))));
        for (const button of at('fault-buttons').querySelectorAll('button')) {
            button.disabled = hello?.what === 'browser' && button.dataset.elsewhere !== '';
            button.title = button.disabled ? `Not in a page: ${button.dataset.elsewhere}` : button.title;
        }
    }
    const take = event => {
        events.push(event);
        rows.add(event);
        if (event.k === 'hello') {
            begin();
        } else if (event.k === 'server') {
            at('help').textContent = `The echo server: AT+WSOPEN=0,"${event.x}"`;
        }
        changed = true;
    };
    const forget = () => {
        const hello = rows.hello;
        const server = rows.server;
        events.length = 0;
        rows.forget();
        rows.hello = hello;
        rows.server = server;
        said.picked = net.picked = said.other = net.other = null;
        at('detail').hidden = true;
        shownDetail = null;
        changed = true;
    };
    source.listen(take, state => {
        if (state === 'anew') {
            forget();
        }
        at('live').textContent = state === 'off' ? 'the module is gone' : 'live';
        at('live').className = state === 'off' ? 'off' : 'on';
    });

    matchMedia('(prefers-color-scheme: dark)').onchange = () => { changed = true; }; // the plot has its colours from there
    at('filter').oninput = () => { filter = filterOf(at('filter').value); said.follows = net.follows = true; select(); };
    at('filtering').onsubmit = event => event.preventDefault();
    at('shown').onchange = () => { as = at('shown').value; said.show(); net.show(); shownDetail?.(); };
    at('pause').onclick = () => {
        paused = !paused;
        at('pause').setAttribute('aria-pressed', paused);
    };
    at('clear').onclick = forget;
    at('close').onclick = () => { at('detail').hidden = true; };
    at('copy').onclick = () => navigator.clipboard?.writeText(at('bytes').textContent);
    at('save').onclick = () => {
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob([events.map(event => JSON.stringify(event) + '\n').join('')], {type: 'application/jsonl'}));
        link.download = 'session.jsonl';
        link.click();
        URL.revokeObjectURL(link.href);
    };
    at('open').onchange = async () => {
        const file = at('open').files[0];
        if (file) {
            const lines = (await file.text()).split('\n').filter(Boolean);
            try {
                const loaded = lines.map(line => JSON.parse(line));
                forget();
                loaded.filter(event => typeof event.k === 'string').forEach(take);
                at('live').textContent = file.name + ', as it was; new rows come behind it';
            } catch {
                at('live').textContent = file.name + ' is no session file';
                at('live').className = 'off';
            }
        }
        at('open').value = '';
    };

    const bytes = text => Uint8Array.from(new TextEncoder().encode(text));
    const tell = async promise => { at('trouble').textContent = await promise ?? ''; };
    at('commands').append(...COMMANDS.map(([name]) => { const option = element('option'); option.value = name; return option; }));
    at('command').oninput = () => {
        const name = (/^AT\+?[A-Z0-9_]*/i.exec(at('command').value) ?? [''])[0].toUpperCase();
        const known = COMMANDS.find(([one]) => one === name);
        at('help').textContent = known ? `${known[0]} ${known[1]} ${known[2]}` : rows.server && !name ? `The echo server: AT+WSOPEN=0,"${rows.server}"` : '';
    };
    const history = [];
    let back = 0;
    at('command').onkeydown = event => {
        if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            back = Math.max(0, Math.min(history.length, back + (event.key === 'ArrowUp' ? 1 : -1)));
            at('command').value = back ? history[history.length - back] : '';
            event.preventDefault();
        }
    };
    at('terminal').onsubmit = event => {
        event.preventDefault();
        const command = at('command').value;
        history.push(command);
        back = 0;
        at('command').value = '';
        tell(source.type(bytes(command + '\r\n')));
    };
    at('payload').onsubmit = event => {
        event.preventDefault();
        const text = at('bytes-in').value;
        if (at('as').value === 'text') {
            tell(source.type(bytes(text)));
            return;
        }
        const digits = text.replace(/0x|[\s,]/gi, '');
        if (!/^([0-9a-f]{2})*$/i.test(digits)) {
            at('trouble').textContent = 'that is not hex: pairs of digits, as 0d 0a';
            return;
        }
        tell(source.type(Uint8Array.from(digits.match(/../g) ?? [], pair => parseInt(pair, 16))));
    };
    at('file').onchange = async () => {
        const file = at('file').files[0];
        if (file) {
            tell(source.type(new Uint8Array(await file.arrayBuffer())));
        }
        at('file').value = '';
    };
    const FAULTY = {server: 'WebSocket servers', peer: 'Peers of sockets', certificate: 'Certificates', name: 'Names', network: 'Network', time: 'Clock', line: 'Line', power: 'Module'};
    for (const [verb, name] of Object.entries(FAULTY)) {
        const group = element('div');
        group.setAttribute('role', 'group');
        group.setAttribute('aria-label', name);
        group.append(element('span', '', name));
        for (const [words, help, elsewhere, buttons] of FAULTS.filter(([words]) => words.startsWith(verb + ' '))) {
            group.append(...buttons.map(([label, made]) => {
                const button = element('button', '', label);
                button.type = 'button';
                button.title = `${words}: ${help}`;
                button.dataset.elsewhere = elsewhere;
                button.onclick = () => tell(source.fault(made.replace('LINK', at('fault-link').value)));
                return button;
            }));
        }
        at('fault-buttons').append(group);
    }
    at('fault-words').append(...FAULTS.flatMap(([, , , buttons]) => buttons).map(([, made]) => {
        const option = element('option');
        option.value = made.replace('LINK', '0');
        return option;
    }));
    at('fault').onsubmit = event => {
        event.preventDefault();
        tell(source.fault(at('words').value));
    };
    window.wsatDesk = {rows, take, said, net};
})();
