package wsat.at;

import wsat.link.LinkConfig;
import wsat.nvs.Nvs;
import wsat.nvs.Slots;
import wsat.nvs.StoredSlot;
import wsat.port.WebSocketPort;

/** Hands the slots that a link is configured for to the board, which looks at what is in them. */
final class Certificates {
    private final WebSocketPort port;
    private final StoredSlot certificate;
    private final StoredSlot key;
    private final StoredSlot ca;
    private int edition;

    Certificates(Nvs nvs, WebSocketPort port) {
        this.port = port;
        Slots slots = new Slots(nvs);
        certificate = new StoredSlot(slots, Slots.CERT);
        key = new StoredSlot(slots, Slots.KEY);
        ca = new StoredSlot(slots, Slots.CA);
    }

    /** The partition has been written or erased: what links use is read again when they are opened. */
    void changed() {
        edition++;
    }

    /** Moves with every {@link #changed}. */
    int edition() {
        return edition;
    }

    /** What a mode needs and the partition has not, in ESP-AT's words; null: all is there. */
    String missing(int authMode, int pki, int caIndex) {
        if ((authMode & LinkConfig.SHOW_CERTIFICATE) != 0) {
            if (certificate.at(pki).size() < 0) {
                return "NO CERT FOUND";
            }
            if (key.at(pki).size() < 0) {
                return "NO PRVT_KEY FOUND";
            }
        }
        return (authMode & LinkConfig.VERIFY_SERVER) != 0 && ca.at(caIndex).size() < 0 ? "NO CA FOUND" : null;
    }

    /** Gives the board what a mode needs; nothing may be {@link #missing}. */
    void configure(int link, int authMode, int pki, int caIndex) {
        boolean show = (authMode & LinkConfig.SHOW_CERTIFICATE) != 0;
        boolean verify = (authMode & LinkConfig.VERIFY_SERVER) != 0;
        port.configure(link, authMode, show ? certificate.at(pki) : null, show ? key.at(pki) : null,
                verify ? ca.at(caIndex) : null);
    }

    /** How that goes: {@link Command#RUNNING}, {@link Command#OK} or an {@link ErrorCode}. */
    int configured(int link) {
        switch (port.configured(link)) {
            case WebSocketPort.CHECKING: return Command.RUNNING;
            case WebSocketPort.ACCEPTED: return Command.OK;
            default: return ErrorCode.FAILED;
        }
    }
}
