// A WebSocket server for tests. What it does to a connection is the path of the request; it prints its
// port, and ends when its standard input does. With an argument, a JSON object of Node's TLS options (files
// instead of texts for key, cert and ca), it speaks TLS; with a second one, of ws's options for it, it compresses.
'use strict';
const fs = require('fs');
const { WebSocketServer } = require('ws');

const tls = process.argv[2] && JSON.parse(process.argv[2]);
for (const name of ['key', 'cert', 'ca']) {
  if (tls && tls[name]) tls[name] = fs.readFileSync(tls[name]);
}
const listener = tls ? require('https').createServer(tls) : require('http').createServer();
const server = new WebSocketServer({
  server: listener,
  perMessageDeflate: process.argv[3] ? JSON.parse(process.argv[3]) : false,
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
  // What was agreed on, and then as echo.
  extensions: (socket) => {
    socket.send(socket.extensions);
    paths.echo(socket);
  },
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
  // TLS 1.2: shakes hands again at the first message (Node allows few), and echoes.
  renegotiate: (socket) => {
    socket.once('message', () => socket._socket.renegotiate({}, () => {}));
    socket.on('message', (data, binary) => socket.send(data, { binary }));
  },
  // Reads nothing.
  deaf: (socket) => socket.pause(),
};

server.on('connection', (socket, request) => {
  socket.on('close', (code, reason) => console.log(`${request.url} closed ${code} ${reason}`));
  socket.on('error', (error) => console.log(`${request.url} error ${error.message}`));
  paths[request.url.split(/[/?]/)[1]](socket, request);
});
server.on('error', (error) => console.log(`error ${error.message}`));
listener.on('tlsClientError', (error) => console.log(`tls error ${error.code} ${error.message}`));
listener.on('secureConnection', (socket) => console.log('tls ' + JSON.stringify({
  version: socket.getProtocol(),
  name: socket.servername,
  resumed: socket.isSessionReused(),
  client: socket.getPeerCertificate().subject,
})));
listener.listen(0, '127.0.0.1', () => console.log(`listening ${listener.address().port}`));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
