package wsat.sim.world;

import java.util.Random;

/** Says commands, nonsense, and commands that nonsense has crept into. */
final class RandomHost {
    private static final String LETTERS = "AT+WSOPENCFGHDTM=?0123456789,\"\\:/.\r\n \0\377";

    private final Random random;

    RandomHost(Random random) {
        this.random = random;
    }

    byte[] says() {
        switch (random.nextInt(10)) {
            case 0: return noise();
            case 1: return spoil(Bytes.of(command() + "\r\n"));
            case 2: return Bytes.of(command() + "\r\n" + command() + "\r\n");
            default: return Bytes.of(command() + "\r\n");
        }
    }

    byte[] payload() {
        byte[] bytes = new byte[random.nextInt(random.nextInt(10) == 0 ? 2000 : 40)];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] noise() {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(random.nextInt(20) == 0 ? 6000 : 30);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return Bytes.of(random.nextBoolean() ? text + "\r\n" : text.toString());
    }

    private byte[] spoil(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : bytes[random.nextInt(bytes.length)]);
        return bytes;
    }

    private String command() {
        int link = random.nextInt(random.nextInt(20) == 0 ? 6 : 3);
        if (random.nextInt(3) == 0) {
            return socketCommand();
        }
        switch (random.nextInt(17)) {
            case 0: return "AT";
            case 1: return "AT+GMR";
            case 2: return "AT+CMD?";
            case 3: return "AT+SYSLOG=" + random.nextInt(2);
            case 4: return "AT+WSCFG=" + link + "," + pick(1, 2, 10, 7200) + "," + pick(1, 3, 120) + ","
                    + pick(1, 16, 100, 1024, 8192);
            case 5: return "AT+WSHEAD=" + (random.nextInt(4) == 0 ? random.nextInt(60) : 0);
            case 6: return "AT+WSHEAD?";
            case 7: return "AT+WSCLOSE=" + link;
            case 8: return "AT+WSOPEN?";
            case 9: case 10: case 11: case 12:
                return (random.nextBoolean() ? "AT+WSOPEN=" : "AT+WSOPENNB=") + link
                        + ",\"ws://h/" + random.nextInt(100) + "\",\"\","
                        + pick(0, 500, 15000, 180000);
            case 13: return "AT+WSSEND=" + link + "," + pick(1, 5, 100, 1014, 8182) + "," + random.nextInt(16) + ","
                    + pick(0, 100, 10000) + "," + (random.nextInt(5) == 0 ? 0 : 1);
            default: return "AT+WSSEND=" + link + "," + (1 + random.nextInt(50));
        }
    }

    private String socketCommand() {
        int link = random.nextInt(random.nextInt(20) == 0 ? 7 : 5);
        String type = new String[] {"TCP", "UDP", "SSL"}[random.nextInt(3)];
        switch (random.nextInt(9)) {
            case 0: case 1: case 2:
                return (random.nextBoolean() ? "AT+CIPSTART=" : "AT+CIPSTARTNB=") + link
                        + ",\"" + type + "\",\"192.168.1.2\"," + (1 + random.nextInt(65535));
            case 3: return "AT+CIPSTARTEX=\"" + type + "\",\"h\",80";
            case 4: return "AT+CIPCLOSE=" + link;
            case 5: return random.nextBoolean() ? "AT+CIPSTATE?" : "AT+CIPRECVLEN?";
            case 6: return "AT+CIPRECVDATA=" + link + "," + pick(1, 64, 1460, 10_000);
            case 7: return "AT+CIPSENDEX=" + link + "," + pick(1, 30, 8192);
            default: return "AT+CIPSEND=" + link + "," + pick(1, 5, 30, 8192);
        }
    }

    /** What only wsat has, and what changes how links are told. */
    String own() {
        int link = random.nextInt(3);
        switch (random.nextInt(8)) {
            case 0: return "AT+WSRECVTYPE=" + link + "," + random.nextInt(2);
            case 1: case 2: return "AT+WSRECVDATA=" + link + "," + pick(1, 64, 10_000);
            case 3: return "AT+WSRECONN=" + link + "," + pick(0, 1000, 5000) + "," + pick(5000, 60_000) + ","
                    + pick(10, 20, 100) + "," + pick(0, 50, 100) + "," + pick(0, 1, 5) + "," + random.nextInt(2);
            case 4: return "AT+WSEVT=" + link + "," + random.nextInt(16);
            case 5: return "AT+WSSAVE=" + link + "," + random.nextInt(2);
            case 6: return "AT+WSCLOSE=" + link + "," + pick(1000, 1001, 3000) + ",\"why\"";
            default: return pick(0, 1) == 0 ? "AT+WSERR?" : "AT+WSINFO?";
        }
    }

    /** Among what changes how things look. */
    String format() {
        switch (random.nextInt(7)) {
            case 3: return "AT+CIPMUX=" + random.nextInt(2);
            case 4: return "AT+CIPRECVMODE=" + random.nextInt(2);
            case 5: return "AT+SYSMSG=" + random.nextInt(8);
            case 6: return "AT+CIPDINFO=" + random.nextInt(2);
            case 0: return "ATE" + random.nextInt(2);
            case 1: return "AT+RST";
            default: return "AT+WSDATAFMT=" + random.nextInt(3) + "," + random.nextInt(3) + "," + random.nextInt(64);
        }
    }

    private int pick(int... values) {
        return values[random.nextInt(values.length)];
    }
}
