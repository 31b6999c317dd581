package wsat.at.basic;

import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.ErrorCode;
import wsat.at.LinkCertificates;
import wsat.at.Output;
import wsat.nvs.Cursor;
import wsat.nvs.Nvs;
import wsat.nvs.Types;
import wsat.port.Flash;
import wsat.port.Log;
import wsat.port.Text;

/** The partition with the certificate slots, value by value and as a whole (ESP-AT, AT+SYSMFG, AT+SYSFLASH). */
public final class ManufacturingCommands {
    /** In the order of ESP-AT's own {@code AT+CMD?}. */
    public final Command[] table;

    /** Bytes said in one turn of a long answer. */
    private static final int GULP = 1024;
    private static final int ROWS = 16;

    private final Nvs nvs;
    private final LinkCertificates certificates;
    private final Output output;
    private final Log log;
    private final byte[] gulp = new byte[GULP];

    public ManufacturingCommands(Flash flash, Nvs nvs, LinkCertificates certificates, Output output, Log log) {
        this.nvs = nvs;
        this.certificates = certificates;
        this.output = output;
        this.log = log;
        table = new Command[] {new Partition(flash), new Values()};
    }

    /** {@code AT+SYSFLASH}: erase, write and read the partition as it lies in flash. */
    private final class Partition extends Command {
        private static final String NAME = "mfg_nvs";
        private static final int ERASE = 0;
        private static final int WRITE = 1;
        private static final int READ = 2;

        private final Flash flash;
        private final Text partition = new Text(32);
        private int operation;
        private int at;
        private int end;

        Partition(Flash flash) {
            super("AT+SYSFLASH", QUERY | SET);
            this.flash = flash;
        }

        /** Type and subtype of a data partition for NVS, and where an ESP32-C3 has it. */
        @Override
        protected int query() {
            output.say("+SYSFLASH:\"").say(NAME).say("\",1,2,0x1f000,0x").sayHex(flash.size(), 1).say("\r\n");
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(2, 4);
            operation = a.number(0, ERASE, READ);
            a.string(1, partition);
            boolean all = operation == ERASE && !a.given(2) && !a.given(3);
            at = all ? 0 : a.number(2, 0, flash.size() - 1);
            int length = all ? flash.size() : a.number(3, 1, flash.size());
            if (a.error() == 0 && !isNamed(NAME, partition)) {
                log.log(Log.WARN, name,
                        "no such partition: there is mfg_nvs alone, of which the slots of certificates and"
                        + " keys are namespaces (AT+SYSMFG)", Log.NO_VALUE);
                a.fail(ErrorCode.told(ErrorCode.invalid(1)));
            }
            if (a.error() == 0 && length > flash.size() - at) {
                a.fail(ErrorCode.invalid(3));
            }
            if (operation == ERASE && at % Flash.SECTOR != 0) {
                a.fail(ErrorCode.invalid(2));
            }
            if (operation == ERASE && length % Flash.SECTOR != 0) {
                a.fail(ErrorCode.invalid(3));
            }
            if (a.error() != 0) {
                return a.error();
            }
            end = at + length;
            if (operation == WRITE) {
                return BARE_PROMPT;
            }
            if (operation == READ) {
                output.say("+SYSFLASH:").say(length).say(",");
            }
            return WORKING;
        }

        /** Not mounted again before the next use: half an image must not be repaired. */
        private void touch() {
            nvs.unmount();
            certificates.changed();
        }

        private boolean isNamed(String name, Text text) {
            boolean same = text.length == name.length();
            for (int i = 0; same && i < text.length; i++) {
                same = text.bytes[i] == name.charAt(i);
            }
            return same;
        }

        @Override
        protected int payloadLength() {
            return end - at;
        }

        @Override
        protected int payload(byte[] bytes, int length, boolean last, long now) {
            touch();
            if (!flash.write(at, bytes, 0, length)) {
                return failed(log, "the flash image could not be written");
            }
            at += length;
            return OK;
        }

        @Override
        protected int poll(long now) {
            return operation == ERASE ? erase() : read();
        }

        private int erase() {
            touch();
            if (!flash.erase(at)) {
                return failed(log, "the flash image could not be erased");
            }
            at += Flash.SECTOR;
            return at == end ? OK : WORKING;
        }

        private int read() {
            int count = Math.min(end - at, gulp.length);
            flash.read(at, gulp, 0, count);
            output.sayData(gulp, 0, count);
            at += count;
            return at == end ? OK : WORKING;
        }
    }

    /** {@code AT+SYSMFG}: the namespaces, keys and values in it. */
    private final class Values extends Command {
        private static final int ERASE = 0;
        private static final int READ = 1;
        private static final int WRITE = 2;

        /** The {@code <type>} numbers from 1. */
        private final int[] types = {
            Types.U8, Types.I8, Types.U16, Types.I16, Types.U32, Types.I32, Types.STRING, Types.BLOB,
        };
        private static final int STRING = 7;
        private static final int BINARY = 8;

        private static final int NAMESPACES = 0;
        private static final int KEYS = 1;
        private static final int VALUE = 2;

        private final Text namespaceName = new Text(Nvs.NAME_MAX);
        private final Text key = new Text(Nvs.NAME_MAX);
        private final Text name = new Text(Nvs.NAME_MAX);
        private final Cursor cursor = new Cursor();
        private int listing;
        private int namespace;
        private int at;
        private int end;

        Values() {
            super("AT+SYSMFG", QUERY | SET);
        }

        @Override
        protected int query() {
            return list(NAMESPACES);
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(1, 5);
            int operation = a.number(0, ERASE, WRITE);
            a.optionalString(1, namespaceName);
            a.optionalString(2, key);
            if (operation != READ && !a.given(1)) {
                a.fail(ErrorCode.type(1));
            }
            if (a.error() != 0) {
                return a.error();
            }
            if (operation == READ && !a.given(1)) {
                return list(NAMESPACES);
            }
            if (operation == WRITE) {
                return write(a);
            }
            namespace = nvs.namespace(namespaceName.bytes, 0, namespaceName.length);
            if (namespace < 0) {
                return refuse(namespace);
            }
            if (operation == ERASE) {
                a.expect(2, 3);
                return a.error() != 0 ? a.error() : erase(a.given(2));
            }
            return a.given(2) ? read(a) : list(KEYS);
        }

        private int refuse(int status) {
            String why = Nvs.describe(status);
            return why == null ? ErrorCode.FAILED : failed(log, why);
        }

        private int end(int status) {
            return status < 0 ? refuse(status) : OK;
        }

        private int erase(boolean one) {
            certificates.changed();
            return end(one ? nvs.eraseKey(namespace, key.bytes, 0, key.length) : nvs.eraseNamespace(namespace));
        }

        private int list(int what) {
            listing = what;
            cursor.reset();
            return WORKING;
        }

        private int read(Arguments a) {
            int type = nvs.find(namespace, key.bytes, 0, key.length, cursor);
            if (type < 0) {
                return refuse(type);
            }
            boolean bytes = type == Types.STRING || type == Types.BLOB;
            if (number(type) == 0 || !bytes && (a.given(3) || a.given(4))) {
                return failed(log, "only strings and binary values are read in parts, and no 64-bit numbers");
            }
            if (!bytes) {
                sayHead(type);
                sayInteger(cursor.integer());
                return OK;
            }
            at = a.number(3, 0, cursor.size(), 0);
            int length = a.number(4, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
            if (a.error() != 0) {
                return a.error();
            }
            length = Math.min(length, cursor.size() - at);
            end = at + length;
            sayHead(type);
            output.say(length).say(",");
            listing = VALUE;
            return WORKING;
        }

        private void sayHead(int type) {
            output.say("+SYSMFG:\"").say(namespaceName).say("\",\"").say(key).say("\",").say(number(type)).say(",");
        }

        private void sayInteger(long value) {
            name.clear();
            name.appendNumber(value);
            output.say(name.length).say(",").say(name).say("\r\n");
        }

        /** The {@code <type>} of ESP-AT; 0 for what it has no number for. */
        private int number(int type) {
            for (int i = 0; i < types.length; i++) {
                if (types[i] == type) {
                    return i + 1;
                }
            }
            return 0;
        }

        private int write(Arguments a) {
            certificates.changed();
            a.expect(5, 5);
            a.string(2, key);
            int type = a.number(3, 1, BINARY);
            long value = type < STRING ? a.longNumber(4, Integer.MIN_VALUE, 0xFFFFFFFFL) : 0;
            int length = type < STRING ? 0 : a.number(4, 0, Integer.MAX_VALUE);
            if (a.error() != 0) {
                return a.error();
            }
            if (type < STRING && !Types.holds(types[type - 1], value)) {
                return ErrorCode.invalid(4);
            }
            namespace = nvs.makeNamespace(namespaceName.bytes, 0, namespaceName.length);
            if (namespace < 0) {
                return refuse(namespace);
            }
            if (type < STRING) {
                return end(nvs.setInteger(namespace, key.bytes, 0, key.length, types[type - 1], value));
            }
            int status = nvs.begin(namespace, key.bytes, 0, key.length, types[type - 1], length);
            if (status < 0) {
                return refuse(status);
            }
            end = length;
            return length == 0 ? end(nvs.finish()) : PROMPT;
        }

        @Override
        protected int payloadLength() {
            return end;
        }

        @Override
        protected int payload(byte[] bytes, int length, boolean last, long now) {
            int status = nvs.put(bytes, 0, length);
            return end(status == Nvs.OK && last ? nvs.finish() : status);
        }

        @Override
        protected int poll(long now) {
            if (listing == VALUE) {
                return sayValue();
            }
            for (int row = 0; row < ROWS; row++) {
                if (!(listing == NAMESPACES ? nvs.nextNamespace(cursor) : nvs.nextKey(namespace, cursor))) {
                    return OK;
                }
                sayRow();
            }
            return WORKING;
        }

        private void sayRow() {
            name.clear();
            name.length = cursor.copyName(name.bytes, 0);
            output.say("+SYSMFG:\"");
            if (listing == KEYS) {
                output.say(namespaceName).say("\",\"");
            }
            output.say(name).say("\"");
            if (listing == KEYS) {
                output.say(",").say(number(cursor.type()));
            }
            output.say("\r\n");
        }

        private int sayValue() {
            int count = nvs.read(namespace, key.bytes, 0, key.length, at, gulp, 0, Math.min(end - at, gulp.length));
            if (count < 0 || count == 0 && at < end) {
                return failed(log, "the value could not be read to its end");
            }
            output.sayData(gulp, 0, count);
            at += count;
            if (at < end) {
                return WORKING;
            }
            output.say("\r\n");
            return OK;
        }
    }
}
