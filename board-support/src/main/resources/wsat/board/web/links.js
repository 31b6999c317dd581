'use strict';
/* The links, each with what was said in its handshakes, which unfolds; what is unfolded or has the focus stays so. */
class Links {
    constructor(element) {
        this.element = element;
        this.items = new Map();
    }

    show(rows) {
        const links = [...rows.links.values()].sort((a, b) => a.socket - b.socket || a.number - b.number);
        const ports = [...rows.ports.entries()].map(([key, event]) => ({key, port: event}));
        const all = [...links, ...ports];
        const keys = new Set(all.map(one => one.key));
        for (const [key, item] of this.items) {
            if (!keys.has(key)) {
                item.element.remove();
                this.items.delete(key);
            }
        }
        all.forEach((one, at) => {
            const item = this.items.get(one.key) ?? this.add(one.key);
            if (this.element.children[at] !== item.element) {
                this.element.insertBefore(item.element, this.element.children[at] ?? null);
            }
            (one.port ? this.port : this.link).call(this, item, one.port ?? one);
        });
    }

    add(key) {
        const element = document.createElement('li');
        const spans = Array.from({length: 3}, () => element.appendChild(document.createElement('span')));
        const item = {element, spans, parts: new Map()};
        this.items.set(key, item);
        return item;
    }

    set(item, ...texts) {
        texts.forEach((text, i) => {
            if (item.spans[i].textContent !== text) {
                item.spans[i].textContent = text;
            }
        });
        item.spans[1].className = 's ' + texts[1];
    }

    port(item, event) {
        this.set(item, 'Port ' + event.port, event.state, `for ${event.what} links` + (event.tls ? ', TLS' : ''));
    }

    link(item, link) {
        const what = [link.served && 'a client that has come', link.uri, link.address, link.tls && link.tls + ' ' + link.cipher,
            link.protocol && 'subprotocol ' + link.protocol, link.deflate && 'compressed',
            `in ${link.framesIn}/${link.in} B`, `out ${link.framesOut}/${link.out} B`, link.ending];
        this.set(item, (link.socket ? 'Socket ' : 'WebSocket ') + link.number, link.state, what.filter(Boolean).join(' · '));
        this.part(item, 'Handshake', [link.request, link.answer].filter(Boolean).map(head => head.trim()).join('\n\n'));
        this.part(item, 'Certificates', link.chain.map(one => `${one.at}  ${one.subject}\n   by ${one.issuer}\n   ${one.from} to ${one.to}\n`
            + `   SHA-256 ${one.sha256}`).join('\n'));
    }

    part(item, title, text) {
        let part = item.parts.get(title);
        if (!part) {
            const details = document.createElement('details');
            const summary = document.createElement('summary');
            const pre = document.createElement('pre');
            summary.textContent = title;
            details.append(summary, pre);
            item.element.append(details);
            part = {details, pre, text: ''};
            item.parts.set(title, part);
        }
        part.details.hidden = text === '';
        if (part.text !== text) {
            part.text = text;
            part.pre.textContent = text.replace(/\r/g, '');
        }
    }
}
