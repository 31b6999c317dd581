'use strict';
/* What is counted, second by second of the module's clock, and its plots. */
const SECONDS = 60;
const LATENCIES_MAX = 5000;

const rank = (sorted, part) => sorted.length ? sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] : null;

class Figures {
    constructor() {
        this.seconds = new Map();
        this.latencies = [];
        this.last = 0; // microseconds, of the last event
        this.seen = 0; // when that came, on the page's clock
    }

    at(micros) {
        const second = Math.floor(micros / 1e6);
        this.last = Math.max(this.last, micros);
        this.seen = performance.now();
        let sum = this.seconds.get(second);
        if (!sum) {
            sum = {up: 0, down: 0, saysUp: 0, saysDown: 0, queue: 0, took: []};
            this.seconds.set(second, sum);
            if (this.seconds.size > 2 * SECONDS) {
                this.seconds.delete(this.seconds.keys().next().value);
            }
        }
        return sum;
    }

    bytes(micros, way, count) {
        this.at(micros)[way] += count;
    }

    message(micros, way) {
        this.at(micros)[way === 'up' ? 'saysUp' : 'saysDown']++;
    }

    queued(micros, bytes) {
        const sum = this.at(micros);
        sum.queue = Math.max(sum.queue, bytes);
    }

    answered(micros, took) {
        const sum = this.at(micros);
        if (sum.took.length < LATENCIES_MAX) {
            sum.took.push(took);
        }
        this.latencies.push(took);
        if (this.latencies.length > LATENCIES_MAX) {
            this.latencies.splice(0, LATENCIES_MAX / 5);
        }
    }

    /* The last whole second; the clock goes on where nothing happens. @param live whether it does */
    now(live) {
        return Math.floor((this.last + (live ? (performance.now() - this.seen) * 1000 : 0)) / 1e6) - (live ? 1 : 0);
    }

    of(second) {
        return this.seconds.get(second) ?? {up: 0, down: 0, saysUp: 0, saysDown: 0, queue: 0, took: []};
    }

    /* The last minute of something. */
    series(now, value) {
        return Array.from({length: SECONDS}, (_, i) => value(this.of(now - SECONDS + 1 + i)));
    }

    /* A part of the last answers took no longer, in microseconds; null: there was none. */
    percentiles(...parts) {
        const sorted = [...this.latencies].sort((a, b) => a - b);
        return parts.map(part => rank(sorted, part));
    }
}

/* A few lines over the last minute: a canvas whose text says what is to be seen. */
class Plot {
    /* @param lines for each its colour and name */
    constructor(title, lines, words) {
        this.title = title;
        this.lines = lines;
        this.words = words;
        this.element = document.createElement('figure');
        this.caption = document.createElement('figcaption');
        this.canvas = document.createElement('canvas');
        this.canvas.setAttribute('role', 'img');
        this.canvas.setAttribute('aria-label', title); // until there is something to say of it
        const names = lines.map(([colour, name]) => {
            const key = document.createElement('span');
            key.className = 'key ' + colour.slice(2);
            key.textContent = name;
            return key;
        });
        this.most = document.createElement('span');
        this.caption.append(title, ...names, this.most);
        this.element.append(this.caption, this.canvas);
    }

    /* @param series a value a second for each line; null: none */
    draw(series) {
        const {canvas} = this;
        const scale = window.devicePixelRatio || 1;
        const width = canvas.clientWidth;
        const height = canvas.clientHeight;
        canvas.width = width * scale;
        canvas.height = height * scale;
        const pen = canvas.getContext('2d');
        const style = getComputedStyle(document.documentElement);
        const most = Math.max(1, ...series.flat().filter(value => value !== null));
        pen.scale(scale, scale);
        pen.lineWidth = 1.5;
        pen.lineJoin = 'round';
        series.forEach((values, line) => {
            pen.strokeStyle = pen.fillStyle = style.getPropertyValue(this.lines[line][0]);
            pen.beginPath();
            values.forEach((value, i) => {
                const x = 2 + i * (width - 4) / (SECONDS - 1);
                const y = value === null ? 0 : height - 2 - value / most * (height - 6);
                if (value !== null && (values[i - 1] ?? null) === null) {
                    pen.moveTo(x, y);
                    pen.fillRect(x - 1, y - 1, 2, 2); // one alone is seen, too
                } else if (value !== null) {
                    pen.lineTo(x, y);
                }
            });
            pen.stroke();
        });
        const last = series.map((values, line) => `${this.lines[line][1]} ${this.words(values[SECONDS - 1])}`).join(', ');
        this.most.textContent = this.words(most);
        canvas.setAttribute('aria-label', `${this.title} over the last minute: now ${last}; most ${this.words(most)}`);
    }
}
