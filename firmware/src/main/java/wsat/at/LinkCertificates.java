package wsat.at;

import wsat.link.TlsConfig;
import wsat.nvs.Slots;
import wsat.nvs.StoredSlot;
import wsat.port.Log;
import wsat.port.TlsPort;

/** Hands the slots that a link of a family is configured for to the board, which looks at what is in them. */
public final class LinkCertificates {
    private static final String NO_CA = "NO CA FOUND";

    private final Slots slots;
    private final TlsPort port;
    private final StoredSlot certificate;
    private final StoredSlot key;
    private final StoredSlot ca;

    /** @param family of the slots: {@link Slots#WSS} to {@link Slots#WSS_SERVER} */
    public LinkCertificates(Slots slots, int family, TlsPort port) {
        this.slots = slots;
        this.port = port;
        certificate = new StoredSlot(slots, family + Slots.CERT);
        key = new StoredSlot(slots, family + Slots.KEY);
        ca = new StoredSlot(slots, family + Slots.CA);
    }

    /** The partition has been written or erased: what links use is read again when they are opened. */
    public void changed() {
        slots.changed();
    }

    /** Moves with every {@link #changed}. */
    public int edition() {
        return slots.edition();
    }

    /** What a mode needs and the partition has not, in ESP-AT's words; null: all is there. */
    String missing(int authMode, int pki, int caIndex) {
        if ((authMode & TlsConfig.SHOW_CERTIFICATE) != 0) {
            if (certificate.at(pki).size() < 0) {
                return "NO CERT FOUND";
            }
            if (key.at(pki).size() < 0) {
                return "NO PRVT_KEY FOUND";
            }
        }
        return (authMode & TlsConfig.VERIFY_SERVER) != 0 && ca.at(caIndex).size() < 0 ? NO_CA : null;
    }

    /**
     * Sees to it that the board has what a link is configured for as the partition has it now: what is new is read
     * while the link is opened.
     *
     * @return {@link Command#OK}, or an error: the partition has not what the link needs
     */
    public int renew(Command asker, Log log, int link, TlsConfig config) {
        if (config.edition == slots.edition()) {
            return Command.OK;
        }
        String missing = missing(config.authMode, config.pki, config.ca);
        if (missing != null) {
            return failed(asker, log, missing, config.pki, config.ca);
        }
        configure(link, config.authMode, config.pki, config.ca);
        config.beginReading(slots.edition());
        return Command.OK;
    }

    /**
     * Tells the host what a mode needs and the partition has not.
     *
     * @return an error; {@link Command#OK}: all is there
     */
    public int tellMissing(Command asker, Output output, Log log, int authMode, int pki, int caIndex) {
        String missing = missing(authMode, pki, caIndex);
        if (missing == null) {
            return Command.OK;
        }
        output.say(missing).say("\r\n");
        return failed(asker, log, missing, pki, caIndex);
    }

    /** The log says which slot it is. */
    private static int failed(Command asker, Log log, String missing, int pki, int caIndex) {
        return asker.failed(log, missing, NO_CA.equals(missing) ? caIndex : pki);
    }

    /** Gives the board what a mode needs; nothing may be {@link #missing}. */
    public void configure(int link, int authMode, int pki, int caIndex) {
        boolean show = (authMode & TlsConfig.SHOW_CERTIFICATE) != 0;
        boolean verify = (authMode & TlsConfig.VERIFY_SERVER) != 0;
        port.configure(link, authMode, show ? certificate.at(pki) : null, show ? key.at(pki) : null,
                verify ? ca.at(caIndex) : null);
    }

    /** How that goes: {@link Command#RUNNING}, {@link Command#OK} or an {@link ErrorCode}. */
    public int configured(int link) {
        switch (port.configured(link)) {
            case TlsPort.CHECKING: return Command.RUNNING;
            case TlsPort.ACCEPTED: return Command.OK;
            default: return ErrorCode.FAILED;
        }
    }
}
