// The module in a worker: a hidden page's timers are slowed, a worker's are not.
'use strict';

onmessage = event => {
    const {play} = event.data;
    if (play) {
        postMessage({played: {
            id: play.id, difference: self.play(play.name, play.text, play.echo, play.bytewise)}});
    }
};
