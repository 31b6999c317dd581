'use strict';
/* Completes commands as they are typed, with each one's help: a combobox with a list (WAI-ARIA 1.2, combobox). */
const OFFERED_MAX = 50;

class Completion {
    /* @param onChange called when it has changed the input */
    constructor(input, list, commands, onChange) {
        Object.assign(this, {input, list, commands, onChange, found: [], chosen: -1});
        input.addEventListener('input', () => this.offer());
        input.addEventListener('keydown', event => this.key(event));
        input.addEventListener('blur', () => this.close());
        list.addEventListener('mousedown', event => { // before the input loses the focus
            const item = event.target.closest('li');
            if (item) {
                event.preventDefault();
                this.accept([...list.children].indexOf(item));
            }
        });
    }

    get isOpen() {
        return !this.list.hidden;
    }

    /* Those that begin so, then those that have it within. */
    matching() {
        const typed = this.input.value.toUpperCase();
        const inside = typed.replace(/^AT\+?/, '');
        if (typed === '' || !/^[A-Z0-9+_]*$/.test(typed)) {
            return [];
        }
        const first = this.commands.filter(([name]) => name.startsWith(typed));
        const within = inside.length < 2 ? [] : this.commands.filter(([name]) => !name.startsWith(typed) && name.includes(inside));
        const all = first.concat(within);
        return all.length === 1 && all[0][0] === typed ? [] : all.slice(0, OFFERED_MAX);
    }

    offer() {
        this.found = this.matching();
        this.list.replaceChildren(...this.found.map(([name, forms, help], i) => {
            const item = document.createElement('li');
            item.id = 'completion-' + i;
            item.setAttribute('role', 'option');
            for (const [cls, text] of [['name', name], ['forms', forms], ['about', help]]) {
                const part = item.appendChild(document.createElement('span'));
                part.className = cls;
                part.textContent = text;
            }
            return item;
        }));
        this.show(this.found.length > 0);
    }

    show(open) {
        this.list.hidden = !open;
        this.input.setAttribute('aria-expanded', String(open));
        this.choose(-1);
    }

    close() {
        this.show(false);
    }

    choose(index) {
        this.chosen = index;
        [...this.list.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === index)));
        if (index < 0) {
            this.input.removeAttribute('aria-activedescendant');
        } else {
            this.input.setAttribute('aria-activedescendant', 'completion-' + index);
            this.list.children[index].scrollIntoView({block: 'nearest'});
        }
    }

    /* What has one form that takes something more is given its sign. */
    accept(index) {
        const [name, forms] = this.found[index];
        this.input.value = name + (forms === '=' || forms === '?' ? forms : '');
        this.close();
        this.onChange();
    }

    key(event) {
        const count = this.found.length;
        const to = {ArrowDown: (this.chosen + 1) % count, ArrowUp: (this.chosen < 1 ? count : this.chosen) - 1}[event.key];
        if (!this.isOpen) {
            return;
        }
        if (to !== undefined) {
            this.choose(to);
        } else if (event.key === 'Escape') {
            this.close();
        } else if (this.chosen >= 0 && (event.key === 'Enter' || event.key === 'Tab')) {
            this.accept(this.chosen);
        } else {
            return;
        }
        event.preventDefault();
        event.stopImmediatePropagation(); // it is not the history's
    }
}
