'use strict';
/*
 * A list of any length of which only what is seen is in the document. A step of scrolling writes the rows that come into
 * sight, into elements that have gone out of it; what stays is left alone.
 */
const ROW_HEIGHT = 22;
const BEYOND = 8; // so many rows above and below what is seen

/* Where a row is: rows are in the order of their numbers. @return negative: it is not there */
const indexOf = (rows, row) => {
    let from = 0;
    let to = rows.length - 1;
    while (row && from <= to) {
        const middle = (from + to) >> 1;
        if (rows[middle] === row) {
            return middle;
        }
        if (rows[middle].n < row.n) {
            from = middle + 1;
        } else {
            to = middle - 1;
        }
    }
    return -1;
};

class List {
    /*
     * draw(row, element) writes a row into an element, which may have had another; onPick(row, second) is told of a row that
     * was chosen, and with Shift of the one before; onMark(row) when it is to be the ruler's other end, or none is.
     */
    constructor(element, draw, onPick, onMark) {
        Object.assign(this, {element, draw, onPick, onMark, rows: [], picked: null, marked: null, follows: true});
        this.drawn = 0; // how many rows were ever written: what scrolling costs
        this.pool = new Map(); // elements by index
        this.space = document.createElement('div');
        this.space.className = 'rows';
        this.space.setAttribute('role', 'presentation');
        element.append(this.space);
        element.addEventListener('scroll', () => {
            if (element.clientHeight === this.height) { // else it is its size that has moved it
                this.follows = element.scrollTop + element.clientHeight >= element.scrollHeight - 2 * ROW_HEIGHT;
            }
            this.height = element.clientHeight;
            this.show();
        }, {passive: true});
        element.addEventListener('keydown', event => this.key(event));
        element.addEventListener('click', event => {
            const row = event.target.closest('.row');
            if (row) {
                this.pick(this.rows[+row.dataset.at], event.shiftKey);
            }
        });
        new ResizeObserver(() => this.grown()).observe(element); // its end stays in sight
    }

    /* Rows have come behind those that are there; or they are others. */
    grown() {
        this.space.style.height = this.rows.length * ROW_HEIGHT + 'px';
        if (this.follows) {
            this.element.scrollTop = this.rows.length * ROW_HEIGHT;
        }
        this.show();
    }

    key(event) {
        const page = Math.max(1, Math.floor(this.element.clientHeight / ROW_HEIGHT) - 1);
        const by = {ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity}[event.key];
        if (event.ctrlKey || event.altKey || event.metaKey) {
            return;
        }
        if (by && this.rows.length) {
            event.preventDefault();
            const at = indexOf(this.rows, this.picked);
            const to = Math.max(0, Math.min(this.rows.length - 1, at < 0 && by === 1 ? 0 : at + by));
            this.pick(this.rows[to], event.shiftKey);
        } else if ((event.key === 'm' || event.key === 'M') && this.picked) {
            this.onMark(this.picked);
        } else if (event.key === 'Escape') {
            this.onMark(null);
        }
    }

    pick(row, second) {
        const before = this.picked;
        this.picked = row;
        this.reveal(row);
        this.onPick(row, second ? before : null);
    }

    reveal(row) {
        const at = indexOf(this.rows, row);
        if (at >= 0) {
            const top = at * ROW_HEIGHT;
            if (top < this.element.scrollTop || top + ROW_HEIGHT > this.element.scrollTop + this.element.clientHeight) {
                this.element.scrollTop = Math.max(0, top - this.element.clientHeight / 2);
            }
        }
        this.show();
    }

    /* All that is seen is to be written anew. */
    redraw() {
        this.pool.forEach(element => { element.row = null; });
        this.show();
    }

    show() {
        if (!this.waits) {
            this.waits = true;
            requestAnimationFrame(() => { this.waits = false; this.paint(); });
        }
    }

    paint() {
        const first = Math.floor(this.element.scrollTop / ROW_HEIGHT);
        const from = Math.max(0, Math.min(first - BEYOND, this.rows.length));
        const to = Math.min(this.rows.length, first + Math.ceil(this.element.clientHeight / ROW_HEIGHT) + BEYOND);
        const free = [];
        for (const [at, element] of this.pool) {
            if (at < from || at >= to) {
                this.pool.delete(at);
                free.push(element);
            }
        }
        for (let at = to - 1; at >= from; at--) { // backwards: each is put before the next
            let element = this.pool.get(at);
            if (!element) {
                element = free.pop() ?? this.element.ownerDocument.createElement('div');
                this.place(element, at);
            }
            const row = this.rows[at];
            if (element.row !== row || element.version !== versionOf(row)) {
                this.draw(row, element);
                element.row = row;
                element.version = versionOf(row);
                this.drawn++;
            }
            element.setAttribute('aria-selected', row === this.picked);
            element.classList.toggle('other', row === this.marked);
        }
        free.forEach(element => element.remove());
        const picked = indexOf(this.rows, this.picked);
        if (picked >= from && picked < to) {
            this.element.setAttribute('aria-activedescendant', this.element.id + '-' + picked);
        } else {
            this.element.removeAttribute('aria-activedescendant');
        }
    }

    /* In the order in which rows are read. */
    place(element, at) {
        element.dataset.at = at;
        element.id = this.element.id + '-' + at;
        element.setAttribute('role', 'option');
        element.setAttribute('aria-posinset', at + 1);
        element.setAttribute('aria-setsize', -1); // it grows
        element.style.top = at * ROW_HEIGHT + 'px';
        element.row = null;
        this.pool.set(at, element);
        this.space.insertBefore(element, this.pool.get(at + 1) ?? null);
    }
}

/* Moves when a row has changed since it was written. */
const versionOf = row => `${row.length} ${row.took ?? ''} ${row.said?.n ?? ''} ${row.cls}`;
