// Sends back what comes, over TCP, TLS and UDP. Prints the three ports; ends when its standard input does. The
// argument is a JSON object of Node's TLS options, with files instead of texts for key, cert and ca.
'use strict';
const fs = require('fs');
const net = require('net');
const tls = require('tls');
const dgram = require('dgram');

const options = JSON.parse(process.argv[2]);
for (const name of ['key', 'cert', 'ca']) {
  if (options[name]) options[name] = fs.readFileSync(options[name]);
}
const echo = (socket) => {
  socket.on('error', (error) => console.log(`error ${error.code}`));
  socket.pipe(socket);
};
const plain = net.createServer(echo);
const secure = tls.createServer(options, (socket) => {
  console.log('tls ' + JSON.stringify({ name: socket.servername, client: socket.getPeerCertificate().subject }));
  echo(socket);
});
secure.on('tlsClientError', (error) => console.log(`tls error ${error.code} ${error.message}`));
const datagrams = dgram.createSocket('udp4');
datagrams.on('message', (data, from) => datagrams.send(data, from.port, from.address));
plain.listen(0, '127.0.0.1', () => secure.listen(0, '127.0.0.1', () => datagrams.bind(0, '127.0.0.1', () => console.log(
  `listening ${plain.address().port}\nsecure ${secure.address().port}\ndatagrams ${datagrams.address().port}`))));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
