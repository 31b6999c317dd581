package wsat.pki;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** An ESP-AT module on a TCP port that knows AT+SYSFLASH and AT+SYSMFG, and misbehaves on demand. */
final class FakeModule implements AutoCloseable {
    /** A message that holds everything a careless reader would take for an answer. */
    private static final String NEWS = "WIFI DISCONNECT\r\n+WS_DATA:0,17,\r\nOK\r\nERROR\r\n>\r\n\r\n";

    final byte[] partition = new byte[0x4000];
    final Map<String, byte[]> values = new TreeMap<>();

    volatile boolean echo = true;
    volatile boolean news;
    /** So many commands are answered busy first. */
    volatile int busy;
    /** So many bytes of a payload are still awaited from an earlier host. */
    volatile int awaited;
    /** Commands until nothing is answered any more. */
    volatile int patience = Integer.MAX_VALUE;
    /** Answers to reads that lose a byte on the way. */
    volatile int lossy;
    /** Whether written bytes are mangled. */
    volatile boolean mangles;
    /** A command that is answered ERROR. */
    volatile String refuses = "none";

    /** The size of the partition, as it is listed. */
    volatile String listed = "0x4000";
    /** A command that is answered without an end. */
    volatile String endless = "none";
    /** What that answer is made of. */
    volatile String chatter = "";
    /** Commands that were answered ERROR. */
    volatile int errors;

    private final ServerSocket server;
    private InputStream in;
    private OutputStream out;

    FakeModule() throws IOException {
        Arrays.fill(partition, (byte) 0x55);
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "fake-module");
        thread.setDaemon(true);
        thread.start();
    }

    String port() {
        return "tcp:127.0.0.1:" + server.getLocalPort();
    }

    private void serve() {
        while (true) {
            try (Socket socket = server.accept()) {
                in = socket.getInputStream();
                out = socket.getOutputStream();
                in.readNBytes(awaited);
                if (awaited > 0) {
                    awaited = 0;
                    say("\r\nOK\r\n");
                }
                for (String line = line(); line != null; line = line()) {
                    command(line);
                }
            } catch (IOException e) {
                if (server.isClosed()) {
                    return;
                }
            }
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (echo) {
                out.write(b);
            }
            if (b == '\n' && !line.toString().isBlank()) {
                return line.toString().strip();
            }
            line.append((char) b);
        }
        return null;
    }

    private void say(String text) throws IOException {
        errors += text.endsWith("ERROR\r\n") ? 1 : 0;
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void command(String line) throws IOException {
        if (patience-- <= 0) {
            return;
        }
        if (busy > 0) {
            busy--;
            say("busy p...\r\n");
            return;
        }
        if (news) {
            say(NEWS);
        }
        while (line.startsWith(endless)) {
            say(chatter);
        }
        String[] words = line.substring(line.indexOf('=') + 1).replace("\"", "").split(",");
        if (line.startsWith(refuses)) {
            say("\r\nERROR\r\n");
        } else if (line.equals("AT")) {
            say("\r\nOK\r\n");
        } else if (line.equals("AT+SYSFLASH?")) {
            say("+SYSFLASH:\"mfg_nvs\",1,2,0x1f000," + listed
                    + "\r\n+SYSFLASH:\"fs_storage\",1,255,0x47000,0x19000\r\n\r\nOK\r\n");
        } else if (line.startsWith("AT+SYSFLASH=0,")) {
            Arrays.fill(partition, (byte) 0xFF);
            say("\r\nOK\r\n");
        } else if (line.startsWith("AT+SYSFLASH=1,")) {
            write(Integer.parseInt(words[2]), Integer.parseInt(words[3]));
        } else if (line.startsWith("AT+SYSFLASH=2,")) {
            int at = Integer.parseInt(words[2]);
            data("+SYSFLASH:" + words[3] + ",", Arrays.copyOfRange(partition, at, at + Integer.parseInt(words[3])));
            say("\r\nOK\r\n");
        } else if (line.equals("AT+SYSMFG?")) {
            for (String namespace : new TreeSet<>(values.keySet().stream().map(name -> name.split("/")[0]).toList())) {
                say("+SYSMFG:\"" + namespace + "\"\r\n");
            }
            say("\r\nOK\r\n");
        } else if (line.startsWith("AT+SYSMFG=")) {
            manufacturing(words);
        } else {
            say("\r\nERROR\r\n");
        }
    }

    private void write(int at, int length) throws IOException {
        say(">");
        byte[] bytes = in.readNBytes(length);
        if (patience <= 0) {
            return;
        }
        for (int i = 0; i < bytes.length; i++) {
            partition[at + i] &= bytes[i];
        }
        if (mangles) {
            partition[at + 100] ^= 1;
        }
        say((news ? NEWS : "") + "\r\nOK\r\n");
    }

    private void data(String header, byte[] bytes) throws IOException {
        say(header);
        boolean lose = lossy > 0;
        lossy--;
        out.write(bytes, lose ? 1 : 0, bytes.length - (lose ? 1 : 0));
    }

    private void manufacturing(String[] words) throws IOException {
        String key = words.length > 2 ? words[1] + "/" + words[2] : words[1] + "/";
        boolean known = values.keySet().stream().anyMatch(name -> name.startsWith(key));
        if (words[0].equals("2")) {
            say("\r\nOK\r\n\r\n>");
            values.put(key, in.readNBytes(Integer.parseInt(words[4])));
        } else if (!known) {
            say("\r\nERROR\r\n");
            return;
        } else if (words[0].equals("0")) {
            values.remove(key);
        } else if (words.length == 2) {
            for (String name : values.keySet()) {
                if (name.startsWith(key)) {
                    say("+SYSMFG:\"" + words[1] + "\",\"" + name.substring(key.length()) + "\",8\r\n");
                }
            }
        } else {
            byte[] value = values.get(key);
            int at = Integer.parseInt(words[3]);
            int length = Math.min(Integer.parseInt(words[4]), value.length - at);
            data("+SYSMFG:\"" + words[1] + "\",\"" + words[2] + "\",8," + length + ",",
                    Arrays.copyOfRange(value, at, at + length));
            say("\r\n");
        }
        say("\r\nOK\r\n");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
