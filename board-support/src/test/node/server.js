// A WebSocket server for tests. What it does to a connection is the path of the request; it prints its
// port, and ends when its standard input does.
'use strict';
const { WebSocketServer } = require('ws');

const server = new WebSocketServer({
  host: '127.0.0.1',
  port: 0,
  perMessageDeflate: false,
  maxPayload: 64 * 1024 * 1024,
  handleProtocols: (offered) => offered.values().next().value,
});

const paths = {
  echo: (socket) => socket.on('message', (data, binary) => socket.send(data, { binary })),
  // Each message comes back in three fragments with a ping among them.
  fragments: (socket) => socket.on('message', (data, binary) => {
    const third = Math.ceil(data.length / 3);
    socket.send(data.subarray(0, third), { binary, fin: false });
    socket.ping('among fragments');
    socket.send(data.subarray(third, 2 * third), { binary, fin: false });
    socket.send(data.subarray(2 * third), { binary, fin: true });
  }),
  request: (socket, request) => {
    const lines = [`GET ${request.url}`];
    for (let i = 0; i < request.rawHeaders.length; i += 2) {
      lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
    }
    socket.send(lines.join('\n'));
  },
  // Says which pongs came.
  ping: (socket) => {
    socket.on('pong', (data) => socket.send('pong ' + data));
    socket.ping('are you there?');
  },
  // Closes when told to: "code reason".
  close: (socket) => socket.on('message', (data) => {
    const [code, ...reason] = data.toString().split(' ');
    socket.close(Number(code), reason.join(' '));
  }),
  vanish: (socket) => socket.on('message', () => socket.terminate()),
  // Reads nothing.
  deaf: (socket) => socket.pause(),
};

server.on('connection', (socket, request) => {
  socket.on('close', (code, reason) => console.log(`${request.url} closed ${code} ${reason}`));
  socket.on('error', (error) => console.log(`${request.url} error ${error.message}`));
  paths[request.url.split(/[/?]/)[1]](socket, request);
});
server.on('listening', () => console.log(`listening ${server.address().port}`));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
