'use strict';
/* The page: lists, counters, terminal and faults, over a source of events. */
(() => {
    const at = id => document.getElementById(id);
    const source = window.wsatSource ?? serverSource();
    const rows = new Rows();
    let events = [];
    let live = false; // whether the module's clock goes on
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
    const time = micros => ((micros - (rows.begin ?? micros)) / 1e6).toFixed(6);
    const cells = (element, row, kind, text, end) => {
        element.className = 'row ' + row.cls;
        if (!element.firstChild) {
            element.append(...['t', 'd', 'k', 'x', 'e'].map(name => { const cell = document.createElement('span'); cell.className = name; return cell; }));
        }
        [time(row.t), '+' + span(row.t - row.before), kind, text, end].forEach((words, i) => { element.children[i].textContent = words; });
    };
    const number = row => '#' + (row.n + 1);
    const saidText = row => row.k === 'echo' ? `(${row.length} bytes, repeated)`
        : row.hidden && !row.x ? `(${row.length} bytes${row.k === 'refused' ? ', while a command runs' : ', hidden'})` : spell(row.x, as) + (row.hidden ? '…' : '');
    const netKind = row => row.k === 'listen' ? 'server' : (row.socket ? 'socket ' : 'link ') + row.link;
    const drawSaid = (row, element) => cells(element, row, row.prompt ? 'prompt' : row.k, saidText(row), row.took === undefined ? '' : span(row.took));
    const drawNet = (row, element) => cells(element, row, netKind(row), netText(row, as), row.said ? number(row.said) : '');

    /* The ruler's other end: set with Shift until a row is chosen without, with M or the button until it is taken away. */
    let ruler = null;
    let kept = false;
    const mark = row => {
        ruler = row === ruler && kept ? null : row;
        kept = ruler !== null;
        shownDetail?.();
        said.marked = net.marked = ruler;
        said.show();
        net.show();
    };
    const picked = (row, before, other) => {
        if (!kept) {
            ruler = before && before !== row ? ruler ?? before : null;
            said.marked = net.marked = ruler;
        }
        if (other) {
            const there = row.event ? said : net;
            there.picked = other;
            there.reveal(other);
        }
        said.show();
        net.show();
        detail(row);
    };
    const said = new List(at('said'), drawSaid, (row, before) => {
        net.picked = null;
        picked(row, before, row.net ?? row.of?.net);
    }, mark);
    const net = new List(at('net'), drawNet, (row, before) => picked(row, before, row.said), mark);

    function detail(row) {
        shownDetail = () => detail(row);
        const text = row.event ? netText(row, as) : saidText(row);
        const inList = ruler && !ruler.event === !row.event ? '' : ruler?.event ? ' of the network' : ' of the conversation';
        at('detail').hidden = false;
        at('where').textContent = `${number(row)} · ${time(row.t)} s · ${row.k}` + (row.event ? netDetail(row) : '')
            + (row.length ? `, ${row.length} bytes` : '') + (row.took === undefined ? '' : ` · answered after ${span(row.took)}`)
            + (row.said ? ` · belongs to ${number(row.said)} of the conversation` : '')
            + (ruler && ruler !== row ? ` · ${span(Math.abs(row.t - ruler.t))} to ${number(ruler)}${inList}` : '');
        at('ruler').setAttribute('aria-pressed', ruler === row && kept);
        at('ruler').onclick = () => mark(row);
        at('bytes').textContent = row.event && row.k !== 'frame' && row.k !== 'segment' ? text
            : row.x && !(row.event?.op === 8 && as === 'ascii') ? spell(row.x, as) : text;
    }

    /* Only what is new is looked at, unless the filter or the rows are others. */
    const sieve = (list, all) => {
        if (!filter) {
            list.rows = all;
            list.filter = null;
            list.grown();
            return;
        }
        if (list.filter !== filter || list.all !== all || list.gone !== rows.gone) {
            Object.assign(list, {filter, all, gone: rows.gone, looked: 0, rows: []});
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

    const plots = [
        {plot: new Plot('Bytes', [['--host', 'host'], ['--module', 'module']], value => value + ' B/s'), of: ['up', 'down'].map(way => sum => sum[way])},
        {plot: new Plot('Messages', [['--host', 'host'], ['--module', 'module']], value => value + ' /s'), of: ['saysUp', 'saysDown'].map(way => sum => sum[way])},
        {plot: new Plot('Answers', [['--good', 'p50'], ['--news', 'p99']], value => value === null ? 'none' : span(value)),
            of: [.5, .99].map(part => sum => rank([...sum.took].sort((a, b) => a - b), part))},
        {plot: new Plot('In the kernel', [['--module', 'to host']], value => value + ' B'), of: [sum => sum.queue], hidden: () => rows.queue === null},
    ];
    at('plots').append(...plots.map(one => one.plot.element));

    function figures() {
        const now = rows.figures.now(live);
        const last = rows.figures.of(now);
        const [p50, p90, p99, slowest] = rows.figures.percentiles(.5, .9, .99, 1).map(value => value === null ? '–' : span(value));
        const use = bytes => Math.min(100, bytes * rows.character / 1e4).toFixed(1) + ' %';
        const figures = {'rows': rows.said.length + rows.net.length, 'host → module': `${last.up} B/s, ${last.saysUp} /s`, 'module → host': `${last.down} B/s, ${last.saysDown} /s`,
            'line in use': rows.character ? `${use(last.up)}, ${use(last.down)}` : 'has no rate', 'waits in the kernel': rows.queue === null ? 'not known' : rows.queue + ' B',
            'answer p50': p50, 'p90': p90, 'p99': p99, 'slowest': slowest};
        if (rows.missed) {
            figures['rows missed'] = rows.missed;
        }
        if (rows.gone) {
            figures['oldest rows let go'] = rows.gone;
        }
        const names = Object.keys(figures);
        const list = at('counters');
        if (list.childElementCount !== names.length) {
            list.replaceChildren(...names.map(() => {
                const pair = element('div');
                pair.append(element('dt'), element('dd'));
                return pair;
            }));
        }
        names.forEach((name, i) => {
            const [term, value] = list.children[i].children;
            term.textContent = name;
            value.textContent = figures[name];
        });
        for (const {plot, of, hidden} of plots) {
            plot.element.hidden = hidden?.() ?? false;
            if (!plot.element.hidden) {
                plot.draw(of.map(value => rows.figures.series(now, value)));
            }
        }
    }

    const links = new Links(at('links'));

    setInterval(() => {
        if (changed && !paused) {
            changed = false;
            select();
            links.show(rows);
        }
    }, 100);
    setInterval(() => paused || figures(), 500);

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
        const gone = rows.gone;
        rows.add(event);
        events.push(event);
        if (rows.gone > gone) {
            const from = Math.min(rows.said[0]?.t ?? Infinity, rows.net[0]?.t ?? Infinity);
            events = events.filter(one => one.k === 'hello' || one.t >= from);
        }
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
        said.picked = net.picked = said.marked = net.marked = ruler = null;
        kept = false;
        at('detail').hidden = true;
        shownDetail = null;
        changed = true;
    };
    source.listen(take, state => {
        if (state === 'anew') {
            forget();
        }
        live = state !== 'off';
        at('live').textContent = state === 'off' ? 'the module is gone' : 'live';
        at('live').className = state === 'off' ? 'off' : 'on';
    });

    matchMedia('(prefers-color-scheme: dark)').onchange = figures; // the plots have their colours from there
    at('filter').oninput = () => { filter = filterOf(at('filter').value); said.follows = net.follows = true; select(); };
    at('filtering').onsubmit = event => event.preventDefault();
    at('shown').onchange = () => { as = at('shown').value; said.redraw(); net.redraw(); shownDetail?.(); };
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
        at('open').value = '';
        if (!file) {
            return;
        }
        const {loaded, wrong, remark} = sessionOf(await file.text());
        if (wrong) {
            at('live').textContent = `${file.name} is not shown: ${wrong}`;
            at('live').className = 'off';
            return;
        }
        forget();
        const {hello, server} = rows;
        loaded.forEach(take);
        Object.assign(rows, {hello: hello ?? rows.hello, server});
        begin(); // the module that is here still takes what is typed
        at('live').textContent = `${file.name}, as it was${remark}; new rows come behind it`;
        at('live').className = 'on';
    };

    const bytes = text => Uint8Array.from(new TextEncoder().encode(text));
    const tell = async promise => { at('trouble').textContent = await promise ?? ''; };
    const explain = () => {
        const name = (/^AT\+?[A-Z0-9_]*/i.exec(at('command').value) ?? [''])[0].toUpperCase();
        const known = COMMANDS.find(([one]) => one === name);
        at('help').textContent = known ? `${known[0]} ${known[1]} ${known[2]}` : rows.server && !name ? `The echo server: AT+WSOPEN=0,"${rows.server}"` : '';
    };
    at('command').oninput = explain;
    const completion = new Completion(at('command'), at('completions'), COMMANDS, explain); // before the history: it has the first word
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
        completion.close();
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
