'use strict';
/* A list of any length of which only what is seen is in the document. */
const ROW_HEIGHT = 22;
class List {
    constructor(element, draw, onPick) {
        this.element = element;
        this.draw = draw;
        this.onPick = onPick;
        this.rows = [];
        this.picked = null;
        this.other = null;
        this.follows = true;
        this.space = document.createElement('div');
        this.space.className = 'rows';
        this.space.setAttribute('role', 'presentation');
        element.append(this.space);
        element.addEventListener('scroll', () => {
            this.follows = element.scrollTop + element.clientHeight >= element.scrollHeight - 2 * ROW_HEIGHT;
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

    set(rows) {
        this.rows = rows;
        this.grown();
    }

    grown() {
        this.space.style.height = this.rows.length * ROW_HEIGHT + 'px';
        if (this.follows) {
            this.element.scrollTop = this.rows.length * ROW_HEIGHT;
        }
        this.show();
    }

    key(event) {
        const by = {ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20, Home: -Infinity, End: Infinity}[event.key];
        if (by && this.rows.length) {
            event.preventDefault();
            const at = this.rows.indexOf(this.picked);
            const to = Math.max(0, Math.min(this.rows.length - 1, at < 0 && by === 1 ? 0 : at + by));
            this.pick(this.rows[to], event.shiftKey);
        }
    }

    pick(row, second) {
        if (second && this.picked && row !== this.picked) {
            this.other = this.other && this.picked !== row ? this.other : this.picked;
        } else {
            this.other = null;
        }
        this.picked = row;
        this.reveal(row);
        this.onPick(row, this.other);
    }

    reveal(row) {
        const at = this.rows.indexOf(row);
        if (at >= 0) {
            const top = at * ROW_HEIGHT;
            if (top < this.element.scrollTop || top + ROW_HEIGHT > this.element.scrollTop + this.element.clientHeight) {
                this.element.scrollTop = Math.max(0, top - this.element.clientHeight / 2);
            }
        }
        this.show();
    }

    show() {
        if (!this.waits) {
            this.waits = true;
            requestAnimationFrame(() => { this.waits = false; this.paint(); });
        }
    }

    paint() {
        const from = Math.max(0, Math.floor(this.element.scrollTop / ROW_HEIGHT) - 10);
        const to = Math.min(this.rows.length, from + Math.ceil(this.element.clientHeight / ROW_HEIGHT) + 20);
        const shown = document.createDocumentFragment();
        for (let at = from; at < to; at++) {
            const row = this.rows[at];
            const element = this.draw(row);
            element.dataset.at = at;
            element.id = this.element.id + '-' + at;
            element.style.position = 'absolute';
            element.style.top = at * ROW_HEIGHT + 'px';
            element.style.left = element.style.right = '0';
            element.setAttribute('role', 'option');
            element.setAttribute('aria-selected', row === this.picked);
            element.classList.toggle('other', row === this.other);
            shown.append(element);
        }
        this.space.replaceChildren(shown);
        const picked = this.rows.indexOf(this.picked);
        if (picked >= from && picked < to) {
            this.element.setAttribute('aria-activedescendant', this.element.id + '-' + picked);
        } else {
            this.element.removeAttribute('aria-activedescendant');
        }
    }
}
